"""A proposal as the meeting has it before it: one line a person, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.policy.entries import Words
from guazhi.programmes.models import Intake, Post
from guazhi.secondments.rules.checks import Result
from guazhi.selection.models import (
    CheckDecision,
    LineChange,
    MeetingMember,
    Objection,
    PlacementDecision,
    PlacementRun,
    Proposal,
    ProposalLine,
    Recusal,
)
from guazhi.selection.models.proposals import ProposalQuerySet
from guazhi.selection.queries.checks import IntakeChecks, intake_checks
from guazhi.selection.queries.instance import InstanceData, instance_of
from guazhi.selection.rules.fit import FitLine
from guazhi.selection.rules.inputs import inputs_from
from guazhi.selection.rules.proposals import LIVE
from guazhi.selection.rules.reckoning import Reckoning, reckon

BY_NAME = ("person__sort_key", "pk")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another post that the person may take."""

    post: Post
    score: int
    rank: int


@dataclass(frozen=True, slots=True)
class Warned:
    """What a check of the policy says of a person at the post, and what was decided on it."""

    names: Words
    result: Result
    decision: CheckDecision | None

    @property
    def is_open(self) -> bool:
        """Whether somebody has yet to decide."""
        return self.result.level == "warning" and self.decision is None

    @property
    def is_against(self) -> bool:
        """Whether it was decided that the person is not placed there."""
        return self.decision is not None and not self.decision.admits


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A line with all that a page or a paper says of it."""

    row: ProposalLine
    changes: Sequence[LineChange]
    recusals: Sequence[Recusal]
    objections: Sequence[Objection]
    alternatives: Sequence[Alternative]
    fit: Sequence[FitLine]
    warnings: Sequence[Warned]
    has_wishes: bool = True
    barring: Sequence[Warned] = ()

    @property
    def is_changed(self) -> bool:
        """Whether people sent the person elsewhere than the run."""
        return self.row.post_id != self.row.suggested_id


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal, its lines by name, and what the meeting decided."""

    row: Proposal
    lines: Sequence[ProposedLine]
    decision: PlacementDecision | None
    members: Sequence[MeetingMember]
    posts: Mapping[int, Post]

    @property
    def people(self) -> dict[str, str]:
        """The names of those on the lines, by the ids of the run."""
        return {str(line.row.nomination_id): line.row.person.name for line in self.lines}

    @property
    def sent(self) -> list[ProposedLine]:
        """Those who are to be sent."""
        return [line for line in self.lines if line.row.post_id is not None]

    @property
    def left(self) -> list[ProposedLine]:
        """Those who are not."""
        return [line for line in self.lines if line.row.post_id is None]

    @property
    def reckoning(self) -> Reckoning:
        """What it comes to for people, with what people changed."""
        placed = {
            str(line.row.nomination_id): str(line.row.post_id)
            for line in self.lines
            if line.row.post_id is not None
        }
        return reckon(inputs_from(self.row.run.inputs), placed)

    @property
    def open_warnings(self) -> list[tuple[ProposedLine, Warned]]:
        """What of those to be sent nobody has decided on yet."""
        return [(line, each) for line in self.sent for each in line.warnings if each.is_open]

    @property
    def open_objections(self) -> int:
        """How many objections are not settled."""
        return sum(not each.outcome for line in self.lines for each in line.objections)


def proposals(actor: Actor, intake: Intake) -> ProposalQuerySet:
    """The proposals of an intake, newest first."""
    rows = Proposal.objects.permitted(actor, Capability.VIEW_PLACEMENT).filter(intake=intake)
    return rows.select_related("run", "decision").order_by("-number")


def proposal_page(
    actor: Actor, pk: int, today: date, capability: Capability = Capability.VIEW_PLACEMENT
) -> ProposalPage:
    """One proposal as it stands ``today``; 404 when out of reach."""
    found = Proposal.objects.permitted(actor, capability)
    row = found.select_related(
        "run", "intake__programme__owner", "intake__programme__area", "intake__policy", "made_by"
    ).one(pk)
    lines = list(_lines(row))
    posts = _posts(lines)
    fits, checks = instance_of(actor, row.intake), intake_checks(actor, row.intake, today)
    wishing = {person for (person, _post), pair in fits.pairs.items() if pair.wish}
    decision = PlacementDecision.objects.filter(proposal=row).prefetch_related("members").first()
    return ProposalPage(
        row,
        [
            replace(_line(line, posts, fits, checks), has_wishes=str(line.nomination_id) in wishing)
            for line in lines
        ],
        decision,
        list(decision.members.all()) if decision else [],
        posts,
    )


