"""Reading nominations: the list of an intake, one form with what was done with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Assessment
from guazhi.assessments.queries import assessments
from guazhi.assessments.rules import Kind
from guazhi.people.models import Employment, Person
from guazhi.people.rules.levels import rank_level
from guazhi.policy import Pack
from guazhi.policy.editing import Kept
from guazhi.policy.findings import Finding
from guazhi.programmes.models import Call, Intake
from guazhi.programmes.queries import stage, timetable
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import ENDED
from guazhi.selection.models import (
    Nomination,
    NominationQuerySet,
    NominationStep,
    ProposalLine,
    Wish,
)
from guazhi.selection.queries.instance import records_of
from guazhi.selection.rules.fit import lacking
from guazhi.selection.rules.nominations import (
    LIVE,
    PUT_FORWARD,
    WRITTEN,
    NominationState,
    check_open,
    check_wishes_open,
    reviewer,
)
from guazhi.selection.rules.proposals import ProposalState

FORM = (
    "category",
    "reasons",
    "party_opinion",
    "discipline_opinion",
    "evidence",
    "considered",
    "how_considered",
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier secondment of a nominee: where, as what, when, and its grade if known."""

    secondment: Secondment
    grade: str


@dataclass(frozen=True, slots=True)
class NominationPage:
    """One nomination for a page: what may be read of it and done with it."""

    row: Nomination
    steps: list[NominationStep]
    earlier: list[Earlier]
    closed: list[Finding]
    decided: ProposalLine | None
    may_write: bool
    may_withdraw: bool
    may_review: bool
    may_receive: bool
    may_read_opinions: bool
    may_state_wishes: bool
    may_check: bool


def nominations(actor: Actor, intake: Intake) -> NominationQuerySet:
    """The nominations of an intake that the actor sees; a draft only its home organisation."""
    rows = Nomination.objects.permitted(actor, Capability.VIEW_NOMINATION).filter(intake=intake)
    own = Nomination.objects.permitted(actor, Capability.NOMINATE).filter(intake=intake)
    rows = rows.exclude(Q(submitted_on=None) & ~Q(pk__in=own.values("pk")))
    return rows.select_related("person", "home_organisation", "home_county")


def nomination(actor: Actor, pk: int, today: date) -> NominationPage:
    """One nomination; 404 out of reach, and for a draft of somebody else."""
    allowed = Nomination.objects.permitted(actor, Capability.VIEW_NOMINATION)
    row = allowed.select_related(
        "person", "home_organisation", "home_county", "intake__policy", "intake__programme"
    ).one(pk)
    is_own = holds(actor, Capability.NOMINATE, pk)
    if row.submitted_on is None and not is_own:
        raise Http404
    is_written = is_own and row.state in WRITTEN
    table, now = timetable(row.intake), stage(row.intake, today)
    closed = list(check_open(table, now, today)) if is_written else []
    is_asked = not list(check_wishes_open(table, now, today, state=row.state))
    turn = reviewer(state=row.state, has_county=row.home_county_id is not None)
    return NominationPage(
        row=row,
        steps=list(row.steps.select_related("made_by")),
        earlier=earlier_of(actor, [row.person_id]).get(row.person_id, []),
        closed=closed,
        decided=decided_line(row),
        may_write=is_written and not closed,
        may_withdraw=is_own and row.state in LIVE,
        may_review=turn == "county" and holds(actor, Capability.REVIEW_NOMINATION, pk),
        may_receive=turn == "city" and holds(actor, Capability.RECEIVE_NOMINATION, pk),
        may_read_opinions=holds(actor, Capability.READ_NOMINATION_OPINION, pk),
        may_state_wishes=is_asked and holds(actor, Capability.STATE_WISHES, pk),
        may_check=row.state in PUT_FORWARD and holds(actor, Capability.VIEW_CHECKS, pk),
    )


def holds(actor: Actor, capability: Capability, pk: int) -> bool:
    """Whether the actor holds a capability on a nomination."""
    if not actor.may(capability):
        return False
    return Nomination.objects.permitted(actor, capability).filter(pk=pk).exists()


def decided_line(row: Nomination) -> ProposalLine | None:
    """What the meeting decided on a nominee; ``row`` was reached by permission."""
    lines = ProposalLine.objects.filter(nomination=row, proposal__decision__isnull=False)
    told = lines.exclude(proposal__state=ProposalState.DROPPED.value)
    return told.select_related("post__host_unit", "proposal__decision").order_by("-pk").first()


def own_nomination(actor: Actor, pk: int) -> Nomination:
    """The nomination that the actor's unit wrote; 404 for all others."""
    rows = Nomination.objects.permitted(actor, Capability.NOMINATE)
    return rows.select_related("person", "home_organisation", "intake__policy").one(pk)


