"""The summary of the secondee, and the host's help with it."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.events import (
    SummaryCountersigned,
    SummaryHelped,
    SummaryReturned,
    SummaryWritten,
)
from guazhi.assessments.models import Appraisal, Summary, SummaryDraft, SummaryHelp
from guazhi.assessments.queries.parties import opens_on
from guazhi.assessments.queries.versions import kept_summary
from guazhi.coordination.rules import check_edition
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_come, check_words, refuse_if
from guazhi.secondments.commands.reach import appraisal_days, check_dated, ids, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def save_summary(
    secondment_id: int,
    *,
    text: str,
    view_of_achievement: str,
    edition: int,
    actor: Actor,
    seen: str = "",
) -> SummaryDraft:
    """Keep what the secondee has typed so far; ``edition`` is that of the text it began from.

    Nobody else sees it, and the ledger is not told. Refused when the same draft was saved from
    another window meanwhile, and once the appraisal is signed.
    """
    allowed = Secondment.objects.permitted(actor, Capability.WRITE_SUMMARY)
    secondment = allowed.locked(secondment_id)
    draft = SummaryDraft.objects.filter(secondment=secondment).first()
    refuse_if(
        [
            *check_edition(given=edition, kept=draft.edition if draft else 0),
            *_check_unsigned(secondment),
        ]
    )
    draft = draft or SummaryDraft(secondment=secondment)
    draft.text, draft.view_of_achievement, draft.seen = text, view_of_achievement, seen
    draft.edition = edition + 1
    draft.made_by_id, draft.made_at = actor.user_id, clock.now()
    draft.save()
    return draft


@transaction.atomic
def write_summary(
    secondment_id: int,
    *,
    text: str,
    view_of_achievement: str,
    day: date,
    actor: Actor,
    submit: bool = True,
    seen: str | None = None,
) -> Summary:
    """Write a new version of the summary; with ``submit`` hand it in (S2.1.13, S3.0.1).

    Refused when it says nothing, nothing on the view of achievement, is handed in before its
    window opens, once the appraisal is signed, and when the latest version is not the one that
    the writer began from, whose marks are ``seen``.
    """
    allowed = Secondment.objects.permitted(actor, Capability.WRITE_SUMMARY)
    secondment = allowed.select_related("policy", "intake__programme").locked(secondment_id)
    refuse_if(
        [
            *check_words("", 2, text=text, view_of_achievement=view_of_achievement),
            *_check_time(secondment, day, submit=submit),
            *check_seen(seen, kept_summary(secondment)),
        ]
    )
    SummaryDraft.objects.filter(secondment=secondment).delete()
    summary = Summary.objects.create(
        secondment=secondment,
        version=Summary.objects.filter(secondment=secondment).count() + 1,
        text=text,
        view_of_achievement=view_of_achievement,
        day=day,
        submitted_on=day if submit else None,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        SummaryWritten(
            subject=summary.pk,
            **ids(secondment),
            version=summary.version,
            submitted=submit,
            day=day,
        ),
    )
    if submit:
        give_evidence("summary", summary.pk, day, secondment=secondment)
    return summary


def _check_time(secondment: Secondment, day: date, *, submit: bool) -> Iterator[Finding]:
    """Findings against writing on ``day``: served, in term, window open, appraisal not signed."""
    yield from rules.check_served(secondment.state)
    yield from check_dated(secondment, day, after=appraisal_days(secondment))
    if submit:
        yield from rules.check_opens(day, opens_on(secondment, "summary"))
    yield from _check_unsigned(secondment)


def _check_unsigned(secondment: Secondment) -> Iterator[Finding]:
    if Appraisal.objects.filter(secondment=secondment, signed_on__isnull=False).exists():
        yield Finding("appraisal_signed_already")


@transaction.atomic
def help_summary(summary_id: int, *, note: str, day: date, actor: Actor) -> SummaryHelp:
    """Note how the host helped with a version of the summary (S2.1.13).

    Refused when the note says nothing or is dated before that version or in the future.
    """
    allowed = Summary.objects.permitted(actor, Capability.HELP_SUMMARY)
    summary, secondment = locked_of(allowed, summary_id)
    findings = list(check_words("", 2, note=note))
    if day < summary.day:
        findings.append(Finding("before_the_summary", params={"day": summary.day}, field="day"))
    findings += check_come(day, clock.today())
    refuse_if(findings)
    row = SummaryHelp.objects.create(
        summary=summary,
        secondment=secondment,
        note=note,
        day=day,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        SummaryHelped(subject=summary.pk, **ids(secondment), day=day),
    )
    return row


@transaction.atomic
def countersign_summary(summary_id: int, *, remark: str = "", day: date, actor: Actor) -> Summary:
    """Countersign a summary for the host (S2.1.13).

    Refused on a draft, on a version that was answered or followed by another, and on a day
    before it was submitted or to come.
    """
    summary, secondment = _waiting(summary_id, day, actor)
    summary.countersigned_on, summary.countersigned_by_id = day, actor.user_id
    summary.remark = remark
    summary.save(update_fields=["countersigned_on", "countersigned_by", "remark"])
    record(actor, SummaryCountersigned(subject=summary.pk, **ids(secondment), day=day))
    return summary


@transaction.atomic
def return_summary(summary_id: int, *, reason: str, day: date, actor: Actor) -> Summary:
    """Return a summary to its writer, who hands in a new version; refused without a reason.

    And when a countersignature would be, and once the appraisal is signed.
    """
    summary, secondment = _waiting(summary_id, day, actor)
    refuse_if([*check_words("S2.1.13", 2, reason=reason), *_check_unsigned(secondment)])
    summary.returned_on, summary.return_reason = day, reason
    summary.save(update_fields=["returned_on", "return_reason"])
    record(actor, SummaryReturned(subject=summary.pk, **ids(secondment), day=day))
    return summary


def _waiting(summary_id: int, day: date, actor: Actor) -> tuple[Summary, Secondment]:
    allowed = Summary.objects.permitted(actor, Capability.COUNTERSIGN_SUMMARY)
    summary, secondment = locked_of(allowed, summary_id)
    later = Summary.objects.filter(secondment=secondment, version__gt=summary.version)
    refuse_if(
        list(
            rules.check_answer(
                day,
                today=clock.today(),
                submitted=summary.submitted_on,
                is_answered=bool(summary.countersigned_on or summary.returned_on),
                is_latest=not later.exists(),
            )
        )
    )
    return summary, secondment
