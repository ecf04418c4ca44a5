"""Whom of a roster the checks of the policy keep from a post, by the file and the records."""

from collections.abc import Iterator, Mapping
from datetime import date

from guazhi.organisations.models import Organisation
from guazhi.people.models import Person
from guazhi.people.rules.dates import YearMonth
from guazhi.policy import Pack
from guazhi.rosters.rules.columns import Column
from guazhi.rosters.rules.rows import RosterRow
from guazhi.secondments.queries.checks import kinds_in, person_facts, terms_of_teams
from guazhi.secondments.rules.checks import PersonFacts, PostFacts, Result, screened

C = Column
Key = tuple[str, str, str, str]
# the cell in which what a check finds is to be mended; of the others that of the name
PLACES = {
    "age": C.BIRTH,
    "education": C.EDUCATION,
    "rank": C.RANK,
    "post_rank": C.RANK,
    "health": C.HEALTH,
    "service": C.WORK_BEGAN,
    "place": C.NATIVE_PLACE,
    "team": C.HOST_UNIT,
    "same_host": C.HOST_UNIT,
    "overlap": C.TERM,
    "cool_down": C.TERM,
}


def blocked_rows(
    pack: Pack,
    rows: list[RosterRow],
    people: Mapping[int, Person],
    units: Mapping[Key, Organisation],
) -> Iterator[tuple[RosterRow, Column, Result]]:
    """Each row that a check blocks, the column it is about, and what was found.

    ``people`` are those on record, by the number of the row; ``units`` those on record, by key.
    """
    kinds = kinds_in([pack], blocking=True)
    if not kinds:
        return
    known = person_facts(people.values(), kinds)
    hosts = {row.host.key: units[row.host.key].pk for row in rows if row.host.key in units}
    there = terms_of_teams(hosts.values()) if "team" in kinds else {}
    held = {key: list(there.get((pk, ""), [])) for key, pk in hosts.items()}
    for row in rows:
        person = people.get(row.number)
        facts = known[person.pk] if person else _facts(row)
        others = held.setdefault(row.host.key, [])
        post = PostFacts(
            post=0,
            host=hosts.get(row.host.key, 0),
            host_name=row.host.name,
            category=row.category,
            start=row.start,
            end=row.end,
            county=row.host.county,
            city=row.host.city,
            title=row.post,
            team=tuple(others),
        )
        for result in screened(pack, [facts], [post]).results(facts.person, 0):
            if result.level == "blocking":
                yield row, PLACES.get(result.kind, C.NAME), result
        others.append((row.start, row.end))


def _facts(row: RosterRow) -> PersonFacts:
    """What a row tells of somebody who is not on record yet."""
    return PersonFacts(
        person=0,
        name=row.name,
        birth=_day(row.birth),
        rank=row.rank,
        education=row.education,
        work_began=_day(row.work_began),
        health=row.health,
        native_place=row.native_place,
        birth_place=row.birth_place,
        growing_up_place=row.growing_up_place,
    )


def _day(month: YearMonth | None) -> date | None:
    return month.first_day if month else None
