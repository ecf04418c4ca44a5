"""The checks of an intake: everybody put forward against every post, and what was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.people.models import Person
from guazhi.policy import Pack, term_end
from guazhi.policy.eligibility import AnyCheck
from guazhi.programmes.models import Intake, Post
from guazhi.programmes.queries import pack_of
from guazhi.programmes.rules import PostState
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries.checks import (
    counties_of,
    kinds_in,
    person_facts,
    post_facts,
    team_of,
    terms_of_teams,
)
from guazhi.secondments.rules import LIVE
from guazhi.secondments.rules.checks import PostFacts, Result, Screening, Verdict, screened
from guazhi.selection.models import CheckDecision, Nomination
from guazhi.selection.rules.inputs import Pair
from guazhi.selection.rules.nominations import PUT_FORWARD, NominationState


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing found of a person, the posts it is found at, and the decision on it, if any."""

    result: Result
    posts: tuple[Post, ...]
    is_everywhere: bool
    decision: CheckDecision | None

    @property
    def is_open(self) -> bool:
        """Whether somebody has yet to decide."""
        return self.result.level == "warning" and self.decision is None

    @property
    def bars(self) -> bool:
        """Whether it keeps the person from these posts."""
        against = self.decision is not None and not self.decision.admits
        return self.result.level == "blocking" or against


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of an intake: from where, what was found, and at how many posts he is barred."""

    person: Person
    home: str
    looked: tuple[Looked, ...]
    barred: int
    posts: int

    @property
    def open(self) -> tuple[Looked, ...]:
        """What somebody has yet to decide."""
        return tuple(each for each in self.looked if each.is_open)


@dataclass(frozen=True)
class IntakeChecks:
    """All checks of an intake that the actor may see."""

    intake: Intake
    pack: Pack
    people: Mapping[int, tuple[Person, str]]
    posts: Mapping[int, Post]
    screening: Screening
    decisions: tuple[CheckDecision, ...]

    @cached_property
    def latest(self) -> dict[tuple[int, str, str], CheckDecision]:
        """The last decision on each person, check and digest."""
        return {(row.person_id, row.check_id, row.digest): row for row in self.decisions}

    def line(self, person_id: int) -> PersonLine:
        """What is found of one person; 404 for somebody else."""
        if person_id not in self.people:
            raise Http404
        person, home = self.people[person_id]
        found: dict[tuple[str, str], tuple[Result, list[Post]]] = {}
        for pk, post in self.posts.items():
            for result in self.screening.results(person_id, pk):
                key = (result.check, result.digest)
                found.setdefault(key, (result, []))[1].append(post)
        looked = [self._looked(result, posts) for result, posts in found.values()]
        barred = {post.pk for each in looked if each.bars for post in each.posts}
        looked.sort(key=lambda each: (not each.bars, not each.is_open, each.result.level))
        return PersonLine(person, home, tuple(looked), len(barred), len(self.posts))

    def lines(self) -> list[PersonLine]:
        """Everybody, those first of whom most is to be decided or who are barred most."""
        found = [self.line(person_id) for person_id in self.people]
        return sorted(
            found,
            key=lambda line: (-len(line.open), -line.barred, -len(line.looked)),
        )

    def _looked(self, result: Result, posts: list[Post]) -> Looked:
        decision = self.latest.get((result.person, result.check, result.digest))
        return Looked(result, tuple(posts), len(posts) == len(self.posts), decision)

    def void(self, person_id: int) -> list[CheckDecision]:
        """Decisions on a person that rest on facts or rules which are no more."""
        now = {each.result.digest for each in self.line(person_id).looked}
        return [
            row for row in self.decisions if row.person_id == person_id and row.digest not in now
        ]

    def explained(self, person_id: int, post_id: int) -> list[tuple[str, AnyCheck, Verdict]]:
        """Every check of one person at one post, and what it looked at; 404 for others."""
        if person_id not in self.people or post_id not in self.posts:
            raise Http404
        return list(self.screening.explained(person_id, post_id))

    def result(self, person_id: int, post_id: int, check: str) -> Result | None:
        """What one check says of a person and a post; None where it passes. 404 for others."""
        if person_id not in self.people or post_id not in self.posts:
            raise Http404
        results = self.screening.results(person_id, post_id)
        return next((each for each in results if each.check == check), None)


def intake_to_check(actor: Actor, pk: int) -> Intake:
    """The intake ``pk`` with all that checks read of it; 404 out of reach."""
    rows = Intake.objects.permitted(actor, Capability.VIEW_INTAKE)
    return rows.select_related("policy", "programme__area").one(pk)


def intake_checks(
    actor: Actor, intake: Intake, today: date, person_id: int | None = None
) -> IntakeChecks:
    """The checks of everybody whom the actor may check, or of one, at every approved post.

    Those put forward; where people came by a roster, those put down. ``intake`` was reached by
    permission, with its policy and the area of its programme.
    """
    pack = pack_of(intake.policy)
    kinds = kinds_in([pack])
    people = _people(actor, intake, person_id)
    posts = list(
        Post.objects.filter(intake=intake, state=PostState.APPROVED.value)
        .select_related("host_unit")
        .order_by("host_unit__path", "title", "pk")
    )
    facts = person_facts((person for person, _home in people.values()), kinds, but=intake)
    decisions = tuple(_decisions(actor, intake, people))
    return IntakeChecks(
        intake=intake,
        pack=pack,
        people=people,
        posts={post.pk: post for post in posts},
        screening=screened(
            pack,
            facts.values(),
            _posts(intake, pack, posts, kinds),
            {(row.person_id, row.check_id, row.digest): row.admits for row in decisions},
            today=today,
        ),
        decisions=decisions,
    )


def _people(actor: Actor, intake: Intake, person_id: int | None) -> dict[int, tuple[Person, str]]:
    nominated = Nomination.objects.permitted(actor, Capability.VIEW_CHECKS).filter(
        intake=intake, state__in=PUT_FORWARD
    )
    placed = Secondment.objects.permitted(actor, Capability.VIEW_CHECKS).filter(
        intake=intake, state__in=LIVE
    )
    if person_id is not None:
        nominated, placed = nominated.filter(person=person_id), placed.filter(secondee=person_id)
    found = {
        row.person_id: (row.person, row.home_organisation.name)
        for row in nominated.select_related("person", "home_organisation").order_by(
            "sort_key", "pk"
        )
    }
    return found or {
        row.secondee_id: (row.secondee, row.home_organisation.name)
        for row in placed.select_related("secondee", "home_organisation").order_by("sort_key", "pk")
    }


def _posts(
    intake: Intake, pack: Pack, posts: list[Post], kinds: frozenset[str]
) -> Iterable[PostFacts]:
    hosts = {post.host_unit_id for post in posts}
    held = terms_of_teams(hosts, but=intake) if "team" in kinds else {}
    counties = counties_of(posts, kinds)
    for post in posts:
        post.intake = intake
        category = pack.categories.get(post.category)
        end = term_end(intake.start, category.months.normal) if category else intake.end
        term, others = (intake.start, end), held.get(team_of(post), ())
        yield post_facts(post, term, counties=counties, held=others)


def _decisions(
    actor: Actor, intake: Intake, people: Mapping[int, object]
) -> Iterable[CheckDecision]:
    rows = CheckDecision.objects.permitted(actor, Capability.VIEW_CHECKS)
    rows = rows.filter(intake=intake, person__in=list(people)).select_related("made_by", "post")
    return rows.order_by("pk")


def blocked_pairs(actor: Actor, intake: Intake, today: date) -> dict[Pair, str]:
    """The pairs that a check rules out, or somebody decided against, each with the check.

    People and posts are told by their ids for the solver: nominations and posts.
    """
    found = intake_checks(actor, intake, today)
    nominations = Nomination.objects.permitted(actor, Capability.VIEW_CHECKS).filter(
        intake=intake, state=NominationState.RECEIVED.value, person__in=list(found.people)
    )
    numbers = list(nominations.order_by("pk").values_list("pk", "person_id"))
    return {
        (str(number), str(post)): check
        for number, person in numbers
        for post in found.posts
        if (check := found.screening.blocked(person, post)) is not None
    }
