"""Members without an account: the workbooks they get, and what one brings back."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import AssessmentPart, SittingMember
from guazhi.assessments.rules import Kind
from guazhi.policy import AssessmentForm
from guazhi.policy.findings import Finding, Level
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.rosters.rules.found import RosterFinding, cell_name
from guazhi.rosters.rules.ratings import Rated, RatingLine, read_ratings

SEAL = 24


@dataclass(frozen=True, slots=True)
class Absentee:
    """A member without an account, and how many he has to rate and has rated."""

    pk: int
    name: str
    organisation: str
    people: int
    rated: int


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """What taking a workbook in would do: nothing is written by looking."""

    file: str
    rows: Sequence[Rated]
    findings: Sequence[RosterFinding]
    members: dict[int, SittingMember]

    @property
    def is_sound(self) -> bool:
        """Whether nothing in it is wrong."""
        return not any(found.finding.level is Level.ERROR for found in self.findings)


def seal(text: str) -> str:
    """A seal that only this installation can set."""
    return salted_hmac("guazhi.ratings", text, algorithm="sha256").hexdigest()[:SEAL]


def without_account(actor: Actor, intake: Intake, kind: Kind) -> list[Absentee]:
    """The members of a round who have no account, by organisation and name."""
    found: dict[tuple[int, str], list[SittingMember]] = {}
    for row in _members(actor, intake, kind):
        found.setdefault((row.organisation_id, row.name), []).append(row)
    return [
        Absentee(
            pk=rows[0].pk,
            name=rows[0].name,
            organisation=rows[0].organisation.name,
            people=len(rows),
            rated=sum(_part_of(row) is not None for row in rows),
        )
        for rows in found.values()
    ]


def lines_of(actor: Actor, intake: Intake, kind: Kind, pk: int) -> tuple[str, list[RatingLine]]:
    """The member, and everybody he has yet to rate; 404 when out of reach."""
    rows = SittingMember.objects.permitted(actor, Capability.SET_SITTING).filter(user=None)
    member = rows.one(pk)
    mine = [
        row
        for row in _members(actor, intake, kind)
        if (row.organisation_id, row.name) == (member.organisation_id, member.name)
        and _part_of(row) is None
    ]
    return member.name, [
        RatingLine(
            row.pk,
            row.secondment.secondee.name,
            row.secondment.host_unit.name,
            row.secondment.post.title,
        )
        for row in mine
    ]


def plan_ratings(actor: Actor, intake: Intake, kind: Kind, data: bytes) -> RatingPlan:
    """What is in the file, and every finding; anything wrong stands in the way of all of it."""
    form = form_of(intake)
    read = read_ratings(data, form, seal)
    members = {row.pk: row for row in _members(actor, intake, kind)}
    findings = list(read.findings)
    fresh = []
    for row in read.rows:
        found = list(_check(row, members.get(row.member)))
        findings += [
            RosterFinding(row.row, "姓名", cell_name(row.row - 1, 1), each) for each in found
        ]
        if not found:
            fresh.append(row)
    if not fresh and not any(found.finding.level is Level.ERROR for found in findings):
        findings.append(RosterFinding(0, "", "", Finding("ratings_nothing_new", Level.NOTE)))
    findings.sort(key=lambda found: found.row)
    return RatingPlan(hashlib.sha256(data).hexdigest(), fresh, findings, members)


def _check(row: Rated, member: SittingMember | None) -> Iterator[Finding]:
    params: dict[str, object] = {"name": row.name}
    if member is None:
        yield Finding("ratings_other_sitting", params=params)
        return
    if member.assessment.concluded_on is not None:
        yield Finding("ratings_concluded", params=params)
        return
    part = _part_of(member)
    if part is None:
        return
    alike = (part.scores, part.opinion, part.growth, part.grade) == (
        dict(row.scores), row.opinion, row.growth, row.grade,
    )  # fmt: skip
    if alike:
        yield Finding("ratings_taken_in_already", Level.NOTE, params)
    else:
        yield Finding("ratings_differ", params=params)


def _part_of(member: SittingMember) -> AssessmentPart | None:
    """The part that the member's organisation has given, if it has."""
    return next(
        (
            part
            for part in member.assessment.parts.all()
            if part.organisation_id == member.organisation_id
        ),
        None,
    )


def _members(actor: Actor, intake: Intake, kind: Kind) -> list[SittingMember]:
    rows = SittingMember.objects.permitted(actor, Capability.SET_SITTING).filter(
        user=None, assessment__kind=kind.value, secondment__intake=intake
    )
    related = rows.select_related(
        "organisation",
        "assessment",
        "secondment__secondee",
        "secondment__host_unit",
        "secondment__post",
    )
    ordered = related.order_by("organisation__name", "name", "secondment__sort_key", "pk")
    return list(ordered.prefetch_related("assessment__parts"))


def form_of(intake: Intake) -> AssessmentForm:
    """The form of assessment of the intake's policy."""
    return pack_of(intake.policy).assessment
