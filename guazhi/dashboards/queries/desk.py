"""The to-do list: what the actor's desks owe, what they have done, and what others owe."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.dashboards.queries import ways
from guazhi.dashboards.queries.words import evidence_of_rules
from guazhi.obligations.models import Obligation
from guazhi.obligations.queries import desks, occurrences, of_desks
from guazhi.policy import Standing, standing
from guazhi.policy.entries import Words
from guazhi.programmes.queries import pack_of

MOST = 1000
LOADED = (
    "secondment__secondee",
    "secondment__host_unit",
    "secondment__home_organisation",
    "secondment__post",
    "secondment__policy",
    "intake__policy",
    "owner",
    "owner_person",
)

# the text of a policy, which its digest stands for
HEAVY = ("secondment__policy__text", "intake__policy__text")


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as a list shows it."""

    obligation: Obligation
    names: Words | None
    evidence: str
    standing: Standing
    occurrence: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What the desks of an actor owe: what he can do now, and what only others there can."""

    mine: Q
    with_others: Q


def work_of(actor: Actor) -> Work:
    """The conditions of what the actor's desks owe."""
    evidence = evidence_of_rules()
    both = [(desk.owes, ways.with_others(desk, evidence)) for desk in desks(actor)]
    return Work(
        mine=_any(owes & ~elsewhere for owes, elsewhere in both),
        with_others=_any(owes & elsewhere for owes, elsewhere in both),
    )


def counts(work: Work, today: date, soon: int) -> dict[str, int]:
    """How much the actor can do for the desks by standing, each counted up to a bound."""
    mine = Obligation.objects.filter(work.mine, state=Obligation.OPEN, opens__lte=today)
    return {name: mine.filter(part)[:MOST].count() for name, part in parts(today, soon).items()}


def parts(today: date, soon: int) -> dict[str, Q]:
    """The conditions that divide open obligations whose window has begun."""
    until = today + timedelta(days=soon)
    return {
        # said as ranges, which lead planners to the index of what is due or has begun
        "overdue": Q(due__range=(date.min, today - timedelta(days=1))),
        "due_soon": Q(due__gte=today, due__lte=until),
        "open": Q(due__gt=until, opens__range=(date.min, today)),
    }


def owed(work: Work, today: date, soon: int, part: str = "") -> QuerySet[Obligation]:
    """What the actor can do for the desks now; with ``part`` only that of one standing.

    ``upcoming`` is what is not open yet, ``with_others`` what waits for another role.
    """
    chosen_work = work.with_others if part == "with_others" else work.mine
    rows = Obligation.objects.filter(chosen_work, state=Obligation.OPEN).order_by("due", "pk")
    rows = rows.select_related(*LOADED).defer(*HEAVY)
    if part == "upcoming":
        return rows.filter(opens__gt=today)
    rows = rows.filter(opens__lte=today)
    chosen = parts(today, soon).get(part)
    return rows.filter(chosen) if chosen is not None else rows


def done_by_me(actor: Actor) -> QuerySet[Obligation]:
    """What the actor's desks have done."""
    met = Obligation.objects.filter(of_desks(actor), state=Obligation.MET)
    return met.select_related(*LOADED).defer(*HEAVY)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


def duties(rows: Iterable[Obligation], today: date, soon: int) -> list[Duty]:
    """Obligations with their names and standing."""
    found, shown = [], list(rows)
    which = occurrences(shown)
    for row in shown:
        policy = row.secondment.policy if row.secondment else row.intake.policy
        rule = pack_of(policy).obligations.get(row.rule)
        how = standing_of(row, today, soon)
        names, evidence = (rule.names, rule.evidence) if rule else (None, "")
        found.append(Duty(row, names, evidence, how, which.get(row.pk, "")))
    return found


def standing_of(row: Obligation, today: date, soon: int) -> Standing:
    """How one obligation stands today."""
    is_waived = row.state == Obligation.WAIVED
    return standing(row.opens, row.due, row.met_on, is_waived, today, soon)


def within_reach(
    actor: Actor, today: date, soon: int, *, party: str = "", part: str = "", intake: int = 0
) -> QuerySet[Obligation]:
    """Obligations of any party on secondments that the actor may see."""
    rows = (
        Obligation.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .exclude(state=Obligation.VOID)
        .select_related(*LOADED)
        .defer(*HEAVY)
    )
    if party:
        rows = rows.filter(party=party)
    if intake:
        rows = rows.filter(intake=intake)
    return rows.filter(of_standing(part, today, soon)) if part else rows


def of_standing(part: str, today: date, soon: int) -> Q:
    """The condition for one standing."""
    if part in {"met", "met_late"}:
        on_time = Q(met_on__lte=F("due"))
        return Q(state=Obligation.MET) & (on_time if part == "met" else ~on_time)
    if part == "waived":
        return Q(state=Obligation.WAIVED)
    if part == "upcoming":
        return Q(state=Obligation.OPEN, opens__gt=today)
    chosen = parts(today, soon).get(part, Q())
    return Q(state=Obligation.OPEN, opens__lte=today) & chosen
