"""Adopting a policy, opening intakes, setting their days, calling upon units."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.organisations.models import Organisation
from guazhi.policy import Pack, digest, dumped, term_end
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, Refused, refuse_if
from guazhi.programmes import rules
from guazhi.programmes.events import (
    IntakeNoted,
    IntakeOpened,
    IntakeScheduled,
    PolicyAdopted,
    UnitCalled,
)
from guazhi.programmes.models import Call, Intake, PolicyVersion, Programme
from guazhi.programmes.queries import (
    cities_to_prepare,
    kept_notes,
    kept_schedule,
    packs,
    timetable,
)
from guazhi.programmes.rules import Timetable
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
def begin_intake(
    area_id: int,
    *,
    programme: str,
    name: str,
    start: date,
    months: int,
    policy: str,
    actor: Actor,
) -> Intake:
    """Open an intake of a city that begins from needs, under the pack ``policy``.

    Refused for a name in use and a first day that is not ahead; 404 for a pack that is not on the
    shelf and a city whose intakes the actor does not prepare.
    """
    area = next((each for each in cities_to_prepare(actor) if each.pk == area_id), None)
    pack = packs().packs.get(policy)
    owner = Organisation.objects.filter(parent=area, kind="department").first()
    if pack is None or area is None or owner is None:
        raise Http404
    known = Intake.objects.filter(programme__owner=owner, programme__name=programme, name=name)
    refuse_if(rules.check_opening(start=start, today=clock.today(), is_known=known.exists()))
    return open_intake(
        area,
        owner,
        programme=programme,
        name=name,
        start=start,
        end=term_end(start, months),
        policy=adopt_policy(pack, actor=actor),
        actor=actor,
    )


@transaction.atomic
def note_intake(
    intake_id: int,
    *,
    expectations: str,
    flow_note: str,
    actor: Actor,
    balance_note: str | None = None,
    seen: str | None = None,
) -> Intake:
    """Rewrite the hopes for the secondees (S3.0.11) and the note on empty flows (S1.3.3).

    Refused when they are not those that the writer began from, whose marks are ``seen``.
    """
    intake = Intake.objects.permitted(actor, Capability.PREPARE_INTAKE).locked(intake_id)
    refuse_if(check_seen(seen, kept_notes(intake)))
    intake.expectations, intake.flow_note = expectations, flow_note
    if balance_note is not None:
        intake.balance_note = balance_note
    intake.save(update_fields=["expectations", "flow_note", "balance_note"])
    record(actor, IntakeNoted(subject=intake.pk, intake=intake.pk))
    return intake


@transaction.atomic
def schedule_intake(
    intake_id: int,
    *,
    needs_from: date,
    needs_until: date,
    nominations_from: date,
    nominations_until: date,
    wishes_until: date,
    actor: Actor,
    seen: str | None = None,
) -> Intake:
    """Set by when posts are offered, people nominated and wishes stated.

    Refused when a day is missing or out of order, and when somebody else has set them meanwhile.
    """
    intake = Intake.objects.permitted(actor, Capability.PREPARE_INTAKE).locked(intake_id)
    days = Timetable(
        start=intake.start,
        end=intake.end,
        needs_from=needs_from,
        needs_until=needs_until,
        nominations_from=nominations_from,
        nominations_until=nominations_until,
        wishes_until=wishes_until,
    )
    refuse_if([*check_seen(seen, kept_schedule(intake)), *rules.check_timetable(days)])
    for name in rules.DAYS:
        setattr(intake, name, getattr(days, name))
    intake.save(update_fields=list(rules.DAYS))
    record(
        actor,
        IntakeScheduled(
            subject=intake.pk,
            intake=intake.pk,
            needs_until=needs_until,
            nominations_until=nominations_until,
            wishes_until=wishes_until,
        ),
    )
    return intake


@dataclass(frozen=True, slots=True)
class Asked:
    """What a unit is asked for; without a quota that of the policy holds."""

    organisation: Organisation
    posts: bool = False
    people: bool = False
    quota: int | None = None


@transaction.atomic
def call_upon(intake_id: int, asked: Iterable[Asked], *, actor: Actor) -> None:
    """Call upon units to offer posts, to nominate people, or both; said again, it replaces.

    Whoever is asked for the same again is not told again. Refused for units outside the
    programme's area, for one that is asked for nothing, and when the days for what is asked are
    over.
    """
    allowed = Intake.objects.permitted(actor, Capability.PREPARE_INTAKE)
    intake = allowed.select_related("programme__area").locked(intake_id)
    wanted = list(asked)
    refuse_if(_check_asked(intake, wanted))
    events = _called(intake, wanted)
    Call.objects.bulk_create(
        [
            Call(
                intake=intake,
                organisation=each.organisation,
                path=each.organisation.path,
                asks_posts=each.posts,
                asks_people=each.people,
                quota=each.quota,
            )
            for each in wanted
        ],
        update_conflicts=True,
        unique_fields=["intake", "organisation"],
        update_fields=["asks_posts", "asks_people", "quota"],
        batch_size=500,
    )
    record_all(actor, events)


def _called(intake: Intake, wanted: Iterable[Asked]) -> list[UnitCalled]:
    """What is new to the units, as long as the calls on record have not been replaced."""
    rows = Call.objects.filter(intake=intake)
    columns = ("organisation_id", "asks_posts", "asks_people", "quota")
    known = set(rows.values_list(*columns))
    return [
        UnitCalled(
            subject=intake.pk,
            intake=intake.pk,
            organisation=each.organisation.pk,
            posts=each.posts,
            people=each.people,
        )
        for each in wanted
        if (each.organisation.pk, each.posts, each.people, each.quota) not in known
    ]


def _check_asked(intake: Intake, wanted: list[Asked]) -> Iterator[Finding]:
    area, days = intake.programme.area.path, timetable(intake)
    yield from rules.check_call(
        days,
        clock.today(),
        posts=any(each.posts for each in wanted),
        people=any(each.people for each in wanted),
    )
    for each in wanted:
        if not each.organisation.path.startswith(area) or each.organisation.is_area:
            yield Finding("call_outside", params={"unit": each.organisation.name})
        if not (each.posts or each.people):
            yield Finding("call_for_nothing", field="posts")
