"""The contact plan: each county's host units with what is owed, planned and done in a quarter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Min, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import Contact
from guazhi.coordination.queries.contacts import contact_lines, own_departments
from guazhi.coordination.rules import ContactState, Owing, missed_and_next
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_by_digest, pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import RUNNING

Pair = tuple[int, int]  # a department and a host
Window = tuple[date, date]  # when it opens and when it is due
MOST = 5000
SIZE = 40
MISSED, DUE, PLANNED, LATER, DONE = "missed", "due", "planned", "later", "done"
TONES = {MISSED: "red", DUE: "yellow", PLANNED: "blue", LATER: "", DONE: "green"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of the quarter at one host: how contact stands, and the day to show."""

    standing: str
    day: date | None = None

    @property
    def tone(self) -> str:
        """The colour beside the words."""
        return TONES.get(self.standing, "")


@dataclass(frozen=True, slots=True)
class HostLine:
    """A host unit in the plan of one department.

    ``missed`` are windows that have passed without a contact, ``next_window`` is the one after.
    """

    department: Organisation
    host: Organisation
    secondees: tuple[Secondment, ...]
    cells: tuple[Cell, ...]
    last: date | None
    missed: tuple[Window, ...]
    next_window: Window | None
    planned: Contact | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class HostPage:
    """One page of the plan, and where the next one begins."""

    lines: list[HostLine]
    after: str
    missed: int
    total: int


def contact_rules() -> list[str]:
    """The rules, of every policy version in use, that a contact meets."""
    digests = PolicyVersion.objects.values_list("digest", flat=True)
    return sorted(
        {
            rule
            for digest in digests
            for rule, owed in pack_by_digest(digest).obligations.items()
            if owed.evidence == "contact"
        }
    )


def owed_contacts(actor: Actor, capability: Capability) -> QuerySet[Obligation]:
    """What departments owe hosts in contact, as far as the actor may know."""
    rows = Obligation.objects.permitted(actor, capability).filter(
        party="county", rule__in=contact_rules(), secondment__state__in=RUNNING
    )
    return rows.exclude(state=Obligation.VOID)


def owing(actor: Actor, department: int, until: date, today: date) -> Mapping[int, list[Owing]]:
    """What the department owes each host by ``until`` that no planned contact will meet."""
    rows = owed_contacts(actor, Capability.MAKE_CONTACT).filter(
        owner=department, state=Obligation.OPEN, due__lte=until
    )
    planned: dict[int, list[date]] = defaultdict(list)
    kept = Contact.objects.filter(department=department, state=ContactState.PLANNED, day__gte=today)
    for secondment, day in kept.values_list("notes__secondment", "day"):
        planned[secondment].append(day)
    found: dict[int, list[Owing]] = defaultdict(list)
    columns = ("secondment__host_unit", "secondment", "opens", "due")
    for host, secondment, opens, due in rows.order_by("due", "pk").values_list(*columns):
        last = date.max if due < today else due
        if not any(opens <= day <= last for day in planned[secondment]):
            found[host].append(Owing(opens, due, secondment))
    return found


def window_end(department: int, covered: Sequence[Secondment], day: date) -> date:
    """The last day of the windows of these secondments in which ``day`` lies."""
    packs = {row.policy.digest: pack_of(row.policy) for row in covered}
    rules = {
        rule
        for pack in packs.values()
        for rule, owed in pack.obligations.items()
        if owed.evidence == "contact"
    }
    rows = Obligation.objects.filter(
        secondment__in=covered, owner=department, rule__in=rules, opens__lte=day, due__gte=day
    )
    return max(rows.exclude(state=Obligation.VOID).values_list("due", flat=True), default=day)


def contact_plan(
    actor: Actor, quarter: tuple[date, date], today: date, *, county: int = 0, after: str = ""
) -> HostPage:
    """The hosts whose contact falls into the quarter, those with a missed window first."""
    rows = owed_contacts(actor, Capability.VIEW_CONTACT)
    if county:
        rows = rows.filter(owner__parent=county)
    within = Q(due__range=quarter) | Q(state=Obligation.OPEN, due__lt=quarter[0])
    grouped = (
        rows.filter(within)
        .values("owner", "secondment__host_unit")
        .annotate(open_due=Min("due", filter=Q(state=Obligation.OPEN)))
        .order_by(F("open_due").asc(nulls_last=True), "owner", "secondment__host_unit")
        .values_list("open_due", "owner", "secondment__host_unit")
    )
    order = list(grouped[:MOST])
    pairs = [(department, host) for _due, department, host in order]
    first = next((n for n, pair in enumerate(pairs, 1) if after == _key(pair)), 0)
    shown = pairs[first : first + SIZE]
    return HostPage(
        lines=_lines(actor, rows, shown, quarter, today),
        after=_key(shown[-1]) if len(pairs) > first + SIZE else "",
        missed=sum(1 for due, _department, _host in order if due and due < today),
        total=len(order),
    )


