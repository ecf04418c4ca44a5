"""Sentences for findings about units."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "home_would_be_host": _(
        "%(unit)s is the home organisation of somebody who serves there. End or move that"
        " secondment first."
    ),
    "merged_already": _("%(unit)s has been merged into another unit already."),
    "merged_with_itself": _("A unit cannot be merged with itself. Name two units."),
    "not_a_unit_to_merge": _(
        "%(unit)s is a place or an organisation department. Only units in a place are merged."
    ),
    "units_below": _("%(unit)s has units below it. Merge those first."),
}
