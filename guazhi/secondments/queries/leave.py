"""Reading leave: who is away, what waits, how much was taken, and what each may see of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from guazhi.access.actor import Actor, Capability, Role
from guazhi.access.matrix import PARTY_OF, roles_with
from guazhi.access.queries import in_force
from guazhi.organisations.models import Organisation, department_at
from guazhi.policy.entries import Words
from guazhi.policy.leave import LeavePolicy, by_kind, is_questioned
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import PARTY_AT, Leave, LeaveConsent, Secondment
from guazhi.secondments.queries.life import holds
from guazhi.secondments.rules import HELD, TAKEN, LeaveAnswer, LeaveState, State

LOADED = (
    "secondment__secondee",
    "secondment__host_unit",
    "secondment__home_organisation",
    "secondment__post",
    "secondment__policy",
    "secondment__intake__programme",
)
MOST = 10
AWAY = (LeaveState.GRANTED.value, LeaveState.EXTENDED.value, LeaveState.REPORTED.value)


def deciders(secondment: Secondment) -> Mapping[str, Sequence[int]]:
    """For each party of the ladder the unit that decides; the county is where the work is."""
    county = secondment.host_county_id or secondment.home_county_id
    return {
        "host": (secondment.host_unit_id,),
        "county": (county,) if county else (),
        "city": (secondment.intake.programme.area_id,),
    }


def units_deciding(row: Leave, owners: Mapping[str, Sequence[int]], today: date) -> set[int]:
    """Of the units of the ladder those with an account that may decide on this leave.

    Neither who asked for it nor whose leave it is decides on it.
    """
    party_of = {unit: party for party, units in owners.items() for unit in units}
    paths = dict(Organisation.objects.filter(pk__in=party_of).values_list("pk", "path"))
    held = (
        in_force(today)
        .filter(role__in=roles_with(Capability.DECIDE_LEAVE), user__is_active=True)
        .filter(organisation__path__in={at for path in paths.values() for at in _above(path)})
        .exclude(user=row.made_by_id)
        .exclude(user__person=row.secondment.secondee_id)
    )
    seats = {
        (PARTY_OF[Role(role)], at) for role, at in held.values_list("role", "organisation__path")
    }
    return {
        unit
        for unit, path in paths.items()
        if any((party_of[unit], at) in seats for at in _above(path))
    }


def _above(path: str) -> list[str]:
    """The paths of a unit and of all above it."""
    steps = path.rstrip("/").split("/")
    return ["/".join(steps[:count]) + "/" for count in range(1, len(steps) + 1)]


def decides(actor: Actor, step: LeaveConsent) -> bool:
    """Whether the actor sits in the party that ``step`` is for."""
    return any(
        held is not None
        and PARTY_AT[reach] == step.party
        and step.organisation.path.startswith(held.path)
        for reach, held, _condition in actor.grants(Capability.DECIDE_LEAVE)
    )


def length_before(row: Leave) -> int:
    """The half days of the leaves that ``row`` continues, which count with it as one."""
    before, halves = row.continues, 0
    while before is not None:
        halves += before.halves
        before = before.continues
    return halves


@dataclass(frozen=True, slots=True)
class Shown:
    """A leave as its reader may see it; without ``reason`` and ``place`` not for these eyes."""

    leave: Leave
    names: Words | None
    reason: str | None
    place: str | None
    is_overdue: bool

    @property
    def days(self) -> float:
        """The days it takes."""
        return self.leave.halves / 2

    @property
    def plural(self) -> int:
        """The number by which the word for days is chosen."""
        return 1 if self.leave.halves == 2 else 2


def leaves(actor: Actor) -> QuerySet[Leave]:
    """The leaves that the actor may see, with what lists show of them."""
    found = Leave.objects.permitted(actor, Capability.VIEW_LEAVE).select_related(*LOADED)
    return found.defer("secondment__policy__text")


def shown_leaves(actor: Actor, rows: Iterable[Leave], today: date) -> list[Shown]:
    """Leaves with their kinds in words; of a private kind reason and place for few."""
    found = list(rows)
    late = [row.pk for row in found if _is_late(row, today)]
    longer = Leave.objects.filter(continues__in=late, state__in=HELD) if late else ()
    late = [pk for pk in late if pk not in {row.continues_id for row in longer}]
    return [_shown(actor, row, is_overdue=row.pk in late) for row in found]


def _is_late(row: Leave, today: date) -> bool:
    in_post = row.secondment.state == State.IN_POST
    return in_post and row.state == LeaveState.GRANTED and row.back_by < today


def _shown(actor: Actor, row: Leave, *, is_overdue: bool) -> Shown:
    policy = pack_of(row.secondment.policy).leave
    kind = policy.kinds.get(row.kind) if policy else None
    may_read = reads(actor, row)
    return Shown(
        row,
        kind.names if kind else None,
        row.reason if may_read else None,
        row.place if may_read else None,
        is_overdue,
    )


def is_extended(row: Leave) -> bool:
    """Whether an extension of it waits or was approved."""
    return Leave.objects.filter(continues=row, state__in=HELD).exists()


def reads(actor: Actor, row: Leave) -> bool:
    """Whether the actor may read why: of a private kind only those who decide, and oneself."""
    policy = pack_of(row.secondment.policy).leave
    if policy is not None and not policy.is_private(row.kind):
        return True
    return holds(actor, Capability.READ_LEAVE_REASON, row.secondment)


def _away(since: date, until: date) -> Q:
    """Approved leave that takes a day from ``since`` to ``until``."""
    back_before = Q(state=LeaveState.REPORTED.value, back_on__lte=since)
    return Q(state__in=AWAY, start__lte=until, end__gte=since) & ~back_before


def _overdue(today: date) -> Q:
    """Leave that nobody has reported back from in time."""
    longer = Leave.objects.filter(continues=OuterRef("pk"), state__in=HELD)
    return Q(
        ~Exists(longer),
        state=LeaveState.GRANTED.value,
        back_by__lt=today,
        secondment__state=State.IN_POST.value,
    )


def count_away(actor: Actor, today: date, most: int) -> tuple[int, int]:
    """How many are on leave today, and from how many no return was reported; up to a bound."""
    rows = Leave.objects.permitted(actor, Capability.VIEW_LEAVE).filter(state__in=AWAY)
    found = rows.aggregate(
        away=Count("pk", filter=_away(today, today)), late=Count("pk", filter=_overdue(today))
    )
    return min(found["away"], most), min(found["late"], most)


def leaves_showing(actor: Actor, show: str, today: date, until: date) -> QuerySet[Leave]:
    """The leaves of one list: those away today or ``until``, that wait, overdue, or all."""
    match show:
        case "":
            return leaves(actor).filter(_away(today, today))
        case "week":
            return leaves(actor).filter(_away(today, until))
        case "waiting":
            return leaves(actor).filter(state=LeaveState.WAITING)
        case "overdue":
            return overdue(leaves(actor), today)
        case _:
            return leaves(actor)


def leave_to_ask(actor: Actor, pk: int) -> Leave:
    """The leave ``pk`` for whoever may ask for it; 404 for all others."""
    rows = Leave.objects.permitted(actor, Capability.ASK_LEAVE).select_related(*LOADED)
    return rows.defer("secondment__policy__text").one(pk)


def overdue(rows: QuerySet[Leave], today: date) -> QuerySet[Leave]:
    """Of ``rows`` those nobody has reported back from in time."""
    return rows.filter(_overdue(today)).order_by("back_by", "pk")


@dataclass(frozen=True, slots=True)
class LeavePage:
    """One leave with its steps, and what the actor may do about it."""

    shown: Shown
    steps: list[LeaveConsent]
    reads: bool
    substitute_waits: bool
    to_decide: LeaveConsent | None
    before: int
    days_taken: float
    is_questioned: bool
    may_revise: bool
    may_extend: bool
    may_report: bool
    may_confirm: bool
    may_call_back: bool
    unmanned: str
    passed_over: list[str]


def leave(actor: Actor, pk: int, today: date) -> LeavePage:
    """One leave; 404 when out of the actor's reach."""
    row: Leave = leaves(actor).select_related(*LOADED, "continues").one(pk)  # type: ignore[attr-defined]
    secondment = row.secondment
    steps = list(
        LeaveConsent.objects.named()
        .filter(leave=row)
        .select_related("organisation", "made_by")
        .order_by("round", "place")
    )
    own = LeaveConsent.objects.of(actor).filter(leave=row, answer=LeaveAnswer.ASKED)
    waits = row.state == LeaveState.WAITING
    asks = holds(actor, Capability.ASK_LEAVE, secondment)
    is_self = secondment.secondee_id == actor.person_id
    extended = is_extended(row)
    taken = list(Leave.objects.filter(secondment=secondment, state__in=TAKEN))
    granted = row.state == LeaveState.GRANTED and not extended
    begun = today >= row.start
    return LeavePage(
        shown=shown_leaves(actor, [row], today)[0],
        steps=steps,
        reads=reads(actor, row),
        substitute_waits=bool(row.substitute) and row.substitute_told_on is None,
        to_decide=own.first() if waits else None,
        before=length_before(row),
        days_taken=sum(each.halves for each in taken) / 2,
        is_questioned=_questions(secondment, [*taken, *([row] if waits else [])]),
        may_revise=asks and row.state == LeaveState.RETURNED,
        may_extend=asks and granted and begun,
        may_report=granted and begun and holds(actor, Capability.REPORT_BACK, secondment),
        may_confirm=row.state == LeaveState.REPORTED
        and row.reported_by_id != actor.user_id
        and holds(actor, Capability.CONFIRM_BACK, secondment),
        may_call_back=asks
        and not extended
        and (
            row.state in {LeaveState.WAITING, LeaveState.RETURNED}
            or (granted and (today <= row.start or not is_self))
        ),
        unmanned=_unmanned(row, steps, today) if waits else "",
        passed_over=_passed_over(row, steps) if waits else [],
    )