def _key(pair: Pair) -> str:
    return f"{pair[0]}-{pair[1]}"


def _of_pairs(pairs: Sequence[Pair], department: str, host: str) -> dict[str, set[int]]:
    """A condition that holds for these pairs, and for others of the same units."""
    return {
        f"{department}__in": {each for each, _host in pairs},
        f"{host}__in": {each for _department, each in pairs},
    }


def _lines(
    actor: Actor,
    rows: QuerySet[Obligation],
    pairs: Sequence[Pair],
    quarter: tuple[date, date],
    today: date,
) -> list[HostLine]:
    if not pairs:
        return []
    owed: Mapping[Pair, list[Obligation]] = defaultdict(list)
    of_pairs = rows.filter(**_of_pairs(pairs, "owner", "secondment__host_unit"))
    wanted = of_pairs.filter(Q(due__range=quarter) | Q(state=Obligation.OPEN))
    for row in wanted.select_related("secondment__secondee").order_by("due", "pk"):
        assert row.secondment is not None
        owed[row.owner_id or 0, row.secondment.host_unit_id].append(row)
    planned, last = _planned(actor, pairs), _last(actor, pairs)
    units = Organisation.objects.in_bulk({pk for pair in pairs for pk in pair})
    own = own_departments(actor)
    return [
        _line(
            units,
            pair,
            owed[pair],
            planned.get(pair, []),
            last.get(pair),
            quarter=quarter,
            today=today,
            is_own=pair[0] in own,
        )
        for pair in pairs
    ]


def _planned(actor: Actor, pairs: Sequence[Pair]) -> Mapping[Pair, list[Contact]]:
    """The planned contacts of these pairs, the next first."""
    found: dict[Pair, list[Contact]] = defaultdict(list)
    rows = Contact.objects.permitted(actor, Capability.VIEW_CONTACT).filter(
        state=ContactState.PLANNED, **_of_pairs(pairs, "department", "host")
    )
    for row in rows.select_related("officer").order_by("day", "pk"):
        found[row.department_id, row.host_id].append(row)
    return found


def _last(actor: Actor, pairs: Sequence[Pair]) -> Mapping[Pair, date]:
    """The day of the last contact of each pair."""
    made = Contact.objects.permitted(actor, Capability.VIEW_CONTACT).filter(
        state=ContactState.MADE, **_of_pairs(pairs, "department", "host")
    )
    rows = made.values("department", "host").annotate(last=Max("day")).order_by()
    return {
        (department, host): day
        for department, host, day in rows.values_list("department", "host", "last")
    }


def _line(
    units: Mapping[int, Organisation],
    pair: Pair,
    owed: Sequence[Obligation],
    planned: Sequence[Contact],
    last: date | None,
    *,
    quarter: tuple[date, date],
    today: date,
    is_own: bool,
) -> HostLine:
    is_open = [(row.opens, row.due) for row in owed if row.state == Obligation.OPEN]
    missed, coming = missed_and_next(is_open, today=today)
    within = [row for row in owed if quarter[0] <= row.due <= quarter[1]]
    people = {row.secondment_id: row.secondment for row in owed if row.secondment}
    return HostLine(
        department=units[pair[0]],
        host=units[pair[1]],
        secondees=tuple(sorted(people.values(), key=lambda row: (row.sort_key, row.pk))),
        cells=tuple(
            _cell([row for row in within if row.due.month == month], planned, today)
            for month in range(quarter[0].month, quarter[1].month + 1)
        ),
        last=last,
        missed=missed,
        next_window=coming,
        planned=planned[0] if planned else None,
        is_own=is_own,
    )


def _cell(owed: Sequence[Obligation], planned: Iterable[Contact], today: date) -> Cell:
    """How the windows that end in one month stand together: the worst is shown."""
    is_open = [row for row in owed if row.state == Obligation.OPEN]
    if not owed:
        return Cell("")
    if not is_open:
        return Cell(DONE, max((row.met_on for row in owed if row.met_on), default=None))
    due, opens = min(row.due for row in is_open), min(row.opens for row in is_open)
    if due < today:
        return Cell(MISSED, due)
    coming = (each.day for each in planned if each.day >= today)
    day = next((day for day in coming if opens <= day <= due), None)
    if day is not None:
        return Cell(PLANNED, day)
    return Cell(DUE if opens <= today else LATER, due)


def plan_counties(actor: Actor) -> list[tuple[int, str]]:
    """The counties whose departments owe contact, for whoever may look at several."""
    owed = owed_contacts(actor, Capability.VIEW_CONTACT).order_by().values("owner__parent")
    rows = Organisation.objects.filter(pk__in=owed).order_by("path")
    return list(rows.values_list("pk", "name"))


def contacts_made(actor: Actor, *, state: str = "", mode: str = "") -> QuerySet[Contact]:
    """The contacts, of one state or way where that is asked for."""
    rows = contact_lines(actor)
    rows = rows.filter(state=state) if state else rows
    return rows.filter(mode=mode) if mode else rows
