"""All checks of a policy over people and posts: each verdict once for all it does not hang on.

A check of the person alone is asked once a person, one of the host's county once a county; so a
table of 67 people and 70 posts costs little more than its people.
"""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from guazhi.policy.eligibility import AnyCheck, Severity, TeamCheck
from guazhi.policy.findings import Finding, Level
from guazhi.policy.pack import Pack
from guazhi.secondments.rules.checks import avoidance, history, person
from guazhi.secondments.rules.checks.facts import PersonFacts, PostFacts, Verdict, printed

LEVELS: Mapping[Severity, Level] = {
    "blocking": Level.ERROR,
    "warning": Level.WARNING,
    "note": Level.NOTE,
}
Rule = Callable[[Any, PersonFacts, PostFacts, date], Verdict]
RULES: Mapping[str, Rule] = {
    "age": person.check_age,
    "education": person.check_education,
    "rank": person.check_rank,
    "post_rank": person.check_post_rank,
    "grades": person.check_grades,
    "sanction": person.check_sanction,
    "service": person.check_service,
    "health": person.check_health,
    "same_host": history.check_same_host,
    "cool_down": history.check_cool_down,
    "overlap": history.check_overlap,
    "place": avoidance.check_place,
    "kin": avoidance.check_kin,
    "kin_firm": avoidance.check_kin_firm,
}
# what of the post a kind of check looks at, beside the first day of the term
LOOKS_AT: Mapping[str, Callable[[PostFacts], Hashable]] = {
    "post_rank": lambda post: (post.category, post.rank),
    "same_host": lambda post: post.host,
    "overlap": lambda post: post.end,
    "place": lambda post: (post.county, post.city),
    "kin": lambda post: post.host_name,
    "kin_firm": lambda post: post.host_name,
    "team": lambda post: (post.team, post.team_cap, post.host_name, post.end),
}
_Asked = tuple[int, str, AnyCheck]
# (person, check, digest) -> whether a person decided that it may be; see ``Result.digest``
Decided = Mapping[tuple[int, str, str], bool]


