"""The appointment form (任免审批表) of a person, with every result on record beside it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.views.results import shown
from guazhi.documents.printing import PDF, typeset
from guazhi.documents.rendering import attachment
from guazhi.policy import Refused
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, page


@requires(Capability.VIEW_FAMILY)
@require_http_methods(["GET", "POST"])
def appointment(request: Request, pk: int) -> HttpResponse:
    """Ask what the person is proposed for, and print the form; nothing of it is kept."""
    person = queries.appointee(request.actor, pk)
    form = forms.AppointmentForm.of(request, initial={"day": clock.today()})
    if form.is_bound and form.is_valid():
        proposal = queries.Proposal(**form.cleaned_data)
        try:
            values = queries.appointment(request.actor, pk, proposal, clock.today())
            data = typeset(queries.TEMPLATE, "form", values)
        except Refused as refused:
            messages.error(request, sentence(refused.findings[0]))
            return redirect("assessments:appointment", pk)
        commands.note_appointment(pk, actor=request.actor)
        answer = HttpResponse(data, content_type=PDF)
        answer["Content-Disposition"] = attachment(f"任免审批表_{person.name}.pdf")
        answer["Cache-Control"] = "no-store"
        return answer
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
        "submit_label": _("Print the form (PDF)"),
        "cancel_url": reverse("people:record", args=[pk]),
        "clauses": ("S2.2.15",),
    }
    return page(request, "assessments/use.html", context, status=422 if form.is_bound else 200)
