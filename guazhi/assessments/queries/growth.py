"""Growth of an intake's people between their two assessments."""

from collections import defaultdict
from collections.abc import Mapping

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import AssessmentPart
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.growth import Course, Rated, growth
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of


def growth_in(actor: Actor, intake: Intake) -> dict[str, dict[Course, list[int]]]:
    """Whose ratings grew, stayed or fell in each dimension, of those assessed twice."""
    rows = AssessmentPart.objects.permitted(actor, Capability.VIEW_EVALUATION).filter(
        secondment__intake=intake, assessment__concluded_on__isnull=False
    )
    rated: dict[int, dict[str, list[Mapping[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for pk, kind, scores in rows.values_list("secondment", "assessment__kind", "scores"):
        rated[pk][kind].append(scores)
    people = [
        Rated(pk, found[Kind.MIDTERM.value], found[Kind.FINAL.value])
        for pk, found in sorted(rated.items())
    ]
    return growth(pack_of(intake.policy).assessment, people)
