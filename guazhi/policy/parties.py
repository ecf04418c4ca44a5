"""The parties of a secondment."""

from enum import StrEnum


class Party(StrEnum):
    """A side that owes something; mentor and secondee are persons, the rest organisations."""

    CITY = "city"
    COUNTY = "county"
    HOST = "host"
    HOME = "home"
    MENTOR = "mentor"
    SECONDEE = "secondee"

    @property
    def is_person(self) -> bool:
        return self in {Party.MENTOR, Party.SECONDEE}
