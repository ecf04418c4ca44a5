"""The appointment form (任免审批表) of a person, with every result on record beside it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.views.results import shown
from guazhi.documents.printing import PDF, typeset
from guazhi.documents.rendering import DOCX, render
from guazhi.documents.sending import download
from guazhi.policy import Refused
from guazhi.web import clock
from guazhi.web.page import Crumb, Request, not_done, page


@requires(Capability.VIEW_FAMILY)
@require_http_methods(["GET", "POST"])
def appointment(request: Request, pk: int) -> HttpResponse:
    """Ask what the person is proposed for, and print the form; nothing of it is kept."""
    person = queries.appointee(request.actor, pk)
    form = forms.AppointmentForm.of(request, initial={"day": clock.today()})
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        kind = DOCX if given.pop("file") == "docx" else PDF
        values = queries.appointment(request.actor, pk, queries.Proposal(**given), clock.today())
        try:
            data = _printed(values, kind)
        except Refused as refused:
            return not_done(request, refused, "assessments:appointment", pk)
        commands.note_appointment(pk, actor=request.actor)
        return download(data, kind, f"任免审批表_{person.name}")
    context = {
        "title": _("Appointment form"),
        "breadcrumbs": [
            Crumb(_("Register"), reverse("dashboards:register")),
            Crumb(person.name, reverse("people:record", args=[pk])),
            Crumb(_("Appointment form")),
        ],
        "lede": _(
            "The cadre record on two pages. A secondment stands within the home post, its grade"
            " beside the annual ones."
        ),
        "rows": [shown(each) for each in queries.results_of(request.actor, person)],
        "form": form,
        "submit_label": _("Print the form"),
        "cancel_url": reverse("people:record", args=[pk]),
        "clauses": ("S2.2.15",),
    }
    return page(request, "assessments/use.html", context, status=422 if form.is_bound else 200)


def _printed(values: dict[str, Any], kind: str) -> bytes:
    if kind == DOCX:
        return render(queries.DOCX_TEMPLATE, queries.in_docx(values))
    return typeset(queries.TEMPLATE, "form", values)
