"""Notices in words; an event has one name, in the ledger as in the inbox."""

from django.utils.translation import gettext as _

from guazhi.notices.rules.kinds import OVERDUE
from guazhi.web.verbs import event_in_words


def title_of(kind: str) -> str:
    """What happened, in the present language."""
    return _("Overdue, brought before you") if kind == OVERDUE else event_in_words(kind)
