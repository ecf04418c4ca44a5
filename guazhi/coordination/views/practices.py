"""Pages for good practice: the library, one practice, its review and its spread."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Actor, Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries
from guazhi.coordination.views.asking import asked, number, work_of
from guazhi.programmes.queries import intakes as visible_intakes
from guazhi.search.queries import best
from guazhi.search.rules import excerpt, pieces
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.forms import CommandForm
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, done, page

READERS = 30
LIBRARY = "coordination:practices"
ONE = "coordination:practice"


@requires(Capability.VIEW_PRACTICE)
@require_safe
def practices(request: Request) -> HttpResponse:
    """The library: by publication, or by how well words match."""
    actor = request.actor
    offered = [(row.pk, row.name) for row in visible_intakes(actor)[:50]]
    form = forms.PracticeFilter(request.GET, intakes=offered)
    rows = queries.practices_showing(actor, form.said("show"))
    if intake := form.said("intake"):
        rows = rows.filter(intake=int(intake))
    words = form.said("q")
    found = (
        best(rows, "practice", words, request.GET)
        if words
        else keyset(rows, "-published_on", request.GET)
    )
    shown = found.rows
    spread = queries.spread_of(shown)
    context = {
        "title": _("Good practice"),
        "filter_form": form,
        "words": words,
        "lines": [
            (
                row,
                spread.get(row.pk, queries.Spread()),
                pieces(row.title, words),
                excerpt(row.text, words),
            )
            for row in shown
        ],
        "pages": found.pages(request.GET),
        "tab_items": _tabs(request, form.said("show")),
        "may_propose": queries.intakes_at_work(actor, clock.today()),
    }
    return page(request, "coordination/practices.html", context, partial="rows")


def _tabs(request: Request, show: str) -> list[Tab]:
    """All of them, and what waits for the actor: to review, to mend, to read."""
    actor = request.actor
    waits = {
        "review": (_("To review"), actor.may(Capability.PUBLISH_PRACTICE)),
        "returned": (_("Returned to me"), actor.may(Capability.PROPOSE_PRACTICE)),
        "unread": (_("To read"), actor.person_id is not None),
    }
    counted = [
        (key, label, queries.practices_showing(actor, key).count())
        for key, (label, is_mine) in waits.items()
        if is_mine
    ]
    return [Tab(_("All"), "?", active=show not in waits)] + [
        Tab(label, f"?show={key}", show == key, count)
        for key, label, count in counted
        if count or show == key
    ]


@requires(Capability.VIEW_PRACTICE)
@require_safe
def practice(request: Request, pk: int) -> HttpResponse:
    """One practice: its words, to whom it went, who read it, commented on it and took it up."""
    return _shown(request, pk, forms.CommentForm())


def _shown(request: Request, pk: int, comment_form: forms.CommentForm) -> HttpResponse:
    actor = request.actor
    row = queries.practice(actor, pk)
    waits = row.state == "proposed"
    is_own = row.made_by_id == actor.user_id
    received = queries.deliveries(actor, row)
    chosen = request.GET.get("readers", "")
    found = keyset(queries.readers(received, chosen), "-read_on", request.GET, READERS)
    spread = queries.spread_of([row]).get(pk, queries.Spread())
    seen = queries.spread_among(received)
    context = {
        "title": row.title,
        "breadcrumbs": [Crumb(_("Good practice"), reverse(LIBRARY)), Crumb(row.title)],
        "practice": row,
        "may_open_author": queries.may_open_author(actor, row),
        "spread": spread,
        "sees_all": seen.delivered == spread.delivered,
        "deliveries": found.rows,
        "pages": found.pages(request.GET),
        "tab_items": [
            Tab(_("Delivered to"), "?", chosen not in {"unread", "read"}, seen.delivered),
            Tab(_("Not read yet"), "?readers=unread", chosen == "unread", seen.unread),
            Tab(_("Read"), "?readers=read", chosen == "read", seen.read),
        ],
        "adoptions": queries.adoptions(actor, row),
        "comments": queries.comments(actor, row) if row.published_on else None,
        "comment_form": comment_form,
        "own": queries.own_delivery(actor, row),
        "may_review": waits and _reviews(actor, pk),
        "waits_for_another": waits and is_own,
        "may_revise": row.state == "returned" and row.made_by_id == actor.user_id,
        "clauses": ("S2.2.5",),
    }
    status = 422 if comment_form.is_bound else 200
    return page(request, "coordination/practice.html", context, status=status)


def _reviews(actor: Actor, pk: int) -> bool:
    """Whether the practice waits for the actor's review."""
    if not actor.may(Capability.PUBLISH_PRACTICE):
        return False
    return queries.practices_showing(actor, "review").filter(pk=pk).exists()


@requires(Capability.VIEW_PRACTICE)
@require_POST
def comment(request: Request, pk: int) -> HttpResponse:
    """Comment on a practice."""
    form = forms.CommentForm.of(request)
    if form.run(commands.comment_practice, pk, actor=request.actor):
        return done(request, _("Your comment stands with the practice."), ONE, pk)
    return _shown(request, pk, form)


@requires(Capability.VIEW_PRACTICE)
@require_POST
def withdraw_comment(request: Request, pk: int) -> HttpResponse:
    """Withdraw an own comment."""
    row = queries.comment(request.actor, pk)
    if CommandForm.of(request).run(commands.withdraw_comment, pk, actor=request.actor):
        return done(request, _("Your comment is withdrawn."), ONE, row.practice_id)
    return redirect(ONE, row.practice_id)


