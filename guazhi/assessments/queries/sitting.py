"""What the sitting of a joint assessment is about: members, parts, what bounds it, signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    GradeOverride,
    HomeOpinion,
    PartDraft,
    PartSignature,
    SittingMember,
    Veto,
)
from guazhi.assessments.queries.dockets import drawn_up
from guazhi.assessments.queries.parties import (
    managing_parties,
    names_by_id,
    offices_of,
    speaks_for,
)
from guazhi.assessments.rules import Kind
from guazhi.obligations.models import Obligation
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import SERVED

C = Capability


@dataclass(frozen=True, slots=True)
class Seat:
    """A managing party at the sitting; its part stays closed to others until all are in."""

    pk: int
    party: str
    organisation: str
    is_in: bool
    part: AssessmentPart | None
    members: Sequence[SittingMember]
    signature: PartSignature | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class May:
    """What the actor may do at the sitting now."""

    enter: bool = False
    amend: bool = False
    sign: bool = False
    withdraw: bool = False
    set_sitting: bool = False
    sign_on_paper: bool = False
    note_veto: bool = False
    lift_veto: bool = False
    ask_override: bool = False
    settle_override: bool = False
    conclude: bool = False
    release: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting on one secondment, as far as the actor may see it."""

    kind: Kind
    assessment: Assessment | None
    seats: Sequence[Seat]
    mine: AssessmentPart | None
    draft: PartDraft | None
    home: HomeOpinion | None
    is_home_heard: bool
    vetoes: Sequence[Veto]
    overrides: Sequence[GradeOverride]
    voided: Sequence[PartSignature]
    lines: Sequence[tuple[str, str, str, str]]
    has_county: bool
    may: May

    @property
    def is_concluded(self) -> bool:
        """Whether the grade is set."""
        return self.assessment is not None and self.assessment.concluded_on is not None

    @property
    def is_revealed(self) -> bool:
        """Whether every part is in, and so open to all parties."""
        return self.assessment is not None and self.assessment.parts_in_on is not None

    @property
    def waiting(self) -> GradeOverride | None:
        """Another grade that waits for a second person."""
        return next((row for row in self.overrides if row.confirmed is None), None)

    @property
    def must_dissent(self) -> bool:
        """Whether the own party proposed another grade than the one to be set."""
        assessment = self.assessment
        return bool(assessment and self.mine and rules.differs(self.mine.grade, assessment.decided))


def due_kind(secondment: Secondment, today: date) -> Kind:
    """The assessment that is at hand: the final one once its window or its first part is there."""
    finals = AssessmentPart.objects.filter(secondment=secondment)
    if finals.filter(assessment__kind=Kind.FINAL.value).exists():
        return Kind.FINAL
    wanted = pack_of(secondment.policy).obligations.items()
    owing = [rule for rule, owed in wanted if owed.evidence == Kind.FINAL.evidence]
    opened = Obligation.objects.filter(secondment=secondment, rule__in=owing, opens__lte=today)
    return Kind.FINAL if opened.exists() else Kind.MIDTERM


def sitting(actor: Actor, secondment: Secondment, kind: Kind) -> Sitting:
    """All that the sitting needs; ``secondment`` comes from ``permitted``."""
    offices = offices_of([secondment])
    managing = managing_parties(secondment, offices)
    speaking = speaks_for(actor, secondment, managing, offices)
    rows = Assessment.objects.permitted(actor, C.VIEW_ASSESSMENT)
    assessment = rows.filter(secondment=secondment, kind=kind.value).first()
    if assessment is None:
        return _not_begun(actor, secondment, kind, managing)
    said = AssessmentPart.objects.permitted(actor, C.VIEW_ASSESSMENT).filter(assessment=assessment)
    given = dict(said.values_list("organisation", "pk"))
    parts = {row.organisation_id: row for row in said.shown(speaking)}
    seats = _seats(actor, assessment, managing, parts, given)
    sits = [seat for seat in seats if seat.is_mine]
    drafts = PartDraft.objects.filter(secondment=secondment, kind=kind.value)
    homes = HomeOpinion.objects.filter(assessment=assessment).select_related("made_by")
    home = homes.first()
    overrides = list(
        GradeOverride.objects.filter(assessment=assessment)
        .select_related("made_by", "settled_by")
        .order_by("pk")
    )
    vetoes = Veto.objects.filter(assessment=assessment).select_related("made_by", "lifted_by")
    signatures = PartSignature.objects.filter(assessment=assessment, voided_at__isnull=False)
    revealed = assessment.parts_in_on is not None
    frozen = drawn_up(assessment)
    return Sitting(
        kind=kind,
        assessment=assessment,
        seats=seats,
        mine=next((seat.part for seat in sits if seat.part), None),
        draft=drafts.filter(organisation__in=[seat.pk for seat in sits]).first(),
        home=home if revealed else None,
        is_home_heard=home is not None,
        vetoes=list(vetoes.order_by("pk")),
        overrides=overrides,
        voided=list(signatures.select_related("organisation").order_by("pk")),
        lines=[(line[0], line[1], line[2], line[3]) for line in frozen["lines"]] if frozen else [],
        has_county="county" in managing.values(),
        may=_may(actor, secondment, assessment, seats, overrides),
    )


