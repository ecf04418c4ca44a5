"""A pack in words and tables, in either language, for reading on a screen or on paper."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal
from unicodedata import east_asian_width

from guazhi.policy import contest_words, eligibility_words, leave_words, selecting
from guazhi.policy.assessed import AssessmentForm
from guazhi.policy.entries import Cited, Words
from guazhi.policy.pack import Obligation, Pack, Parameter
from guazhi.policy.timing import After, Around, Before, By, Every, Form, Span, Within

Language = Literal["en", "zh-hans"]

# word -> (English, Chinese)
WORDS: dict[str, tuple[str, str]] = {
    "city": ("city organisation department", "市委组织部"),
    "county": ("county organisation department", "县（区）委组织部"),
    "host": ("host unit", "接收单位"),
    "home": ("home organisation", "派出单位"),
    "mentor": ("mentor", "帮带责任人"),
    "secondee": ("secondee", "挂职干部"),
    "happening": ("whom it concerns", "事项责任方"),
    "start": ("the first day", "挂职开始"),
    "midpoint": ("the middle of the term", "挂职中期"),
    "end": ("the last day", "挂职期满"),
    "days": ("days", "天"),
    "working_days": ("working days", "个工作日"),
    "months": ("months", "个月"),
    "difficulty_raised": ("a difficulty is raised", "提出困难"),
    "exchange_sent": ("an exchange item is sent", "发出交流事项"),
    "forum_held": ("a forum is held", "召开座谈会"),
    "home_request_made": ("the home organisation asks", "派出单位提出工作安排"),
    "point_raised": ("a point is raised at a forum", "座谈会提出意见"),
    "mentor_named": ("a mentor is named", "确定帮带责任人"),
    "practice_proposed": ("a practice is proposed", "提出经验做法"),
    "review_asked": ("a review of a result is asked for", "提出考核结果复核"),
    "new_host": ("new host unit", "新接收单位"),
    "changes": ("Changes of course", "挂职变更"),
    "asks": ("who may ask", "可提出方"),
    "consents": ("who consents, in order", "依次征求同意"),
    "checks": ("Checks", "资格审查"),
    "categories": ("Categories", "岗位类别"),
    "parameters": ("Figures", "参数"),
    "obligations": ("Obligations", "应办事项"),
    "id": ("id", "标识"),
    "name": ("name", "名称"),
    "term": ("months", "期限（月）"),
    "posts": ("posts", "岗位"),
    "value": ("value", "取值"),
    "unit": ("unit", "单位"),
    "basis": ("basis", "依据"),
    "owner": ("owner", "责任方"),
    "timing": ("when", "时限"),
    "since": ("since", "施行日期"),
    "assessment": ("Assessment", "考核"),
    "grades": ("Grades", "等次"),
    "sources": ("Whose judgement counts", "评价主体"),
    "vetoes": ("What bounds the grade", "一票否决"),
    "weight": ("weight", "权重"),
    "points": ("points", "折合分"),
    "at_least": ("from a total of", "起点分"),
    "at_most": ("at most", "最高等次"),
    "half_up": ("rounded half up", "四舍五入"),
    "half_even": ("rounded half to even", "四舍六入五成双"),
    "up": ("rounded up", "进一"),
    "down": ("rounded down", "只舍不入"),
    "host_handler": ("host's handler", "接收单位经办人"),
    "host_leader": ("host's principal leader", "接收单位主要领导"),
    "home_handler": ("home organisation's handler", "派出单位经办人"),
    "county_handler": ("county's handler", "县（区）委组织部经办人"),
    "county_approver": ("county's approver", "县（区）委组织部审批人"),
    "city_handler": ("city's handler", "市委组织部经办人"),
    "city_approver": ("city's approver", "市委组织部审批人"),
    "addressed": ("the unit it is given to", "承办单位"),
    "asked": ("whose consent is asked for next", "下一征求意见方"),
    "author": ("whoever wrote it", "提交人"),
    "notices": ("Who is told of what", "提醒对象"),
    "prompt": ("at once, by message", "立即发消息"),
    "inbox": ("in the inbox", "待阅"),
    "ladder": ("Ladder of what is due", "临期逾期逐级提醒"),
    "day": ("day", "时间"),
    "told": ("who is told", "提醒对象"),
    "leader": ("the owner's leader, in the inbox", "责任方领导（待阅）"),
    "department": ("the department above, in the inbox", "上一级组织部门（待阅）"),
    "owes": ("whoever owes it, by message", "责任方（发消息）"),
    "share": ("share", "比例"),
    "persons": ("persons", "人"),
    "items": ("items", "件"),
    "flag": ("yes or no", "是否"),
    "True": ("yes", "是"),
    "False": ("no", "否"),
}


def word(key: str, language: Language) -> str:
    """The word that people read for ``key``; the key itself where there is none."""
    pair = WORDS.get(key)
    return key if pair is None else pair[language != "en"]


def said(words: Words, language: Language) -> str:
    """The words in one language."""
    return words.en if language == "en" else words.zh


def _en(span: Span) -> str:
    return f"{span.amount} {word(span.unit, 'en')}"


def _zh(span: Span) -> str:
    return f"{span.amount}{word(span.unit, 'zh-hans')}"


def timing_in_words(timing: Form, language: Language) -> str:
    """When it is owed, as a short phrase."""
    return _timing_en(timing) if language == "en" else _timing_zh(timing)


def when_in_words(obligation: Obligation, language: Language) -> str:
    """When it is owed, and that it falls away where an early end leaves no day for it."""
    text = timing_in_words(obligation.timing, language)
    if not obligation.may_lapse:
        return text
    if language == "en":
        return f"{text}; void if an early end leaves no day for it"
    return f"{text}；提前结束致无法办理的，不再办理"


def _timing_en(timing: Form) -> str:
    match timing:
        case By():
            text = f"by {word(timing.by, 'en')}"
        case Within():
            text = f"within {_en(timing.within)} of {word(timing.of, 'en')}"
        case Around():
            text = f"within {timing.days} days of {word(timing.around, 'en')}, before or after"
        case Before():
            text = f"in the {timing.days} days before {word(timing.before, 'en')}"
            if timing.grace is not None:
                text += f", at the latest {_en(timing.grace)} after it"
        case Every():
            months = timing.every.months
            text = "every month" if months == 1 else f"every {months} months"
        case After():
            text = f"within {_en(timing.within)} after {word(timing.after, 'en')}"
        case _:
            text = f"within {_en(timing.after_end.within)} after {word('end', 'en')}"
    return text


def _timing_zh(timing: Form) -> str:
    match timing:
        case By():
            text = f"{word(timing.by, 'zh-hans')}之前"
        case Within():
            text = f"{word(timing.of, 'zh-hans')}后{_zh(timing.within)}内"
        case Around():
            text = f"{word(timing.around, 'zh-hans')}前后{timing.days}天内"
        case Before():
            text = f"{word(timing.before, 'zh-hans')}前{timing.days}天内"
            if timing.grace is not None:
                text += f"，最迟其后{_zh(timing.grace)}"
        case Every():
            months = timing.every.months
            text = "每月一次" if months == 1 else f"每{months}个月一次"
        case After():
            text = f"{word(timing.after, 'zh-hans')}后{_zh(timing.within)}内"
        case _:
            text = f"{word('end', 'zh-hans')}后{_zh(timing.after_end.within)}内"
    return text


def basis_in_words(entry: Cited | Parameter, language: Language) -> str:
    """The clause and the source that an entry cites."""
    parts = [entry.clause] if entry.clause else []
    if entry.source is not None:
        parts.append(said(entry.source, language))
    return "; ".join(parts) if language == "en" else "；".join(parts)


def described(pack: Pack, language: Language) -> str:
    """The whole pack as aligned text."""
    lines = [
        f"{pack.id} {pack.version}  {said(pack.names, language)}",
        said(pack.description, language),
    ]
    for section, rows in (
        ("categories", _categories(pack, language)),
        ("parameters", _parameters(pack, language)),
        ("obligations", _obligations(pack, language)),
        ("changes", _changes(pack, language)),
        ("checks", eligibility_words.table(pack, language)),
        ("assessment", _rated(pack.assessment, language)),
        ("grades", _grades(pack.assessment, language)),
        ("sources", _sources(pack.assessment, language)),
        ("vetoes", _vetoes(pack.assessment, language)),
        ("notices", _notices(pack, language)),
        ("ladder", _ladder(pack, language)),
    ):
        if written := table(rows):
            lines += ["", word(section, language), *written]
    said_of = pack.assessment
    lines += ["", *limits_in_words(said_of, language), *contest_words.lines(said_of, language)]
    if pack.leave is not None:
        for heading, lines_of in leave_words.tables(pack.leave, language):
            lines += ["", heading, *table(lines_of)]
        lines += ["", *leave_words.sentences(pack.leave, language)]
    if pack.selection is not None:
        heading, parts = selecting.table(pack.selection, language)
        lines += ["", heading, *table(parts), *selecting.sentences(pack.selection, language)]
    return "\n".join(lines)


def _heads(language: Language, *keys: str) -> tuple[str, ...]:
    return tuple(word(key, language) for key in keys)


def _categories(pack: Pack, language: Language) -> Iterator[tuple[str, ...]]:
    yield _heads(language, "id", "name", "term", "basis")
    for key, category in pack.categories.items():
        months = category.months
        term = str(months.normal)
        if months.min != months.max:
            term = f"{months.min}–{months.max} ({months.normal})"
        yield key, said(category.names, language), term, basis_in_words(category, language)


def _parameters(pack: Pack, language: Language) -> Iterator[tuple[str, ...]]:
    yield _heads(language, "id", "name", "value", "unit", "since", "basis")
    for key, parameter in pack.parameters.items():
        for since, value in parameter.history():
            yield (
                key,
                said(parameter.names, language),
                word(str(value), language),
                word(parameter.unit, language),
                str(since),
                basis_in_words(parameter, language),
            )


def _obligations(pack: Pack, language: Language) -> Iterator[tuple[str, ...]]:
    yield _heads(language, "id", "name", "owner", "timing", "basis")
    comma = ", " if language == "en" else "、"
    for key, obligation in pack.obligations.items():
        owners = obligation.owners or ("happening",)
        yield (
            key,
            said(obligation.names, language),
            comma.join(word(owner, language) for owner in owners),
            when_in_words(obligation, language),
            basis_in_words(obligation, language),
        )


def _changes(pack: Pack, language: Language) -> Iterator[tuple[str, ...]]:
    if not pack.changes:
        return
    yield _heads(language, "id", "name", "asks", "consents", "basis")
    comma, then = (", ", " → ") if language == "en" else ("、", " → ")
    for key, course in pack.changes.items():
        yield (
            key,
            said(course.names, language),
            comma.join(word(party, language) for party in course.asks),
            then.join(word(party, language) for party in course.consents),
            basis_in_words(course, language),
        )


def _rated(form: AssessmentForm, language: Language) -> Iterator[tuple[str, ...]]:
    yield _heads(language, "id", "name", "weight", "basis")
    for key, dimension in form.dimensions.items():
        yield key, said(dimension.names, language), _weight(dimension.weight), dimension.clause
        for inner, each in dimension.indicators.items():
            yield f"  {inner}", said(each.names, language), _weight(each.weight), each.clause


def _weight(weight: int | None) -> str:
    return "" if weight is None else f"{weight} %"


def _grades(form: AssessmentForm, language: Language) -> Iterator[tuple[str, ...]]:
    yield _heads(language, "id", "name", "points", "at_least")
    for grade in form.grades:
        yield grade.id, said(grade.names, language), str(grade.points), str(grade.at_least)


def _sources(form: AssessmentForm, language: Language) -> Iterator[tuple[str, ...]]:
    if form.sources:
        yield _heads(language, "id", "name", "weight", "since", "basis")
    for key, each in form.sources.items():
        basis = basis_in_words(each, language)
        yield key, said(each.names, language), _weight(each.weight), str(each.since), basis


def _vetoes(form: AssessmentForm, language: Language) -> Iterator[tuple[str, ...]]:
    if form.vetoes:
        yield _heads(language, "id", "name", "at_most", "since", "basis")
    for key, each in form.vetoes.items():
        basis = basis_in_words(each, language)
        bound = grade_in_words(form, each.at_most, language)
        yield key, said(each.names, language), bound, str(each.since), basis


def grade_in_words(form: AssessmentForm, grade: str, language: Language) -> str:
    """The grade's name; its id where the form has no such grade."""
    found = form.grade(grade)
    return said(found.names, language) if found else grade


