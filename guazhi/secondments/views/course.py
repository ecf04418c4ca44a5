"""Pages for a change of course: asking for it, its chain, its notice."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.documents.rendering import DOCX, render
from guazhi.documents.sending import download
from guazhi.policy.findings import Refused
from guazhi.secondments import commands, forms, queries
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, done, not_done, page

GIVEN = ("consented", "implied")


@requires(Capability.VIEW_CHANGE)
@require_safe
def changes(request: Request) -> HttpResponse:
    """All changes in reach, the latest first: what is asked, before whom it waits, what came."""
    sought = forms.ChangeFilter(request.GET)
    found = keyset(queries.all_changes(request.actor, **sought.asked()), "-day", request.GET, 30)
    context = {
        "title": _("Changes of course"),
        "filter_form": sought,
        "lines": queries.change_lines(found.rows),
        "pages": found.pages(request.GET),
    }
    return page(request, "secondments/changes.html", context, partial="rows")


@requires(Capability.ASK_CHANGE)
@require_http_methods(["GET", "POST"])
def ask_change(request: Request, pk: int) -> HttpResponse:
    """Choose the kind of change, say what is wanted, see who will be asked."""
    actor = request.actor
    secondment = queries.one(actor, pk, Capability.ASK_CHANGE)
    waiting = queries.changes(actor, secondment).filter(state="waiting").first()
    if waiting is not None:
        messages.info(request, _("This change waits for consent. Settle it before another."))
        return redirect("secondments:change", waiting.pk)
    kinds = queries.kinds_to_ask(actor, secondment)
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else next(iter(kinds), "")
    form = forms.CHANGE_FORMS.get(kind, forms.LastDayForm).of(
        request, initial={"day": clock.today(), "day_there": clock.today()}
    )
    if "post_id" in form.fields:
        posts = queries.posts_for(secondment)
        form.offer("post_id", [(row.pk, f"{row.host_unit.name} · {row.title}") for row in posts])
    if "successor_id" in form.fields:
        colleagues = queries.successors_for(actor, secondment)
        form.offer("successor_id", [(row.person_id, row.person.name) for row in colleagues])
    if form.run(commands.ask_change, pk, kind=kind, actor=actor):
        return done(
            request, _("The request is sent on its way."), "secondments:change", form.outcome.pk
        )
    context = {
        "form": form,
        "secondment": secondment,
        "title": _("Ask for a change of course"),
        "clauses": (),
        "kinds": [
            Tab(queries.CHANGES[each], f"?kind={each}", active=each == kind) for each in kinds
        ],
        "chain": queries.preview(actor, secondment, kind),
        "submit_label": _("Ask"),
    }
    status = 422 if form.is_bound else 200
    return page(request, "secondments/ask_change.html", context, status=status)


@requires(Capability.VIEW_CHANGE)
@require_http_methods(["GET", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """One change with its chain as steps; whoever is asked now answers here."""
    found = queries.change(request.actor, pk)
    form = forms.AnswerForm.of(request, initial={"day": clock.today()})
    if form.run(commands.answer_change, pk, actor=request.actor):
        return done(request, _("The answer is recorded."), "secondments:change", pk)
    row = found.change
    name = row.secondment.secondee.name
    context: dict[str, Any] = {
        "title": row.get_kind_display(),
        "breadcrumbs": [
            Crumb(_("To do"), reverse("dashboards:home")),
            Crumb(name, reverse("dashboards:person", args=[row.secondment_id])),
            Crumb(row.get_kind_display()),
        ],
        "row": row,
        "steps": found.steps,
        "given": sum(step.answer in GIVEN for step in found.steps),
        "to_answer": found.to_answer,
        "may_call_back": found.may_call_back,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return page(request, "secondments/change.html", context, status=status)


@requires(Capability.ASK_CHANGE)
@require_POST
def call_back(request: Request, pk: int) -> HttpResponse:
    """Call a change back."""
    try:
        commands.call_back(pk, day=clock.today(), actor=request.actor)
    except Refused as refused:
        return not_done(request, refused, "secondments:change", pk)
    return done(request, _("The request is called back."), "secondments:change", pk)


@requires(Capability.VIEW_CHANGE)
@require_safe
def notice(request: Request, pk: int) -> HttpResponse:
    """A notice as docx; one that has been superseded says so."""
    row = queries.notice(request.actor, pk)
    try:
        data = render("notice.docx", queries.notice_values(row))
    except Refused as refused:
        return not_done(request, refused, "dashboards:person", row.secondment_id)
    return download(data, DOCX, f"挂职通知_{row.secondment.secondee.name}")
