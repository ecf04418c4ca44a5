"""The world that tests begin in, built once a process.

Tests that ask for it run one after the other on the same rows: each has a copy of the objects, and
what it writes is rolled back to where it began. Before any other test that touches the database the
world is rolled back too.
"""

import pickle
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation

from guazhi.web.clock import clock_at
from tests import make

FIRST_DAY = date(2026, 3, 2)


class Ground:
    """Rows that stand while tests come and go, in one open transaction."""

    def __init__(self) -> None:
        self._block: transaction.Atomic | None = None
        self._world = b""

    def lay(self) -> None:
        """Build the world, unless it stands."""
        if self._block is None:
            self._block = transaction.atomic()
            self._block.__enter__()
            with clock_at(FIRST_DAY), translation.override(settings.LANGUAGE_CODE):
                self._world = pickle.dumps(make.world())

    def clear(self) -> None:
        """Take the world away, if it stands."""
        if self._block is not None:
            transaction.set_rollback(True)
            self._block.__exit__(None, None, None)
            self._block = None

    def world(self) -> make.World:
        """The world as it was built, for one test to do with as it likes."""
        copied: make.World = pickle.loads(self._world)
        return copied