@requires(Capability.PROPOSE_PRACTICE)
@require_http_methods(["GET", "POST"])
def propose(request: Request, pk: int) -> HttpResponse:
    """Propose a practice for an intake, by itself or from a report or task."""
    allowed = queries.intakes(request.actor, Capability.PROPOSE_PRACTICE)
    intake = allowed.one(pk)  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else request.GET
    seen = queries.seen_in(
        request.actor, pk, report_id=number(sent, "report_id"), task_id=number(sent, "task_id")
    )
    sources = [
        (row.pk, f"{row.secondee.name} {row.host_unit.name}")
        for row in queries.sources_of(request.actor, pk)
    ]
    first: dict[str, Any] = {
        "day": clock.today(),
        "secondment_id": sources[0][0] if len(sources) == 1 else None,
    }
    if seen:
        first |= {
            "source": seen.source,
            "secondment_id": seen.secondment,
            "title": seen.title,
            "text": seen.text,
            "report_id": number(sent, "report_id"),
            "task_id": number(sent, "task_id"),
        }
    form = forms.ProposeForm.of(
        request, initial=first, secondments=sources, is_seen=seen is not None
    )
    if form.run(commands.propose_practice, pk, actor=request.actor):
        return done(request, _("The practice is proposed."), ONE, form.outcome.pk)
    words: dict[str, Any] = {
        "title": _("Propose a practice"),
        "lede": intake.name,
        "clauses": ("S2.2.4",),
    }
    return asked(request, form, cancel_url=reverse(LIBRARY), **words)


@requires(Capability.PROPOSE_PRACTICE)
@require_http_methods(["GET", "POST"])
def revise(request: Request, pk: int) -> HttpResponse:
    """Send a returned proposal in again."""
    row = queries.practice(request.actor, pk, Capability.PROPOSE_PRACTICE)
    form = forms.ReviseForm.editing(
        request,
        lambda: queries.kept_practice(
            queries.practice(request.actor, pk, Capability.PROPOSE_PRACTICE)
        ),
        initial={"day": clock.today()},
    )
    if form.run(commands.revise_practice, pk, actor=request.actor):
        return done(request, _("The practice is sent in again."), ONE, pk)
    words: dict[str, Any] = {
        "title": _("Send in again"),
        "lede": row.return_reason,
        "clauses": ("S2.2.4",),
        "submit_label": _("Send in again"),
    }
    return asked(request, form, cancel_url=reverse(ONE, args=[pk]), **words)


@requires(Capability.PUBLISH_PRACTICE)
@require_http_methods(["GET", "POST"])
def send_back(request: Request, pk: int) -> HttpResponse:
    """Return a proposal with a reason."""
    row = queries.practice(request.actor, pk, Capability.PUBLISH_PRACTICE)
    if request.method == "GET" and not _reviews(request.actor, pk):
        return redirect(ONE, pk)
    form = forms.ReturnPracticeForm.of(request, initial={"day": clock.today()})
    if form.run(commands.return_practice, pk, actor=request.actor):
        return done(request, _("The practice is returned to whoever proposed it."), ONE, pk)
    words: dict[str, Any] = {
        "title": _("Return a proposal"),
        "lede": row.title,
        "clauses": ("S2.2.4",),
        "submit_label": _("Return it"),
    }
    return asked(request, form, cancel_url=reverse(ONE, args=[pk]), **words)


@requires(Capability.PUBLISH_PRACTICE)
@require_http_methods(["GET", "POST"])
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish a practice to the whole intake."""
    row = queries.practice(request.actor, pk, Capability.PUBLISH_PRACTICE)
    if request.method == "GET" and not _reviews(request.actor, pk):
        return redirect(ONE, pk)
    form = forms.PublishForm.of(request, initial={"day": clock.today()})
    if form.run(commands.publish_practice, pk, actor=request.actor):
        message = _("The practice is published and delivered to every secondee of the intake.")
        return done(request, message, ONE, pk)
    words: dict[str, Any] = {
        "title": _("Publish to all"),
        "lede": row.title,
        "clauses": ("S2.2.5",),
        "submit_label": _("Publish to all"),
    }
    return asked(request, form, cancel_url=reverse(ONE, args=[pk]), **words)


@requires(Capability.READ_PRACTICE)
@require_POST
def read(request: Request, pk: int) -> HttpResponse:
    """Note that the secondee has read it."""
    commands.read_practice(pk, actor=request.actor)
    return done(request, _("Noted as read."), ONE, pk)


@requires(Capability.ADOPT_PRACTICE)
@require_http_methods(["GET", "POST"])
def adopt(request: Request, pk: int, secondment_pk: int) -> HttpResponse:
    """Note that a practice was taken up in a secondment."""
    secondment = one(request.actor, secondment_pk, Capability.ADOPT_PRACTICE)
    row = queries.practice(request.actor, pk, Capability.ADOPT_PRACTICE)
    form = forms.AdoptForm.of(request, initial={"day": clock.today()})
    if form.run(commands.adopt_practice, pk, secondment_pk, actor=request.actor):
        return done(request, _("The effect is recorded."), work_of(secondment_pk))
    words: dict[str, Any] = {
        "title": _("Take up a practice"),
        "lede": row.title,
        "clauses": ("S2.2.6",),
    }
    return asked(request, form, secondment=secondment, **words)
