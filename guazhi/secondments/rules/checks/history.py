"""Checks of secondments before and beside: same host, time at home, overlap, leadership team."""

from collections.abc import Iterable, Sequence
from datetime import date

from guazhi.policy.eligibility import CoolDownCheck, OverlapCheck, SameHostCheck
from guazhi.policy.months import add_months
from guazhi.secondments.rules.checks.facts import Inputs, PersonFacts, PostFacts, Stay, Verdict

Term = tuple[date, date]


def _inputs(stays: Sequence[Stay], day: date) -> Inputs:
    told = (("stay", f"{stay.host_name} {stay.start} – {stay.end}") for stay in stays)
    return (*told, ("day", day))


def check_same_host(
    check: SameHostCheck, person: PersonFacts, post: PostFacts, day: date
) -> Verdict:
    """Whether somebody served with the same host before, ever or within some years."""
    since = add_months(day, -12 * check.years) if check.years else date.min
    stays = [stay for stay in person.stays if stay.host == post.host and stay.start < post.start]
    inputs = (("host", post.host_name), *_inputs(stays, day))
    lately = [stay for stay in stays if stay.end >= since]
    if not lately:
        return Verdict(inputs)
    last = max(lately, key=lambda stay: stay.end)
    return Verdict(inputs, "same_host_before", {"unit": last.host_name, "end": last.end})


def check_cool_down(
    check: CoolDownCheck, person: PersonFacts, post: PostFacts, _day: date
) -> Verdict:
    """Whether the last secondment before the term ended too lately."""
    before = [stay for stay in person.stays if stay.end < post.start]
    last = max(before, key=lambda stay: stay.end, default=None)
    inputs = _inputs([last] if last else [], post.start)
    if last is None or add_months(last.end, check.months) < post.start:
        return Verdict(inputs)
    params: dict[str, object] = {"end": last.end, "months": check.months}
    return Verdict(inputs, "home_too_short", params)


def check_overlap(
    _check: OverlapCheck, person: PersonFacts, post: PostFacts, _day: date
) -> Verdict:
    """Whether another secondment lies in the same time."""
    others = [stay for stay in person.stays if stay.start <= post.end and stay.end >= post.start]
    inputs = (*_inputs(others, post.start), ("end", post.end))
    if not others:
        return Verdict(inputs)
    unit, start, end = others[0].host_name, others[0].start, others[0].end
    return Verdict(inputs, "stay_overlaps", {"unit": unit, "start": start, "end": end})


def most_at_a_time(term: Term, others: Iterable[Term]) -> int:
    """How many of ``others`` fall on one day of ``term``, at most."""
    start, end = term
    held = [(first, last) for first, last in others if first <= end and last >= start]
    days = [start, *(first for first, _last in held if first > start)]
    return max(sum(first <= day <= last for first, last in held) for day in days)


def judge_team(most: int, post: PostFacts) -> Verdict:
    """Whether the leadership team would have more than ``most`` secondees, or its own cap."""
    most = min(filter(None, (most, post.team_cap)), default=0)
    there = most_at_a_time((post.start, post.end), post.team)
    inputs = (("host", post.host_name), ("team", there), ("start", post.start), ("end", post.end))
    if most and there >= most:
        return Verdict(inputs, "team_full", {"unit": post.host_name, "most": most})
    return Verdict(inputs)
