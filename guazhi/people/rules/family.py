"""Family and important relations, as the appointment form lists them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guazhi.people.rules.codes import read_code
from guazhi.people.rules.dates import YearMonth
from guazhi.policy.findings import Finding, Level

SPOUSES = ("丈夫", "妻子", "配偶")
CHILDREN = ("儿子", "女儿", "长子", "次子", "长女", "次女", "子", "女", "养子", "养女")
PARENTS = ("父亲", "母亲", "父", "母", "养父", "养母", "继父", "继母")
PRINTED_ROWS = 7


@dataclass(frozen=True, slots=True)
class Member:
    """One member: the relation to the person, the name, and what the form asks."""

    relation: str
    name: str
    birth_month: date | None = None
    political_status: str = ""
    work: str = ""
    firm: str = ""
    regulator: str = ""


def in_form_order(members: Sequence[Member]) -> list[Member]:
    """Spouse, children, parents, then the others, each in the order given."""
    groups = (SPOUSES, CHILDREN, PARENTS)

    def rank(member: Member) -> int:
        return next((n for n, group in enumerate(groups) if member.relation in group), len(groups))

    return sorted(members, key=rank)


def check_family(members: Sequence[Member], birth: date | None, today: date) -> Iterator[Finding]:
    """Findings against a family; ``field`` is the number of the row and the column."""
    for place, member in enumerate(members):
        for column in ("relation", "name"):
            if not getattr(member, column).strip():
                yield Finding("family_incomplete", field=f"{place}.{column}")
        if member.regulator.strip() and not member.firm.strip():
            yield Finding("family_firm_needed", field=f"{place}.firm")
        if member.birth_month is not None:
            yield from _check_birth(place, member, member.birth_month, birth, today)
        status = member.political_status
        if status and read_code("political_status", status) is None:
            params: dict[str, object] = {"text": status}
            yield Finding("code_unknown", params=params, field=f"{place}.political_status")
    if len(members) > PRINTED_ROWS:
        yield Finding(
            "family_over_printed_rows",
            Level.WARNING,
            {"rows": PRINTED_ROWS, "members": len(members)},
        )


def _check_birth(
    place: int, member: Member, month: date, birth: date | None, today: date
) -> Iterator[Finding]:
    field = f"{place}.birth_month"
    born = YearMonth.of(month)
    if born > YearMonth.of(today):
        yield Finding("month_to_come", params={"month": str(born)}, field=field)
    if birth is None:
        return
    own = YearMonth.of(birth)
    is_child, is_parent = member.relation in CHILDREN, member.relation in PARENTS
    if (is_child and born <= own) or (is_parent and born >= own):
        params: dict[str, object] = {"relation": member.relation, "month": str(born)}
        yield Finding("family_birth_impossible", params=params, field=field)
