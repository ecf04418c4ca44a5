"""From rows to the facts that ``derive`` reads; many secondments at once, in few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from django.db.models import QuerySet

from guazhi.access.composed import composed_once
from guazhi.obligations.models import HOME_MERGED, Happening
from guazhi.organisations.models import Organisation
from guazhi.organisations.queries import departments
from guazhi.policy import Happening as HappeningFact
from guazhi.policy import IntakeFacts, Move, Party, SecondmentFacts, Shortened
from guazhi.policy.derive import Owners
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import calendar
from guazhi.secondments.models import CourseChange, Secondment
from guazhi.secondments.queries import settled_changes
from guazhi.secondments.rules import LEAVING, Change, State


def secondment_facts(secondments: Iterable[Secondment]) -> dict[int, SecondmentFacts]:
    """The facts of each secondment, by its id; ``intake__programme`` should be loaded."""
    rows = list(secondments)
    settled = settled_changes(row.pk for row in rows)
    former = (each.old_post.host_unit.county_id for found in settled.values() for each in found)
    present = (county for row in rows for county in (row.home_county_id, row.host_county_id))
    county_departments = departments([*present, *former])
    happenings = defaultdict(list)
    for happening in _happenings([row.pk for row in rows]):
        happenings[happening.secondment_id].append(_fact(happening))
    return {
        row.pk: SecondmentFacts(
            secondment=row.pk,
            category=row.category,
            start=row.start,
            end=row.end,
            owners=_owners(row, county_departments),
            happenings=tuple(happenings[row.pk]),
            shortened=_shortened(row, settled.get(row.pk, ())),
            moves=_moves(row, settled.get(row.pk, ()), happenings[row.pk], county_departments),
            stays=any(each.kind == Change.STAY for each in settled.get(row.pk, ())),
        )
        for row in rows
    }


@composed_once
def _happenings(secondments: list[int]) -> QuerySet[Happening]:
    return Happening.objects.filter(secondment__in=secondments).order_by("pk")


def _shortened(row: Secondment, changes: Iterable[CourseChange]) -> Shortened | None:
    """For one that ends early, when this was settled last."""
    days = [each.settled_on for each in changes if each.kind in LEAVING and each.settled_on]
    return Shortened(days[-1], row.planned_end) if days and row.end < row.planned_end else None


def fingerprint(facts: SecondmentFacts, row: Secondment) -> str:
    """A digest of everything that the obligations of a secondment are derived from."""
    happenings = sorted(
        (each.kind, each.id, each.day.toordinal(), each.party.value, each.owner, str(each.until))
        for each in facts.happenings
    )
    told = (
        _grounds(), row.policy.digest, row.state == State.WITHDRAWN, facts.category,
        facts.start.toordinal(), facts.end.toordinal(), _told(facts.owners), happenings,
        [(each.day.toordinal(), each.settled.toordinal(), _told(each.owners), each.continues)
         for each in facts.moves], facts.stays,
        facts.shortened and (str(facts.shortened.on), str(facts.shortened.planned_end)),
    )  # fmt: skip
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _told(owners: Owners) -> list[tuple[str, tuple[int, ...]]]:
    return sorted((party.value, ids) for party, ids in owners.items())


@dataclass(frozen=True, slots=True)
class _Was:
    """Until ``day`` another unit was host or home, as was settled then."""

    day: date
    settled: date
    host: Organisation | None = None
    home: int | None = None
    continues: bool = True


def _moves(
    row: Secondment,
    changes: Iterable[CourseChange],
    happenings: Iterable[HappeningFact],
    county_departments: dict[int, int],
) -> tuple[Move, ...]:
    """Who owed before each change of host or home: the former one, and the county it lies in."""
    known = [
        _Was(each.day_there, each.settled_on, each.old_post.host_unit, None, each.by_merger)
        for each in changes
        if each.kind == Change.CHANGE_OF_POST and each.day_there and each.settled_on
    ]
    merged = [each for each in happenings if each.kind == HOME_MERGED]
    known += [_Was(each.day, each.day, home=each.owner) for each in merged]
    found: list[Move] = []
    host, home = None, None
    for was in sorted(known, key=lambda each: each.day, reverse=True):
        host, home = was.host or host, was.home or home
        owners = _owners(row, county_departments, host, home)
        found.append(Move(was.day, was.settled, owners, was.continues))
    return tuple(reversed(found))


@cache
def _grounds() -> str:
    """A digest of what holds for all: the calendar, and the code that derives and settles."""
    known = calendar()
    told = blake2b(digest_size=16)
    for days in (known.holidays, known.workdays, known.years):
        told.update(repr(sorted(days)).encode())
    for name in ("alike", "calendar", "derive", "months", "pack", "settle", "timing"):
        told.update(files("guazhi.policy").joinpath(f"{name}.py").read_bytes())
    return told.hexdigest()


def intake_facts(intake: Intake) -> IntakeFacts:
    """The facts of an intake as a whole."""
    found = Happening.objects.filter(intake=intake, secondment__isnull=True).order_by("pk")
    return IntakeFacts(
        intake=intake.pk,
        start=intake.start,
        end=intake.end,
        owners={Party.CITY: (intake.programme.owner_id,)},
        happenings=tuple(_fact(happening) for happening in found),
    )


def _owners(
    row: Secondment,
    county_departments: dict[int, int],
    host: Organisation | None = None,
    home: int | None = None,
) -> dict[Party, tuple[int, ...]]:
    """Who owes by party, at present or when ``host`` and ``home`` were what they are no more."""
    host_county = host.county_id if host else row.host_county_id
    counties = dict.fromkeys(
        county_departments[county]
        for county in (row.home_county_id, host_county)
        if county in county_departments
    )
    return {
        Party.CITY: (row.intake.programme.owner_id,),
        Party.COUNTY: tuple(counties),
        Party.HOST: (host.pk if host else row.host_unit_id,),
        Party.HOME: (home or row.home_organisation_id,),
        Party.SECONDEE: (row.secondee_id,),
        Party.MENTOR: (row.mentor_id,) if row.mentor_id else (),
    }


def _fact(happening: Happening) -> HappeningFact:
    return HappeningFact(
        happening.kind,
        happening.record,
        happening.day,
        Party(happening.party),
        happening.owner,
        happening.until,
    )
