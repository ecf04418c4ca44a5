"""From a run to a proposal: its lines, the changes people make, and giving it up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.policy import term_end
from guazhi.policy.findings import Finding, Refused, check_words, refuse_if
from guazhi.programmes.models import Intake, Post
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands import Placing, check_placings
from guazhi.selection.events import PlacementProposed, ProposalChanged, ProposalDropped
from guazhi.selection.models import LineChange, Nomination, Proposal, ProposalLine
from guazhi.selection.queries import Run, held_places, run_of
from guazhi.selection.rules import proposals as rules
from guazhi.selection.rules.inputs import inputs_from
from guazhi.selection.rules.lines import Suggested, suggestions
from guazhi.selection.rules.nominations import NominationState
from guazhi.selection.rules.proposals import LIVE, ProposalState, Stage
from guazhi.web import clock

Pairs = dict[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A person sent elsewhere than the line says, to a post or to none, and why."""

    line: int
    post: int | None
    reason: str


@transaction.atomic
def propose(run_id: int, *, actor: Actor) -> Proposal:
    """Make a proposal for the meeting out of a run, one line a person.

    Refused while another proposal of the intake is open, and when somebody in the run is no
    longer nominated.
    """
    run = run_of(actor, run_id, Capability.PROPOSE_PLACEMENT)
    intakes = Intake.objects.permitted(actor, Capability.PROPOSE_PLACEMENT)
    intake = intakes.locked(run.row.intake_id)
    refuse_if(_check_run(intake, run))
    last = Proposal.objects.filter(intake=intake).aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal.objects.create(
        intake=intake,
        run=run.row,
        number=last + 1,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    lines = [_line(proposal, run, each) for each in suggestions(run.instance, run.plan)]
    ProposalLine.objects.bulk_create(lines, batch_size=500)
    record(
        actor,
        PlacementProposed(
            subject=proposal.pk,
            intake=intake.pk,
            run=run.row.pk,
            people=len(lines),
            placed=sum(line.post_id is not None for line in lines),
        ),
    )
    return proposal


def _check_run(intake: Intake, run: Run) -> Iterator[Finding]:
    if Proposal.objects.filter(intake=intake, state__in=LIVE).exists():
        yield Finding("proposal_open_already")
    gone = [
        row.person.name
        for row in run.people.values()
        if row.state != NominationState.RECEIVED.value
    ]
    if gone or len(run.people) < len(run.inputs.people):
        yield Finding("nominee_gone", params={"names": "、".join(gone)})


def _line(proposal: Proposal, run: Run, suggested: Suggested) -> ProposalLine:
    nomination: Nomination = run.people[suggested.person]
    post = int(suggested.post) if suggested.post else None
    return ProposalLine(
        proposal=proposal,
        nomination=nomination,
        person_id=nomination.person_id,
        home_organisation_id=nomination.home_organisation_id,
        home_post=nomination.home_post,
        post_id=post,
        suggested_id=post,
        score=suggested.score,
        rank=suggested.rank,
        alternatives=[list(each) for each in suggested.alternatives],
        lack=suggested.lack,
    )


@transaction.atomic
def change_line(line_id: int, *, post: int | None, reason: str, actor: Actor) -> ProposalLine:
    """Send somebody elsewhere than the proposal says, or nowhere, before the meeting.

    Refused once the meeting has decided, without a reason, to a post that the person may not
    take or that has no place left.
    """
    allowed = ProposalLine.objects.permitted(actor, Capability.PROPOSE_PLACEMENT)
    line = allowed.one(line_id)
    proposal = Proposal.objects.select_related("run").locked(line.proposal_id)
    refuse_if(rules.check_state(proposal.state, ProposalState.DRAFT))
    send(proposal, [Sent(line_id, post, reason)], Stage.PROPOSAL, actor=actor)
    line.refresh_from_db()
    return line


def send(
    proposal: Proposal, wanted: Iterable[Sent], stage: Stage, *, actor: Actor
) -> list[ProposalLine]:
    """Change lines of a proposal that is locked, all together, as part of a command.

    Refused where any change is, where a post would have more people than places, and to a post
    that a check of the policy keeps somebody from.
    """
    changes = list(wanted)
    named = proposal.lines.select_related("person", "home_organisation")
    lines = {line.pk: line for line in named.select_for_update(of=("self",))}
    pairs = _possible(proposal) if changes else {}
    refuse_if(_check_changes(lines, changes, pairs))
    rows = []
    for each in changes:
        line = lines[each.line]
        rows.append(
            LineChange(
                line=line,
                before_id=line.post_id,
                after_id=each.post,
                stage=stage.value,
                reason=each.reason.strip(),
                made_by_id=actor.user_id,
                made_at=clock.now(),
            )
        )
        line.post_id = each.post
        line.score, line.rank = pairs.get((line.nomination_id, each.post or 0), (None, 0))
    moved = [lines[each.line] for each in changes]
    refuse_if([*check_places(proposal.intake_id, lines.values()), *check_placings(placings(moved))])
    LineChange.objects.bulk_create(rows)
    ProposalLine.objects.bulk_update(moved, ["post", "score", "rank"])
    record_all(
        actor,
        [
            ProposalChanged(
                subject=proposal.pk,
                intake=proposal.intake_id,
                line=line.pk,
                post=line.post_id,
                stage=stage.value,
            )
            for line in moved
        ],
    )
    return list(lines.values())


def _check_changes(
    lines: Mapping[int, ProposalLine], changes: Sequence[Sent], pairs: Pairs
) -> Iterator[Finding]:
    named = {each.line for each in changes}
    if len(named) < len(changes) or not named <= lines.keys():
        raise Refused([Finding("some_out_of_reach")])
    for each in changes:
        line = lines[each.line]
        possible = [post for nominee, post in pairs if nominee == line.nomination_id]
        yield from rules.check_change(
            before=line.post_id, after=each.post, reason=each.reason, possible=possible
        )


def _possible(proposal: Proposal) -> Pairs:
    """The pairs of the run with score and wish, by the numbers of nomination and post."""
    return {
        (int(each.person), int(each.post)): (each.score, each.rank)
        for each in inputs_from(proposal.run.inputs).pairs
    }


def placings(lines: Iterable[ProposalLine]) -> list[Placing]:
    """Those of the lines who are sent, as secondments are made of them.

    ``person`` and ``home_organisation`` are loaded with the lines.
    """
    sent = [line for line in lines if line.post_id is not None]
    posts = (
        Post.objects.select_related(
            "host_unit__county", "intake__programme__area", "intake__policy"
        ).in_bulk({line.post_id for line in sent})
        if sent
        else {}
    )
    return [_placing(line, posts[line.post_id or 0]) for line in sent]


def _placing(line: ProposalLine, post: Post) -> Placing:
    start = post.intake.start
    months = pack_of(post.intake.policy).categories[post.category].months.normal
    return Placing(
        line.person, line.home_organisation, line.home_post, post, start, term_end(start, months)
    )


def check_places(intake_id: int, lines: Iterable[ProposalLine]) -> Iterator[Finding]:
    """Findings for posts with more people than places, those who are there already counted."""
    held = held_places(intake_id)
    offered = Post.objects.filter(intake=intake_id).values_list("pk", "title", "places")
    free = {pk: (title, places - held.get(pk, 0)) for pk, title, places in offered}
    yield from rules.check_places(free, (line.post_id for line in lines))


@transaction.atomic
def drop_proposal(proposal_id: int, *, reason: str, actor: Actor) -> Proposal:
    """Give a proposal up, so that another may be made; refused once it was carried out."""
    allowed = Proposal.objects.permitted(
        actor, Capability.PROPOSE_PLACEMENT, Capability.DECIDE_PLACEMENT
    )
    proposal = allowed.locked(proposal_id)
    findings = list(check_words("", 4, reason=reason))
    if proposal.state not in LIVE:
        findings += rules.check_state(proposal.state, ProposalState.DRAFT)
    refuse_if(findings)
    proposal.state, proposal.dropped_why = ProposalState.DROPPED.value, reason.strip()
    proposal.save(update_fields=["state", "dropped_why"])
    record(actor, ProposalDropped(subject=proposal.pk, intake=proposal.intake_id))
    return proposal
