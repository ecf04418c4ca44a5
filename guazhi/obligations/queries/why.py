"""Obligations as people see them: standing, and why each is owed and falls on its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.obligations.models import Obligation
from guazhi.obligations.queries.facts import intake_facts, secondment_facts
from guazhi.policy import Due, Pack, Standing, derive, standing
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import calendar, pack_of
from guazhi.secondments.models import Secondment


@dataclass(frozen=True, slots=True)
class Why:
    """Where an obligation comes from: the rule with its clause, the version, the inputs."""

    pack: Pack
    due: Due | None
    missing_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An obligation with its standing today and its why."""

    obligation: Obligation
    standing: Standing
    why: Why


def of_secondment(actor: Actor, secondment: Secondment, today: date) -> list[Row]:
    """Every obligation of a secondment the actor may see, in order of due date."""
    rows = (
        Obligation.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(secondment=secondment)
        .exclude(state=Obligation.VOID)
        .select_related("owner", "owner_person", "evidence", "secondment")
        .order_by("due", "rule", "pk")
    )
    facts = secondment_facts([secondment])[secondment.pk]
    pack = pack_of(secondment.policy)
    return _rows(rows, pack, derive(facts, pack, calendar()), today)


def of_intake(actor: Actor, intake: Intake, today: date) -> list[Row]:
    """Every obligation of the intake as a whole, in order of due date."""
    rows = (
        Obligation.objects.permitted(actor, Capability.VIEW_INTAKE)
        .filter(intake=intake, secondment__isnull=True)
        .exclude(state=Obligation.VOID)
        .select_related("owner", "owner_person", "evidence")
        .order_by("due", "rule", "pk")
    )
    pack = pack_of(intake.policy)
    return _rows(rows, pack, derive(intake_facts(intake), pack, calendar()), today)


def row_of(row: Obligation, today: date) -> Row:
    """One obligation with its standing and why; its secondment or intake is loaded with it."""
    if row.secondment is not None:
        pack = pack_of(row.secondment.policy)
        facts = secondment_facts([row.secondment])[row.secondment.pk]
        dues = derive(facts, pack, calendar())
    else:
        pack = pack_of(row.intake.policy)
        dues = derive(intake_facts(row.intake), pack, calendar())
    (found,) = _rows([row], pack, dues, today)
    return found


def _rows(
    obligations: Iterable[Obligation], pack: Pack, dues: Iterable[Due], today: date
) -> list[Row]:
    by_key = {due.key: due for due in dues}
    soon = pack.number("due_soon_days", today)
    answers = []
    for row in obligations:
        due = by_key.get(row.key)
        is_waived = row.state == Obligation.WAIVED
        how = standing(row.opens, row.due, row.met_on, is_waived, today, soon)
        answers.append(Row(row, how, Why(pack, due, _missing_years(due))))
    return answers


def _missing_years(due: Due | None) -> tuple[int, ...]:
    """The years whose calendar is missing among those that working days were counted in."""
    if due is None or "working_days" not in {due.basis.unit, due.basis.grace_unit}:
        return ()
    days = (due.opens, due.due, due.basis.day)
    return calendar().missing_years(min(days), max(days))
