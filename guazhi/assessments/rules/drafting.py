"""The first draft of an appraisal: sentences that each name the records they stand on.

No sentence says what no record shows. Where no record speaks for a part it stays empty, for
people to write. The drafted words are Chinese, as the paper is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from guazhi.policy.abridging import abridged

SHOWN = 3
FEW = 3
TITLE = 40
END_OF_SENTENCE = re.compile(r"(?<=[。！？!?])|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """A record that a sentence stands on: its kind, key, day and a few words."""

    kind: str
    record: int
    day: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work on record, and what became of it; ``weighty`` is substantive or upward.

    A report is done when it was heard, and ``accepted`` when the host countersigned it.
    """

    source: Source
    done: bool = True
    weighty: bool = False
    late: bool = False
    returned: bool = False
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class Graded:
    """A released assessment, with the dimensions that all together rated best and worst."""

    source: Source
    name: str
    grade: str
    best: str = ""
    worst: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What is on record of a term until ``today``, for whoever writes of it."""

    term: Source
    start: date
    end: date
    today: date
    place: str
    division: Source | None = None
    duties: str = ""
    tasks: tuple[Work, ...] = ()
    lines: tuple[Work, ...] = ()
    reports: tuple[Work, ...] = ()
    talks: tuple[Work, ...] = ()
    difficulties: tuple[Work, ...] = ()
    practices: tuple[Work, ...] = ()
    exchange: tuple[Work, ...] = ()
    grades: tuple[Graded, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the records it stands on; without any it is the writer's own."""

    text: str
    sources: tuple[Source, ...] = ()


Drafted = Mapping[str, tuple[Sentence, ...]]


def appraisal_from(term: Term) -> Drafted:
    """The four parts of an appraisal, from what is on record."""
    return {
        "facts": tuple(facts_of(term)),
        "strengths": tuple(_strengths(term)),
        "weaknesses": tuple(_weaknesses(term)),
        "hopes": tuple(_hopes(term)),
    }


def facts_of(term: Term) -> Iterator[Sentence]:
    """The plain facts of a term, in the order in which a form tells them."""
    begun = f"{_day(term.start)}至{_served(term)}，{term.place}"
    if term.division and term.duties:
        yield Sentence(f"{begun}，分工：{_plain(term.duties)}。", (term.term, term.division))
    else:
        yield Sentence(f"{begun}。", (term.term,))
    yield from _tasks(term.tasks)
    yield from _lines(term.lines)
    yield from _reports(term.reports)
    if term.talks:
        yield _said(f"接收单位与其谈心谈话{len(term.talks)}次。", term.talks)
    yield from _exchange(term.exchange)
    yield from _practices(term.practices)
    if term.difficulties:
        solved = sum(row.done for row in term.difficulties)
        all_of_them = f"反映工作困难{len(term.difficulties)}件，已解决{solved}件。"
        yield _said(all_of_them, term.difficulties)
    for graded in term.grades:
        yield Sentence(f"{graded.name}等次为{graded.grade}。", (graded.source,))


def _served(term: Term) -> str:
    if term.today >= term.end:
        return _day(term.end)
    return f"{_day(term.today)}（{_day(term.end)}期满）"


def _tasks(rows: tuple[Work, ...]) -> Iterator[Sentence]:
    if not rows:
        return
    done, weighty = [row for row in rows if row.done], [row for row in rows if row.weighty]
    text = f"承担任务{len(rows)}项"
    if weighty:
        text += f"，其中实质性工作{len(weighty)}项"
    text += "，均已完成" if len(done) == len(rows) else f"，已完成{len(done)}项"
    yield _said(f"{text}。", rows)
    titled = {row.source.title: row for row in sorted(done, key=lambda row: row.weighty)}
    shown = sorted(titled.values(), key=lambda row: not row.weighty)[:SHOWN]
    if shown:
        yield _said(f"完成的主要任务有{_titles(shown)}。", shown)


