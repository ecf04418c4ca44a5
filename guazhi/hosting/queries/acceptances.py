"""Whether the host has accepted, and who answers for it."""

from guazhi.hosting.models import Acceptance
from guazhi.secondments.models import Secondment


def acceptance(secondment: Secondment) -> Acceptance | None:
    """The host's acceptance of a secondment already reached, or None."""
    return Acceptance.objects.filter(secondment=secondment).first()
