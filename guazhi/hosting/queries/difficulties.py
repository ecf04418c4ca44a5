"""Who has a difficulty, who acts for that level, and the difficulties one may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.access.composed import composed_once
from guazhi.access.matrix import CITY, COUNTY, HOST
from guazhi.hosting import rules
from guazhi.hosting.models import Difficulty, DifficultyStep
from guazhi.hosting.rules import DifficultyState
from guazhi.obligations.models import Obligation
from guazhi.organisations.queries import departments
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds

RAISED = "difficulty_raised"
ROLES = {"host": HOST, "county": COUNTY, "city": CITY}
UNSOLVED = (DifficultyState.RAISED.value, DifficultyState.ANSWERED.value)


def owners(secondment: Secondment) -> dict[str, int]:
    """The organisation that owns a difficulty at each level there is; the host's county first."""
    counties = (secondment.host_county_id, secondment.home_county_id)
    found = departments(counties)
    county = next((found[each] for each in counties if each in found), None)
    levels = {"host": secondment.host_unit_id}
    if county is not None:
        levels["county"] = county
    return {**levels, "city": secondment.intake.programme.owner_id}


def acts_for(actor: Actor, difficulty: Difficulty, secondment: Secondment) -> bool:
    """Whether the actor works for the organisation that has the difficulty, or mentors there."""
    return _acts_at(actor, difficulty.level, difficulty.owner.path, secondment)


def _acts_at(actor: Actor, level: str, path: str, secondment: Secondment) -> bool:
    mentors = actor.person_id is not None and secondment.mentor_id == actor.person_id
    if level == "host" and mentors:
        return True
    roles = ROLES[level]
    return any(held.role in roles and path.startswith(held.path) for held in actor.held)


def left_unanswered(actor: Actor, difficulty: Difficulty) -> Obligation | None:
    """The answer that the actor's level let fall due before the difficulty went up."""
    return _left(actor, [difficulty]).get(difficulty.pk)


def _left(actor: Actor, rows: Iterable[Difficulty]) -> dict[int, Obligation]:
    """What the actor's level still owes of each difficulty that has gone on to another."""
    risen = {f"{RAISED}-{row.pk}": row for row in rows if row.since > row.day}
    owed = Obligation.objects.filter(state=Obligation.OPEN, occurrence__in=list(risen))
    found = {}
    for each in owed.select_related("owner") if risen else ():
        row = risen[each.occurrence]
        rule = pack_of(row.secondment.policy).obligations.get(each.rule)
        if rule is None or rule.evidence != "difficulty_answer" or each.owner is None:
            continue
        gone = each.owner_id != row.owner_id
        if gone and _acts_at(actor, each.party, each.owner.path, row.secondment):
            found[row.pk] = each
    return found


def difficulties(
    actor: Actor, capability: Capability = Capability.VIEW_DIFFICULTY
) -> QuerySet[Difficulty]:
    """Difficulties the actor may see, with what a list shows of them."""
    return (
        Difficulty.objects.permitted(actor, capability)
        .select_related(
            "owner",
            "secondment__secondee",
            "secondment__host_unit",
            "secondment__intake__programme",
            "secondment__policy",
        )
        .defer("secondment__policy__text")
    )


def difficulty(actor: Actor, pk: int, capability: Capability) -> Difficulty:
    """The difficulty ``pk``; 404 when out of the actor's reach for ``capability``."""
    return difficulties(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]


def steps(actor: Actor, difficulty: Difficulty) -> QuerySet[DifficultyStep]:
    """What has been done about a difficulty, oldest first."""
    allowed = DifficultyStep.objects.permitted(actor, Capability.VIEW_DIFFICULTY)
    return allowed.filter(difficulty=difficulty).select_related("made_by")


def escalation_days(policy: PolicyVersion, day: date) -> int:
    """After how many days at one level a difficulty goes up; 0 where policy says nothing."""
    return pack_of(policy).number("difficulty_escalation_days", day)


def due_to_rise(today: date) -> list[int]:
    """Difficulties that have stood unsolved at their level for longer than their policy allows."""
    found: list[int] = []
    for policy in _policies_of_unsolved():
        if days := escalation_days(policy, today):
            found += _unsolved_since(policy.pk, today - timedelta(days=days))
    return found


