"""Steps at a sitting: signing, changing a part, vetoes, another grade, home's opinion."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.rules import Kind
from guazhi.assessments.views.joint import ASSESS, READ, assessed
from guazhi.assessments.views.shown import sitting_page
from guazhi.assessments.views.words import crumbs, here, kind_asked
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.forms import CommandForm
from guazhi.web.page import Request, done, form_page, page

CITY = Capability.ASSESS_FOR_CITY


@requires(*ASSESS)
@require_POST
def sign(request: Request, pk: int) -> HttpResponse:
    """Sign for one's own party."""
    return _step(request, pk, "sign_form", forms.SignForm.of(request), commands.sign_assessment)


@requires(Capability.SET_SITTING)
@require_POST
def sign_on_paper(request: Request, pk: int) -> HttpResponse:
    """Record a signature that stands on a paper."""
    secondment = one(request.actor, pk, READ)
    members = queries.members_of(request.actor, secondment, kind_asked(request, secondment))
    form = forms.PaperForm.of(request, members=members)
    return _step(request, pk, "paper_form", form, commands.sign_on_paper)


@requires(Capability.NOTE_VETO)
@require_POST
def note_veto(request: Request, pk: int) -> HttpResponse:
    """Note a fact that bounds the grade."""
    form = forms.VetoForm.of(request, assessed=assessed(one(request.actor, pk, READ)))
    return _step(request, pk, "veto_form", form, commands.note_veto)


@requires(CITY)
@require_POST
def ask_override(request: Request, pk: int) -> HttpResponse:
    """Ask for another grade."""
    form = forms.OverrideForm.of(request, assessed=assessed(one(request.actor, pk, READ)))
    return _step(request, pk, "override_form", form, commands.ask_override)


def _step(
    request: Request, pk: int, name: str, form: CommandForm, command: Callable[..., Any]
) -> HttpResponse:
    secondment = one(request.actor, pk, READ)
    kind = kind_asked(request, secondment)
    if form.run(command, pk, kind=kind.value, actor=request.actor):
        return done(request, _("Recorded."), *here("assessment", pk, kind))
    return sitting_page(request, secondment, kind, {name: form})


@requires(*ASSESS)
@require_POST
def withdraw_signature(request: Request, pk: int) -> HttpResponse:
    """Take back the signature of one's own party."""
    row = queries.signature(request.actor, pk)
    form = forms.ReasonForm.of(request)
    return _back(request, row, "reason_form", form, commands.withdraw_signature)


@requires(Capability.CONCLUDE_ASSESSMENT)
@require_POST
def lift_veto(request: Request, pk: int) -> HttpResponse:
    """Lift a fact that was noted in error."""
    row = queries.veto(request.actor, pk)
    return _back(request, row, "reason_form", forms.ReasonForm.of(request), commands.lift_veto)


@requires(Capability.CONCLUDE_ASSESSMENT)
@require_POST
def settle_override(request: Request, pk: int) -> HttpResponse:
    """Confirm another grade as a second person, or refuse it."""
    row = queries.override(request.actor, pk)
    form = forms.SettleForm.of(request)
    return _back(request, row, "settle_form", form, commands.settle_override)


@requires(*ASSESS)
@require_http_methods(["GET", "POST"])
def amend_part(request: Request, pk: int) -> HttpResponse:
    """Change the part of one's own party, with the reason."""
    part = queries.own_part(request.actor, pk)
    secondment = one(request.actor, part.secondment_id, READ)
    form = forms.AmendForm.editing(
        request,
        lambda: queries.kept_part(queries.own_part(request.actor, pk)),
        assessed=assessed(secondment),
    )
    kind = Kind(part.assessment.kind)
    if form.run(commands.amend_part, pk, actor=request.actor):
        return done(request, _("The part is changed."), *here("assessment", secondment.pk, kind))
    context = {
        "title": _("Change the part"),
        "lede": _("What other parties have signed is void then; they sign again."),
        "secondment": secondment,
        "form": form,
        "breadcrumbs": crumbs(secondment, _("Change the part")),
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/amend.html", context, status=status)


@requires(Capability.GIVE_HOME_OPINION)
@require_http_methods(["GET", "POST"])
def home_opinion(request: Request, pk: int) -> HttpResponse:
    """Say what the home organisation thinks."""
    secondment = one(request.actor, pk, Capability.GIVE_HOME_OPINION)
    kind = kind_asked(request, secondment)
    form = forms.HomeForm.of(request, assessed=assessed(secondment), initial={"day": clock.today()})
    if form.run(commands.give_home_opinion, pk, kind=kind.value, actor=request.actor):
        return done(request, _("The opinion is recorded."), "dashboards:person", pk)
    title = _("Opinion of the home organisation")
    context = {
        "title": title,
        "lede": str(queries.KINDS[kind.value]),
        "form": form,
        "secondment": secondment,
        "breadcrumbs": crumbs(secondment, title),
        "clauses": ("S2.2.13",),
    }
    return form_page(request, **context)


def _back(
    request: Request, row: Any, name: str, form: CommandForm, command: Callable[..., Any]
) -> HttpResponse:
    """A step on a row of an assessment, and back to its page."""
    kind = Kind(row.assessment.kind)
    if form.run(command, row.pk, actor=request.actor):
        return done(request, _("Recorded."), *here("assessment", row.secondment_id, kind))
    secondment = one(request.actor, row.secondment_id, READ)
    return sitting_page(request, secondment, kind, {name: form})
