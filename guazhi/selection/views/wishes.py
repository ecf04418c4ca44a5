"""Stating one's wishes, and ranking candidates as a host."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.programmes.queries import open_posts, pack_of
from guazhi.programmes.views.trails import intake_trail
from guazhi.selection import commands, queries
from guazhi.selection.forms.nominations import RankForm, WishesForm
from guazhi.selection.views.nominations import trail
from guazhi.web import clock
from guazhi.web.page import Crumb, Request, closed_page, done, form_page, page

FORM = ["GET", "POST"]


@requires(Capability.STATE_WISHES)
@require_http_methods(FORM)
def wishes(request: Request, pk: int) -> HttpResponse:
    """State one's own wishes and circumstances."""
    row = queries.own_wishes(request.actor, pk)
    mine = reverse("selection:nomination", args=[pk])
    words = {
        "title": _("My wishes"),
        "breadcrumbs": trail(row.intake, Crumb(row.person.name, mine), Crumb(_("My wishes"))),
        "cancel_url": mine,
    }
    if request.method == "GET" and (closed := queries.wishes_closed(row, clock.today())):
        return closed_page(request, closed, **words)
    posts = open_posts(row.intake).exclude(host_unit=row.home_organisation_id)
    form = WishesForm.editing(
        request,
        lambda: queries.kept_wishes(queries.own_wishes(request.actor, pk)),
        posts=[(str(post.pk), f"{post.host_unit.name} {post.title}") for post in posts],
        most=queries.most_wishes(row),
    )
    if form.run(commands.state_wishes, pk, actor=request.actor):
        return done(request, _("Your wishes are recorded."), "selection:nomination", pk)
    until = row.intake.wishes_until
    context = {
        "form": form,
        "lede": _("Wishes can be changed until %(day)s.") % {"day": until} if until else "",
        "clauses": ("S3.0.2",),
        **words,
    }
    return form_page(request, **context)


@requires(Capability.RANK_CANDIDATES)
@require_http_methods(FORM)
def rank(request: Request, pk: int) -> HttpResponse:
    """Say whom the host would have in a post."""
    post = queries.post_to_rank(request.actor, pk)
    words = {
        "title": _("Rank candidates"),
        "breadcrumbs": intake_trail(
            post.intake,
            Crumb(_("Posts offered"), reverse("programmes:posts", args=[post.intake_id])),
            Crumb(post.title, reverse("programmes:post", args=[pk])),
            Crumb(_("Rank candidates")),
        ),
        "lede": f"{post.host_unit.name} {post.title}",
        "cancel_url": reverse("programmes:post", args=[pk]),
    }
    if request.method == "GET" and (closed := queries.ranking_closed(post, clock.today())):
        return closed_page(request, closed, **words)
    shown = queries.candidates(post, clock.today())
    policy = pack_of(post.intake.policy).selection
    ranking = policy.host_ranking if policy else None
    given = {f"rank_{each.rank}": each.nomination for each in shown if each.rank}
    form = RankForm.of(
        request,
        people=[(str(each.nomination), each.words) for each in shown],
        most=ranking.most if ranking else 0,
        initial=given,
    )
    if form.run(commands.rank_candidates, pk, actor=request.actor):
        return done(request, _("The ranking is recorded."), "programmes:post", pk)
    context = {
        "form": form,
        "shown": shown,
        "sees": queries.headings(ranking.sees if ranking else ()),
        **words,
    }
    return page(request, "selection/rank.html", context, status=422 if form.is_bound else 200)
