"""Forms from need to decision."""

from guazhi.selection.forms.decisions import (
    MeetingForm,
    ObjectionForm,
    SettlementForm,
)
from guazhi.selection.forms.proposals import (
    LineForm,
    PlaceForm,
    WhyForm,
)

__all__ = [
    "LineForm",
    "MeetingForm",
    "ObjectionForm",
    "PlaceForm",
    "SettlementForm",
    "WhyForm",
]
