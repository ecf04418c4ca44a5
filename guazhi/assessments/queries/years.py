"""Who grades the years of a secondment: by the days worked at home and at each host."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import YearAssessor
from guazhi.assessments.queries.parties import names_by_id
from guazhi.assessments.rules.years import Assessor, Stay, annual_assessor
from guazhi.organisations.queries import successors
from guazhi.people.models import Employment
from guazhi.secondments.models import CourseChange, Secondment
from guazhi.secondments.rules import ENDED, Change, Course, State

SHOWN = ("secondee", "host_unit", "home_organisation", "post", "policy")
COUNTED = (State.DECIDED.value, State.IN_POST.value, *ENDED)


@dataclass(frozen=True, slots=True)
class YearShown:
    """Who assesses a year, with the names of the units and the days at each."""

    found: Assessor
    unit: str
    days: Sequence[tuple[str, int]]
    candidates: Sequence[str]
    is_past: bool
    settled: YearAssessor | None = None


def annual_assessors(secondment: Secondment, today: date) -> list[YearShown]:
    """Who assesses each calendar year of a term; of one not over, as things stand.

    ``secondment`` comes from ``permitted``; other terms of the person count in the same way.
    """
    home, stays = _home(secondment), _stays(secondment)
    years = range(secondment.start.year, secondment.end.year + 1)
    found = [annual_assessor(year, home, stays) for year in years]
    names = names_by_id(unit for each in found for unit, _days in each.days)
    settled = _settled(secondment) if any(each.asks for each in found) else {}
    return [
        YearShown(
            found=each,
            unit=names.get(each.unit or 0, ""),
            days=[(names[unit], days) for unit, days in each.days],
            candidates=[names[unit] for unit in each.candidates],
            is_past=each.year < today.year,
            settled=settled.get(each.year) if each.asks else None,
        )
        for each in found
    ]


def year_of(secondment: Secondment, year: int) -> Assessor | None:
    """Who assesses ``year`` by the days; None when the term does not reach into it."""
    if not secondment.start.year <= year <= secondment.end.year:
        return None
    return annual_assessor(year, _home(secondment), _stays(secondment))


def year_to_settle(actor: Actor, pk: int, year: int, today: date) -> tuple[Secondment, YearShown]:
    """A year on which the actor may settle who grades it; 404 when out of reach or not asked."""
    rows = Secondment.objects.permitted(actor, Capability.SETTLE_YEAR)
    secondment = rows.select_related(*SHOWN).one(pk)
    for each in annual_assessors(secondment, today):
        if each.found.year == year and each.found.asks:
            return secondment, each
    raise Http404


def _settled(secondment: Secondment) -> dict[int, YearAssessor]:
    rows = YearAssessor.objects.filter(person=secondment.secondee_id)
    return {row.year: row for row in rows.select_related("organisation", "made_by")}


def _home(secondment: Secondment) -> list[Stay]:
    """The times of employment, by the unit that goes on; without a record, home all the time."""
    rows = Employment.objects.filter(person=secondment.secondee_id)
    times = list(rows.values_list("organisation", "since", "until"))
    goes_on = successors(unit for unit, _since, _until in times)
    stays = [
        Stay(goes_on[unit], since or date.min, until or date.max) for unit, since, until in times
    ]
    return stays or [Stay(secondment.home_organisation_id, date.min, date.max)]


def _stays(secondment: Secondment) -> list[Stay]:
    """The days at each host; who changed the post was at the one before until then."""
    rows = Secondment.objects.filter(secondee=secondment.secondee_id, state__in=COUNTED)
    columns = ("pk", "host_unit", "start", "arrived_on", "end", "left_on")
    moves: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for pk, unit, day in _moves(secondment):
        moves[pk].append((unit, day))
    return [
        stay
        for pk, host, start, arrived, end, left in rows.values_list(*columns)
        for stay in _in_turn(moves[pk], Stay(host, arrived or start, left or end))
    ]


def _moves(secondment: Secondment) -> Iterator[tuple[int, int, date]]:
    """From which unit to another post since which day; a unit that was merged is its successor."""
    rows = CourseChange.objects.filter(
        secondment__secondee=secondment.secondee_id,
        kind=Change.CHANGE_OF_POST,
        state=Course.IN_EFFECT,
        by_merger=False,
    )
    columns = ("secondment", "old_post__host_unit", "day_there")
    for pk, unit, day in rows.order_by("day_there", "pk").values_list(*columns):
        if day is not None:
            yield pk, unit, day


def _in_turn(moves: Sequence[tuple[int, date]], whole: Stay) -> Iterator[Stay]:
    since = whole.start
    for unit, day in moves:
        yield Stay(unit, since, day - timedelta(days=1))
        since = day
    yield Stay(whole.unit, since, whole.end)