def limits_in_words(form: AssessmentForm, language: Language) -> Iterator[str]:
    """How the total is rounded, how many sit, and how the capped number is rounded."""
    rounding, quorum, cap = form.rounding, form.quorum, form.cap
    is_en = language == "en"
    method = word(rounding.method, language)
    yield (
        f"The total is {method} to {rounding.decimals} decimals."
        if is_en
        else f"总分{method}，保留{rounding.decimals}位小数。"
    )
    if quorum is not None:
        yield (
            f"At least {quorum.members} sit, of whom {quorum.at_least} in {quorum.of} are there."
            if is_en
            else f"考核组不少于{quorum.members}人，到会不少于{quorum.of}分之{quorum.at_least}。"
        )
    if cap is not None:
        grade, method = grade_in_words(form, cap.grade, language), word(cap.rounding, language)
        yield (
            f"The number who may be “{grade}” is {method}."
            if is_en
            else f"“{grade}”等次名额按比例计算后{method}。"
        )
    if form.undetermined is not None:
        share, named = form.undetermined.served_below, said(form.undetermined.names, language)
        yield (
            f"Who served less than {share} % of the planned term ends with “{named}”."
            if is_en
            else f"实际挂职时间不足原定期限{share}%的，期满考核{named}。"
        )


def told_in_words(pack: Pack, language: Language) -> Iterator[tuple[str, str, str]]:
    """Each event of the table: who is told at once, and who finds it in the inbox."""
    comma = ", " if language == "en" else "、"
    for event in dict.fromkeys(line.event for line in pack.notices.events):
        told = list(pack.notices.of(event))
        prompt, inbox = (
            comma.join(word(who.value, language) for who, urgency in told if urgency == how)
            for how in ("prompt", "inbox")
        )
        yield event, prompt, inbox