def proposal_row(actor: Actor, pk: int) -> Proposal:
    """A proposal with its intake and no lines; 404 when out of reach."""
    rows = Proposal.objects.permitted(actor, Capability.VIEW_PLACEMENT)
    return rows.select_related("intake__programme__owner").one(pk)


def is_proposed(actor: Actor, intake: Intake) -> bool:
    """Whether a proposal of the intake is open."""
    return proposals(actor, intake).filter(state__in=LIVE).exists()


def posts_of(run: PlacementRun, nomination: int | None = None) -> list[tuple[int, str]]:
    """The posts of a run, or those that one nominee may take, by unit and title."""
    pairs = inputs_from(run.inputs).pairs
    wanted = {int(each.post) for each in pairs if nomination in (None, int(each.person))}
    rows = Post.objects.filter(pk__in=wanted).select_related("host_unit")
    return [
        (row.pk, f"{row.host_unit.name} · {row.title}")
        for row in rows.order_by("host_unit__path", "title", "pk")
    ]


def line_to_change(actor: Actor, pk: int, capability: Capability) -> ProposalLine:
    """A line with its person, post and proposal; 404 when out of reach."""
    allowed = ProposalLine.objects.permitted(actor, capability)
    return allowed.select_related(
        "person", "home_organisation", "post__host_unit", "proposal__run", "proposal__intake"
    ).one(pk)


def objection_to_settle(actor: Actor, pk: int) -> Objection:
    """An objection with the line it is about; 404 when out of reach."""
    allowed = Objection.objects.permitted(actor, Capability.DECIDE_PLACEMENT)
    return allowed.select_related("line__person", "line__proposal__intake").one(pk)


def _lines(proposal: Proposal) -> QuerySet[ProposalLine]:
    changes = LineChange.objects.select_related(
        "before__host_unit", "after__host_unit", "made_by"
    ).order_by("pk")
    recusals = Recusal.objects.select_related("member").order_by("member__place")
    return (
        ProposalLine.objects.filter(proposal=proposal)
        .select_related(
            "person", "home_organisation", "post__host_unit__county", "suggested__host_unit"
        )
        .prefetch_related(Prefetch("changes", changes))
        .prefetch_related(Prefetch("recusals", recusals))
        .prefetch_related("objections")
        .order_by(*BY_NAME)
    )


def _posts(lines: Iterable[ProposalLine]) -> Mapping[int, Post]:
    wanted = {int(post) for line in lines for post, *_rest in line.alternatives}
    wanted |= {
        int(change["post"])
        for line in lines
        for each in line.lack.get("helps", ())
        for change in each["changes"]
        if "post" in change
    }
    return Post.objects.select_related("host_unit").in_bulk(wanted)


def warnings_of(line: ProposalLine, checks: IntakeChecks) -> list[Warned]:
    """What the checks have to say of a line that is more than a note."""
    post = line.post_id or 0
    if line.person_id not in checks.people or post not in checks.posts:
        return []
    return [
        Warned(
            checks.pack.checks[result.check].names,
            result,
            checks.latest.get((result.person, result.check, result.digest)),
        )
        for result in checks.screening.results(line.person_id, post)
        if result.level != "note"
    ]


def _line(
    line: ProposalLine, posts: Mapping[int, Post], fits: InstanceData, checks: IntakeChecks
) -> ProposedLine:
    pair = fits.pairs.get((str(line.nomination_id), str(line.post_id)))
    told = pair.fit.lines if pair is not None and pair.fit.score == line.score else ()
    return ProposedLine(
        line,
        list(line.changes.all()),
        list(line.recusals.all()),
        list(line.objections.all()),
        [
            Alternative(posts[int(post)], score, rank)
            for post, score, rank in line.alternatives
            if int(post) in posts
        ],
        told,
        warnings_of(line, checks),
        barring=_barring(line, checks),
    )


def _barring(line: ProposalLine, checks: IntakeChecks) -> list[Warned]:
    """What keeps somebody from every post, where none was possible."""
    if line.post_id or line.lack.get("lack") != "no_pair" or line.person_id not in checks.people:
        return []
    found = checks.line(line.person_id).looked
    return [
        Warned(checks.pack.checks[each.result.check].names, each.result, each.decision)
        for each in found
        if each.bars and each.is_everywhere
    ]