def _unmanned(row: Leave, steps: Iterable[LeaveConsent], today: date) -> str:
    """The unit whose turn it is, where nobody there can decide."""
    step = next(each for each in steps if each.answer == LeaveAnswer.ASKED)
    units = units_deciding(row, {step.party: (step.organisation_id,)}, today)
    return "" if units else step.name


def _passed_over(row: Leave, steps: Iterable[LeaveConsent]) -> list[str]:
    """The units that policy names and that had nobody to decide when they were to be asked."""
    policy = pack_of(row.secondment.policy).leave
    named = policy.rung(length_before(row) + row.halves).consents if policy else ()
    asked = {step.party for step in steps if step.round == row.round}
    owners = deciders(row.secondment)
    over = [owners[party][0] for party in named if party not in asked and owners[party]]
    units = Organisation.objects.filter(pk__in=over).order_by("path")
    names = units.annotate(speaks=Coalesce(department_at("pk"), "name"))
    return list(names.values_list("speaks", flat=True))


def _questions(secondment: Secondment, rows: Iterable[Leave]) -> bool:
    """Whether these leaves take so much of the term that the policy questions it."""
    policy = pack_of(secondment.policy).leave
    term = (secondment.start, secondment.end)
    return policy is not None and is_questioned(policy, [(r.kind, r.away) for r in rows], term)


