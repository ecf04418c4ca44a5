"""A person and a post that pass every check, to be changed by what a test is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from guazhi.policy import named
from guazhi.policy.eligibility import AnyCheck, read_check
from guazhi.secondments.rules.checks import (
    KinFacts,
    PersonFacts,
    PostFacts,
    SanctionFacts,
    Screening,
    Stay,
    screened,
)

START = date(2026, 3, 1)
PERSON = PersonFacts(
    person=1,
    name="谭敏",
    birth=date(1990, 5, 1),
    rank="乡科级正职",
    education="大学",
    work_began=date(2013, 7, 1),
    health="健康",
    native_place="湖南长沙",
    birth_place="安澜云岭",
    growing_up_place="安澜市云岭县",
    grades={2024: "称职", 2025: "优秀"},
    sanctions_checked=date(2026, 1, 1),
    kin=(KinFacts("妻子", "安澜市第一中学教师"),),
    kin_declared=date(2026, 1, 1),
)
POST = PostFacts(
    post=1,
    host=7,
    host_name="清溪县龙泉乡人民政府",
    category="township",
    start=START,
    end=date(2027, 2, 28),
    county="清溪县",
    city="安澜市",
)


def person(**changed: Any) -> PersonFacts:
    """The person, changed."""
    return replace(PERSON, **changed)


def post(**changed: Any) -> PostFacts:
    """The post, changed."""
    return replace(POST, **changed)


def check(**written: Any) -> AnyCheck:
    """A check as a pack would hold it."""
    names = {"zh": "审查", "en": "Check"}
    entry = read_check({"names": names, "level": "blocking", "from": date(2020, 1, 1), **written})
    assert entry is not None
    return entry


def screening(people: PersonFacts, place: PostFacts, *checks: AnyCheck) -> Screening:
    """One person and one post under these checks, or under all of the strict policy."""
    pack = named("strict")
    if checks:
        held = {each.kind: each for each in checks}
        pack = pack.model_copy(update={"checks": held})
    return screened(pack, [people], [place])


def codes(people: PersonFacts, place: PostFacts, *checks: AnyCheck) -> list[str]:
    """The code of each breach, or the facts that are missing."""
    results = screening(people, place, *checks).results(people.person, place.post)
    return [",".join(each.verdict.missing) or each.verdict.code for each in results]


def sanction(kind: str, decided_on: date, until: date | None) -> SanctionFacts:
    """A sanction."""
    return SanctionFacts(kind, decided_on, until)


def stay(start: date, end: date, host: int = 7) -> Stay:
    """An earlier secondment."""
    return Stay(host, "清溪县龙泉乡人民政府", start, end)
