"""From decision to return."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.people.models import Person
from guazhi.people.queries import relation
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.models import Intake
from guazhi.secondments import rules
from guazhi.secondments.commands.reach import check_dated, ids, locked
from guazhi.secondments.events import (
    MentorSet,
    RelationChecked,
    SecondeeArrived,
    SecondeeReturned,
    SecondmentDecided,
    WorkHandedOver,
)
from guazhi.secondments.models import Decision, Handover, RelationCheck, Secondment
from guazhi.secondments.rules import State
from guazhi.web import clock

BEFORE_START = timedelta(days=60)


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
def hand_over(
    secondment_id: int, *, day: date, handed_to: str, matters: str, actor: Actor
) -> Handover:
    """Record that work at home was handed over and the person decoupled (S3.0.4).

    Refused twice, before the decision, or dated outside the weeks around the start.
    """
    secondment = locked(actor, Capability.RECORD_HANDOVER, secondment_id)
    findings = list(check_dated(secondment, day, before=BEFORE_START))
    if secondment.state not in rules.RUNNING:
        findings.append(Finding("not_running", params={"state": secondment.state}))
    if Handover.objects.filter(secondment=secondment).exists():
        findings.append(Finding("handed_over_already"))
    refuse_if(findings)
    handover = Handover.objects.create(
        secondment=secondment,
        day=day,
        handed_to=handed_to,
        matters=matters,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        WorkHandedOver(
            subject=secondment.pk,
            **ids(secondment),
            handover=handover.pk,
            day=day,
        ),
    )
    return handover


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
def check_relation(
    secondment_id: int,
    *,
    day: date,
    relation_unchanged: bool,
    post_unchanged: bool,
    pay_unchanged: bool,
    actor: Actor,
    remark: str = "",
) -> RelationCheck:
    """State that relation, home post and pay have not moved (S3.0.5).

    Refused loudly when one has, or when the record of employment shows another unit; and twice
    on a day.
    """
    secondment = locked(actor, Capability.CHECK_RELATION, secondment_id)
    findings = [
        *rules.check_relation(
            relation_unchanged=relation_unchanged,
            post_unchanged=post_unchanged,
            pay_unchanged=pay_unchanged,
        ),
        *check_dated(secondment, day),
    ]
    if RelationCheck.objects.filter(secondment=secondment, day=day).exists():
        findings.append(Finding("relation_checked_already", params={"day": day}, field="day"))
    employment = relation(secondment.secondee_id)
    if employment is None or employment.organisation_id != secondment.home_organisation_id:
        findings.append(Finding("relation_moved", clause="S3.0.5"))
    refuse_if(findings)
    check = RelationCheck.objects.create(
        secondment=secondment,
        day=day,
        relation_unchanged=relation_unchanged,
        post_unchanged=post_unchanged,
        pay_unchanged=pay_unchanged,
        remark=remark,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        RelationChecked(
            subject=secondment.pk,
            **ids(secondment),
            check=check.pk,
            day=day,
        ),
    )
    return check


@transaction.atomic
def return_home(secondment_id: int, *, day: date, actor: Actor) -> Secondment:
    """Close the secondment: the term is over and the person is back at the home unit.

    Refused before the last day, or when it is not in post.
    """
    secondment = locked(actor, Capability.CLOSE_SECONDMENT, secondment_id)
    early = secondment.end < secondment.planned_end
    target = State.ENDED_EARLY if early else State.RETURNED
    findings = list(rules.check_move(secondment.state, target))
    if day < secondment.end or day > clock.today():
        findings.append(
            Finding("return_not_before_end", params={"end": secondment.end}, field="day")
        )
    refuse_if(findings)
    secondment.state, secondment.left_on = target, day
    secondment.save(update_fields=["state", "left_on"])
    record(
        actor,
        SecondeeReturned(
            subject=secondment.pk,
            **ids(secondment),
            day=day,
        ),
    )
    return secondment
