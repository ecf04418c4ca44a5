"""The papers of a person on one page, each as docx or PDF; those of an intake in one file."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, queries
from guazhi.assessments.queries.papers import PersonPaper
from guazhi.assessments.queries.printed import NAMES, TEMPLATES, set_in_pdf, values
from guazhi.assessments.rules.papers import PaperKind, PaperState
from guazhi.assessments.views.words import titled
from guazhi.documents.printing import PDF, letters_pdf
from guazhi.documents.rendering import DOCX, render
from guazhi.documents.sending import ZIP, download, zipped
from guazhi.policy.findings import Refused
from guazhi.programmes.queries import intakes
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.page import Request, not_done, page

READ = (Capability.VIEW_SUMMARY, Capability.VIEW_APPRAISAL, Capability.VIEW_RESULT)
KINDS = {
    PaperKind.SUMMARY: gettext_lazy("Personal summary"),
    PaperKind.MIDTERM: gettext_lazy("Registration form of the mid-term assessment"),
    PaperKind.FINAL: gettext_lazy("Registration form of the final assessment"),
    PaperKind.APPRAISAL: gettext_lazy("Appraisal form"),
    PaperKind.MIDTERM_NOTICE: gettext_lazy("Notice of the grade, mid-term"),
    PaperKind.FINAL_NOTICE: gettext_lazy("Notice of the grade, final"),
}
STATES = {
    PaperState.DRAFT: (gettext_lazy("Draft"), ""),
    PaperState.SUBMITTED: (gettext_lazy("Submitted"), "blue"),
    PaperState.RETURNED: (gettext_lazy("Returned"), "red"),
    PaperState.COUNTERSIGNED: (gettext_lazy("Countersigned"), "green"),
    PaperState.CONCLUDED: (gettext_lazy("concluded"), "yellow"),
    PaperState.RELEASED: (gettext_lazy("released"), "green"),
    PaperState.SIGNED: (gettext_lazy("Signed"), "green"),
    PaperState.ISSUED: (gettext_lazy("Issued"), "blue"),
    PaperState.ACKNOWLEDGED: (gettext_lazy("Acknowledged"), "green"),
    PaperState.SUPERSEDED: (gettext_lazy("Superseded"), ""),
}


@requires(*READ)
@require_safe
def papers(request: Request, pk: int) -> HttpResponse:
    """Every paper of a secondment: its state, the file that keeps it, docx and PDF."""
    secondment = one(request.actor, pk)
    found = queries.papers_of(request.actor, secondment)
    last = queries.notices_of(request.actor, secondment)
    context = {
        "notices": list(zip(last, [True, *[False] * len(last)], strict=False)),
        "leaves": queries.leaves_of(request.actor, secondment),
        **titled(secondment, _("Papers"), "S2.1.13", "S2.1.14"),
        "groups": [
            (
                _("To the personnel file, category 3"),
                [_row(each) for each in found if each.is_filed],
                _("Appraisal and registration forms, once signed and released."),
            ),
            (
                _("In the file of the programme"),
                [_row(each) for each in found if not each.is_filed],
                _("Summaries, drafts and what has been superseded; drafts are marked across."),
            ),
        ],
    }
    return page(request, "assessments/papers.html", context)


def _row(paper: PersonPaper) -> dict[str, object]:
    words, tone = STATES[paper.state]
    return {"paper": paper, "name": KINDS[paper.kind], "words": words, "tone": tone}


@requires(*READ)
@require_safe
def paper(request: Request, kind: str, pk: int) -> HttpResponse:
    """One paper as docx, or as PDF when asked."""
    found = queries.person_paper(request.actor, _kind(kind), pk)
    as_pdf, today = request.GET.get("as") == "pdf", clock.today()
    try:
        data = set_in_pdf([found], today) if as_pdf else _docx(found, today)
    except Refused as refused:
        return not_done(request, refused, "assessments:papers", found.row.secondment_id)
    commands.note_papers(kind, [pk], actor=request.actor)
    return download(data, PDF if as_pdf else DOCX, _name(found))


@requires(Capability.VIEW_ASSESSMENT)
@require_safe
def intake_papers(request: Request, pk: int, kind: str) -> HttpResponse:
    """All papers of one kind in an intake: one PDF, or a zip with a docx for each person."""
    intake = intakes(request.actor).one(pk)
    found = queries.papers_in(request.actor, intake, _kind(kind))
    if not found:
        messages.info(request, _("There is no such paper in this intake yet."))
        return redirect("assessments:results", pk)
    as_zip, today = request.GET.get("as") == "zip", clock.today()
    try:
        data = _zipped(found, today) if as_zip else set_in_pdf(found, today)
    except Refused as refused:
        return not_done(request, refused, "assessments:results", pk)
    commands.note_papers(kind, [each.row.pk for each in found], actor=request.actor)
    return download(data, ZIP if as_zip else PDF, f"{NAMES[_kind(kind)]}_{intake.name}")


def _kind(asked: str) -> PaperKind:
    try:
        return PaperKind(asked)
    except ValueError as unknown:
        raise Http404 from unknown


@requires(Capability.CALIBRATE)
@require_safe
def minutes(request: Request, pk: int) -> HttpResponse:
    """The minutes of the meeting that decided on grades, as docx, or as PDF when asked."""
    row = queries.decision(request.actor, pk)
    as_pdf, said = request.GET.get("as") == "pdf", queries.minutes_values(row)
    try:
        if as_pdf:
            data = letters_pdf([queries.minutes_letter(said)])
        else:
            data = render("grade_minutes.docx", said)
    except Refused as refused:
        return not_done(request, refused, "assessments:results", row.intake_id)
    commands.note_minutes(pk, actor=request.actor)
    return download(data, PDF if as_pdf else DOCX, f"会议纪要_{row.intake.name}_{row.day}")


def _docx(paper: PersonPaper, today: date) -> bytes:
    return render(TEMPLATES[paper.kind], values(paper, today))


def _zipped(found: Sequence[PersonPaper], today: date) -> bytes:
    """A docx each, numbered in the order of names, so that namesakes keep apart."""
    width = len(str(len(found)))
    return zipped(
        (f"{number:0{width}}_{_name(each)}.docx", _docx(each, today))
        for number, each in enumerate(found, 1)
    )


def _name(paper: PersonPaper) -> str:
    return f"{NAMES[paper.kind]}_{paper.row.secondment.secondee.name}"
