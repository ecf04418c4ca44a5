"""Who may be addressed, who may answer, the items sent, and the kinds of unit between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import ROLES_OF
from guazhi.access.queries import holders
from guazhi.coordination.models import ExchangeForward, ExchangeItem, FlowNote
from guazhi.coordination.rules import directions_to, height
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation
from guazhi.organisations.queries import departments
from guazhi.policy.editing import Kept
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import ACTIVE
from guazhi.web import clock

HOST_KINDS = {
    "county": _("County or district"),
    "township": _("Township"),
    "city": _("City organ"),
    "enterprise": _("Enterprise"),
}
STANDINGS = {
    "waiting": _("Waits for an answer"),
    "overdue": _("Answer overdue"),
    "answered": _("Answered"),
    "adopted": _("Adopted"),
    "not_adopted": _("Not adopted"),
}
SENT = "exchange_sent-"


@dataclass(frozen=True, slots=True)
class Addressee:
    """A unit that may be written to: by which desk it answers, of what kind, and what fits it."""

    pk: int
    party: str
    kind: str
    name: str
    fits: tuple[str, ...]


def addressees(secondment: Secondment) -> dict[int, str]:
    """The organisations with a part in the secondment, and what each is on it."""
    counties = departments((secondment.home_county_id, secondment.host_county_id))
    return {
        secondment.intake.programme.owner_id: "city",
        **dict.fromkeys(counties.values(), "county"),
        secondment.host_unit_id: "host",
        secondment.home_organisation_id: "home",
    }


def addressee(secondment: Secondment, pk: int) -> Addressee | None:
    """The unit ``pk`` as it may be written to in the matter of a secondment; None when it may not.

    A unit of the programme's area that has no part in it answers by the desk of its own.
    """
    unit = Organisation.objects.filter(pk=pk).first()
    if unit is None:
        return None
    party = addressees(secondment).get(pk) or _desk(secondment, unit)
    return _addressee(secondment, unit, party) if party else None


def _addressee(secondment: Secondment, unit: Organisation, party: str) -> Addressee:
    ends = [
        height(end.kind, end.level)
        for end in (secondment.home_organisation, secondment.host_unit)
        if end.pk != unit.pk
    ]
    fits = directions_to(height(unit.kind, unit.level), ends)
    return Addressee(unit.pk, party, unit.host_kind, unit.name, fits)


def _desk(secondment: Secondment, unit: Organisation) -> str:
    """The party as which a unit without a part answers; none when nobody there could."""
    area = secondment.intake.programme.area
    if unit.is_area or unit.kind == "department" or not unit.path.startswith(area.path):
        return ""
    held = {role for _pk, role in holders([unit.pk], clock.today())}
    return next((party for party in ("host", "home") if held & {*ROLES_OF[party]}), "")


def addressed_units(secondment: Secondment) -> list[Addressee]:
    """The organisations with a part in the secondment: home, host, counties, city."""
    order = ("home", "host", "county", "city")
    parties = addressees(secondment)
    units = Organisation.objects.filter(pk__in=parties)
    ranked = sorted(units, key=lambda unit: (order.index(parties[unit.pk]), unit.path))
    return [_addressee(secondment, unit, parties[unit.pk]) for unit in ranked]


def fitting(secondment: Secondment, direction: str) -> list[str]:
    """The names of the organisations with a part to which something so directed is sent."""
    return [unit.name for unit in addressed_units(secondment) if direction in unit.fits]


def is_addressed_to(actor: Actor, item: ExchangeItem) -> bool:
    """Whether the actor works for the organisation that the item was sent to."""
    roles = ROLES_OF[item.party]
    path = item.to_organisation.path
    return any(held.role in roles and path.startswith(held.path) for held in actor.held)


def exchanges(
    actor: Actor, capability: Capability = Capability.VIEW_EXCHANGE
) -> QuerySet[ExchangeItem]:
    """Exchange items the actor may see: those that wait for an answer first."""
    return (
        ExchangeItem.objects.permitted(actor, capability)
        .select_related(
            "secondment__secondee",
            "secondment__host_unit",
            "secondment__home_organisation",
            "to_organisation",
        )
        .order_by(F("answered_on").desc(nulls_first=True), "-day", "-pk")
    )


def exchange(actor: Actor, pk: int, capability: Capability) -> ExchangeItem:
    """The item ``pk`` with the units it went through; 404 when out of reach for ``capability``."""
    forwards = ExchangeForward.objects.select_related(
        "from_organisation", "to_organisation", "made_by"
    ).order_by("day", "pk")
    rows = exchanges(actor, capability).select_related(
        "secondment__secondee",
        "secondment__host_unit",
        "secondment__home_organisation",
        "secondment__policy",
        "secondment__intake__programme__area",
        "to_organisation",
        "answered_by",
    )
    return rows.prefetch_related(Prefetch("forwards", forwards)).one(pk)  # type: ignore[attr-defined,no-any-return]


def to_answer(actor: Actor) -> QuerySet[ExchangeItem]:
    """The items that wait for an answer of the actor's own desks."""
    mine = Q(pk__in=[])
    for held in actor.held:
        for party, roles in ROLES_OF.items():
            if held.role in roles:
                mine |= Q(party=party, to_organisation__path__under=held.path)
    return exchanges(actor, Capability.ANSWER_EXCHANGE).filter(mine, answered_on__isnull=True)


