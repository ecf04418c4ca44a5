"""Work reports of secondees: drafted, handed in, countersigned or returned by the host."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.access.composed import composed_once, is_on_record
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_record, locked
from guazhi.coordination.events import ReportCountersigned, ReportReturned, WorkReported
from guazhi.coordination.models import Forum, ForumAttendance, ReportDraft, WorkReport
from guazhi.coordination.queries.forums import next_forum
from guazhi.coordination.rules import ReportState
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import ids, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def save_draft(
    secondment_id: int, *, sections: Mapping[str, str], edition: int, actor: Actor
) -> ReportDraft:
    """Keep what the secondee has typed so far; ``edition`` is that of the text it began from.

    Nobody has acted yet, so the ledger is not told. Refused when the same draft was saved from
    another window meanwhile, and for sections that policy does not know.
    """
    secondment = locked(actor, Capability.WRITE_REPORT, secondment_id)
    form = pack_of(secondment.policy).work_report
    draft = ReportDraft.objects.filter(secondment=secondment).first()
    refuse_if(
        [
            *rules.check_sections(sections, required=(), known=form.sections),
            *rules.check_edition(given=edition, kept=draft.edition if draft else 0),
        ]
    )
    draft = draft or ReportDraft(secondment=secondment)
    draft.sections, draft.edition = dict(sections), edition + 1
    draft.made_by_id, draft.made_at = actor.user_id, clock.now()
    draft.save()
    return draft


@composed_once
def _returned(secondment: int) -> QuerySet[WorkReport]:
    """The latest report that waits for its writer, with its forum."""
    rows = WorkReport.objects.filter(secondment=secondment, state=ReportState.RETURNED.value)
    return rows.select_related("forum").order_by("-pk")[:1]


@composed_once
def _of_day(secondment: int, day: date) -> QuerySet[WorkReport, int]:
    return WorkReport.objects.filter(secondment=secondment, day=day).values_list("pk", flat=True)


@composed_once
def _drafted(secondment: int) -> QuerySet[ReportDraft]:
    return ReportDraft.objects.filter(secondment=secondment)


@transaction.atomic
def submit_report(
    secondment_id: int,
    *,
    day: date,
    sections: Mapping[str, str],
    actor: Actor,
    forum_id: int | None = None,
    edition: int | None = None,
) -> WorkReport:
    """Hand in a work report for a forum, or for the next one that is planned (S2.2.2).

    One that the host has returned is handed in anew. Refused twice for a forum or a day, for a
    forum that has been held, out of term, without the sections that policy requires, and with
    ``edition`` when the draft was saved from another window meanwhile.
    """
    secondment = locked(actor, Capability.WRITE_REPORT, secondment_id)
    report = _returned.first(secondment.pk)
    forum = report.forum if report else _forum(secondment, day, forum_id)
    draft = _drafted.first(secondment.pk)
    findings = [
        *_check(secondment, day, sections),
        *([] if report else _check_forum(secondment, forum)),
    ]
    if edition is not None:
        findings += rules.check_edition(given=edition, kept=draft.edition if draft else 0)
    if set(_of_day(secondment.pk, day)) - {report.pk if report else 0}:
        findings.append(Finding("reported_that_day", params={"day": day}, field="day"))
    refuse_if(findings)
    report = report or WorkReport(secondment=secondment, forum=forum)
    report.day, report.sections = day, {key: text.strip() for key, text in sections.items()}
    report.state = ReportState.SUBMITTED.value
    report.made_by_id, report.made_at = actor.user_id, clock.now()
    report.save()
    if draft is not None:
        draft.delete()
    record(
        actor,
        WorkReported(
            subject=report.pk, **ids(secondment), day=day, forum=forum.pk if forum else None
        ),
    )
    give_evidence("work_report", report.pk, day, secondment=secondment)
    return report


def _check(secondment: Secondment, day: date, sections: Mapping[str, str]) -> list[Finding]:
    form = pack_of(secondment.policy).work_report
    required = [key for key, section in form.sections.items() if section.required]
    return [
        *check_record(secondment, day),
        *rules.check_sections(sections, required=required, known=form.sections),
    ]


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
            called_off=forum.called_off_on is not None,
            invited=is_on_record(ForumAttendance, forum=forum.pk, secondment=secondment.pk),
            reported=is_on_record(WorkReport, forum=forum.pk, secondment=secondment.pk),
        )
    )


@transaction.atomic
def countersign_report(report_id: int, *, actor: Actor, remark: str = "") -> WorkReport:
    """Countersign a report for the host, with a remark; refused unless it waits for the host."""
    report, secondment = _waiting(actor, report_id)
    refuse_if(rules.check_countersigned(report.state))
    report.state, report.remark = ReportState.COUNTERSIGNED.value, remark
    report.signed_on, report.signed_by_id = clock.today(), actor.user_id
    report.save(update_fields=["state", "remark", "signed_on", "signed_by"])
    record(
        actor,
        ReportCountersigned(subject=report.pk, **ids(secondment), day=clock.today()),
    )
    return report


@transaction.atomic
def return_report(report_id: int, *, reason: str, actor: Actor) -> WorkReport:
    """Return a report to its writer; refused without a reason and unless it waits for the host."""
    report, secondment = _waiting(actor, report_id)
    refuse_if([*rules.check_countersigned(report.state), *check_words("S2.2.2", reason=reason)])
    report.state, report.remark = ReportState.RETURNED.value, reason
    report.earlier = [
        *report.earlier,
        {"day": report.day.isoformat(), "sections": report.sections, "reason": reason},
    ]
    report.save(update_fields=["state", "remark", "earlier"])
    record(actor, ReportReturned(subject=report.pk, **ids(secondment), day=clock.today()))
    return report


def _waiting(actor: Actor, report_id: int) -> tuple[WorkReport, Secondment]:
    return locked_of(WorkReport.objects.permitted(actor, Capability.COUNTERSIGN_REPORT), report_id)
