"""What a message says: made when it is sent, of what its reader may see at that moment."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guazhi.access.actor import Actor
from guazhi.access.models import User
from guazhi.access.queries import actor_of
from guazhi.dashboards.queries import counts, soon_days, work_of
from guazhi.notices.queries.inbox import MOST, count_unread, unread
from guazhi.notices.queries.words import title_of
from guazhi.programmes.queries import pack_of


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: a line and a text."""

    subject: str
    body: str


def letter(user: User, day: date) -> Letter | None:
    """What to tell the account on ``day``; None when there is nothing, or it has been closed."""
    if not user.is_active:
        return None
    actor = actor_of(user, day)
    counted = counts(work_of(actor), day, soon_days(day))
    owed = sum(counted.values())
    to_read = count_unread(actor)
    if not owed and not to_read:
        return None
    with translation.override(user.language):
        lines = [*_counted(counted, owed, to_read), *_titles(actor)]
        if settings.SITE:
            lines.append(_("Sign in to handle and read: %(site)s") % {"site": settings.SITE})
        subject = _("Secondments: %(owed)d to do, %(unread)d to read") % {
            "owed": owed,
            "unread": to_read,
        }
    return Letter(subject, "\n".join(lines))


def _counted(counted: dict[str, int], owed: int, to_read: int) -> list[str]:
    """The figures, without a name."""
    lines = []
    if owed:
        lines.append(
            ngettext(
                "%(owed)d thing to do: %(overdue)d overdue, %(soon)d due soon.",
                "%(owed)d things to do: %(overdue)d overdue, %(soon)d due soon.",
                owed,
            )
            % {"owed": owed, "overdue": counted["overdue"], "soon": counted["due_soon"]}
        )
    if to_read:
        lines.append(
            ngettext("%(unread)d notice to read.", "%(unread)d notices to read.", to_read)
            % {"unread": to_read}
        )
    return lines


def _titles(actor: Actor) -> list[str]:
    """What happened, how often, where the policy of the secondment lets that out of the house."""
    rows = unread(actor).select_related("secondment__policy", "intake__policy")
    rows = rows.defer("secondment__policy__text", "intake__policy__text")
    told: Counter[str] = Counter()
    for row in rows.order_by("pk")[:MOST]:
        policy = row.secondment.policy if row.secondment else row.intake.policy
        if pack_of(policy).notices.outside == "titles":
            told[title_of(row.kind)] += 1
    return [f"{title} × {count}" if count > 1 else title for title, count in told.items()]


def trial_letter(user: User) -> Letter:
    """What a test message says: nothing of anybody."""
    with translation.override(user.language):
        lines = [
            _("This is a test message. Messages from the secondment system arrive here."),
            _("There is nothing to do."),
        ]
        if settings.SITE:
            lines.append(_("Sign in to handle and read: %(site)s") % {"site": settings.SITE})
        return Letter(_("Secondments: test message"), "\n".join(lines))
