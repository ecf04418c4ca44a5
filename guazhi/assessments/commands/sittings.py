"""Setting who sits on assessments: one act for one person or for a whole round."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.access.models import User
from guazhi.access.queries import actors_of
from guazhi.assessments.events import SittingSet
from guazhi.assessments.models import Assessment, PartSignature, SittingMember
from guazhi.assessments.queries.parties import (
    Offices,
    managing_parties,
    names_by_id,
    offices_of,
    voices,
)
from guazhi.assessments.rules import Kind, check_served
from guazhi.assessments.rules.sitting import (
    Chosen,
    Member,
    Seating,
    Subject,
    check_members,
)
from guazhi.ledger.commands import record_all
from guazhi.ledger.events import Event
from guazhi.people.queries import relatives_of
from guazhi.policy.findings import Finding, each_once, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@dataclass(frozen=True, slots=True)
class _Round:
    """What setting many sittings looks at, fetched once."""

    kind: Kind
    secondments: Mapping[int, Secondment]
    offices: Offices
    actors: Mapping[int, Actor]
    relatives: Mapping[int, frozenset[str]]
    names: Mapping[int, str]
    assessments: Mapping[int, Assessment]


def set_sitting(
    secondment_id: int, *, kind: str, members: Sequence[Chosen], actor: Actor
) -> list[SittingMember]:
    """Set who sits on one assessment; see ``set_sittings``."""
    return set_sittings([Seating((secondment_id,), tuple(members))], kind=kind, actor=actor)


@transaction.atomic
def set_sittings(seatings: Sequence[Seating], *, kind: str, actor: Actor) -> list[SittingMember]:
    """Set who sits on assessments of one kind, all or none; setting anew replaces the members.

    Refused with too few members, without exactly one chair, with somebody twice, on himself or
    on a declared relative, without somebody of every managing party or with somebody of none,
    before the person has taken up the post, and after the conclusion.
    """
    wanted = _round(seatings, Kind(kind), actor)
    findings: list[Finding] = []
    seats: dict[int, list[Member]] = {}
    for seating in seatings:
        for pk in seating.secondments:
            secondment = wanted.secondments[pk]
            seats[pk] = list(_members(seating.members, secondment, wanted))
            findings += _check(seats[pk], secondment, wanted)
    findings += _check_unsigned(wanted)
    refuse_if(each_once(findings))
    rows = _begun(wanted, actor)
    SittingMember.objects.filter(assessment__in=rows.values()).delete()
    made = SittingMember.objects.bulk_create(
        _seat(member, rows[pk], wanted.secondments[pk], wanted.offices, actor)
        for pk, members in seats.items()
        for member in members
    )
    record_all(actor, _events(seats, rows, wanted))
    return made


def _round(seatings: Sequence[Seating], kind: Kind, actor: Actor) -> _Round:
    asked = {pk for seating in seatings for pk in seating.secondments}
    allowed = Secondment.objects.permitted(actor, Capability.SET_SITTING)
    rows = list(
        allowed.filter(pk__in=asked)
        .select_related("policy", "intake__programme", "secondee")
        .defer("policy__text")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not rows or len(rows) != len(asked):
        raise Http404
    users = {member.user for seating in seatings for member in seating.members if member.user}
    actors = actors_of(User.objects.filter(pk__in=users, is_active=True), clock.today())
    people = {row.secondee_id for row in rows} | {
        each.person_id for each in actors.values() if each.person_id
    }
    offices = offices_of(rows)
    managing = {pk for row in rows for pk in managing_parties(row, offices)}
    found = Assessment.objects.filter(secondment__in=rows, kind=kind.value)
    return _Round(
        kind=kind,
        secondments={row.pk: row for row in rows},
        offices=offices,
        actors=actors,
        relatives=relatives_of(people),
        names=names_by_id(managing),
        assessments={row.secondment_id: row for row in found},
    )


def _members(chosen: Iterable[Chosen], secondment: Secondment, wanted: _Round) -> Iterator[Member]:
    """The members with the organisation for which each sits; 0 where it is none of these."""
    managing = managing_parties(secondment, wanted.offices)
    for each in chosen:
        if each.user is None:
            yield Member(each.name.strip(), each.organisation or 0, is_chair=each.is_chair)
            continue
        account = wanted.actors.get(each.user)
        if account is None:
            raise Http404
        speaking = voices(account.held, secondment, managing, wanted.offices)
        person = account.person_id
        yield Member(
            account.name,
            each.organisation if each.organisation in speaking else next(iter(speaking), 0),
            user=each.user,
            person=person,
            is_chair=each.is_chair,
            relatives=wanted.relatives.get(person or 0, frozenset()),
        )


def _check(members: Sequence[Member], secondment: Secondment, wanted: _Round) -> Iterator[Finding]:
    quorum = pack_of(secondment.policy).assessment.quorum
    managing = managing_parties(secondment, wanted.offices)
    subject = Subject(
        secondment.secondee_id,
        secondment.secondee.name,
        wanted.relatives.get(secondment.secondee_id, frozenset()),
        {pk: wanted.names[pk] for pk in managing},
    )
    yield from check_served(secondment.state)
    yield from check_members(members, [subject], quorum)
    assessment = wanted.assessments.get(secondment.pk)
    if assessment is not None and assessment.concluded_on is not None:
        yield Finding("concluded_already")


def _check_unsigned(wanted: _Round) -> Iterator[Finding]:
    standing = PartSignature.objects.filter(
        assessment__in=list(wanted.assessments.values()), voided_at__isnull=True
    )
    if wanted.assessments and standing.exists():
        yield Finding("signed_by_somebody")


def _begun(wanted: _Round, actor: Actor) -> dict[int, Assessment]:
    """The assessments, begun where they were not."""
    fresh = Assessment.objects.bulk_create(
        Assessment(
            secondment=row,
            kind=wanted.kind.value,
            made_by_id=actor.user_id,
            made_at=clock.now(),
        )
        for pk, row in wanted.secondments.items()
        if pk not in wanted.assessments
    )
    return {**wanted.assessments, **{row.secondment_id: row for row in fresh}}


def _seat(
    member: Member,
    assessment: Assessment,
    secondment: Secondment,
    offices: Offices,
    actor: Actor,
) -> SittingMember:
    return SittingMember(
        assessment=assessment,
        secondment=secondment,
        party=managing_parties(secondment, offices)[member.organisation],
        organisation_id=member.organisation,
        user_id=member.user,
        person_id=member.person,
        name=member.name,
        is_chair=member.is_chair,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _events(
    seats: Mapping[int, Sequence[Member]], rows: Mapping[int, Assessment], wanted: _Round
) -> Iterator[Event]:
    for pk, members in seats.items():
        yield SittingSet(
            subject=rows[pk].pk,
            **ids(wanted.secondments[pk]),
            kind=wanted.kind.value,
            sitting=len(members),
            again=pk in wanted.assessments,
        )
