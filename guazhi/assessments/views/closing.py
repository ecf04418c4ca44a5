"""The organisational appraisal: drafted, read beside its sources, signed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.views.sources import by_sentence
from guazhi.assessments.views.words import opens_later, titled
from guazhi.policy import Refused
from guazhi.secondments.queries import holds, one
from guazhi.web import clock
from guazhi.web.page import Request, done, not_done, page


@requires(Capability.VIEW_APPRAISAL, Capability.DRAFT_APPRAISAL)
@require_http_methods(["GET", "POST"])
def appraisal(request: Request, pk: int) -> HttpResponse:
    """See the appraisal; the host drafts the next version."""
    secondment = one(request.actor, pk)
    form = forms.AppraisalForm.editing(
        request,
        lambda: queries.kept_appraisal(secondment),
        initial={"day": clock.today()},
    )
    if form.run(commands.draft_appraisal, pk, actor=request.actor):
        return done(request, _("The draft is kept."), "assessments:appraisal", pk)
    versions = list(queries.appraisals(request.actor).filter(secondment=secondment))
    last = versions[-1] if versions else None
    signing = holds(request.actor, Capability.SIGN_APPRAISAL, secondment)
    waits = signing and last is not None and last.signed_on is None
    opens = opens_later(secondment, "appraisal") if waits else None
    sees_sources = last is not None and holds(request.actor, Capability.VIEW_ASSESSMENT, secondment)
    context = {
        **titled(secondment, _("Appraisal"), "S2.1.14", "S2.1.19"),
        "last": last,
        "parts": _parts(last),
        "said": by_sentence(last) if last and sees_sources else None,
        "is_true": last is not None and queries.verify_appraisal(last),
        "earlier": versions[-2::-1],
        "form": form if holds(request.actor, Capability.DRAFT_APPRAISAL, secondment) else None,
        "may_sign": waits and opens is None,
        "opens": opens,
        "changed": queries.changed_after(secondment, last.signed_on if last else None),
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/appraisal.html", context, status=status)


@requires(Capability.DRAFT_APPRAISAL)
@require_POST
def draft_from_evidence(request: Request, pk: int) -> HttpResponse:
    """Draft the next version from what is on record."""
    try:
        commands.draft_from_evidence(pk, day=clock.today(), actor=request.actor)
    except Refused as refused:
        return not_done(request, refused, "assessments:appraisal", pk)
    words = _("Drafted from the evidence. Read each sentence and make it your own.")
    return done(request, words, "assessments:appraisal", pk)


def _parts(row: Any) -> list[tuple[object, str]]:
    fields = forms.AppraisalForm.base_fields
    return [(fields[name].label, getattr(row, name)) for name in queries.PARTS] if row else []


@requires(Capability.SIGN_APPRAISAL)
@require_http_methods(["GET", "POST"])
def sign_appraisal(request: Request, pk: int) -> HttpResponse:
    """Sign the latest version."""
    row = queries.signable(request.actor, pk)
    opens = opens_later(row.secondment, "appraisal")
    if request.method == "GET" and opens is not None:
        messages.info(request, _("The appraisal may be signed from %(day)s.") % {"day": opens})
        return redirect("assessments:appraisal", row.secondment_id)
    form = forms.SigningForm.of(request, initial={"day": clock.today()})
    if form.run(commands.sign_appraisal, pk, actor=request.actor):
        return done(
            request,
            _("The appraisal is signed and can no longer change."),
            "assessments:appraisal",
            row.secondment_id,
        )
    context = {
        **titled(row.secondment, _("Sign the appraisal"), "S2.1.14"),
        "form": form,
        "parts": _parts(row),
        "submit_label": _("Sign"),
        "confirm": _("Sign this appraisal? It cannot be changed afterwards."),
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/sign.html", context, status=status)
