"""The papers of a proposal: for the meeting, the list made public, the letters of all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.documents.listings import Listing, listing_pdf
from guazhi.documents.printing import PDF, typeset
from guazhi.documents.rendering import DOCX, render
from guazhi.documents.sending import ZIP, download, zipped
from guazhi.documents.wording import full_day
from guazhi.policy.findings import Refused
from guazhi.secondments.queries import notice_values
from guazhi.selection import commands, queries
from guazhi.selection.queries import papers
from guazhi.web import clock
from guazhi.web.page import Request, not_done

if TYPE_CHECKING:
    from guazhi.secondments.models import SecondmentNotice

VIEW = Capability.VIEW_PLACEMENT


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper both ways: its name, the values of its docx, and its list as PDF."""

    kind: str
    name: str
    template: str
    values: Callable[[], Mapping[str, Any]]
    listing: Callable[[], Listing]


@requires(VIEW)
@require_safe
def meeting_paper(request: Request, pk: int) -> HttpResponse:
    """The paper for the meeting, docx or PDF."""
    found = queries.proposal_page(request.actor, pk, clock.today())
    return _paper(
        request,
        pk,
        Paper(
            "meeting_paper",
            f"{papers.TITLE}_{found.row.intake.name}",
            "placement.docx",
            lambda: papers.meeting_values(found),
            lambda: papers.meeting_listing(found),
        ),
    )


@requires(VIEW)
@require_safe
def public_list(request: Request, pk: int) -> HttpResponse:
    """The list made public, docx or PDF; there is none without a publicity period."""
    found, today = queries.proposal_page(request.actor, pk, clock.today()), clock.today()
    if found.decision is None or found.decision.publicity_end is None:
        raise Http404
    return _paper(
        request,
        pk,
        Paper(
            "publicity_list",
            f"{papers.PUBLIC_TITLE}_{found.row.intake.name}",
            "public.docx",
            lambda: papers.public_values(found, today),
            lambda: papers.public_listing(found, today),
        ),
    )


@requires(VIEW)
@require_safe
def letters(request: Request, pk: int) -> HttpResponse:
    """The letters of all as one PDF, or a zip with a docx for each."""
    row = queries.proposal_row(request.actor, pk)
    found = papers.letters_of(request.actor, row) if row.state == "carried_out" else []
    if not found:
        messages.info(request, _("No letters have been issued yet."))
        return redirect("selection:proposal", pk)
    as_zip = request.GET.get("as") == "zip"
    try:
        data = _zipped(found) if as_zip else _joined(found)
    except Refused as refused:
        return not_done(request, refused, "selection:proposal", pk)
    commands.note_paper(pk, paper="letters", actor=request.actor)
    return download(data, ZIP if as_zip else PDF, f"挂职通知_{row.intake.name}")


def _paper(request: Request, pk: int, paper: Paper) -> HttpResponse:
    as_pdf = request.GET.get("as") == "pdf"
    try:
        data = listing_pdf(paper.listing()) if as_pdf else _docx(paper)
    except Refused as refused:
        return not_done(request, refused, "selection:proposal", pk)
    commands.note_paper(pk, paper=paper.kind, actor=request.actor)
    return download(data, PDF if as_pdf else DOCX, paper.name)


def _docx(paper: Paper) -> bytes:
    listing = paper.listing()
    day = full_day(clock.today())
    return render(paper.template, {**paper.values(), "footer": listing.footer, "printed": day})


def _joined(found: "Sequence[SecondmentNotice]") -> bytes:
    """A page each."""
    return typeset("letters.typ", "letters", [notice_values(each) for each in found])


def _zipped(found: "Sequence[SecondmentNotice]") -> bytes:
    """A docx each, by number and name."""
    return zipped(
        (
            f"{each.number}_{each.secondment.secondee.name}.docx",
            render("notice.docx", notice_values(each)),
        )
        for each in found
    )
