"""Sentences for findings about papers."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "paper_unusable": _("The template %(name)s cannot be used: %(problem)s"),
}
