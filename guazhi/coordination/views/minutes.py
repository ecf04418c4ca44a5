"""Pages for the minutes of a forum."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries
from guazhi.coordination.views.steps import FORUM, step_page
from guazhi.documents.rendering import DOCX, render
from guazhi.documents.sending import download
from guazhi.policy.editing import Kept
from guazhi.web.page import Request, done


def kept(request: Request, pk: int) -> Kept:
    """The text on record."""
    row = queries.forum(request.actor, pk, Capability.HOLD_FORUM)
    return queries.kept_minutes(queries.minutes(request.actor, row))


@requires(Capability.HOLD_FORUM)
@require_POST
def write_minutes(request: Request, pk: int) -> HttpResponse:
    """Save the text."""
    form = forms.MinutesForm.editing(request, lambda: kept(request, pk))
    if form.run(commands.write_minutes, pk, actor=request.actor):
        return _back(request, pk, _("The minutes are saved."))
    return step_page(request, pk, "minutes", form)


@requires(Capability.HOLD_FORUM)
@require_POST
def confirm_minutes(request: Request, pk: int) -> HttpResponse:
    """Confirm the minutes; nothing in them changes any more."""
    form = forms.ConfirmMinutesForm.of(request)
    if form.run(commands.confirm_minutes, pk, actor=request.actor):
        return _back(request, pk, _("The minutes are confirmed."))
    return step_page(request, pk, "minutes", form)


@requires(Capability.VIEW_MINUTES)
@require_safe
def minutes_paper(request: Request, pk: int) -> HttpResponse:
    """The minutes on paper."""
    row = queries.forum(request.actor, pk)
    paper = queries.minutes(request.actor, row)
    if paper is None:
        raise Http404
    seats = queries.seats(request.actor, row)
    sees_all = len(seats) == row.invited  # type: ignore[attr-defined]
    data = render("minutes.docx", queries.minutes_values(row, paper, seats, sees_all=sees_all))
    return download(data, DOCX, f"座谈会纪要_{row.held_on}")


def _back(request: Request, pk: int, message: str) -> HttpResponse:
    answer = done(request, message, FORUM, pk)
    answer["Location"] += "?step=minutes"
    return answer
