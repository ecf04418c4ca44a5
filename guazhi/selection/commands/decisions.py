"""What the meeting decided on a proposal: who was there, who stepped back, what it changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record_all
from guazhi.people.models import Person
from guazhi.people.queries import relatives_of
from guazhi.people.rules.names import clean_name
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.queries import calendar, pack_of
from guazhi.selection.commands.proposals import Sent, send
from guazhi.selection.events import NominationDecided, PlacementDecided
from guazhi.selection.models import (
    MeetingMember,
    PlacementDecision,
    Proposal,
    ProposalLine,
    Recusal,
)
from guazhi.selection.queries.checks import intake_checks
from guazhi.selection.queries.proposals import warnings_of
from guazhi.selection.rules import decisions as rules
from guazhi.selection.rules.decisions import Candidate, Ground, Member
from guazhi.selection.rules.proposals import ProposalState, Stage, check_state
from guazhi.selection.rules.warnings import Unsettled, check_warnings
from guazhi.web import clock


@transaction.atomic
def decide_placement(
    proposal_id: int,
    *,
    meeting: str,
    day: date,
    members: Iterable[Member],
    changes: Iterable[Sent],
    actor: Actor,
    number: str = "",
) -> PlacementDecision:
    """Record what the meeting decided on a proposal, with its changes (S3.0.3).

    A member steps back on his own line and on a relative's, whether or not he said so. The
    publicity period of the policy, if it has one, begins today. Refused to whoever made the
    proposal, for a meeting to come or before the proposal, with too few there or left on a line,
    where a change is, and while a warning on whom it sends is open or was decided against.
    """
    allowed = Proposal.objects.permitted(actor, Capability.DECIDE_PLACEMENT)
    proposal = allowed.select_related("run", "intake__policy", "intake__programme__area").locked(
        proposal_id
    )
    present = _on_record(members)
    refuse_if(_check_proposal(proposal, meeting, actor))
    lines = send(proposal, changes, Stage.MEETING, actor=actor)
    stepped = _stepped_back(lines, present)
    refuse_if(
        [
            *_check_meeting(proposal, day, present, stepped),
            *check_warnings(unsettled(proposal, lines, actor)),
        ]
    )
    decision = _kept(proposal, meeting=meeting, day=day, number=number, actor=actor)
    _keep_members(decision, present, stepped)
    proposal.state = ProposalState.DECIDED.value
    proposal.save(update_fields=["state"])
    event = PlacementDecided(
        subject=proposal.pk,
        intake=proposal.intake_id,
        decision=decision.pk,
        day=day,
        people=sum(line.post_id is not None for line in lines),
        present=len(present),
        stepped_back=len(stepped),
        publicity_end=decision.publicity_end,
    )
    record_all(actor, [event, *decided_of(proposal, lines)])
    return decision


def decided_of(proposal: Proposal, lines: Iterable[ProposalLine]) -> Iterator[NominationDecided]:
    """What was decided on each nominee."""
    for line in lines:
        yield NominationDecided(
            subject=line.nomination_id,
            intake=proposal.intake_id,
            person=line.person_id,
            post=line.post_id,
        )


def _stepped_back(
    lines: Iterable[ProposalLine], present: Sequence[Member]
) -> dict[tuple[int, int], Ground]:
    """Who steps back on which line."""
    families = relatives_of(each.person for each in present if each.person)
    return rules.grounds(present, _candidates(lines), families)


def _check_meeting(
    proposal: Proposal,
    day: date,
    present: Sequence[Member],
    stepped: Mapping[tuple[int, int], Ground],
) -> Iterator[Finding]:
    yield from rules.check_meeting(
        day=day,
        today=clock.today(),
        proposed_on=timezone.localdate(proposal.made_at),
        members=present,
        stepped_back=stepped,
    )


def unsettled(
    proposal: Proposal, lines: Iterable[ProposalLine], actor: Actor
) -> Iterator[Unsettled]:
    """What the checks warn of whom the meeting sends, and nobody admitted, as of today."""
    checks = intake_checks(actor, proposal.intake, clock.today())
    for line in lines:
        for each in warnings_of(line, checks):
            if each.is_open or each.is_against:
                yield Unsettled(line.person.name, each.names, each.is_open)


def _kept(
    proposal: Proposal, *, meeting: str, day: date, number: str, actor: Actor
) -> PlacementDecision:
    """The decision on record; the publicity period, where there is one, begins today."""
    start, end = _publicity(proposal, clock.today())
    return PlacementDecision.objects.create(
        proposal=proposal,
        meeting=meeting.strip(),
        day=day,
        number=number.strip(),
        publicity_start=start,
        publicity_end=end,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _check_proposal(proposal: Proposal, meeting: str, actor: Actor) -> Iterator[Finding]:
    yield from check_state(proposal.state, ProposalState.DRAFT)
    yield from check_words("S3.0.3", 2, meeting=meeting)
    if proposal.made_by_id is not None and proposal.made_by_id == actor.user_id:
        yield Finding("decided_by_proposer")


def _on_record(members: Iterable[Member]) -> list[Member]:
    """The members; who bears the name of exactly one person on record is that person."""
    named = list(members)
    found: dict[str, list[int]] = {}
    rows = Person.objects.filter(name__in={clean_name(each.name) for each in named})
    for pk, name in rows.values_list("pk", "name"):
        found.setdefault(name, []).append(pk)
    people = {name: pks[0] for name, pks in found.items() if len(pks) == 1}
    return [
        Member(each.name, each.title, people.get(clean_name(each.name)), each.steps_back)
        for each in named
    ]


def _candidates(lines: Iterable[ProposalLine]) -> list[Candidate]:
    rows = list(lines)
    families = relatives_of(line.person_id for line in rows)
    return [
        Candidate(
            line.pk, line.person_id, line.person.name, families.get(line.person_id, frozenset())
        )
        for line in rows
    ]


def _publicity(proposal: Proposal, today: date) -> tuple[date, date] | tuple[None, None]:
    days = pack_of(proposal.intake.policy).number("publicity_working_days", today)
    if not days:
        return None, None
    return today, calendar().add_working_days(today, days)


def _keep_members(
    decision: PlacementDecision,
    present: Sequence[Member],
    stepped: Mapping[tuple[int, int], Ground],
) -> None:
    members = [
        MeetingMember(
            decision=decision,
            place=place,
            name=each.name,
            title=each.title,
            person_id=each.person,
        )
        for place, each in enumerate(present)
    ]
    MeetingMember.objects.bulk_create(members)
    Recusal.objects.bulk_create(
        [
            Recusal(member=members[place], line_id=line, ground=ground.value)
            for (place, line), ground in stepped.items()
        ]
    )
