"""The calibration of a round: who is proposed for what, and how the capped grade stands."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef

from guazhi.assessments.models import Assessment, CapConsent
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.calibration import Room, ceiling_of
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import State


def taking_part(intake: Intake, kind: Kind) -> int:
    """How many are assessed in a round: all but who withdrew, or left before it came to that."""
    held = Assessment.objects.filter(secondment=OuterRef("pk"), kind=kind.value)
    rows = Secondment.objects.filter(intake=intake).exclude(state=State.WITHDRAWN)
    left = rows.filter(state=State.ENDED_EARLY).exclude(Exists(held))
    return rows.count() - left.count()


def consent_of(intake: Intake, kind: Kind) -> CapConsent | None:
    """The consent to more of the capped grade, where there is one."""
    return CapConsent.objects.filter(intake=intake, kind=kind.value).first()


def room_of(intake: Intake, kind: Kind, day: date, wanted: Collection[str]) -> Room | None:
    """How the capped grade stands, were the grades ``wanted`` decided now beside those given."""
    pack = pack_of(intake.policy)
    has_consent = consent_of(intake, kind) is not None
    ceiling = ceiling_of(pack, taking_part(intake, kind), day, has_consent=has_consent)
    if ceiling is None:
        return None
    given = Assessment.objects.filter(
        secondment__intake=intake, kind=kind.value, grade=ceiling.grade
    ).aggregate(n=Count("pk"))["n"]
    return Room(ceiling, given, sum(grade == ceiling.grade for grade in wanted))
