"""Work reports: their sections in words, the draft, and what waits for the host."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import ForumAttendance, ReportDraft, WorkReport
from guazhi.coordination.rules import ReportState
from guazhi.policy.entries import Words
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.web.drafts import OtherDraft
from guazhi.web.words import in_language

TONES = {"submitted": "yellow", "returned": "red", "countersigned": "green"}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report with its sections by name."""

    report: WorkReport
    sections: list[tuple[Words, str]]
    tone: str
    may_countersign: bool


def reports(actor: Actor, secondment: Secondment) -> QuerySet[WorkReport]:
    """Work reports of the secondment, latest first."""
    return all_reports(actor).filter(secondment=secondment).order_by("-day", "-pk")


def all_reports(
    actor: Actor, capability: Capability = Capability.VIEW_REPORT
) -> QuerySet[WorkReport]:
    """Work reports the actor may see."""
    return (
        WorkReport.objects.permitted(actor, capability)
        .select_related(
            "forum",
            "signed_by",
            "secondment__secondee",
            "secondment__host_unit",
            "secondment__policy",
        )
        .defer("secondment__policy__text")
    )


def report(actor: Actor, pk: int, capability: Capability = Capability.VIEW_REPORT) -> WorkReport:
    """The report ``pk``; 404 when out of the actor's reach for ``capability``."""
    return all_reports(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]


def waiting_reports(actor: Actor) -> QuerySet[WorkReport]:
    """Reports that wait for the actor's countersignature."""
    rows = all_reports(actor, Capability.COUNTERSIGN_REPORT)
    return rows.filter(state=ReportState.SUBMITTED)


def sections_of(secondment: Secondment, sections: Mapping[str, str]) -> list[tuple[Words, str]]:
    """Texts with the names of their sections, in the order of the policy; empty ones left out."""
    form = pack_of(secondment.policy).work_report
    named = [(form.sections[key].names, sections.get(key, "")) for key in form.sections]
    return [(names, text) for names, text in named if text]


def report_row(report: WorkReport, *, may_countersign: bool = False) -> ReportRow:
    """A report as pages show it."""
    waits = report.state == ReportState.SUBMITTED
    return ReportRow(
        report,
        sections_of(report.secondment, report.sections),
        TONES[report.state],
        may_countersign and waits,
    )


def draft(actor: Actor, secondment: Secondment) -> ReportDraft | None:
    """What the secondee has typed so far; nobody else sees it."""
    mine = ReportDraft.objects.permitted(actor, Capability.WRITE_REPORT)
    return mine.filter(secondment=secondment).first()


def other_draft(actor: Actor, secondment: Secondment) -> OtherDraft | None:
    """The draft as another window shows it beside its own text."""
    kept = draft(actor, secondment)
    if kept is None:
        return None
    texts = [(in_language(names), text) for names, text in sections_of(secondment, kept.sections)]
    return OtherDraft(kept.edition, "", kept.made_at, texts)


def returned_report(actor: Actor, secondment: Secondment) -> WorkReport | None:
    """The report that the host has sent back and that waits to be handed in anew."""
    rows = all_reports(actor, Capability.WRITE_REPORT).filter(
        secondment=secondment, state=ReportState.RETURNED
    )
    return rows.order_by("-pk").first()


def returned_reports(actor: Actor) -> QuerySet[WorkReport]:
    """The actor's own reports that the host has sent back."""
    mine = all_reports(actor, Capability.WRITE_REPORT)
    return mine.filter(state=ReportState.RETURNED)


def urged_to_report(actor: Actor) -> QuerySet[ForumAttendance]:
    """The actor's seats at a coming forum whose report was urged and is not in."""
    seats = ForumAttendance.objects.permitted(actor, Capability.WRITE_REPORT).filter(
        forum__held_on__isnull=True,
        forum__called_off_on__isnull=True,
        forum__urged_on__isnull=False,
    )
    handed_in = WorkReport.objects.filter(
        forum=OuterRef("forum"), secondment=OuterRef("secondment")
    )
    return seats.filter(~Exists(handed_in)).select_related("forum")


def last_reported(secondment: Secondment) -> date:
    """The day from which the next report tells: the last one's, else the first of the term."""
    last = WorkReport.objects.filter(secondment=secondment).exclude(state=ReportState.RETURNED)
    return last.order_by("-day").values_list("day", flat=True).first() or secondment.start