def to_answer(actor: Actor, capability: Capability, pk: int) -> Nomination:
    """The nomination that the actor may answer; 404 for all others."""
    rows = Nomination.objects.permitted(actor, capability)
    return rows.select_related("person", "home_organisation", "intake__policy").one(pk)


def nominations_to_answer(
    actor: Actor, intake: Intake, capability: Capability
) -> QuerySet[Nomination]:
    """Those of an intake that wait for the answer of the actor, a county's or the city's."""
    waiting = waiting_nominations(actor).exclude(state=NominationState.RETURNED.value)
    allowed = Nomination.objects.permitted(actor, capability).filter(intake=intake)
    return waiting.filter(pk__in=allowed.values("pk")).order_by("home_path", "sort_key", "pk")


def waiting_nominations(actor: Actor) -> QuerySet[Nomination]:
    """Those whose turn is the actor's: to review, to receive, or to write again."""
    submitted, endorsed = NominationState.SUBMITTED.value, NominationState.ENDORSED.value
    with_county = Nomination.objects.permitted(actor, Capability.REVIEW_NOMINATION)
    city = Nomination.objects.permitted(actor, Capability.RECEIVE_NOMINATION)
    home = Nomination.objects.permitted(actor, Capability.NOMINATE)
    mine = (
        with_county.filter(state=submitted, home_county__isnull=False)
        | city.filter(Q(state=endorsed) | Q(state=submitted, home_county__isnull=True))
        | home.filter(state=NominationState.RETURNED.value)
    )
    return mine.select_related("person", "home_organisation", "intake").order_by("submitted_on")


def call_to_answer(actor: Actor, intake: Intake, home_id: int) -> Call:
    """The call that asks a unit of the actor's for people; 404 where there is none."""
    calls = Call.objects.permitted(actor, Capability.NOMINATE)
    asked = calls.filter(intake=intake, organisation=home_id, asks_people=True)
    call = asked.select_related("organisation").first()
    if call is None:
        raise Http404
    return call


def nominations_closed(intake: Intake, today: date) -> list[Finding]:
    """Why nobody may be nominated now; nothing while somebody may."""
    return list(check_open(timetable(intake), stage(intake, today), today))


def staff(call: Call) -> QuerySet[Person]:
    """Who works at a unit that is asked for people, less those nominated already."""
    live = Nomination.objects.filter(intake=call.intake_id, state__in=LIVE)
    employed = Employment.objects.filter(organisation=call.organisation_id, until__isnull=True)
    people = Person.objects.filter(pk__in=employed.values("person"))
    return people.exclude(pk__in=live.values("person")).order_by("sort_key", "pk")


def earlier_of(actor: Actor, people: Iterable[int]) -> dict[int, list[Earlier]]:
    """The ended secondments of people, the latest first, each with its grade.

    One that was not told yet shows to those only who see it beside the assessment.
    """
    rows = list(
        Secondment.objects.filter(secondee__in=list(people), state__in=ENDED)
        .select_related("host_unit", "post")
        .order_by("-start", "-pk")
    )
    is_known = Q(released_on__isnull=False) | Q(pk__in=assessments(actor).values("pk"))
    finals = Assessment.objects.filter(is_known, secondment__in=rows, kind=Kind.FINAL.value)
    grades = dict(finals.values_list("secondment_id", "grade"))
    found: dict[int, list[Earlier]] = {}
    for row in rows:
        found.setdefault(row.secondee_id, []).append(Earlier(row, grades.get(row.pk, "")))
    return found


def narrowed(rows: Iterable[Nomination], asked: Mapping[str, str], pack: Pack) -> list[Nomination]:
    """Those that a number of the balance stands for: put forward, for a kind, from a county."""
    found = list(rows)
    if asked.get("live"):
        found = [row for row in found if row.state in PUT_FORWARD]
    if county := asked.get("county"):
        found = [row for row in found if str(row.home_county_id or 0) == county]
    if kind := asked.get("kind"):
        levels = {key: each.host_levels[0] for key, each in pack.categories.items()}
        found = [row for row in found if levels.get(row.category) == kind]
    if rank := asked.get("rank"):
        found = [row for row in found if rank_level(row.person.rank) == rank]
    if lacks := asked.get("lacks"):
        records = records_of(found)
        found = [row for row in found if lacks in lacking(pack, records[row.person_id])]
    return found


def wishing(actor: Actor, intake: Intake, post: str) -> set[int]:
    """The nominations whose first wish is a post, for whoever may read wishes."""
    rows = Wish.objects.permitted(actor, Capability.READ_WISHES)
    wanted = int(post) if post.isdecimal() else 0
    mine = rows.filter(nomination__intake=intake, post__pk=wanted, rank=1)
    return set(mine.values_list("nomination_id", flat=True))


def kept_nomination(row: Nomination) -> Kept:
    """What the form says, for whoever rewrites it."""
    return Kept({name: getattr(row, name) for name in FORM})
