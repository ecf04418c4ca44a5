"""People on record whom a roster names, and the secondments they have."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from guazhi.people.models import Employment, Person
from guazhi.rosters.rules.rows import RosterRow
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import LIVE

T = TypeVar("T")
MOST_AT_ONCE = 500


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    stream = iter(values)
    while batch := list(islice(stream, MOST_AT_ONCE)):
        yield batch


class KnownPeople:
    """The people on record for the rows of a roster.

    An identity number finds its person; without one, name, sex, birth month and employer must
    all agree.
    """

    def __init__(self, rows: Sequence[RosterRow]) -> None:
        self.by_number: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = {}
        self.employers: dict[int, int] = {}
        self.secondments: dict[int, list[Secondment]] = {}
        for batch in _batches({row.id_number for row in rows if row.id_number}):
            for person in Person.objects.filter(id_number__in=batch):
                self.by_number[person.id_number] = person
        for names in _batches({row.name for row in rows if not row.id_number}):
            for person in Person.objects.filter(name__in=names):
                self.by_name.setdefault(person.name, []).append(person)
        self._load_records()

    def _load_records(self) -> None:
        people = {person.pk for person in self.by_number.values()}
        people |= {person.pk for named in self.by_name.values() for person in named}
        for batch in _batches(people):
            employments = Employment.objects.filter(person__in=batch, until__isnull=True)
            self.employers |= dict(employments.values_list("person_id", "organisation_id"))
            for row in Secondment.objects.filter(secondee__in=batch, state__in=LIVE):
                self.secondments.setdefault(row.secondee_id, []).append(row)

    def find(self, row: RosterRow, home_id: int | None) -> Person | None:
        """The person of ``row``, or nobody on record."""
        if row.id_number:
            return self.by_number.get(row.id_number)
        born = row.birth.first_day if row.birth else None
        for person in self.by_name.get(row.name, ()):
            same = person.sex == row.sex and (born is None or person.birth_month == born)
            if same and home_id is not None and self.employers.get(person.pk) == home_id:
                return person
        return None
