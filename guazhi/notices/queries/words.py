"""Notices in words; an event has one name, in the ledger as in the inbox."""

from django.utils.translation import gettext as _

from guazhi.notices.rules.kinds import OVERDUE, verb_of
from guazhi.web.verbs import verb_in_words


def title_of(kind: str) -> str:
    """What happened, in the present language."""
    return _("Overdue, brought before you") if kind == OVERDUE else verb_in_words(verb_of(kind))