def _lines(rows: tuple[Work, ...]) -> Iterator[Sentence]:
    if rows:
        done = sum(row.done for row in rows)
        how = "均已落实" if done == len(rows) else f"已落实{done}项"
        yield _said(f"按培养工作计划安排工作{len(rows)}项，{how}。", rows)


def _reports(rows: tuple[Work, ...]) -> Iterator[Sentence]:
    if not rows:
        return
    heard, signed = sum(row.done for row in rows), sum(row.accepted for row in rows)
    also = f"，在座谈会上汇报{heard}次" if heard else ""
    if signed < len(rows):
        also += f"，接收单位已签署{signed}次"
    yield _said(f"提交工作汇报{len(rows)}次{also}。", rows)


def _exchange(rows: tuple[Work, ...]) -> Iterator[Sentence]:
    up, down = [row for row in rows if row.weighty], [row for row in rows if not row.weighty]
    taken = [row for row in rows if row.done]
    said = [f"向上反映基层情况{len(up)}件"] if up else []
    said += [f"向下传递上级信息{len(down)}件"] if down else []
    said += [f"其中{len(taken)}件被采纳"] if taken else []
    if rows:
        yield _said(f"{'，'.join(said)}。", rows)


def _practices(rows: tuple[Work, ...]) -> Iterator[Sentence]:
    if not rows:
        return
    spread = sum(row.done for row in rows)
    also = f"，其中{spread}条印发推广" if spread else ""
    yield _said(f"总结提出经验做法{len(rows)}条{also}。", rows)


def _strengths(term: Term) -> Iterator[Sentence]:
    done = [row for row in term.tasks if row.done]
    if len(term.tasks) >= FEW and all(row.done and not row.late for row in term.tasks):
        yield _said(f"落实工作有力，承担的{len(done)}项任务全部按期完成。", done)
    weighty = [row for row in done if row.weighty]
    if weighty:
        one = weighty[0]
        yield _said(f"勇于担当，能够承担“{_short(one.source.title)}”等实质性工作。", weighty)
    on_time = [row for row in term.reports if row.accepted and not row.late]
    if len(on_time) >= FEW and len(on_time) == len(term.reports):
        yield _said(f"组织观念强，{len(on_time)}次工作汇报均按时提交。", on_time)
    spread = [row for row in term.practices if row.done]
    if spread:
        yield _said(f"善于总结，{_titles(spread[:SHOWN])}的做法已印发推广。", spread)
    taken = [row for row in term.exchange if row.done]
    if taken:
        yield _said(f"注重沟通上下，{len(taken)}件情况和建议被有关单位采纳。", taken)
    solved = [row for row in term.difficulties if row.done]
    if solved and len(solved) == len(term.difficulties):
        yield _said(f"能正视困难、依靠组织，反映的{len(solved)}件工作困难均得到解决。", solved)
    for graded in term.grades[-1:]:
        if graded.best:
            yield Sentence(f"{graded.name}中，“{graded.best}”方面评价最好。", (graded.source,))


def _weaknesses(term: Term) -> Iterator[Sentence]:
    for kind, rows in _wanting(term):
        yield _said(WANTING[kind][0].format(n=len(rows)), rows)
    for graded in term.grades[-1:]:
        if graded.worst:
            said = f"{graded.name}中，“{graded.worst}”方面评价相对较低，有待加强。"
            yield Sentence(said, (graded.source,))


def _hopes(term: Term) -> Iterator[Sentence]:
    for kind, rows in _wanting(term):
        yield _said(WANTING[kind][1], rows)
    for graded in term.grades[-1:]:
        if graded.worst:
            yield Sentence(f"希望在“{graded.worst}”方面继续加强锻炼。", (graded.source,))
    if term.practices:
        kept = f"希望把挂职期间总结的{_titles(term.practices[:1])}等做法运用到今后工作中。"
        yield _said(kept, term.practices)
    weighty = [row for row in term.tasks if row.done and row.weighty]
    if weighty:
        yield _said("希望继续在急难任务中经受锻炼，不断积累经验、增长才干。", weighty)