@dataclass(frozen=True, slots=True)
class LeaveWork:
    """The leaves of one term: how much of each kind, and whether that questions the term."""

    rows: list[Shown]
    totals: list[tuple[Words | None, float]]
    days: float
    is_questioned: bool
    policy: LeavePolicy | None
    may_ask: bool


def leave_work(actor: Actor, secondment: Secondment, today: date) -> LeaveWork:
    """What a person's page shows of leave, the latest first."""
    policy = pack_of(secondment.policy).leave
    found = list(leaves(actor).filter(secondment=secondment).order_by("-start", "-pk"))
    counted = [row for row in found if row.state in TAKEN]
    totals = by_kind((row.kind, row.halves) for row in reversed(counted))
    return LeaveWork(
        rows=shown_leaves(actor, found, today),
        totals=[
            (policy.kinds[kind].names if policy and kind in policy.kinds else None, halves / 2)
            for kind, halves in totals.items()
        ],
        days=sum(totals.values()) / 2,
        is_questioned=_questions(secondment, counted),
        policy=policy,
        may_ask=policy is not None
        and secondment.state == State.IN_POST
        and holds(actor, Capability.ASK_LEAVE, secondment),
    )


def granted_leaves(actor: Actor, secondment: Secondment) -> QuerySet[Leave]:
    """The leaves of a term that were approved, for its timeline."""
    return leaves(actor).filter(secondment=secondment, state__in=TAKEN).order_by("start")


def leaves_to_decide(actor: Actor) -> QuerySet[Leave]:
    """Leave that waits for the actor's decision."""
    if not actor.may(Capability.DECIDE_LEAVE):
        return Leave.objects.none()
    asked = LeaveConsent.objects.of(actor).filter(answer=LeaveAnswer.ASKED)
    return _loaded(Leave.objects.filter(pk__in=asked.values("leave"), state=LeaveState.WAITING))


def leaves_to_confirm(actor: Actor) -> QuerySet[Leave]:
    """Reports back from leave that the actor confirms; nobody confirms his own."""
    reported = Leave.objects.permitted(actor, Capability.CONFIRM_BACK)
    mine = reported.filter(state=LeaveState.REPORTED).exclude(reported_by=actor.user_id)
    return _loaded(mine)


def leaves_returned(actor: Actor) -> QuerySet[Leave]:
    """The actor's own leave that was sent back to be mended."""
    return _own(actor).filter(state=LeaveState.RETURNED)


def leaves_to_report(actor: Actor, today: date) -> QuerySet[Leave]:
    """The actor's own leave that is over and from which he has not reported back."""
    return _own(actor).filter(state=LeaveState.GRANTED, end__lt=today)


def _own(actor: Actor) -> QuerySet[Leave]:
    if actor.person_id is None:
        return Leave.objects.none()
    return leaves(actor).filter(
        secondment__secondee=actor.person_id, secondment__state=State.IN_POST
    )


def _loaded(rows: QuerySet[Leave]) -> QuerySet[Leave]:
    return rows.select_related(*LOADED).defer("secondment__policy__text")
