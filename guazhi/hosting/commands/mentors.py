"""Naming the mentor, who is the host's principal leader (S2.1.6), and what the mentor does."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.access.composed import composed_once
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import (
    check_day,
    check_in_post,
    check_running,
    check_twice,
    ids,
    locked,
    locked_of,
)
from guazhi.hosting.events import LeaderRecorded, MentoringAccepted, MentoringDone, MentorNamed
from guazhi.hosting.models import THEMES, Mentoring, MentoringNote, Mentorship
from guazhi.hosting.queries.mentors import candidates
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.people.commands import enrol, lead
from guazhi.people.models import Leadership, Person
from guazhi.people.queries import principal_leader
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands import set_mentor
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import RUNNING
from guazhi.web import clock


@transaction.atomic
def record_leader(
    secondment_id: int, *, name: str, title: str, since: date, actor: Actor
) -> Leadership:
    """Put the host's principal leader on record, the one before stepping down.

    Whom the one before mentored, the new leader mentors from that day on, and has yet to accept.
    Refused for the leader already on record, for a day to come, and before the present one began.
    """
    secondment = locked(actor, Capability.RECORD_LEADER, secondment_id)
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
    person = known or enrol(
        name.strip(), secondment.host_unit, sex="", post_title=title, actor=actor
    )
    row = lead(secondment.host_unit, person, title=title, since=since, actor=actor)
    record(
        actor,
        LeaderRecorded(subject=secondment.host_unit_id, person=person.pk, **ids(secondment)),
    )
    if present is not None:
        _pass_on(secondment, present.person_id, person, since, actor)
    return row


def _pass_on(
    secondment: Secondment, before: int, leader: Person, since: date, actor: Actor
) -> None:
    """Give the new leader whom the one before mentored in this unit as its leader."""
    moving = Mentorship.objects.filter(
        until__isnull=True,
        mentor=before,
        exception_reason="",
        secondment__host_unit=secondment.host_unit_id,
        secondment__state__in=RUNNING,
    ).exclude(secondment__secondee=leader)
    loaded = Secondment.objects.select_related("policy", "intake__programme").defer("policy__text")
    rows = loaded.filter(pk__in=moving.values("secondment")).order_by("pk")
    for each in rows.select_for_update(of=("self",)):
        _install(each, leader, since=since, actor=actor, exception_reason="")


@composed_once
def _current(secondment: int) -> QuerySet[Mentorship]:
    """The mentorship that lasts."""
    return Mentorship.objects.filter(secondment=secondment, until__isnull=True)


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
    current = _current.first(secondment.pk)
    if current is not None and current.mentor_id == mentor:
        findings.append(Finding("mentor_named_already", field="mentor"))
    elif current is not None:
        findings += rules.check_order(day, current.since)
    refuse_if(findings)
    assert person is not None
    reason = "" if is_leader else exception_reason
    return _install(secondment, person, since=day, actor=actor, exception_reason=reason)


def _install(
    secondment: Secondment, mentor: Person, *, since: date, actor: Actor, exception_reason: str
) -> Mentorship:
    """Let ``mentor`` follow whoever mentored before; he is asked to accept."""
    current = _current.first(secondment.pk)
    if current is not None:
        since = max(since, current.since)
        current.until = since
        current.save(update_fields=["until"])
    row = Mentorship.objects.create(
        secondment=secondment,
        mentor=mentor,
        since=since,
        exception_reason=exception_reason,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    event = MentorNamed(
        subject=row.pk,
        mentor=mentor.pk,
        day=since,
        by_exception=bool(exception_reason),
        **ids(secondment),
    )
    record(actor, event)
    note_happening(
        "mentor_named",
        secondment.pk,
        since,
        party="mentor",
        owner=mentor.pk,
        secondment=secondment,
        derives=False,  # setting the mentor does
    )
    set_mentor(secondment, mentor, actor=actor)
    give_evidence("mentor", row.pk, since, secondment=secondment)
    return row


@transaction.atomic
def accept_mentoring(mentorship_id: int, *, day: date, actor: Actor) -> Mentorship:
    """Take the mentoring on, by the mentor's own account (S2.1.6).

    Out of reach for everybody else; refused twice, for a mentorship that has ended, and before
    the mentor was named.
    """
    allowed = Mentorship.objects.permitted(actor, Capability.ACCEPT_MENTORING)
    row, secondment = locked_of(allowed.filter(mentor=actor.person_id), mentorship_id)
    findings = [*check_running(secondment), *check_day(secondment, day, preparing=True)]
    if row.until is not None:
        findings.append(Finding("mentorship_over"))
    elif row.accepted_on is not None:
        findings.append(Finding("mentoring_accepted_already"))
    refuse_if([*findings, *rules.check_order(day, row.since)])
    row.accepted_on = day
    row.save(update_fields=["accepted_on"])
    record(
        actor, MentoringAccepted(subject=row.pk, mentor=row.mentor_id, day=day, **ids(secondment))
    )
    give_evidence(
        "mentor_acceptance",
        row.pk,
        day,
        secondment=secondment,
        party="mentor",
        owner=row.mentor_id,
        occurrence=f"mentor_named-{secondment.pk}",
    )
    return row


@transaction.atomic
def log_mentoring(
    secondment_id: int,
    *,
    day: date,
    themes: Sequence[str],
    text: str,
    actor: Actor,
    note: str = "",
) -> Mentoring:
    """Record a time of mentoring; the private note is read by its writer only.

    Refused before the mentor has accepted, without a theme, and the same twice.
    """
    secondment = locked(actor, Capability.LOG_MENTORING, secondment_id)
    current = _current.first(secondment.pk)
    findings = [
        *check_in_post(secondment),
        *check_day(secondment, day),
        *check_words(text=text),
        *rules.check_themes(themes, known=THEMES),
        *check_twice(Mentoring, secondment, day=day, text=text),
    ]
    if current is None or current.accepted_on is None:
        findings.append(Finding("mentoring_not_accepted"))
    refuse_if(findings)
    assert actor.person_id is not None
    row = Mentoring.objects.create(
        secondment=secondment,
        mentor_id=actor.person_id,
        day=day,
        themes=list(themes),
        text=text,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    if note.strip():
        MentoringNote.objects.create(mentoring=row, text=note)
    record(actor, MentoringDone(subject=row.pk, day=day, **ids(secondment)))
    give_evidence("mentoring", row.pk, day, secondment=secondment)
    return row
