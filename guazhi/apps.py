"""The one Django app."""

from django.apps import AppConfig


class GuazhiConfig(AppConfig):
    """Guazhi's models, templates and commands."""

    name = "guazhi"
    verbose_name = "Guazhi"

    def ready(self) -> None:
        """Wire the reactions."""
        from guazhi.ledger.commands import wire  # noqa: PLC0415 - models are loaded by now
        from guazhi.reactions import LISTENERS, REACTIONS  # noqa: PLC0415

        wire(REACTIONS, LISTENERS)
