"""Checks of the person alone: age, education, rank, grades, sanctions, service, health."""

from collections.abc import Iterable
from datetime import date

from guazhi.people.rules.ages import age_at
from guazhi.people.rules.dates import YearMonth
from guazhi.people.rules.levels import (
    education_level,
    is_education_below,
    is_rank_below,
    rank_level,
)
from guazhi.policy.eligibility import (
    AgeCheck,
    AgeLimit,
    EducationCheck,
    GradesCheck,
    HealthCheck,
    PostRankCheck,
    RankCheck,
    SanctionCheck,
    ServiceCheck,
)
from guazhi.policy.months import add_months
from guazhi.secondments.rules.checks.facts import (
    PersonFacts,
    PostFacts,
    SanctionFacts,
    Verdict,
    lacking,
)


def check_age(check: AgeCheck, person: PersonFacts, _post: PostFacts, day: date) -> Verdict:
    """Whether somebody is too old for the rank on ``day``, or on the day that the policy declares.

    Where the rank is not known, whoever keeps the strictest limit passes and whoever keeps none
    of them is too old; of all others the rank is missing.
    """
    day = check.on or day
    if person.birth is None:
        return lacking((("day", day),), "birth_month")
    level = rank_level(person.rank)
    inputs = (("birth_month", person.birth), ("rank", person.rank), ("day", day))
    own = [limit for limit in check.limits if level and level in limit.ranks]
    others = [limit for limit in check.limits if not limit.ranks]
    limits = (own or others) if level else list(check.limits)
    kept = [_keeps(limit, person.birth, day) for limit in limits]
    if all(kept):
        return Verdict(inputs)
    if any(kept):
        return lacking(inputs, "rank")
    latest = max(limits, key=lambda limit: limit.under or 0)
    if latest.born_from:
        born, bound = YearMonth.of(person.birth), YearMonth.of(latest.born_from)
        return Verdict(inputs, "born_too_early", {"born": str(born), "bound": str(bound)})
    params = {"age": age_at(person.birth, day), "day": day, "under": latest.under}
    return Verdict(inputs, "too_old", params)


def _keeps(limit: AgeLimit, birth: date, day: date) -> bool:
    if limit.born_from is not None:
        return birth >= limit.born_from
    return age_at(birth, day) < (limit.under or 0)


def check_education(
    check: EducationCheck, person: PersonFacts, _post: PostFacts, _day: date
) -> Verdict:
    """Whether somebody has less than the level asked for."""
    fields = ["education"] if check.counts == "full_time" else ["education", "later_education"]
    texts = {field: getattr(person, field) for field in fields}
    inputs = tuple(texts.items())
    levels = [level for text in texts.values() if (level := education_level(text))]
    if any(not is_education_below(level, check.at_least) for level in levels):
        return Verdict(inputs)
    if not levels:
        return lacking(inputs, "education")
    held = "、".join(text for text in texts.values() if text)
    return Verdict(inputs, "education_too_low", {"held": held, "asked": f"level_{check.at_least}"})


def check_rank(check: RankCheck, person: PersonFacts, _post: PostFacts, _day: date) -> Verdict:
    """Whether somebody stands lower than the rank asked for."""
    inputs = (("rank", person.rank),)
    level = rank_level(person.rank)
    if not level:
        return lacking(inputs, "rank")
    if not is_rank_below(level, check.at_least):
        return Verdict(inputs)
    return Verdict(
        inputs, "rank_too_low", {"held": person.rank, "asked": f"level_{check.at_least}"}
    )


def check_post_rank(
    check: PostRankCheck, person: PersonFacts, post: PostFacts, _day: date
) -> Verdict:
    """Whether the post stands above the person's own rank."""
    asked = post.rank or check.posts.get(post.category, "")
    inputs = (("rank", person.rank), ("post_rank", asked))
    level = rank_level(person.rank)
    missing = [name for name, held in (("rank", level), ("post_rank", asked)) if not held]
    if missing:
        return lacking(inputs, *missing)
    if not is_rank_below(level, asked):
        return Verdict(inputs)
    return Verdict(inputs, "post_above_rank", {"held": person.rank, "asked": f"level_{asked}"})


def check_grades(check: GradesCheck, person: PersonFacts, _post: PostFacts, day: date) -> Verdict:
    """Whether a grade of the last calendar years is not among those accepted.

    The year in which work began, and those before, have no grade to look at; no more has one
    that is not over on ``day``.
    """
    first = person.work_began.year + 1 if person.work_began else 0
    years = [year for year in range(day.year - check.years, day.year) if year >= first]
    grades = {year: person.grades.get(year, "") for year in years}
    inputs = tuple(("grade", f"{year} {grade or '–'}") for year, grade in grades.items())
    refused = [(year, each) for year, each in grades.items() if each and each not in check.accepts]
    if refused:
        year, grade = refused[-1]
        return Verdict(inputs, "grade_not_accepted", {"year": str(year), "grade": grade})
    if not all(grades.values()):
        return lacking(inputs, "grade")
    return Verdict(inputs)


def check_sanction(
    check: SanctionCheck, person: PersonFacts, _post: PostFacts, day: date
) -> Verdict:
    """Whether a sanction is in effect on ``day``, or ended less than some months before."""
    told = tuple(_told(person.sanctions))
    inputs = (*told, ("sanctions_checked", person.sanctions_checked or ""), ("day", day))
    held = [each for each in person.sanctions if _lasts(each, day, check.months_after)]
    if held:
        latest = max(held, key=lambda each: each.effect_until or date.max)
        until = latest.effect_until
        if until is None:
            return lacking(inputs, "sanction_effect")
        until = add_months(until, check.months_after)
        return Verdict(inputs, "sanction_in_effect", {"kind": latest.kind, "until": until})
    if person.sanctions_checked is None:
        return lacking(inputs, "sanctions_checked")
    return Verdict(inputs)


def _told(sanctions: Iterable[SanctionFacts]) -> Iterable[tuple[str, str]]:
    for each in sanctions:
        yield "sanction", f"{each.kind} {each.decided_on} – {each.effect_until or ''}".rstrip()


def _lasts(sanction: SanctionFacts, day: date, months: int) -> bool:
    if sanction.decided_on > day:
        return False
    return sanction.effect_until is None or add_months(sanction.effect_until, months) >= day


def check_service(check: ServiceCheck, person: PersonFacts, _post: PostFacts, day: date) -> Verdict:
    """Whether fewer years have passed since work began."""
    if person.work_began is None:
        return lacking((("day", day),), "work_began")
    inputs = (("work_began", person.work_began), ("day", day))
    served = age_at(person.work_began, day)
    if served >= check.years:
        return Verdict(inputs)
    return Verdict(inputs, "service_too_short", {"served": served, "asked": check.years})


def check_health(check: HealthCheck, person: PersonFacts, _post: PostFacts, _day: date) -> Verdict:
    """Whether the state of health is not among those accepted."""
    inputs = (("health", person.health),)
    if not person.health:
        return lacking(inputs, "health")
    if person.health in check.accepts:
        return Verdict(inputs)
    return Verdict(inputs, "health_not_accepted", {"health": person.health})
