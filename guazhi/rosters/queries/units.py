"""Units on record, found by any spelling of their names."""

from collections.abc import Iterable

from guazhi.organisations import queries as organisations
from guazhi.organisations.models import Organisation
from guazhi.organisations.rules import UnitName, read_unit_name, similar

Key = tuple[str, str, str]
MOST_COMPARED = 500  # unknown units of a roster: with more than these, it is no matter of slips


class Units:
    """The units of a city, and of other cities where a roster names them."""

    def __init__(self, city: Organisation | None, city_name: str, counties: Iterable[str]) -> None:
        self.city_name = city_name
        self.known: dict[str, dict[Key, Organisation]] = {}
        self.names: list[str] = []
        self.asked = 0
        if city is not None:
            self._load(city, tuple(counties))

    def _load(self, city: Organisation, counties: tuple[str, ...]) -> None:
        rows = list(organisations.under(city.path).select_related("county", "parent"))
        table = self.known.setdefault(city.name, {})
        for row in rows:
            if row.is_area:
                continue
            read = read_unit_name(row.name, city.name, counties)
            table.setdefault(read.key[1:], row)
            table.setdefault(_placed(row, read), row)
            self.names.append(row.name)

    def find(self, unit: UnitName) -> Organisation | None:
        """The unit on record, whichever way its name is spelt."""
        city = unit.city if unit.is_elsewhere else self.city_name
        if city not in self.known:
            self.known[city] = {}
            for row in organisations.cities([city]) if unit.is_elsewhere else ():
                self._load(row, (unit.county,))
        return self.known[city].get(unit.key[1:])

    def successor(self, unit: Organisation) -> Organisation:
        """What the unit has become part of in the end; itself where it goes on."""
        if unit.merged_into_id is None:
            return unit
        last = organisations.successors([unit.pk])[unit.pk]
        return organisations.organisation(last) or unit

    def near(self, unit: UnitName) -> list[str]:
        """Names on record that ``unit`` may be a slip of; none once very many were asked for."""
        self.asked += 1
        if self.asked > MOST_COMPARED:
            return []
        return similar(unit.name, self.names)


def _placed(row: Organisation, read: UnitName) -> Key:
    """The key of a unit by where the tree has it, for names that do not tell."""
    county = row.county.name if row.county else ""
    parent = row.parent.name if row.parent and row.parent.kind == "township" else ""
    return (read.county or county, read.township or parent, read.rest)
