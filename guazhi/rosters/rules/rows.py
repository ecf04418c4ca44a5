"""A row of a roster as read: cleaned values, and the cells they came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guazhi.organisations.rules import UnitName
from guazhi.people.rules.dates import Cell, YearMonth


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person to be seconded: who, from where, to which post, for which term."""

    number: int
    name: str
    home: UnitName
    host: UnitName
    post: str
    category: str
    start: date
    end: date
    sex: str = ""
    birth: YearMonth | None = None
    id_number: str = ""
    ethnic_group: str = ""
    native_place: str = ""
    birth_place: str = ""
    growing_up_place: str = ""
    party_joined: YearMonth | None = None
    political_status: str = ""
    work_began: YearMonth | None = None
    education: str = ""
    degree: str = ""
    school: str = ""
    health: str = ""
    rank: str = ""
    home_post: str = ""
    cadre_category: str = ""
    phone: str = ""
    remarks: str = ""
    cells: Sequence[Cell] = ()


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One printed line of a roster, every value as it is shown."""

    name: str
    sex: str = ""
    ethnic_group: str = ""
    birth: str = ""
    native_place: str = ""
    party_joined: str = ""
    work_began: str = ""
    education: str = ""
    degree: str = ""
    home_unit: str = ""
    home_post: str = ""
    cadre_category: str = ""
    host_unit: str = ""
    post: str = ""
    term: str = ""
    id_number: str = ""
    phone: str = ""
    remarks: str = ""
