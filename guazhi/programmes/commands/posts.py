"""Offering posts: by a roster, or written by the host and approved by a department."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.organisations.models import Organisation
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.policy.vocabulary import RANKS
from guazhi.programmes import rules
from guazhi.programmes.events import (
    PostApproved,
    PostOffered,
    PostReturned,
    PostSubmitted,
    PostWithdrawn,
    PostWritten,
)
from guazhi.programmes.models import Call, Intake, Post
from guazhi.programmes.queries import kept_post, needs_closed, pack_of, stage
from guazhi.programmes.rules import PostState
from guazhi.web import clock

MOST_PLACES = 20
LOADED = ("intake__programme", "intake__policy", "host_unit")


@transaction.atomic
def offer_posts(posts: list[Post], *, actor: Actor) -> list[Post]:
    """Keep the posts that hosts offer, many at once."""
    made = Post.objects.bulk_create(posts, batch_size=1000)
    record_all(actor, map(_offered, made))
    return made


def _offered(post: Post) -> PostOffered:
    return PostOffered(
        subject=post.pk,
        intake=post.intake_id,
        organisation=post.host_unit_id,
        places=post.places,
    )


@transaction.atomic
def offer_places(
    intake: Intake, wanted: Iterable[tuple[Organisation, str, str, int]], *, actor: Actor
) -> dict[tuple[int, str], Post]:
    """Offer places for host, title and category; a post on record gets as many as are missing.

    The number is how many more people are to hold the post. Returned by host and title.
    """
    offered = Post.objects.filter(intake=intake)
    taken = dict(offered.values_list("pk").annotate(Count("secondments")))
    posts = {(post.host_unit_id, post.title): post for post in offered}
    new = []
    for host, title, category, more in wanted:
        known = posts.get((host.pk, title))
        if known is None:
            new.append(
                Post(intake=intake, host_unit=host, title=title, category=category, places=more)
            )
        elif known.places < taken[known.pk] + more:
            known.places = taken[known.pk] + more
            known.save(update_fields=["places"])
            record(actor, _offered(known))
    posts |= {(post.host_unit_id, post.title): post for post in offer_posts(new, actor=actor)}
    return posts


@transaction.atomic
def draft_post(
    intake_id: int,
    host_id: int,
    *,
    actor: Actor,
    **columns: Any,
) -> Post:
    """Write a post that a host would offer.

    Refused while the intake takes no posts, to hosts that it does not call upon, and for a
    category that is not for this kind of host.
    """
    return _written(_new_post(intake_id, host_id, actor), columns, actor)


@transaction.atomic
def rewrite_post(post_id: int, *, actor: Actor, seen: str | None = None, **columns: Any) -> Post:
    """Rewrite a post that was not submitted or came back.

    Refused as writing it is, and when somebody else has rewritten it meanwhile.
    """
    post = _own_post(actor, post_id)
    refuse_if(check_seen(seen, kept_post(post)))
    return _written(post, columns, actor)


def _written(post: Post, columns: Mapping[str, Any], actor: Actor) -> Post:
    for name in rules.WRITTEN_FIELDS:
        if name in columns:
            setattr(post, name, columns[name])
    refuse_if(
        [
            *needs_closed(post.intake, clock.today()),
            *rules.check_write(state=post.state),
            *_check_content(post),
        ]
    )
    post.save()
    record(actor, PostWritten(subject=post.pk, **_ids(post), places=post.places))
    return post


def _new_post(intake_id: int, host_id: int, actor: Actor) -> Post:
    calls = Call.objects.permitted(actor, Capability.OFFER_POST)
    asked = calls.filter(intake=intake_id, organisation=host_id, asks_posts=True)
    call = asked.select_related("organisation", "intake__programme", "intake__policy").first()
    if call is None:
        raise Http404
    return Post(
        intake=call.intake,
        host_unit=call.organisation,
        state=PostState.DRAFT.value,
        made_by_id=actor.user_id,
    )


def _own_post(actor: Actor, post_id: int) -> Post:
    rows = Post.objects.permitted(actor, Capability.OFFER_POST).select_related(*LOADED)
    return rows.locked(post_id)


def _check_content(post: Post) -> Iterator[Finding]:
    """Findings against what a post says: category, places, cap, codes that the policy knows."""
    pack = pack_of(post.intake.policy)
    category = pack.categories.get(post.category)
    if category is None or post.host_unit.host_kind not in category.host_levels:
        yield Finding("post_category_unknown", clause="S2.1.3", field="category")
    if post.rank and post.rank not in RANKS:
        yield Finding("post_rank_unknown", clause="S2.1.3", field="rank")
    if not 1 <= post.places <= MOST_PLACES:
        yield Finding("post_places_wrong", params={"most": MOST_PLACES}, field="places")
    if post.team_cap is not None and post.places > post.team_cap:
        yield Finding("post_team_over_cap", params={"most": post.team_cap}, field="team_cap")
    yield from check_words("", 2, title=post.title)
    others = Post.objects.filter(intake=post.intake, host_unit=post.host_unit, title=post.title)
    if others.exclude(pk=post.pk).exists():
        yield Finding("post_title_taken", field="title")


@transaction.atomic
def submit_post(post_id: int, *, actor: Actor) -> Post:
    """Submit a post to the departments. Refused late, twice, and without its duties."""
    post = _own_post(actor, post_id)
    refuse_if(
        [
            *needs_closed(post.intake, clock.today()),
            *rules.check_write(state=post.state),
            *check_words("S2.1.3", 2, duties=post.duties),
        ]
    )
    post.state, post.submitted_on = PostState.SUBMITTED.value, clock.today()
    post.reason, post.answered_on = "", None
    post.save(update_fields=["state", "submitted_on", "reason", "answered_on"])
    record(actor, PostSubmitted(subject=post.pk, **_ids(post)))
    return post


@transaction.atomic
def answer_post(post_id: int, *, approves: bool, reason: str = "", actor: Actor) -> Post:
    """Approve a submitted post or send it back, as the county of the host or the city.

    Refused for a post that is not submitted, to whoever wrote it, and sent back without a reason.
    """
    rows = Post.objects.permitted(actor, Capability.APPROVE_POST).select_related(*LOADED)
    post = rows.locked(post_id)
    own = post.made_by_id is not None and post.made_by_id == actor.user_id
    refuse_if(
        [
            *rules.check_review(state=post.state, approves=approves, reason=reason),
            *([Finding("post_own_approval")] if own else []),
        ]
    )
    post.state = (PostState.APPROVED if approves else PostState.RETURNED).value
    post.reason, post.answered_on = reason.strip(), clock.today()
    post.save(update_fields=["state", "reason", "answered_on"])
    event = PostApproved if approves else PostReturned
    record(actor, event(subject=post.pk, **_ids(post)))
    return post


@transaction.atomic
def withdraw_post(post_id: int, *, reason: str, actor: Actor) -> Post:
    """Take a post back, with the reason. Refused once somebody is decided on for it."""
    post = _own_post(actor, post_id)
    used = post.secondments.exists()
    now = stage(post.intake, clock.today())
    refuse_if(
        [
            *rules.check_withdraw(state=post.state, stage=now, is_used=used),
            *check_words("", 2, reason=reason),
        ]
    )
    post.state, post.reason = PostState.WITHDRAWN.value, reason.strip()
    post.save(update_fields=["state", "reason"])
    record(actor, PostWithdrawn(subject=post.pk, **_ids(post)))
    return post


def _ids(post: Post) -> dict[str, int]:
    return {"intake": post.intake_id, "organisation": post.host_unit_id}
