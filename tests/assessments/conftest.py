"""What many tests of assessments begin with."""

import pytest

from tests.assessments.acting import seated
from tests.make import World


@pytest.fixture
def sittings(world: World) -> None:
    """Who sits on both assessments of the small city's secondee."""
    for kind in ("midterm", "final"):
        seated(world, world.secondment, kind=kind)
