"""One operation that makes many tables at once."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.utils.functional import cached_property


class CreateTogether(Operation):
    """Create models that are all known before the first table is made.

    Django renders every model made so far anew for each that is added: with sixty of them that
    takes longer than all else that a migration does. Here they are rendered once.
    """

    reversible = True
    reduces_to_sql = True
    serialization_expand_args = ("operations",)

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    @cached_property
    def names(self) -> list[str]:
        """The names of the models, as they were written."""
        return [operation.name for operation in self.operations]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add every model to the state; what was rendered of it is let go first."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables in the order in which they are listed."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether one of the models is, or refers to, the one named."""
        return any(operation.references_model(name, app_label) for operation in self.operations)

    def describe(self) -> str:
        """One line for the log of a migration."""
        return f"Create {len(self.operations)} models together"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the operation is written."""
        return type(self).__name__, [], {"operations": self.operations}
