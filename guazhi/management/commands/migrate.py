"""``guazhi migrate``: Django's, in a folder that need not be there yet."""

from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    """Make the tables, and before them the folder of a database kept in a file."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Make the folder before Django's checks open the file."""
        settings = connections[options.get("database") or "default"].settings_dict
        if settings["ENGINE"].endswith("sqlite3") and ":memory:" not in str(settings["NAME"]):
            Path(settings["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        return super().execute(*args, **options)
