"""Who is told of what: events, the ladder of what is overdue, and how much leaves the house."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from guazhi.policy import vocabulary
from guazhi.policy.timing import Entry, known


class Relation(StrEnum):
    """What somebody is to a secondment; never a name or a mailbox."""

    SECONDEE = "secondee"
    MENTOR = "mentor"
    HOST_HANDLER = "host_handler"
    HOST_LEADER = "host_leader"
    HOME_HANDLER = "home_handler"
    COUNTY_HANDLER = "county_handler"
    COUNTY_APPROVER = "county_approver"
    CITY_HANDLER = "city_handler"
    CITY_APPROVER = "city_approver"
    OWNER = "owner"  # whoever owes the obligation in question
    ADDRESSED = "addressed"  # the unit that the matter was given to
    ASKED = "asked"  # whose consent to a change of course is asked for now
    AUTHOR = "author"  # whoever wrote what is answered, returned or published


Urgency = Literal["inbox", "prompt"]
Step = Literal["owner", "leader", "department"]
Outside = Literal["counts", "titles"]


class Told(Entry):
    """One line of the table: of this event these people are told, in the inbox or promptly."""

    event: Annotated[str, known("unknown_event", *vocabulary.NOTICES)]
    tell: Annotated[
        tuple[Annotated[Relation, Field(strict=False)], ...], Field(min_length=1, strict=False)
    ]
    urgency: Urgency = "inbox"


class Rung(Entry):
    """So many days after an obligation's date, before it where negative, this one is told."""

    days: Annotated[int, Field(ge=-60, le=180)]
    tell: Step
