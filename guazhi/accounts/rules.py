"""Which hats may sit on one head (三员分立): officers do no business and are three people."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator

from guazhi.access.matrix import OFFICERS, Role
from guazhi.policy.findings import Finding


def check_roles(roles: Collection[Role]) -> Iterator[Finding]:
    """Findings against one account holding all of ``roles``."""
    officers = {role for role in roles if role in OFFICERS}
    if len(officers) > 1:
        yield Finding("officers_are_three_people", field="role")
    if officers and len(set(roles)) > len(officers):
        yield Finding("officer_does_no_business", field="role")


def check_new(held: Collection[Hashable], wanted: Collection[Hashable]) -> Iterator[Finding]:
    """A finding where one of the grants ``wanted`` is held already, or asked for twice."""
    if set(held) & set(wanted) or any(count > 1 for count in Counter(wanted).values()):
        yield Finding("role_held_already", field="role")
