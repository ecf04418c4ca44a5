"""Sanctions (处分): which there are, and how long the law lets them take effect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from guazhi.policy.findings import Finding
from guazhi.policy.months import term_end

# kind -> months of effect: 公务员法第六十四条; of Party sanctions, 中国共产党纪律处分条例;
# none where it ends only when it is lifted or the person leaves
KINDS: dict[str, int | None] = {
    "警告": 6,
    "记过": 12,
    "记大过": 18,
    "降级": 24,
    "撤职": 24,
    "开除": None,
    "党内警告": 12,
    "党内严重警告": 18,
    "撤销党内职务": 24,
    "留党察看": None,
    "开除党籍": None,
}


@dataclass(frozen=True, slots=True)
class Sanctioned:
    """A sanction: its kind, when it was decided, and the last day of its effect."""

    kind: str
    decided_on: date
    effect_until: date | None = None


def settled(sanction: Sanctioned) -> Sanctioned:
    """The sanction with the end of its effect, where the law gives one and nobody else did."""
    months = KINDS.get(sanction.kind)
    if sanction.effect_until is not None or months is None:
        return sanction
    return replace(sanction, effect_until=term_end(sanction.decided_on, months))


def check_sanctions(sanctions: Sequence[Sanctioned], today: date) -> Iterator[Finding]:
    """Findings against sanctions; ``field`` is the number of the row and the column."""
    for place, each in enumerate(sanctions):
        if each.kind not in KINDS:
            params: dict[str, object] = {"kind": each.kind or "–"}
            yield Finding("sanction_unknown", params=params, field=f"{place}.kind")
        if each.decided_on > today:
            yield Finding(
                "sanction_to_come", params={"day": each.decided_on}, field=f"{place}.decided_on"
            )
        if each.effect_until is not None and each.effect_until < each.decided_on:
            params = {"until": each.effect_until}
            yield Finding("sanction_ends_before", params=params, field=f"{place}.effect_until")
