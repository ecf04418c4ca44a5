"""From decision to return."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.people.models import Person
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.models import Intake
from guazhi.secondments import rules
from guazhi.secondments.commands.back import close_leaves
from guazhi.secondments.commands.notices import issue_first
from guazhi.secondments.commands.reach import check_dated, ids, locked
from guazhi.secondments.events import (
    MentorSet,
    SecondeeArrived,
    SecondeeReturned,
    SecondmentDecided,
)
from guazhi.secondments.models import CourseChange, Decision, Secondment
from guazhi.secondments.rules import Change, Course, State
from guazhi.web import clock


@transaction.atomic
def decide(
    secondment_id: int, *, meeting: str, day: date, actor: Actor, number: str = ""
) -> Secondment:
    """Record the organisation's decision on one secondment (S3.0.3)."""
    locked(actor, Capability.RECORD_DECISION, secondment_id)
    (secondment,) = decide_all(
        [secondment_id], meeting=meeting, day=day, number=number, actor=actor
    )
    return secondment


@transaction.atomic
def decide_all(
    secondment_ids: Iterable[int], *, meeting: str, day: date, actor: Actor, number: str = ""
) -> list[Secondment]:
    """Record one meeting's decision on several secondments of an intake (S3.0.3).

    Refused unless each is still planned and the meeting was held by today.
    """
    wanted = set(secondment_ids)
    rows = list(
        Secondment.objects.permitted(actor, Capability.RECORD_DECISION)
        .filter(pk__in=wanted)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    findings = [f for row in rows for f in rules.check_move(row.state, State.DECIDED)]
    if len(rows) != len(wanted) or not rows:
        findings.append(Finding("some_out_of_reach"))
    if len({row.intake_id for row in rows}) > 1:
        findings.append(Finding("decision_of_one_intake"))
    if day > clock.today():
        findings.append(Finding("day_to_come", params={"day": day}, field="day"))
    refuse_if(findings)
    decision = Decision.objects.create(
        intake=Intake.objects.get(pk=rows[0].intake_id), meeting=meeting, day=day, number=number
    )
    for row in rows:
        row.state, row.decision = State.DECIDED, decision
    Secondment.objects.bulk_update(rows, ["state", "decision"])
    issue_first(rows, decision, actor=actor)
    record_all(
        actor,
        [
            SecondmentDecided(
                subject=row.pk,
                **ids(row),
                decision=decision.pk,
                day=day,
            )
            for row in rows
        ],
    )
    return rows


@transaction.atomic
def arrive(secondment_id: int, *, day: date, actor: Actor) -> Secondment:
    """Confirm that the secondee has taken up the post.

    Refused before the decision, twice, or dated outside the term.
    """
    secondment = locked(actor, Capability.CONFIRM_ARRIVAL, secondment_id)
    refuse_if(
        [
            *rules.check_move(secondment.state, State.IN_POST),
            *check_dated(secondment, day, before=timedelta(days=7)),
        ]
    )
    secondment.state, secondment.arrived_on = State.IN_POST, day
    secondment.save(update_fields=["state", "arrived_on"])
    record(
        actor,
        SecondeeArrived(
            subject=secondment.pk,
            **ids(secondment),
            day=day,
        ),
    )
    return secondment


def set_mentor(secondment: Secondment, mentor: Person, *, actor: Actor) -> None:
    """Keep who mentors now. Called by naming a mentor, inside its transaction."""
    secondment.mentor = mentor
    secondment.save(update_fields=["mentor"])
    record(
        actor,
        MentorSet(
            subject=secondment.pk,
            **ids(secondment),
            mentor=mentor.pk,
        ),
    )


@transaction.atomic
def return_home(secondment_id: int, *, day: date, actor: Actor) -> Secondment:
    """Close the secondment: the term is over and the person is back, or stays by agreement.

    Refused before the last day, when it is not in post, and while a change waits for consent.
    """
    secondment = locked(actor, Capability.CLOSE_SECONDMENT, secondment_id)
    changes = CourseChange.objects.filter(secondment=secondment)
    courses = set(changes.values_list("kind", "state"))
    early = secondment.end < secondment.planned_end
    target = State.ENDED_EARLY if early else State.RETURNED
    if (Change.STAY, Course.IN_EFFECT) in courses:
        target = State.STAYED
    findings = list(rules.check_move(secondment.state, target))
    if any(state == Course.WAITING for _kind, state in courses):
        findings.append(Finding("change_waits_already"))
    if day < secondment.end or day > clock.today():
        findings.append(
            Finding("return_not_before_end", params={"end": secondment.end}, field="day")
        )
    refuse_if(findings)
    secondment.state, secondment.left_on = target, day
    secondment.save(update_fields=["state", "left_on"])
    close_leaves(secondment, day)
    record(
        actor,
        SecondeeReturned(
            subject=secondment.pk,
            **ids(secondment),
            day=day,
        ),
    )
    return secondment
