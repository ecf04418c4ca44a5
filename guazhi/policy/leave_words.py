"""Leave as a policy has it, in words and tables, in either language."""

from collections.abc import Iterator, Sequence
from typing import Literal

from guazhi.policy.entries import Words
from guazhi.policy.leave import LeaveKind, LeavePolicy, Questioned
from guazhi.policy.timing import Span

Language = Literal["en", "zh-hans"]
Table = tuple[str, Sequence[tuple[str, ...]]]

# word -> (English, Chinese)
WORDS: dict[str, tuple[str, str]] = {
    "host": ("host unit", "接收单位"),
    "county": ("county organisation department", "县（区）委组织部"),
    "city": ("city organisation department", "市委组织部"),
    "leave": ("Leave", "请销假"),
    "ladder": ("Who approves leave", "请假审批权限"),
    "id": ("id", "标识"),
    "name": ("name", "名称"),
    "counts": ("counted in", "计算方式"),
    "private": ("reason for few eyes", "事由限知悉"),
    "basis": ("basis", "依据"),
    "length": ("days", "天数"),
    "approves": ("who approves, in order", "依次审批"),
    "days": ("days", "自然日"),
    "working_days": ("working days", "工作日"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
}
# unit -> (one, many, Chinese)
UNITS = {
    "days": ("day", "days", "天"),
    "working_days": ("working day", "working days", "个工作日"),
    "months": ("month", "months", "个月"),
}


def word(key: str, language: Language) -> str:
    """The word that people read for ``key``."""
    return WORDS[key][language != "en"]


def tables(policy: LeavePolicy, language: Language) -> Iterator[Table]:
    """The kinds of leave and the ladder, each with its heading; the first row is a head."""
    kinds = [tuple(word(key, language) for key in ("id", "name", "counts", "private", "basis"))]
    for key, kind in policy.kinds.items():
        private = word("yes" if kind.private else "no", language)
        name, counts = _said(kind.names, language), word(kind.counts, language)
        kinds.append((key, name, counts, private, basis(policy, kind, language)))
    yield word("leave", language), kinds
    rungs = [(word("length", language), word("approves", language))]
    rungs += [(length, " → ".join(who)) for length, who in rungs_in_words(policy, language)]
    yield word("ladder", language), rungs


def rungs_in_words(
    policy: LeavePolicy, language: Language
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each rung: the days it reaches to, and who approves in order."""
    reached = 0
    for rung in policy.ladder:
        length = f"≤ {rung.up_to}" if rung.up_to else f"> {reached}"
        yield length, tuple(word(party, language) for party in rung.consents)
        reached = rung.up_to or reached


def basis(policy: LeavePolicy, entry: LeaveKind | Questioned | None, language: Language) -> str:
    """What an entry cites; where it cites nothing of its own, what the whole section does."""
    cites = entry if entry and (entry.clause or entry.source) else policy
    source = [_said(cites.source, language)] if cites.source else []
    return ("; " if language == "en" else "；").join(
        [each for each in (cites.clause, *source) if each]
    )


def sentences(policy: LeavePolicy, language: Language) -> list[str]:
    """What else holds of leave, a sentence each."""
    return _english(policy) if language == "en" else _chinese(policy)


def _english(policy: LeavePolicy) -> list[str]:
    found = ["Half days may be taken."] if policy.half_days else []
    if policy.asked_within is not None:
        late = _span(policy.asked_within, "en")
        found.append(f"Asked for beforehand, or within {late} of its start.")
    if policy.substitute_from is not None:
        days = _span(Span(days=policy.substitute_from), "en")
        found.append(f"Leave of {days} or more: a substitute is named and told.")
    if policy.long_from is not None:
        days = _span(Span(days=policy.long_from), "en")
        found.append(f"Leave of {days} or more: the departments are told.")
    found.append(f"One reports back within {_span(policy.report_back, 'en')} of the last day.")
    if policy.questioned is not None:
        kinds = " and ".join(policy.kinds[kind].names.en for kind in policy.questioned.kinds)
        share, cited = f"{policy.questioned.share:.0%}", basis(policy, policy.questioned, "en")
        found.append(f"{kinds} over {share} of the term put the term in question: {cited}.")
    return found


def _chinese(policy: LeavePolicy) -> list[str]:
    found = ["可按半天请假。"] if policy.half_days else []
    if policy.asked_within is not None:
        late = _span(policy.asked_within, "zh-hans")
        found.append(f"事先请假；确有急事的，最迟在开始后{late}内补办。")
    if policy.substitute_from is not None:
        found.append(f"{policy.substitute_from}天以上的，须落实代班人员并告知本人。")
    if policy.long_from is not None:
        found.append(f"{policy.long_from}天以上的，告知组织部门。")
    found.append(f"假满后{_span(policy.report_back, 'zh-hans')}内销假。")
    if policy.questioned is not None:
        kinds = "、".join(policy.kinds[kind].names.zh for kind in policy.questioned.kinds)
        share, cited = f"{policy.questioned.share:.0%}", basis(policy, policy.questioned, "zh-hans")
        found.append(f"{kinds}累计超过挂职期限{share}的，应研究挂职期限。依据：{cited}。")
    return found


def _span(span: Span, language: Language) -> str:
    one, many, chinese = UNITS[span.unit]
    if language == "en":
        return f"{span.amount} {one if span.amount == 1 else many}"
    return f"{span.amount}{chinese}"


def _said(words: Words, language: Language) -> str:
    return words.en if language == "en" else words.zh
