"""The way to whatever lies below an intake."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from guazhi.web.menu import address
from guazhi.web.page import Crumb

if TYPE_CHECKING:
    from guazhi.programmes.models import Intake


def intake_trail(intake: "Intake", *further: Crumb) -> list[Crumb]:
    """From the intakes over this one to a page below it."""
    return [
        Crumb(_("Intakes"), address("dashboards:intakes")),
        Crumb(intake.name, address("dashboards:intake", intake.pk)),
        *further,
    ]
