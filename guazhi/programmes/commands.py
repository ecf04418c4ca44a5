"""Adopting a policy, opening programmes and intakes, offering posts."""

import json
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.organisations.models import Organisation
from guazhi.policy import Pack, digest, dumped
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, Refused, refuse_if
from guazhi.programmes.events import IntakeNoted, IntakeOpened, PolicyAdopted, PostOffered
from guazhi.programmes.models import Intake, PolicyVersion, Post, Programme
from guazhi.programmes.queries import kept_notes
from guazhi.web import clock


def _demand(actor: Actor, capability: Capability, path: str) -> None:
    """Refuse unless the actor holds ``capability`` over the area at ``path``."""
    if not any(path.startswith(held) for held in actor.paths(capability)):
        raise Refused([Finding("not_yours_to_do")])


@transaction.atomic
def adopt_policy(pack: Pack, *, actor: Actor) -> PolicyVersion:
    """Keep the exact text of ``pack``; adopting the same text again returns the one kept."""
    fingerprint = digest(pack)
    known = PolicyVersion.objects.filter(digest=fingerprint).first()
    if known is not None:
        return known
    policy = PolicyVersion.objects.create(
        pack=pack.id,
        version=pack.version,
        digest=fingerprint,
        text=json.dumps(dumped(pack), ensure_ascii=False),
        adopted_at=clock.now(),
    )
    record(
        actor,
        PolicyAdopted(subject=policy.pk, pack=pack.id, version=pack.version, digest=fingerprint),
    )
    return policy


@transaction.atomic
def open_intake(
    area: Organisation,
    owner: Organisation,
    *,
    programme: str,
    name: str,
    start: date,
    end: date,
    policy: PolicyVersion,
    actor: Actor,
    launched_on: date | None = None,
) -> Intake:
    """Open an intake of ``programme`` over ``area``; the one of that name is returned if there.

    Refused to anyone but the city organisation department of the area.
    """
    _demand(actor, Capability.PREPARE_INTAKE, area.path)
    scheme, _made = Programme.objects.get_or_create(
        owner=owner, name=programme, defaults={"area": area}
    )
    intake, made = Intake.objects.get_or_create(
        programme=scheme,
        name=name,
        defaults={"start": start, "end": end, "policy": policy, "launched_on": launched_on},
    )
    if made:
        record(actor, IntakeOpened(subject=intake.pk, intake=intake.pk, start=start, end=end))
    return intake


@transaction.atomic
def note_intake(
    intake_id: int, *, expectations: str, flow_note: str, actor: Actor, seen: str | None = None
) -> Intake:
    """Rewrite the hopes for the secondees (S3.0.11) and the note on empty flows (S1.3.3).

    Refused when they are not those that the writer began from, whose marks are ``seen``.
    """
    intake = Intake.objects.permitted(actor, Capability.PREPARE_INTAKE).locked(intake_id)
    refuse_if(check_seen(seen, kept_notes(intake)))
    intake.expectations, intake.flow_note = expectations, flow_note
    intake.save(update_fields=["expectations", "flow_note"])
    record(actor, IntakeNoted(subject=intake.pk, intake=intake.pk))
    return intake


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
