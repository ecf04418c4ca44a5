"""A database of its own for a rehearsal: the configured one is never touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction

from guazhi.settings import database


def use(path: Path) -> None:
    """Work on the SQLite file ``path`` from here on, with every table in it."""
    turn_to(path)
    call_command("migrate", verbosity=0, interactive=False)


def turn_to(path: Path) -> None:
    """Work on the SQLite file ``path`` from here on, as it is."""
    chosen = database(f"sqlite:///{path}")
    connections["default"].close()
    del connections["default"]
    settings.DATABASES = {"default": chosen}
    connections.settings = connections.configure_settings(settings.DATABASES)


@contextmanager
def one_write() -> Iterator[None]:
    """Write a day's work to the file in one go; each command in it still stands or falls alone."""
    with transaction.atomic():  # noqa: TID251 - no command, and changes nothing itself
        yield


def write_lazily() -> None:
    """Leave it to the machine when to write: a rehearsal that crashes is begun anew."""
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")


def remove(path: Path) -> None:
    """Remove the file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
