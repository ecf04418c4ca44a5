"""What people fixed beforehand, held against the pairs, the places and the rules."""

from collections.abc import Iterator

import numpy as np

from guazhi.policy.findings import Finding
from guazhi.selection.placement.instance import Instance, Rule
from guazhi.selection.placement.plan import Broken, broken_rules


def check_pins(instance: Instance) -> Iterator[Finding]:
    """A finding for each pin that cannot stand: no such pair, forbidden, too many, or a rule."""
    for person in np.flatnonzero(instance.pins >= 0).tolist():
        post = int(instance.pins[person])
        pair = instance.pair(person, post)
        params = {"person": instance.people[person], "post": instance.posts[post]}
        if pair < 0:
            yield Finding("place_pin_without_pair", params=params)
        elif instance.barred[pair]:
            yield Finding("place_pin_forbidden", params=params)
    pinned = np.bincount(instance.pins[instance.pins >= 0], minlength=len(instance.posts))
    for post in np.flatnonzero(pinned > instance.cap).tolist():
        yield Finding(
            "place_pins_over_capacity",
            params={
                "post": instance.posts[post],
                "pinned": int(pinned[post]),
                "capacity": int(instance.cap[post]),
            },
        )
    for broken in broken_rules(instance, instance.pins):
        rule = instance.rules[broken.rule]
        if broken.found > broken.high:
            yield Finding(
                "place_pins_break_rule",
                params={
                    "rule": rule.cell(broken.row, broken.column),
                    "pinned": broken.found,
                    "limit": broken.high,
                    "people": _counted(instance, rule, broken),
                },
            )


def _counted(instance: Instance, rule: Rule, broken: Broken) -> tuple[str, ...]:
    """Who is fixed into a cell of a rule."""
    people = np.flatnonzero(instance.pins >= 0)
    in_row = rule.people.of[people] == broken.row
    in_column = rule.posts.of[instance.pins[people]] == broken.column
    return tuple(instance.people[place] for place in people[in_row & in_column].tolist())
