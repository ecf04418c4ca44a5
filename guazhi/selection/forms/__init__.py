"""Forms from need to decision."""

from guazhi.selection.forms.decisions import (
    MeetingForm,
    ObjectionForm,
    SettlementForm,
)
from guazhi.selection.forms.proposals import (
    DropForm,
    LineForm,
    PlaceForm,
)

__all__ = [
    "DropForm",
    "LineForm",
    "MeetingForm",
    "ObjectionForm",
    "PlaceForm",
    "SettlementForm",
]