@dataclass(frozen=True)
class Result:
    """What one check says of one person and the posts it cannot tell apart."""

    check: str
    kind: str
    level: Severity
    clause: str
    person: int
    verdict: Verdict
    figures: str

    @property
    def is_missing(self) -> bool:
        """Whether the record lacks a fact."""
        return bool(self.verdict.missing)

    @cached_property
    def digest(self) -> str:
        """The fingerprint of the rule and of the facts it looked at, as they stood."""
        told = [(name, printed(value)) for name, value in self.verdict.inputs]
        text = json.dumps([self.check, self.figures, told], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def finding(self) -> Finding:
        """The breach as a finding; a missing fact is named by ``field``."""
        params = dict(self.verdict.params)
        if self.is_missing:
            params["facts"] = tuple(f"fact_{name}" for name in self.verdict.missing)
        field_ = self.verdict.missing[0] if self.is_missing else ""
        return Finding(self.verdict.code, LEVELS[self.level], params, self.clause, field_)


@dataclass
class Screening:
    """The checks of ``pack`` over ``people`` and ``posts``; see ``results`` and ``blocked``."""

    pack: Pack
    people: Mapping[int, PersonFacts]
    posts: Mapping[int, PostFacts]
    decided: Decided = field(default_factory=dict)
    today: date | None = None
    _known: dict[int, dict[int, Result | None]] = field(default_factory=dict)
    _asked: dict[int, tuple[_Asked, ...]] = field(default_factory=dict)
    _slots: dict[Hashable, int] = field(default_factory=dict)
    _figures: dict[str, str] = field(default_factory=dict)

    def results(self, person_id: int, post_id: int) -> list[Result]:
        """What is found of a person and a post; what passes is left out."""
        known = self._known.setdefault(person_id, {})
        found = []
        for asked in self._asked_of(post_id):
            slot = asked[0]
            if slot not in known:
                known[slot] = self._result(person_id, post_id, *asked[1:])
            result = known[slot]
            if result is not None:
                found.append(result)
        return found

    def explained(self, person_id: int, post_id: int) -> Iterator[tuple[str, AnyCheck, Verdict]]:
        """Every check of a person and a post with what it looked at, whether it passes or not."""
        facts, post = self.people[person_id], self.posts[post_id]
        for _slot, name, check in self._asked_of(post_id):
            yield name, check, self.judged(check, facts, post)

    def blocked(self, person_id: int, post_id: int) -> str | None:
        """The first check that keeps a person from a post; None where there is none."""
        return next(
            (each.check for each in self.results(person_id, post_id) if self.bars(each)), None
        )

    def bars(self, result: Result) -> bool:
        """Whether a result keeps the person away: it blocks, or it was decided that it does."""
        return result.level == "blocking" or self.decision(result) is False

    def decision(self, result: Result) -> bool | None:
        """Whether it was decided that it may be, on the very facts; None while it is open."""
        return self.decided.get((result.person, result.check, result.digest))

    def is_open(self, result: Result) -> bool:
        """Whether somebody has yet to decide."""
        return result.level == "warning" and self.decision(result) is None

    @property
    def asked(self) -> int:
        """How many verdicts it took so far."""
        return sum(map(len, self._known.values()))

    def judged(self, check: AnyCheck, facts: PersonFacts, post: PostFacts) -> Verdict:
        """The verdict of one check."""
        if isinstance(check, TeamCheck):
            return history.judge_team(self.pack.number(check.most, post.start), post)
        day = post.start
        if check.kind == "grades" and self.today is not None:
            day = min(day, self.today)  # a year that is not over has no grade to miss
        return RULES[check.kind](check, facts, post, day)

    def _asked_of(self, post_id: int) -> tuple[_Asked, ...]:
        """The checks in force for a post, each with the number of all it cannot tell apart."""
        if post_id not in self._asked:
            post = self.posts[post_id]
            self._asked[post_id] = tuple(
                (self._slot(name, check, post), name, check)
                for name, check in self.pack.checks_on(post.start).items()
                if check.applies_to(post.category)
            )
        return self._asked[post_id]

    def _slot(self, name: str, check: AnyCheck, post: PostFacts) -> int:
        looks_at = LOOKS_AT.get(check.kind)
        key = (name, post.start, looks_at(post) if looks_at else None)
        return self._slots.setdefault(key, len(self._slots))

    def _result(self, person_id: int, post_id: int, name: str, check: AnyCheck) -> Result | None:
        verdict = self.judged(check, self.people[person_id], self.posts[post_id])
        if not verdict.code:
            return None
        level = check.if_missing if verdict.missing else check.level
        if name not in self._figures:
            self._figures[name] = check.model_dump_json(exclude={"names", "source", "clause"})
        figures = self._figures[name]
        return Result(name, check.kind, level, check.clause, person_id, verdict, figures)


def refusals(pack: Pack, facts: PersonFacts, post: PostFacts, today: date) -> list[Finding]:
    """What of a policy keeps a person from a post, whatever anybody decides."""
    results = screened(pack, [facts], [post], today=today).results(facts.person, post.post)
    return [result.finding() for result in results if result.level == "blocking"]


def named(finding: Finding, name: str) -> Finding:
    """The finding, with whom it is about."""
    return Finding("checked_out", finding.level, {"name": name, "says": finding}, finding.clause)


def screened(
    pack: Pack,
    people: Iterable[PersonFacts],
    posts: Iterable[PostFacts],
    decided: Decided | None = None,
    *,
    today: date | None = None,
) -> Screening:
    """The checks of a policy over people and posts, as known ``today``."""
    return Screening(
        pack,
        {each.person: each for each in people},
        {each.post: each for each in posts},
        decided or {},
        today,
    )
