"""Nominating people: the form written and submitted, reviewed, received, taken back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.people.commands import enrol
from guazhi.people.models import Employment, Person
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.models import Call, Intake
from guazhi.programmes.queries import pack_of, stage
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import ENDED, State
from guazhi.selection.events import NominationSubmitted, NominationWithdrawn, NominationWritten
from guazhi.selection.models import Nomination, NominationStep
from guazhi.selection.queries.nominations import kept_nomination, nominations_closed
from guazhi.selection.rules import nominations as rules
from guazhi.selection.rules.nominations import NominationState, Step
from guazhi.web import clock

AWAY = (State.PLANNED.value, State.DECIDED.value, State.IN_POST.value)
TEXTS = ("reasons", "party_opinion", "discipline_opinion", "evidence", "how_considered")
LOADED = ("intake__programme__area", "intake__policy", "home_organisation", "person")


@dataclass(frozen=True, slots=True)
class Form:
    """What a home organisation says on the form of one nominee."""

    person_id: int
    category: str
    texts: Mapping[str, str] = field(default_factory=dict)
    considered: bool | None = None


@transaction.atomic
def nominate(
    intake_id: int,
    home_id: int,
    *,
    category: str,
    actor: Actor,
    person_id: int | None = None,
    newcomer: Mapping[str, Any] | None = None,
    replaces_id: int | None = None,
    considered: bool | None = None,
    **texts: str,
) -> Nomination:
    """Begin the form of a nominee: somebody of the unit's own, or a ``newcomer`` to the records.

    Refused while the intake takes no nominations, for somebody who is not the unit's own, is
    nominated already or on secondment, and for oneself; 404 for a unit not called upon.
    """
    call = _call(actor, intake_id, home_id)
    if person_id is None:
        refuse_if(_open(call.intake))
        columns = dict(newcomer or {})
        home = call.organisation
        person_id = enrol(columns.pop("name", ""), home, actor=actor, **columns).pk
    (row,) = _begun(call, [Form(person_id, category, texts, considered)], actor)
    if replaces_id is not None:
        row.replaces = Nomination.objects.permitted(actor, Capability.NOMINATE).one(replaces_id)
        row.save(update_fields=["replaces"])
    return row


@transaction.atomic
def nominate_all(
    intake_id: int, home_id: int, forms: Iterable[Form], *, actor: Actor
) -> list[Nomination]:
    """Begin the forms of several nominees of a unit at once, refused as one is."""
    return _begun(_call(actor, intake_id, home_id), list(forms), actor)


def _begun(call: Call, forms: list[Form], actor: Actor) -> list[Nomination]:
    intake, home = call.intake, call.organisation
    people = {form.person_id for form in forms}
    # locked, so that whom two intakes want at once is nominated in one
    keys = {person.pk: person.sort_key for person in Person.objects.locked_rows(pk__in=people)}
    posts = _posts_at(home.pk, people)
    refuse_if([*_open(intake), *_check_people(intake, people, set(posts), actor)])
    rows = [
        Nomination(
            intake=intake,
            person_id=form.person_id,
            home_organisation=home,
            home_county_id=home.county_id,
            home_post=posts[form.person_id],
            category=form.category,
            considered=form.considered,
            home_path=home.path,
            sort_key=keys[form.person_id],
            made_by_id=actor.user_id,
            made_at=clock.now(),
            **{name: form.texts.get(name, "") for name in TEXTS},
        )
        for form in forms
    ]
    Nomination.objects.bulk_create(rows, batch_size=500)
    record_all(actor, [_event(NominationWritten, row, organisation=home.pk) for row in rows])
    return rows


@transaction.atomic
def rewrite_nomination(
    nomination_id: int,
    *,
    category: str,
    actor: Actor,
    considered: bool | None = None,
    seen: str | None = None,
    **texts: str,
) -> Nomination:
    """Rewrite a form that was not submitted or came back; refused where somebody else has."""
    row = _own(actor, nomination_id)
    refuse_if([*check_seen(seen, kept_nomination(row)), *rules.check_written(state=row.state)])
    row.category, row.considered = category, considered
    for name in TEXTS:
        if name in texts:
            setattr(row, name, texts[name])
    row.save(update_fields=["category", "considered", *TEXTS])
    record(actor, _event(NominationWritten, row, organisation=row.home_organisation_id))
    return row


@transaction.atomic
def submit_nominations(nomination_ids: Iterable[int], *, actor: Actor) -> list[Nomination]:
    """Submit forms to the department above.

    Refused late, over the quota of the unit, without what the form has to say, and where there
    were earlier secondments without saying whether their results counted, and what came of it or
    why not (S2.2.15).
    """
    rows = [_own(actor, pk) for pk in sorted(set(nomination_ids))]
    refuse_if(_check_submit(rows))
    today = clock.today()
    for row in rows:
        row.state, row.submitted_on = NominationState.SUBMITTED.value, today
        row.owner_path = row.intake.programme.area.path
        row.county_path = row.home_path if row.home_county_id else ""
    Nomination.objects.bulk_update(rows, ["state", "submitted_on", "owner_path", "county_path"])
    keep_steps(rows, Step.SUBMITTED, "home", actor)
    record_all(
        actor,
        [_event(NominationSubmitted, row, organisation=row.home_organisation_id) for row in rows],
    )
    return rows


@transaction.atomic
def withdraw_nomination(nomination_id: int, *, reason: str, actor: Actor) -> Nomination:
    """Take a nomination back, with the reason. Refused once it is over or decided on."""
    row = _own(actor, nomination_id)
    today = clock.today()
    now = stage(row.intake, today)
    refuse_if(rules.check_withdrawal(state=row.state, stage=now, reason=reason))
    row.state = NominationState.WITHDRAWN.value
    row.save(update_fields=["state"])
    keep_steps([row], Step.WITHDRAWN, "home", actor, reason.strip())
    record(actor, _event(NominationWithdrawn, row))
    return row


def keep_steps(
    rows: Iterable[Nomination], step: Step, party: str, actor: Actor, words: str = ""
) -> None:
    """Keep what a party did with nominations, as part of a command."""
    NominationStep.objects.bulk_create(
        [
            NominationStep(
                nomination=row,
                step=step.value,
                party=party,
                day=clock.today(),
                words=words,
                made_by_id=actor.user_id,
            )
            for row in rows
        ]
    )


def _call(actor: Actor, intake_id: int, home_id: int) -> Call:
    calls = Call.objects.permitted(actor, Capability.NOMINATE)
    asked = calls.filter(intake=intake_id, organisation=home_id, asks_people=True)
    call = asked.select_related("organisation", "intake__programme", "intake__policy").first()
    if call is None:
        raise Http404
    return call


def _own(actor: Actor, pk: int) -> Nomination:
    rows = Nomination.objects.permitted(actor, Capability.NOMINATE).select_related(*LOADED)
    return rows.locked(pk)


def _open(intake: Intake) -> Iterator[Finding]:
    yield from nominations_closed(intake, clock.today())


def _check_people(
    intake: Intake, people: set[int], ours: set[int], actor: Actor
) -> Iterator[Finding]:
    """Findings against naming people, with constant cost however many they are."""
    if actor.person_id in people:
        yield Finding("nominee_oneself", field="person")
    named = set(
        Nomination.objects.filter(
            person__in=people,
            state__in=rules.LIVE,
            intake__programme=intake.programme_id,
            intake__start__gte=intake.start,
        ).values_list("person_id", flat=True)
    )
    away = set(
        Secondment.objects.filter(secondee__in=people, state__in=AWAY).values_list(
            "secondee_id", flat=True
        )
    )
    for person in sorted(people):
        yield from rules.check_nominee(
            is_ours=person in ours, is_nominated=person in named, is_away=person in away
        )


def _posts_at(home: int, people: Iterable[int]) -> dict[int, str]:
    """Who of these is employed by the unit now, and as what."""
    rows = Employment.objects.filter(
        person__in=people, organisation=home, until__isnull=True
    ).values_list("person_id", "post_title")
    return dict(rows)


def _check_submit(rows: list[Nomination]) -> Iterator[Finding]:
    people = [row.person_id for row in rows]
    earlier = set(
        Secondment.objects.filter(secondee__in=people, state__in=ENDED).values_list(
            "secondee_id", flat=True
        )
    )
    for intake, home in {(row.intake, row.home_organisation) for row in rows}:
        mine = [row for row in rows if (row.intake, row.home_organisation) == (intake, home)]
        yield from _open(intake)
        yield from _check_quota(intake, home.pk, mine)
    for row in rows:
        yield from rules.check_written(state=row.state)
        yield from rules.check_form(
            category=row.category,
            known=pack_of(row.intake.policy).categories,
            has_earlier=row.person_id in earlier,
            considered=row.considered,
            how_considered=row.how_considered,
            reasons=row.reasons,
            party_opinion=row.party_opinion,
            discipline_opinion=row.discipline_opinion,
        )


def _check_quota(intake: Intake, home: int, rows: list[Nomination]) -> Iterator[Finding]:
    # locked, so that two who submit at once are counted one after the other
    call = Call.objects.locked_rows(intake=intake, organisation=home).first()
    policy = pack_of(intake.policy).selection
    quota = call.quota if call else None
    if quota is None:
        quota = policy.quota if policy else None
    put = Nomination.objects.filter(
        intake=intake, home_organisation=home, state__in=rules.PUT_FORWARD
    )
    others = put.exclude(pk__in=[row.pk for row in rows]).count()
    yield from rules.check_quota(wanted=others + len(rows), quota=quota)


def _event(kind: type[Any], row: Nomination, **more: Any) -> Any:
    return kind(subject=row.pk, intake=row.intake_id, person=row.person_id, **more)
