"""The posts of an intake: the list, one post, offering, answering, taking back."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.policy import Pack
from guazhi.policy.drafting import experiences
from guazhi.policy.eligibility_words import word
from guazhi.policy.entries import Words
from guazhi.programmes import commands, forms, queries
from guazhi.programmes.rules import WRITTEN, Stage
from guazhi.programmes.views.trails import intake_trail
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, closed_page, done, form_page, page
from guazhi.web.words import in_language, reading

if TYPE_CHECKING:
    from guazhi.programmes.models import Intake, Post

POST = "programmes:post"
FORM = ["GET", "POST"]
RANKING = (Stage.NOMINATIONS, Stage.PLACING)
SHOWN = {
    "": gettext_lazy("All posts"),
    "submitted": gettext_lazy("Awaiting approval"),
    "returned": gettext_lazy("Sent back"),
    "approved": gettext_lazy("Approved"),
    "draft": gettext_lazy("Being written"),
    "withdrawn": gettext_lazy("Taken back"),
}


@requires(Capability.VIEW_INTAKE)
@require_safe
def posts(request: Request, pk: int) -> HttpResponse:
    """The posts that hosts offer in an intake, as far as the actor may see them."""
    intake = queries.intakes(request.actor).one(pk)
    rows = list(queries.posts(request.actor, intake))
    show, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    pack = queries.pack_of(intake.policy)
    usual, rank = queries.category_ranks(pack), request.GET.get("rank", "")
    county, taught = request.GET.get("county", ""), request.GET.get("teaches", "")
    counts = {key: sum(row.state == key for row in rows) for key in SHOWN if key}
    shown = [
        row
        for row in rows
        if (not show or row.state == show)
        and (not kind or row.host_unit.host_kind == kind)
        and (not county or str(row.host_unit.county_id or 0) == county)
        and (not taught or taught in row.teaches)
        and (not rank or (row.rank or usual.get(row.category, "")) == rank)
    ]
    offers = _to_offer(request, intake)
    closed = queries.needs_closed(intake, clock.today()) if offers else []
    context = {
        "title": _("Posts offered"),
        "breadcrumbs": intake_trail(intake, Crumb(_("Posts offered"))),
        "lede": intake.name,
        "intake": intake,
        "tab_items": [
            Tab(words, f"?state={key}" if key else "?", show == key, counts.get(key, len(rows)))
            for key, words in SHOWN.items()
            if not key or counts[key] or show == key
        ],
        "rows": [(row, _category(pack, row), _named(pack, row)) for row in shown],
        "places": sum(row.places for row in shown),
        "offers": [] if closed else offers,
        "closed": [sentence(finding) for finding in closed] if offers else [],
        "may_call": request.actor.may(Capability.PREPARE_INTAKE),
    }
    return page(request, "programmes/posts.html", context, partial="rows")


def _trail(intake: "Intake", *further: Crumb) -> list[Crumb]:
    """From the posts of an intake to a page below them."""
    listed = reverse("programmes:posts", args=[intake.pk])
    return intake_trail(intake, Crumb(_("Posts offered"), listed), *further)


def _to_offer(request: Request, intake: "Intake") -> list[tuple[str, str]]:
    """The units for which the actor is asked for posts, with the way to the form."""
    if not request.actor.may(Capability.OFFER_POST):
        return []
    return [
        (unit.name, reverse("programmes:offer_post", args=[intake.pk, unit.pk]))
        for unit in queries.hosts_asked(request.actor, intake)
    ]


def _category(pack: Pack, row: "Post") -> str:
    category = pack.categories.get(row.category)
    return in_language(category.names) if category else row.category


def _rank(pack: Pack, row: "Post") -> str:
    """The rank of a post, and whether the policy gives it to all of the category."""
    if row.rank:
        return word(row.rank, reading())
    usual = queries.category_ranks(pack).get(row.category)
    return _("%(rank)s, by its category") % {"rank": word(usual, reading())} if usual else ""


def _named(pack: Pack, row: "Post") -> str:
    """What a post teaches, in words."""
    known = experiences(pack)
    return "、".join(in_language(known[code]) for code in row.teaches if code in known)


def fields_of(pack: Pack) -> dict[str, Words]:
    """The lines of work of the policy."""
    fields = pack.selection.fields if pack.selection else {}
    return {code: field.names for code, field in fields.items()}


@requires(Capability.VIEW_INTAKE)
@require_safe
def post(request: Request, pk: int) -> HttpResponse:
    """One post with all that was said of it, and what may be done with it."""
    row = queries.post(request.actor, pk)
    pack, actor = queries.pack_of(row.intake.policy), request.actor
    is_own = queries.may(actor, Capability.OFFER_POST, row)
    works = fields_of(pack)
    is_written = is_own and row.state in WRITTEN
    closed = queries.needs_closed(row.intake, clock.today()) if is_written else []
    context = {
        "title": row.title,
        "breadcrumbs": _trail(row.intake, Crumb(row.title)),
        "post": row,
        "facts": [
            (_("Host unit"), row.host_unit.name),
            (_("County"), row.host_unit.county.name if row.host_unit.county else _("City")),
            (_("Post category"), _category(pack, row)),
            (_("Rank of the post"), _rank(pack, row)),
            (_("Places"), row.places),
            (_("What the post teaches"), _named(pack, row)),
            (
                _("Lines of work"),
                "、".join(in_language(works[code]) for code in row.fields if code in works),
            ),
            (_("Leadership team"), row.team),
            (_("Most secondees in the team"), row.team_cap),
        ],
        "may_write": is_written and not closed,
        "closed": [sentence(finding) for finding in closed],
        "may_withdraw": is_own and row.state != "withdrawn",
        "may_answer": row.state == "submitted" and queries.may(actor, Capability.APPROVE_POST, row),
        "may_rank": is_own
        and row.state == "approved"
        and pack.selection is not None
        and pack.selection.host_ranking is not None
        and queries.stage(row.intake, clock.today()) in RANKING,
    }
    return page(request, "programmes/post.html", context)


@requires(Capability.OFFER_POST)
@require_http_methods(FORM)
def offer_post(request: Request, pk: int, host: int) -> HttpResponse:
    """Write a new post."""
    intake = queries.intakes(request.actor).one(pk)
    unit = queries.host_asked(request.actor, intake, host)
    words: dict[str, Any] = {
        "title": _("Offer a post"),
        "breadcrumbs": _trail(intake, Crumb(_("Offer a post"))),
        "lede": f"{unit.name} · {intake.name}",
        "cancel_url": reverse("programmes:posts", args=[pk]),
    }
    if request.method == "GET" and (closed := queries.needs_closed(intake, clock.today())):
        return closed_page(request, closed, **words)
    pack = queries.pack_of(intake.policy)
    form = forms.PostForm.of(request, initial={"team": "", "places": 1})
    _offer(form, pack, unit.host_kind)
    if form.run(commands.draft_post, pk, host, actor=request.actor):
        return done(
            request, _("The post is written. Submit it when it is ready."), POST, form.outcome.pk
        )
    return form_page(request, form=form, clauses=("S2.1.3",), **words)


def _offer(form: forms.PostForm, pack: Pack, kind: str) -> None:
    categories = [
        (key, in_language(category.names))
        for key, category in pack.categories.items()
        if kind in category.host_levels
    ]
    taught = [(code, in_language(names)) for code, names in experiences(pack).items()]
    works = [(code, in_language(names)) for code, names in fields_of(pack).items()]
    form.offer(categories, taught, works)


@requires(Capability.OFFER_POST)
@require_http_methods(FORM)
def rewrite_post(request: Request, pk: int) -> HttpResponse:
    """Rewrite a post before it is submitted, or when it came back."""
    row = queries.own_post(request.actor, pk)
    form = forms.PostForm.editing(
        request, lambda: queries.kept_post(queries.own_post(request.actor, pk))
    )
    _offer(form, queries.pack_of(row.intake.policy), row.host_unit.host_kind)
    if form.run(commands.rewrite_post, pk, actor=request.actor):
        return done(request, _("The post is saved."), POST, pk)
    return _about(request, row, form, _("Rewrite the post"), in_needs=True)


@requires(Capability.OFFER_POST)
@require_http_methods(FORM)
def submit_post(request: Request, pk: int) -> HttpResponse:
    """Submit a post to the departments."""
    row = queries.own_post(request.actor, pk)
    form = forms.SubmitPostForm.of(request)
    if form.run(commands.submit_post, pk, actor=request.actor):
        return done(request, _("The post is submitted for approval."), POST, pk)
    return _about(request, row, form, _("Submit the post"), in_needs=True, submit_label=_("Submit"))


@requires(Capability.APPROVE_POST)
@require_http_methods(FORM)
def answer_post(request: Request, pk: int) -> HttpResponse:
    """Approve a post or send it back."""
    row = queries.post_to_answer(request.actor, pk)
    form = forms.AnswerPostForm.of(request)
    if form.run(commands.answer_post, pk, actor=request.actor):
        return done(request, _("The answer is recorded."), POST, pk)
    return _about(request, row, form, _("Answer the offer"), submit_label=_("Record the answer"))


@requires(Capability.OFFER_POST)
@require_http_methods(FORM)
def withdraw_post(request: Request, pk: int) -> HttpResponse:
    """Take a post back."""
    row = queries.own_post(request.actor, pk)
    form = forms.WithdrawPostForm.of(request)
    if form.run(commands.withdraw_post, pk, actor=request.actor):
        return done(request, _("The post is taken back."), POST, pk)
    return _about(
        request, row, form, _("Take the post back"), danger=True, submit_label=_("Take back")
    )


def _about(
    request: Request, row: "Post", form: Any, title: str, *, in_needs: bool = False, **words: Any
) -> HttpResponse:
    """The page of a form about a post; ``in_needs`` is one for while posts are offered."""
    words |= {
        "title": title,
        "breadcrumbs": _trail(
            row.intake, Crumb(row.title, reverse(POST, args=[row.pk])), Crumb(title)
        ),
        "lede": f"{row.host_unit.name}{row.title}",
        "cancel_url": reverse(POST, args=[row.pk]),
    }
    closed = queries.needs_closed(row.intake, clock.today()) if in_needs else []
    if closed and not form.is_bound:
        return closed_page(request, closed, **words)
    return form_page(request, form=form, **words)
