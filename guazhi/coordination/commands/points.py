"""Points raised at forums, and their answers."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db import transaction
from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_intake_record
from guazhi.coordination.events import ForumPointAnswered, ForumPointRaised
from guazhi.coordination.models import Forum, ForumAttendance, ForumMinutes, ForumPoint
from guazhi.coordination.queries.exchange import addressees
from guazhi.coordination.queries.points import is_owned_by, point_parties
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.organisations.models import Organisation
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands.opinions import keep_opinions
from guazhi.secondments.models import Secondment
from guazhi.web import clock

LOADED = (
    "forum__intake__programme",
    "forum__intake__policy",
    "owner",
    "raised_by__policy",
    "raised_by__intake__programme",
)


@transaction.atomic
def raise_point(
    forum_id: int, *, text: str, owner_id: int, actor: Actor, raised_by_id: int | None = None
) -> ForumPoint:
    """Keep a point raised at a forum, with the organisation that follows it up.

    Raised by a secondee, it goes to one of the parties of the secondment, and is an opinion of
    which something can be made. Refused before the forum is recorded, after its minutes are
    confirmed, and for an organisation without a part, naming those that have one.
    """
    held = Forum.objects.run_by(actor).select_related("intake__programme", "intake__policy")
    forum = held.locked(forum_id)
    raised_by = _raised_by(forum, raised_by_id)
    parties = addressees(raised_by) if raised_by else point_parties(forum)
    refuse_if([*_check_point(forum, text), *_check_owner(owner_id, parties, raised_by)])
    point = ForumPoint.objects.create(
        forum=forum,
        text=text,
        raised_by=raised_by,
        owner_id=owner_id,
        party=parties[owner_id],
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    if raised_by is not None:
        keep_opinions([(raised_by.pk, text)], point=point.pk)
    record(
        actor,
        ForumPointRaised(
            subject=forum.pk,
            intake=forum.intake_id,
            secondment=raised_by_id,
            point=point.pk,
            owner=owner_id,
        ),
    )
    assert forum.held_on is not None
    note_happening(
        "point_raised",
        point.pk,
        forum.held_on,
        party=point.party,
        owner=owner_id,
        secondment=raised_by,
        intake=forum.intake,
    )
    return point


def _check_point(forum: Forum, text: str) -> Iterator[Finding]:
    yield from check_words("S2.2.3", text=text)
    if not forum.is_held:
        yield Finding("forum_not_recorded")
    if ForumMinutes.objects.filter(forum=forum, confirmed_on__isnull=False).exists():
        yield Finding("minutes_confirmed_already")


def _check_owner(
    owner_id: int, parties: Mapping[int, str], raised_by: Secondment | None
) -> Iterator[Finding]:
    if owner_id in parties:
        return
    if raised_by is None:
        yield Finding("owner_not_in_intake", field="owner_id")
        return
    units = Organisation.objects.in_bulk(parties)
    params = {
        "name": raised_by.secondee.name,
        "units": tuple(units[key].name for key in parties),
    }
    yield Finding("owner_not_a_party", params=params, field="owner_id")


def _raised_by(forum: Forum, secondment_id: int | None) -> Secondment | None:
    if secondment_id is None:
        return None
    rows = ForumAttendance.objects.select_related(
        "secondment__intake__programme", "secondment__policy", "secondment__secondee"
    )
    return get_object_or_404(rows, forum=forum, secondment=secondment_id).secondment


@transaction.atomic
def answer_point(point_id: int, *, answer: str, day: date, actor: Actor) -> ForumPoint:
    """Answer a point for the organisation that follows it up.

    Refused to every other organisation, twice, without words, before the forum and for a day
    to come.
    """
    allowed = ForumPoint.objects.permitted(actor, Capability.ANSWER_POINT)
    point = allowed.select_related(*LOADED).locked(point_id)
    intake = point.forum.intake
    refuse_if(
        [
            *rules.check_point_answer(
                answered=point.answered_on is not None,
                yours=is_owned_by(actor, point),
                answer=answer,
                held_on=point.forum.held_on or day,
                day=day,
            ),
            *check_intake_record(intake, day),
        ]
    )
    point.answer, point.answered_on, point.answered_by_id = answer, day, actor.user_id
    point.save(update_fields=["answer", "answered_on", "answered_by"])
    record(
        actor,
        ForumPointAnswered(
            subject=point.forum_id,
            intake=intake.pk,
            secondment=point.raised_by_id,
            point=point.pk,
            day=day,
        ),
    )
    give_evidence(
        "point_answer",
        point.pk,
        day,
        secondment=point.raised_by,
        intake=intake,
        party=point.party,
        owner=point.owner_id,
        occurrence=f"point_raised-{point.pk}",
    )
    return point
