"""Pages for programmes and intakes."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.programmes import commands, forms, queries
from guazhi.web.page import Request, done, page


@requires(Capability.PREPARE_INTAKE)
@require_http_methods(["GET", "POST"])
def notes(request: Request, pk: int) -> HttpResponse:
    """Rewrite the notes of an intake."""
    intake = queries.intake_to_prepare(request.actor, pk)
    form = forms.IntakeNotesForm.editing(
        request, lambda: queries.kept_notes(queries.intake_to_prepare(request.actor, pk))
    )
    if form.run(commands.note_intake, pk, actor=request.actor):
        return done(request, _("The notes are saved."), "dashboards:intake", pk)
    context = {
        "form": form,
        "title": _("Notes on the intake"),
        "lede": intake.name,
        "clauses": ("S3.0.11",),
        "cancel_url": reverse("dashboards:intake", args=[pk]),
    }
    return page(request, "form_page.html", context, status=422 if form.is_bound else 200)
