"""The calibration of a round: who is proposed for what, and how the capped grade stands."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.models import (
    Assessment,
    CapConsent,
    Contest,
    GradeDecision,
    GradeNotice,
    GradeOverride,
)
from guazhi.assessments.queries.dockets import drawn_up
from guazhi.assessments.queries.rounds import assessed_secondments, step_of
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.calibration import Room, ceiling_of
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import State


def taking_part(intake: Intake, kind: Kind) -> int:
    """How many are assessed in a round: all but who withdrew, or left before it came to that."""
    held = Assessment.objects.filter(secondment=OuterRef("pk"), kind=kind.value)
    rows = Secondment.objects.filter(intake=intake).exclude(state=State.WITHDRAWN)
    return rows.filter(~Q(state=State.ENDED_EARLY) | Exists(held)).count()


def consent_of(intake: Intake, kind: Kind) -> CapConsent | None:
    """The consent to more of the capped grade, where there is one."""
    return CapConsent.objects.filter(intake=intake, kind=kind.value).first()


def room_of(intake: Intake, kind: Kind, day: date, wanted: Collection[str]) -> Room | None:
    """How the capped grade stands, were the grades ``wanted`` decided now beside those given."""
    pack = pack_of(intake.policy)
    has_consent = consent_of(intake, kind) is not None
    ceiling = ceiling_of(pack, taking_part(intake, kind), day, has_consent=has_consent)
    if ceiling is None:
        return None
    given = Assessment.objects.filter(
        secondment__intake=intake, kind=kind.value, grade=ceiling.grade
    ).aggregate(n=Count("pk"))["n"]
    return Room(ceiling, given, sum(grade == ceiling.grade for grade in wanted))


def moves_to_confirm(actor: Actor) -> QuerySet[GradeOverride]:
    """The moves that wait for the actor as the second person."""
    rows = GradeOverride.objects.permitted(actor, Capability.CONCLUDE_ASSESSMENT)
    waiting = rows.filter(confirmed=None, assessment__concluded_on=None)
    others = waiting.exclude(made_by=actor.user_id)
    return others.select_related("assessment", "secondment__secondee")


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in a round: who judged what, the total, the grade, its moves and how far it is."""

    secondment: Secondment
    assessment: Assessment | None
    judged: Mapping[str, Sequence[str]]
    moves: Sequence[GradeOverride]
    step: str

    @property
    def grade(self) -> str:
        """The grade that is decided, else the one that is to be set."""
        return (self.assessment.grade or self.assessment.decided) if self.assessment else ""

    @property
    def may_move(self) -> bool:
        """Whether another grade may be asked for."""
        open_still = self.step in {"in", "signed"}
        return open_still and all(move.confirmed is not None for move in self.moves)

    @property
    def waiting(self) -> GradeOverride | None:
        """The move that waits for a second person."""
        return next((move for move in self.moves if move.confirmed is None), None)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A round before the meeting: everybody by unit or name, the cap, and the decisions so far."""

    rows: Sequence[Standing]
    room: Room | None
    consent: CapConsent | None
    decisions: Sequence[GradeDecision]
    may_decide: bool

    @property
    def ready(self) -> list[Standing]:
        """Those on whom a meeting may decide: signed by all as it stands."""
        return [row for row in self.rows if row.step == "signed" and row.waiting is None]


def calibration(
    actor: Actor, intake: Intake, kind: Kind, day: date, *, by_name: bool = False
) -> Calibration:
    """The round of one kind in an intake, in a number of queries that does not grow."""
    secondments = assessed_secondments(actor, intake, Capability.VIEW_ASSESSMENT)
    found = {
        row.secondment_id: row
        for row in Assessment.objects.filter(
            secondment__in=secondments, kind=kind.value
        ).prefetch_related("members", "signatures")
    }
    moves: dict[int, list[GradeOverride]] = defaultdict(list)
    asked = GradeOverride.objects.filter(assessment__in=list(found.values()))
    for move in asked.select_related("made_by", "settled_by").order_by("pk"):
        moves[move.assessment_id].append(move)
    rows = [_standing(row, found.get(row.pk), moves) for row in secondments]
    if by_name:
        rows.sort(key=lambda row: (row.secondment.sort_key, row.secondment.pk))
    proposed = [row.grade for row in rows if row.step in {"in", "signed"}]
    decisions = GradeDecision.objects.permitted(actor, Capability.VIEW_ASSESSMENT)
    return Calibration(
        rows=rows,
        room=room_of(intake, kind, day, proposed),
        consent=consent_of(intake, kind),
        decisions=list(decisions.filter(intake=intake, kind=kind.value).order_by("-pk")),
        may_decide=actor.may(Capability.CONCLUDE_ASSESSMENT),
    )


def _standing(
    secondment: Secondment,
    assessment: Assessment | None,
    moves: Mapping[int, Sequence[GradeOverride]],
) -> Standing:
    judged: dict[str, list[str]] = defaultdict(list)
    lines = (drawn_up(assessment) or NOTHING)["lines"] if assessment else ()
    for kind, source, _formula, result in lines:
        if kind == "judged":
            judged[source].append(result)
    return Standing(
        secondment=secondment,
        assessment=assessment,
        judged=judged,
        moves=moves.get(assessment.pk, ()) if assessment else (),
        step=_step(assessment),
    )


def _step(assessment: Assessment | None) -> str:
    """How far one person is: as in the round, and told once it is released."""
    if assessment is not None and assessment.released_on is not None:
        return "released"
    return step_of(assessment)


NOTHING: Mapping[str, Sequence[Sequence[str]]] = {"lines": ()}


@dataclass(frozen=True, slots=True)
class Told:
    """One person of a decision: the grade as it was decided, the notice and its answer."""

    assessment: Assessment
    grade: str
    notice: GradeNotice | None
    contest: Contest | None


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A decision as it was taken, and what has become of it since."""

    decision: GradeDecision
    rows: Sequence[Told]
    cap: Mapping[str, int] | None
    is_true: bool
    may_release: bool

    @property
    def to_release(self) -> list[int]:
        """The secondments whose people have not been told."""
        waits = [row.assessment for row in self.rows if row.assessment.released_on is None]
        return [row.secondment_id for row in waits if row.decision_id == self.decision.pk]


def decision_page(actor: Actor, pk: int) -> DecisionPage:
    """A decision with its list; 404 when out of reach. Nobody finds himself in it."""
    rows = GradeDecision.objects.permitted(actor, Capability.VIEW_ASSESSMENT)
    decision = rows.select_related("intake__policy", "made_by").one(pk)
    kept = json.loads(decision.payload)
    grades = {line["assessment"]: line["grade"] for line in kept["list"]}
    allowed = Assessment.objects.permitted(actor, Capability.VIEW_ASSESSMENT)
    found = allowed.filter(pk__in=grades).select_related(
        "secondment__secondee", "secondment__host_unit", "secondment__policy"
    )
    notices = {row.assessment_id: row for row in decision.notices.all()}
    contested = Contest.objects.filter(assessment__in=grades).order_by("pk")
    contests = {row.assessment_id: row for row in contested}
    return DecisionPage(
        decision=decision,
        rows=[
            Told(row, grades[row.pk], notices.get(row.pk), contests.get(row.pk))
            for row in found.order_by("secondment__host_unit__name", "secondment__sort_key", "pk")
        ],
        cap=kept["cap"],
        is_true=rules.digest(decision.payload, decision.digest_name) == decision.digest,
        may_release=actor.may(Capability.CONCLUDE_ASSESSMENT),
    )