# what the record shows to be wanting: the weakness, and the hope that answers it
WANTING: Mapping[str, tuple[str, str]] = {
    "late_task": (
        "统筹安排不够，有{n}项任务未能按期完成。",
        "希望进一步增强统筹能力，确保各项任务按期完成。",
    ),
    "returned_task": (
        "有{n}项任务的成果经退回后完善，工作的精细程度有待提高。",
        "希望在工作中精益求精，不断提高成果质量。",
    ),
    "open_line": (
        "培养工作计划中尚有{n}项内容未落实。",
        "希望对照培养工作计划，补齐尚未落实的内容。",
    ),
    "late_report": (
        "有{n}次工作汇报未按时提交，请示汇报的及时性有待加强。",
        "希望增强请示汇报意识，按时报告工作。",
    ),
    "returned_report": (
        "有{n}次工作汇报经退回后修改，总结提炼能力有待提高。",
        "希望加强总结提炼，提高文字材料质量。",
    ),
}


def _wanting(term: Term) -> Iterator[tuple[str, list[Work]]]:
    found = {
        "late_task": [row for row in term.tasks if row.late],
        "returned_task": [row for row in term.tasks if row.returned],
        "open_line": [row for row in term.lines if row.late],
        "late_report": [row for row in term.reports if row.late],
        "returned_report": [row for row in term.reports if row.returned],
    }
    return ((kind, rows) for kind, rows in found.items() if rows)


def _said(text: str, rows: Iterable[Work]) -> Sentence:
    return Sentence(text, tuple(row.source for row in rows))


def _titles(rows: Iterable[Work]) -> str:
    return "、".join(f"“{_short(row.source.title)}”" for row in rows)


def summary_from(term: Term) -> str:
    """A first draft of a summary: the term, then what is on record by its day."""
    rows = [
        (row.source.day, f"{name}{_quoted(row)}{'' if row.done else not_done}")
        for name, not_done, works in (
            ("承担任务", "（尚未完成）", term.tasks),
            ("提交工作汇报", "", term.reports),
            ("提出经验做法", "", term.practices),
            ("上下交流事项", "", term.exchange),
            ("反映工作困难", "（尚未解决）", term.difficulties),
        )
        for row in works
    ]
    dated = sorted(row for row in rows if row[0] is not None)
    facts = "".join(said.text for said in facts_of(term))
    return "\n".join([facts, *(f"{_day(day)}　{text}。" for day, text in dated if day)])


def _quoted(row: Work) -> str:
    return f"“{_short(row.source.title)}”" if row.source.title else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _short(text: str) -> str:
    """A text as one phrase of bounded length, cut where its sense lets it be cut."""
    return abridged(_plain(text.replace("“", "‘").replace("”", "’")), TITLE)


def _plain(text: str) -> str:
    """Without what would end a sentence: its last mark goes, those inside become commas."""
    lines = [line.strip("。！？!?；; ") for line in text.splitlines()]
    return re.sub(r"[。！？!?]+\s*", "，", "；".join(line for line in lines if line))


def as_text(sentences: Iterable[Sentence]) -> str:
    """Sentences as a part of the paper is written."""
    return "".join(sentence.text for sentence in sentences)


def sentences_of(text: str) -> list[str]:
    """A text by its sentences."""
    return [each.strip() for each in END_OF_SENTENCE.split(text) if each.strip()]


def standing(texts: Mapping[str, str], earlier: Iterable[Sentence]) -> Drafted:
    """The texts by sentence; one that stood in an earlier version keeps the sources it had."""
    known = {sentence.text: sentence.sources for sentence in earlier}
    return {
        part: tuple(Sentence(said, known.get(said, ())) for said in sentences_of(text))
        for part, text in texts.items()
    }
