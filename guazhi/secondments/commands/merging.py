"""A unit that becomes part of another: who serves there, who is sent by it, who works for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.models import Grant
from guazhi.accounts.commands import NewGrant, grant_roles
from guazhi.ledger.commands import record
from guazhi.organisations.events import OrganisationMerged
from guazhi.organisations.models import Organisation
from guazhi.organisations.rules import Merging, check_merger, direction
from guazhi.people.commands import carry_employments
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.commands.mergers import carry_calls, carry_posts
from guazhi.programmes.models import Post
from guazhi.secondments.commands.effects import put_to
from guazhi.secondments.commands.notices import issue_amended
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.events import HomeMerged, PostChanged
from guazhi.secondments.models import CourseChange, Secondment
from guazhi.secondments.rules import LIVE, Change, Course
from guazhi.web import clock

LOADED = ("policy", "intake__programme", "home_organisation", "host_unit", "post")


@transaction.atomic
def merge_unit(
    unit_id: int, into_id: int, *, day: date, reason: str, actor: Actor
) -> list[CourseChange]:
    """Let a unit become part of another from ``day`` on, by the registrar at the machine.

    Whoever serves there now serves on in the other, in a post of the same title, with mentor,
    leave and sitting; each gets a notice. Whoever it has sent is the other's, and so is whoever
    works for it. Posts on offer, calls and roles go along. What is over keeps the name of the
    unit as it was. Refused off the command line, of or into a place or a
    department, twice, with units below, to come, or where somebody's home would become his host.
    """
    if not actor.is_command_line:
        raise Http404
    pair = Organisation.objects.select_for_update(of=("self",)).in_bulk([unit_id, into_id])
    if not pair.keys() >= {unit_id, into_id}:
        raise Http404
    unit, into = pair[unit_id], pair[into_id]
    serving = Secondment.objects.filter(host_unit=unit, state__in=LIVE, end__gte=day)
    rows = list(serving.select_related(*LOADED).select_for_update(of=("self",)).order_by("pk"))
    sending = Secondment.objects.filter(home_organisation=unit, state__in=LIVE, end__gte=day)
    sent = list(sending.select_related(*LOADED).select_for_update(of=("self",)).order_by("pk"))
    refuse_if([*_check(unit, into, day, rows, sent), *check_words("", 2, reason=reason)])
    unit.merged_into, unit.merged_on = into, day
    unit.save(update_fields=["merged_into", "merged_on"])
    served = Secondment.objects.filter(host_unit=unit).values_list("post_id", flat=True)
    posts = carry_posts(unit, into, {*served, *(row.post_id for row in rows)})
    merger = _Merger(unit, day, reason)
    changes = [_move(row, posts[row.post_id], merger, actor=actor) for row in rows]
    for row in sent:
        _move_home(row, into, merger, actor=actor)
    carry_employments(unit, into, day, actor=actor)
    carry_calls(unit, into, day)
    _move_roles(unit, into, day, actor)
    record(
        actor,
        OrganisationMerged(
            subject=unit.pk, into=into.pk, secondments=len(rows), sent_out=len(sent), day=day
        ),
    )
    return changes


def _check(
    unit: Organisation,
    into: Organisation,
    day: date,
    rows: Sequence[Secondment],
    sent: Sequence[Secondment],
) -> Iterator[Finding]:
    below = Organisation.objects.filter(parent=unit)
    yield from check_merger(
        Merging(unit.name, unit.kind, unit.merged_on is not None, below.exists()),
        Merging(into.name, into.kind, into.merged_on is not None),
        day,
        today=clock.today(),
    )
    if into.pk in {row.home_organisation_id for row in rows} | {row.host_unit_id for row in sent}:
        yield Finding("home_would_be_host", params={"unit": into.name})


@dataclass(frozen=True, slots=True)
class _Merger:
    unit: Organisation
    day: date
    reason: str


def _move(row: Secondment, post: Post, merger: _Merger, *, actor: Actor) -> CourseChange:
    today, day = clock.today(), merger.day
    change = CourseChange.objects.create(
        secondment=row,
        kind=Change.CHANGE_OF_POST.value,
        asked_by="city",
        day=day,
        reason=merger.reason,
        post=post,
        day_there=max(day, row.start),
        state=Course.IN_EFFECT.value,
        settled_on=today,
        old_end=row.end,
        old_post_id=row.post_id,
        by_merger=True,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    put_to(row, post, keeps_mentor=True)
    notice = issue_amended(change, day=today, actor=actor)
    record(
        actor,
        PostChanged(
            subject=row.pk,
            **ids(row),
            post=post.pk,
            day=change.day_there or day,
            change=change.pk,
            notice=notice.pk,
            merged=merger.unit.pk,
        ),
    )
    return change


def _move_home(row: Secondment, into: Organisation, merger: _Merger, *, actor: Actor) -> None:
    """Let the other unit be the home of whoever the unit has sent."""
    row.home_organisation, row.home_path, row.home_county_id = into, into.path, into.county_id
    row.direction = direction(into.level, row.host_unit.level)
    row.save(update_fields=["home_organisation", "home_path", "home_county", "direction"])
    record(
        actor,
        HomeMerged(subject=row.pk, **ids(row), unit=merger.unit.pk, into=into.pk, day=merger.day),
    )


def _move_roles(unit: Organisation, into: Organisation, day: date, actor: Actor) -> None:
    """Whoever works for the unit works for the other; the old roles stay, for what is over."""
    held = Grant.objects.filter(withdrawn_at__isnull=True).exclude(until__lt=day)
    there = set(held.filter(organisation=into).values_list("user_id", "role"))
    wanted = sorted(set(held.filter(organisation=unit).values_list("user_id", "role")) - there)
    if wanted:
        grants = [NewGrant(user, Role(role), into.pk) for user, role in wanted]
        grant_roles(grants, since=day, actor=actor)
