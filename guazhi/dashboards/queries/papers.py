"""The papers of a secondment: what was decided, handed over, checked, changed, and the log."""

from collections.abc import Sequence
from dataclasses import dataclass

from guazhi.access.actor import Actor
from guazhi.secondments.models import (
    CourseChange,
    Decision,
    Handover,
    RelationCheck,
    ReturnPlan,
    Secondment,
    Withdrawal,
)
from guazhi.secondments.queries import (
    Version,
    changes,
    handover,
    relation_checks,
    return_plan,
    versions,
    withdrawal,
)
from guazhi.secondments.rules import Course


@dataclass(frozen=True, slots=True)
class Papers:
    """What is on record of one secondment as a whole, as far as the actor may read it."""

    decision: Decision | None
    handover: Handover | None
    relation_checks: Sequence[RelationCheck]
    versions: Sequence[Version]
    changes: Sequence[CourseChange]
    return_plan: ReturnPlan | None
    withdrawal: Withdrawal | None


def papers(actor: Actor, secondment: Secondment) -> Papers:
    """The papers of a secondment that the actor may see; the decision was read with it."""
    return Papers(
        decision=secondment.decision,
        handover=handover(actor, secondment),
        relation_checks=list(relation_checks(actor, secondment)),
        versions=versions(actor, secondment),
        changes=[row for row in changes(actor, secondment) if row.state != Course.IN_EFFECT],
        return_plan=return_plan(actor, secondment),
        withdrawal=withdrawal(actor, secondment),
    )
