"""Whether the configured database is there and has every table."""

from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _


def demand_database() -> None:
    """Refuse to go on without a database that is up to date."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as problem:
        words = _("The database cannot be opened: %s. Run guazhi migrate first.")
        raise CommandError(words % problem) from problem
    if behind:
        raise CommandError(_("The database is not up to date: run guazhi migrate first."))
