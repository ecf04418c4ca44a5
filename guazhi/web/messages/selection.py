"""Sentences for findings about placement."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "place_pin_without_pair": _(
        "%(person)s is fixed to %(post)s, but that pair is not among the possible ones. Add the"
        " pair or drop the fixing."
    ),
    "place_pin_forbidden": _(
        "%(person)s is fixed to %(post)s and also forbidden to go there. Drop one of the two."
    ),
    "place_pins_over_capacity": _(
        "%(pinned)s people are fixed to %(post)s, which has %(capacity)s places. Free some of"
        " them, or add places."
    ),
    "place_pins_break_rule": _(
        "People fixed beforehand come to %(pinned)s under “%(rule)s”, which allows %(limit)s."
        " Free some of them, or change the rule."
    ),
    "place_no_plan_in_time": _(
        "No plan was found in %(seconds)s seconds and the memory allowed. Loosen the rules that"
        " cross, place a part of the people at a time, or allow more time."
    ),
}
