"""The one Django app."""

from django.apps import AppConfig


class GuazhiConfig(AppConfig):
    """Guazhi's models, templates and commands."""

    name = "guazhi"
    verbose_name = "Guazhi"