def _not_begun(
    actor: Actor, secondment: Secondment, kind: Kind, managing: Mapping[int, str]
) -> Sitting:
    names = names_by_id(managing)
    return Sitting(
        kind=kind,
        assessment=None,
        seats=[
            Seat(
                pk,
                party,
                names[pk],
                is_in=False,
                part=None,
                members=(),
                signature=None,
                is_mine=False,
            )
            for pk, party in managing.items()
        ],
        mine=None,
        draft=None,
        home=None,
        is_home_heard=False,
        vetoes=(),
        overrides=(),
        voided=(),
        lines=(),
        has_county="county" in managing.values(),
        may=May(set_sitting=secondment.state in SERVED and holds(actor, C.SET_SITTING, secondment)),
    )


def _seats(
    actor: Actor,
    assessment: Assessment,
    managing: Mapping[int, str],
    parts: Mapping[int, AssessmentPart],
    given: Mapping[int, int],
) -> list[Seat]:
    """The seats of all who manage now, and of a host that did when it gave its part."""
    members: dict[int, list[SittingMember]] = {}
    for row in assessment.members.order_by("-is_chair", "pk"):
        members.setdefault(row.organisation_id, []).append(row)
    standing = assessment.signatures.filter(voided_at__isnull=True).select_related("made_by")
    signed = {row.organisation_id: row for row in standing}
    former = {pk: part.party for pk, part in parts.items() if pk not in managing}
    names = names_by_id({**managing, **former})
    return [
        Seat(
            pk=pk,
            party=party,
            organisation=names[pk],
            is_in=pk in given,
            part=parts.get(pk),
            members=members.get(pk, ()),
            signature=signed.get(pk),
            is_mine=any(row.user_id == actor.user_id for row in members.get(pk, ()) if row.user_id),
        )
        for pk, party in {**managing, **former}.items()
    ]


def _may(
    actor: Actor,
    secondment: Secondment,
    assessment: Assessment,
    seats: Sequence[Seat],
    overrides: Sequence[GradeOverride],
) -> May:
    if assessment.concluded_on is not None:
        may_release = assessment.released_on is None
        return May(release=may_release and holds(actor, C.CONCLUDE_ASSESSMENT, secondment))
    mine = [seat for seat in seats if seat.is_mine]
    revealed = assessment.parts_in_on is not None
    signed = [seat for seat in seats if seat.signature]
    concludes = holds(actor, C.CONCLUDE_ASSESSMENT, secondment)
    sets = holds(actor, C.SET_SITTING, secondment)
    waits = any(row.confirmed is None for row in overrides)
    return May(
        enter=any(not seat.is_in for seat in mine),
        amend=any(seat.part and not seat.signature for seat in mine),
        sign=revealed and any(seat.is_in and not seat.signature for seat in mine),
        withdraw=any(seat.signature for seat in mine),
        set_sitting=sets and not signed,
        sign_on_paper=sets
        and revealed
        and any(
            not seat.signature and seat.members and not any(m.user_id for m in seat.members)
            for seat in seats
        ),
        note_veto=holds(actor, C.NOTE_VETO, secondment),
        lift_veto=concludes,
        ask_override=revealed and not waits and holds(actor, C.ASSESS_FOR_CITY, secondment),
        settle_override=waits and concludes,
        conclude=concludes and revealed and len(signed) >= len([s for s in seats if s.members]),
    )


def members_of(actor: Actor, secondment: Secondment, kind: Kind) -> list[tuple[int, str]]:
    """Who sits, by id and name."""
    rows = SittingMember.objects.permitted(actor, C.VIEW_ASSESSMENT).filter(
        secondment=secondment, assessment__kind=kind.value
    )
    return list(rows.order_by("pk").values_list("pk", "name"))


def signature(actor: Actor, pk: int) -> PartSignature:
    """A signature with its assessment; 404 when out of reach."""
    rows = PartSignature.objects.permitted(actor, C.VIEW_ASSESSMENT)
    return rows.select_related("assessment").one(pk)


def veto(actor: Actor, pk: int) -> Veto:
    """A veto with its assessment; 404 when out of reach."""
    return Veto.objects.permitted(actor, C.VIEW_ASSESSMENT).select_related("assessment").one(pk)


def override(actor: Actor, pk: int) -> GradeOverride:
    """Another grade with its assessment; 404 when out of reach."""
    rows = GradeOverride.objects.permitted(actor, C.VIEW_ASSESSMENT)
    return rows.select_related("assessment").one(pk)


def own_part(actor: Actor, pk: int) -> AssessmentPart:
    """The part that the actor's own party has given; 404 for that of another."""
    rows = AssessmentPart.objects.permitted(actor, C.VIEW_ASSESSMENT)
    part = rows.select_related("assessment").one(pk)
    sits = SittingMember.objects.filter(
        assessment=part.assessment_id, organisation=part.organisation_id, user=actor.user_id
    )
    if not sits.exists():
        raise Http404
    return part