def _unsolved_below() -> QuerySet[Difficulty]:
    return Difficulty.objects.filter(state__in=UNSOLVED).exclude(level="city")


@composed_once
def _policies_of_unsolved() -> QuerySet[PolicyVersion]:
    policies = _unsolved_below().values("secondment__policy")
    return PolicyVersion.objects.filter(pk__in=policies).defer("text")


@composed_once
def _unsolved_since(policy: int, before: date) -> QuerySet[Difficulty, int]:
    rows = _unsolved_below().filter(secondment__policy=policy, since__lt=before)
    return rows.order_by("pk").values_list("pk", flat=True)


@dataclass(frozen=True, slots=True)
class DifficultyRow:
    """A difficulty in a list: how long it has been open, what was done, what the actor may do."""

    difficulty: Difficulty
    days: int
    tone: str
    may_answer: bool
    may_make_up: bool
    may_resolve: bool
    may_pass_up: bool
    may_confirm: bool
    sees_opinion: bool
    rises_on: date | None
    steps: tuple[DifficultyStep, ...] = ()


TONES = {
    DifficultyState.RAISED.value: "yellow",
    DifficultyState.ANSWERED.value: "blue",
    DifficultyState.RESOLVED.value: "blue",
    DifficultyState.CLOSED.value: "green",
}


def listed(
    actor: Actor, found: Iterable[Difficulty], today: date, *, with_steps: bool = False
) -> list[DifficultyRow]:
    """The difficulties as rows; one query more where the steps are wanted."""
    shown = list(found)
    done: dict[int, list[DifficultyStep]] = {}
    if with_steps and shown:
        allowed = DifficultyStep.objects.permitted(actor, Capability.VIEW_DIFFICULTY)
        taken = allowed.filter(difficulty__in=[row.pk for row in shown])
        for step in taken.select_related("made_by"):
            done.setdefault(step.difficulty_id, []).append(step)
    left = _left(actor, shown)
    return [_row(actor, row, today, tuple(done.get(row.pk, ())), row.pk in left) for row in shown]


def _row(
    actor: Actor, row: Difficulty, today: date, taken: tuple[DifficultyStep, ...], left: bool
) -> DifficultyRow:
    secondment = row.secondment
    acts = holds(actor, Capability.ANSWER_DIFFICULTY, secondment) and acts_for(
        actor, row, secondment
    )
    return DifficultyRow(
        difficulty=row,
        days=rules.days_open(row.day, row.closed_on, today),
        tone=TONES[row.state],
        may_answer=acts and row.state == DifficultyState.RAISED,
        may_make_up=left and holds(actor, Capability.ANSWER_DIFFICULTY, secondment),
        may_resolve=acts and row.state in UNSOLVED,
        may_pass_up=acts and row.state in UNSOLVED and row.level != "city",
        may_confirm=row.state == DifficultyState.RESOLVED
        and holds(actor, Capability.CONFIRM_DIFFICULTY, secondment),
        sees_opinion=holds(actor, Capability.VIEW_TALK, secondment),
        rises_on=_rises_on(row, today),
        steps=taken,
    )


def _rises_on(row: Difficulty, today: date) -> date | None:
    """The last day on which its level may solve it before it goes up by itself."""
    days = escalation_days(row.secondment.policy, today)
    if not days or row.state not in UNSOLVED or row.level == "city":
        return None
    return row.since + timedelta(days=days)


def page_of(
    actor: Actor, *, state: str, level: str, host: int | None, after: int | None, size: int
) -> list[Difficulty]:
    """One page and a row more: open ones oldest first, the others latest first."""
    rows = difficulties(actor)
    if level:
        rows = rows.filter(level=level)
    if host:
        rows = rows.filter(secondment__host_unit=host)
    if state == "open":
        rows = rows.exclude(state=DifficultyState.CLOSED).order_by("pk")
        rows = rows.filter(pk__gt=after) if after else rows
    else:
        rows = rows.filter(state=DifficultyState.CLOSED) if state == "closed" else rows
        rows = rows.order_by("-pk")
        rows = rows.filter(pk__lt=after) if after else rows
    return list(rows[: size + 1])
