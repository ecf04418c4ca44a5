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
        .select_related("owner", "owner_person", "evidence")
        .order_by("due", "rule", "pk")
    )
    facts = secondment_facts([secondment])[secondment.pk]
    pack = pack_of(secondment.policy)
    return _rows(rows, pack, derive(facts, pack, calendar()), today, secondment.end)


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
    return _rows(rows, pack, derive(intake_facts(intake), pack, calendar()), today, intake.end)


def _rows(
    obligations: Iterable[Obligation],
    pack: Pack,
    dues: Iterable[Due],
    today: date,
    end: date,
) -> list[Row]:
    by_key = {due.key: due for due in dues}
    soon = pack.number("due_soon_days", today)
    answers = []
    for row in obligations:
        due = by_key.get((row.rule, row.occurrence, row.owner_id or row.owner_person_id or 0))
        missing = calendar().missing_years(row.opens, max(row.due, end))
        answers.append(
            Row(
                row,
                standing(
                    row.opens, row.due, row.met_on, row.state == Obligation.WAIVED, today, soon
                ),
                Why(pack, due, missing if due and due.basis.unit == "working_days" else ()),
            )
        )
    return answers
