"""What goes out in these tests: which channels there are, and to whom."""

from datetime import date
from typing import Any

import pytest

from guazhi.access.actor import Actor
from guazhi.notices.commands import add_channel
from guazhi.notices.models import Notice
from guazhi.obligations.models import Obligation
from tests import make


@pytest.fixture
def offered(settings: Any) -> None:
    settings.CHANNELS = ["email", "wecom"]
    settings.SITE = "https://guazhi.example"


@pytest.fixture
def secondee(world: make.World) -> Actor:
    """The secondee, who owes something and has a mailbox."""
    Notice.objects.all().delete()
    Obligation.objects.filter(owner_person=world.secondment.secondee_id).update(
        opens=date(2026, 1, 1)
    )
    add_channel(kind="email", address="tan@anlan.gov.cn", actor=world.secondee)
    return world.secondee