@dataclass(frozen=True, slots=True)
class ExchangeSought:
    """What is looked for on the exchange board; empty words look for everything."""

    standing: str = ""
    direction: str = ""
    from_kind: str = ""
    to_kind: str = ""
    intake: int = 0


def sought(
    rows: QuerySet[ExchangeItem], wanted: ExchangeSought, today: date
) -> QuerySet[ExchangeItem]:
    """The rows that match."""
    standing = {
        "waiting": Q(answered_on__isnull=True),
        "overdue": Q(answered_on__isnull=True) & Exists(_overdue(today)),
        "answered": Q(answered_on__isnull=False),
        "adopted": Q(adopted=True),
        "not_adopted": Q(adopted=False),
    }
    rows = rows.filter(standing.get(wanted.standing, Q()))
    for name in ("direction", "from_kind", "to_kind"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    return rows.filter(secondment__intake=wanted.intake) if wanted.intake else rows


def _overdue(today: date) -> QuerySet[Obligation]:
    occurrence = Concat(Value(SENT), Cast(OuterRef("pk"), CharField()))
    return Obligation.objects.filter(
        secondment=OuterRef("secondment_id"),
        occurrence=occurrence,
        state=Obligation.OPEN,
        due__lt=today,
    )


def answers_due(items: Iterable[ExchangeItem]) -> dict[int, date]:
    """By when each of the items was to be answered, by the policy of its secondment."""
    found = {f"{SENT}{item.pk}": item.pk for item in items}
    rows = Obligation.objects.filter(occurrence__in=found).exclude(state=Obligation.VOID)
    owned = rows.filter(secondment__in={item.secondment_id for item in items})
    return {found[occurrence]: due for occurrence, due in owned.values_list("occurrence", "due")}


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """An exchange item as a list shows it: since when it waits, and until when it may."""

    item: ExchangeItem
    days_open: int
    due: date | None
    may_answer: bool
    may_open: bool
    may_become_task: bool = False

    @property
    def is_overdue(self) -> bool:
        """Whether it was answered, or still waits, after the day it was due."""
        return self.due is not None and self.days_open > (self.due - self.item.day).days

    @property
    def waits(self) -> bool:
        """Whether there is no answer yet."""
        return self.item.answered_on is None


def exchange_lines(actor: Actor, items: list[ExchangeItem], today: date) -> list[ExchangeLine]:
    """The items of a page as a list shows them."""
    keys = [item.pk for item in items]
    waiting = set(to_answer(actor).filter(pk__in=keys).values_list("pk", flat=True))
    known = Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT)
    of_them = {item.secondment_id for item in items}
    open_to = set(known.filter(pk__in=of_them).values_list("pk", flat=True))
    dues = answers_due(items)
    return [
        ExchangeLine(
            item,
            ((item.answered_on or today) - item.day).days,
            dues.get(item.pk),
            item.pk in waiting,
            item.secondment_id in open_to,
            item.secondment.state in ACTIVE
            and holds(actor, Capability.ASSIGN_TASK, item.secondment),
        )
        for item in items
    ]


@dataclass(frozen=True, slots=True)
class FlowCell:
    """What flows from one kind of unit to another: how much, how much unanswered, or why none."""

    from_kind: str
    to_kind: str
    count: int
    waiting: int
    note: str

    @property
    def to_label(self) -> object:
        """The kind of unit it goes to, in words."""
        return HOST_KINDS[self.to_kind]


def exchange_flows(actor: Actor, intake_id: int) -> list[FlowCell]:
    """Every pair of kinds of unit, with the items that the actor may see between them (S1.3.3)."""
    rows = (
        ExchangeItem.objects.permitted(actor, Capability.VIEW_EXCHANGE)
        .filter(secondment__intake=intake_id)
        .values_list("from_kind", "to_kind")
        .annotate(n=Count("pk"), waiting=Count("pk", filter=Q(answered_on__isnull=True)))
    )
    counted = {(source, target): (n, waiting) for source, target, n, waiting in rows}
    noted = FlowNote.objects.permitted(actor, Capability.VIEW_EXCHANGE).filter(intake=intake_id)
    notes = {(note.from_kind, note.to_kind): note.text for note in noted}
    return [
        FlowCell(*pair, *counted.get(pair, (0, 0)), notes.get(pair, ""))
        for pair in ((source, target) for source in HOST_KINDS for target in HOST_KINDS)
    ]


def kept_flow_note(intake: Intake, from_kind: str, to_kind: str) -> Kept:
    """The note on a flow, for whoever edits it; empty where there is none."""
    rows = FlowNote.objects.filter(intake=intake, from_kind=from_kind, to_kind=to_kind)
    note = rows.select_related("made_by").first()
    if note is None:
        return Kept({"text": ""})
    return Kept({"text": note.text}, note.made_by.name if note.made_by else "", note.made_at)
