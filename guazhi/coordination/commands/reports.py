"""Work reports of secondees."""

from datetime import date

from django.db import transaction
from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_record, locked
from guazhi.coordination.events import WorkReported
from guazhi.coordination.models import Forum, ForumAttendance, WorkReport
from guazhi.coordination.queries.forums import next_forum
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, refuse_if
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def submit_report(
    secondment_id: int,
    *,
    day: date,
    work: str,
    thought: str,
    actor: Actor,
    problems: str = "",
    suggestions: str = "",
    forum_id: int | None = None,
) -> WorkReport:
    """Hand in a work report for a forum, or for the next one that is planned (S2.2.2).

    Refused twice for a forum or a day, for a forum that has been held, and out of term.
    """
    secondment = locked(actor, Capability.WRITE_REPORT, secondment_id)
    forum = _forum(secondment, day, forum_id)
    findings = [
        *check_record(secondment, day),
        *rules.check_words("S2.2.2", work=work, thought=thought),
        *_check_forum(secondment, forum),
    ]
    if WorkReport.objects.filter(secondment=secondment, day=day).exists():
        findings.append(Finding("reported_that_day", params={"day": day}, field="day"))
    refuse_if(findings)
    report = WorkReport.objects.create(
        secondment=secondment,
        forum=forum,
        day=day,
        work=work,
        thought=thought,
        problems=problems,
        suggestions=suggestions,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        WorkReported(
            subject=report.pk,
            **ids(secondment),
            day=day,
            forum=forum.pk if forum else None,
        ),
    )
    give_evidence("work_report", report.pk, day, secondment=secondment)
    return report


def _forum(secondment: Secondment, day: date, forum_id: int | None) -> Forum | None:
    if forum_id is None:
        return next_forum(secondment, day)
    return get_object_or_404(Forum, pk=forum_id, intake=secondment.intake_id)


def _check_forum(secondment: Secondment, forum: Forum | None) -> list[Finding]:
    if forum is None:
        return []
    return list(
        rules.check_report_forum(
            held=forum.is_held,
            invited=ForumAttendance.objects.filter(forum=forum, secondment=secondment).exists(),
            reported=WorkReport.objects.filter(forum=forum, secondment=secondment).exists(),
        )
    )