def ladder_in_words(pack: Pack, language: Language) -> Iterator[tuple[str, str]]:
    """Each rung: how far from the date, and who is told there."""
    for rung in pack.notices.ladder:
        days, who = rung.days, "owes" if rung.tell == "owner" else rung.tell
        if language == "en":
            plural = "day" if abs(days) == 1 else "days"
            after = "before" if days < 0 else "after"
            when = f"{abs(days)} {plural} {after} the date" if days else "on the date"
        else:
            when = f"{'到期前' if days < 0 else '逾期'}{abs(days)}天" if days else "到期当日"
        yield when, word(who, language)


def _notices(pack: Pack, language: Language) -> Iterator[tuple[str, ...]]:
    if pack.notices.events:
        yield _heads(language, "id", "prompt", "inbox")
        for event, *told in told_in_words(pack, language):
            yield event, *(who or "–" for who in told)


def _ladder(pack: Pack, language: Language) -> Iterator[tuple[str, ...]]:
    if pack.notices.ladder:
        yield _heads(language, "day", "told")
        yield from ladder_in_words(pack, language)


def width(text: str) -> int:
    """How many columns of a terminal ``text`` takes; a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns stand under one another, the first row underlined."""
    kept = [tuple(row) for row in rows]
    if not kept:
        return []
    widths = [max(width(cell) for cell in column) for column in zip(*kept, strict=True)]
    lines = [
        "  ".join(
            cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)
        ).rstrip()
        for row in kept
    ]
    return [lines[0], "  ".join("-" * wide for wide in widths), *lines[1:]]
