"""What the database itself refuses, as findings: the wall's name stands in the error."""

from django.db import IntegrityError

from guazhi.policy.findings import Finding

WALLS = {
    "secondment_never_overlaps": "secondment_overlaps",
    "secondment_one_active_each": "secondment_overlaps",
    "secondment_one_start_each": "secondment_overlaps",
    "leave_never_overlaps": "leave_overlaps_held",
    "leave_extended_once_at_a_time": "leave_has_extension",
    "nomination_one_each": "nominated_twice",
    "post_offered_once": "post_title_taken",
    "post_never_over_its_places": "post_full",
}


def finding_of(refusal: IntegrityError) -> Finding | None:
    """The finding that a known wall stands for; None for what only a fault explains."""
    text = str(refusal)
    return next((Finding(code) for wall, code in WALLS.items() if wall in text), None)
