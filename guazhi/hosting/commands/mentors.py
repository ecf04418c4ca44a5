"""Naming the mentor, who is the host's principal leader (S2.1.6)."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import check_day, check_running, ids, locked
from guazhi.hosting.events import LeaderRecorded, MentorNamed
from guazhi.hosting.models import Mentorship
from guazhi.hosting.queries.mentors import candidates
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.people.commands import enrol, lead
from guazhi.people.models import Leadership
from guazhi.people.queries import principal_leader
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands import set_mentor
from guazhi.web import clock


@transaction.atomic
def record_leader(
    secondment_id: int, *, name: str, title: str, since: date, actor: Actor
) -> Leadership:
    """Put the host's principal leader on record, the one before stepping down.

    Refused for the leader already on record, for a day to come, and before the present one began.
    """
    secondment = locked(actor, Capability.NAME_MENTOR, secondment_id)
    findings = list(check_words(name=name, title=title))
    if since > clock.today():
        findings.append(Finding("day_to_come", params={"day": since}, field="since"))
    present = principal_leader(secondment.host_unit_id)
    findings += rules.check_leader(
        is_known=present is not None and present.person.name == name.strip(),
        since=since,
        present_since=present.since if present else None,
    )
    refuse_if(findings)
    known = next((person for person in candidates(secondment) if person.name == name.strip()), None)
    person = known or enrol(name.strip(), secondment.host_unit, sex="", post_title=title)
    row = lead(secondment.host_unit, person, title=title, since=since)
    record(
        actor,
        LeaderRecorded(subject=secondment.host_unit_id, person=person.pk, **ids(secondment)),
    )
    return row


@transaction.atomic
def name_mentor(
    secondment_id: int, *, mentor: int, day: date, actor: Actor, exception_reason: str = ""
) -> Mentorship:
    """Name the mentor; the one before ends.

    Refused for anyone but the host's principal leader on record unless a reason for the
    exception is given, for somebody who is not of the host, and for the secondee himself.
    """
    secondment = locked(actor, Capability.NAME_MENTOR, secondment_id)
    leader = principal_leader(secondment.host_unit_id)
    person = next((each for each in candidates(secondment) if each.pk == mentor), None)
    findings = [*check_running(secondment), *check_day(secondment, day, preparing=True)]
    if person is None:
        findings.append(Finding("mentor_not_of_host", field="mentor"))
    is_leader = leader is not None and leader.person_id == mentor
    findings += rules.check_mentor(is_principal_leader=is_leader, exception_reason=exception_reason)
    current = Mentorship.objects.filter(secondment=secondment, until__isnull=True).first()
    if current is not None and current.mentor_id == mentor:
        findings.append(Finding("mentor_named_already", field="mentor"))
    elif current is not None:
        findings += rules.check_order(day, current.since)
    refuse_if(findings)
    assert person is not None
    if current is not None:
        current.until = day
        current.save(update_fields=["until"])
    row = Mentorship.objects.create(
        secondment=secondment,
        mentor=person,
        since=day,
        exception_reason="" if is_leader else exception_reason,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    event = MentorNamed(
        subject=row.pk, mentor=mentor, day=day, by_exception=not is_leader, **ids(secondment)
    )
    record(actor, event)
    set_mentor(secondment, person, actor=actor)
    give_evidence("mentor", row.pk, day, secondment=secondment)
    return row
