"""What a nominee wishes and says of himself, and whom a host would rather have."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, refuse_if
from guazhi.policy.selecting import SelectionPolicy
from guazhi.programmes.models import Post
from guazhi.programmes.queries import open_posts, pack_of, stage
from guazhi.selection.events import CandidatesRanked, WishesStated
from guazhi.selection.models import CandidateRank, Circumstances, Nomination, Wish
from guazhi.selection.queries.wishes import kept_wishes, wishes_closed
from guazhi.selection.rules import nominations as rules
from guazhi.web import clock


@transaction.atomic
def state_wishes(
    nomination_id: int,
    posts: Sequence[int],
    *,
    family: str = "",
    health: str = "",
    actor: Actor,
    seen: str | None = None,
) -> Nomination:
    """State one's wishes, the first first, and what of family and health should be weighed.

    Said again it replaces what was said. Refused to all but the person, before the nomination is
    submitted, once people are placed, for too many posts, one twice or one not on offer.
    """
    rows = Nomination.objects.permitted(actor, Capability.STATE_WISHES)
    row = rows.select_related("intake__policy").locked(nomination_id)
    chosen = list(posts)
    today = clock.today()
    known = open_posts(row.intake).exclude(host_unit=row.home_organisation_id)
    policy = pack_of(row.intake.policy).selection
    refuse_if(
        [
            *check_seen(seen, kept_wishes(row)),
            *wishes_closed(row, today),
            *rules.check_wishes(
                chosen=chosen,
                known=known.values_list("pk", flat=True),
                most=policy.wishes if policy else len(chosen),
            ),
        ]
    )
    Wish.objects.filter(nomination=row).delete()
    Wish.objects.bulk_create(
        [Wish(nomination=row, post_id=post, rank=rank) for rank, post in enumerate(chosen, 1)]
    )
    Circumstances.objects.update_or_create(
        nomination=row,
        defaults={"family": family.strip(), "health": health.strip(), "said_on": today},
    )
    record(
        actor,
        WishesStated(subject=row.pk, intake=row.intake_id, person=row.person_id, count=len(chosen)),
    )
    return row


@transaction.atomic
def rank_candidates(post_id: int, nominations: Iterable[int], *, actor: Actor) -> Post:
    """Say whom the host would have in a post, the first first; said again it replaces.

    Refused where the policy lets hosts rank nobody, out of time, for too many, for one twice and
    for somebody who is no candidate for this post or whom nobody has reviewed yet.
    """
    rows = Post.objects.permitted(actor, Capability.RANK_CANDIDATES)
    post = rows.select_related("intake__policy").locked(post_id)
    chosen = list(nominations)
    refuse_if(_check_ranks(post, chosen, pack_of(post.intake.policy).selection))
    CandidateRank.objects.filter(post=post).delete()
    CandidateRank.objects.bulk_create(
        [
            CandidateRank(post=post, nomination_id=nomination, rank=rank)
            for rank, nomination in enumerate(chosen, 1)
        ]
    )
    record(actor, CandidatesRanked(subject=post.pk, intake=post.intake_id, count=len(chosen)))
    return post


def _check_ranks(
    post: Post, chosen: list[int], policy: SelectionPolicy | None
) -> Iterator[Finding]:
    ranking = policy.host_ranking if policy else None
    known = set(
        Nomination.objects.filter(intake=post.intake_id, state__in=rules.REVIEWED)
        .exclude(home_organisation=post.host_unit_id)
        .values_list("pk", flat=True)
    )
    yield from rules.check_ranks(
        stage=stage(post.intake, clock.today()),
        is_open=post.state == "approved",
        chosen=chosen,
        known=known,
        most=ranking.most if ranking else 0,
    )
