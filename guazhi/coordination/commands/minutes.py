"""Minutes of forums: written, edited, confirmed."""

from django.db import transaction

from guazhi.access.actor import Actor
from guazhi.coordination import rules
from guazhi.coordination.events import MinutesConfirmed, MinutesWritten
from guazhi.coordination.models import Forum, ForumMinutes
from guazhi.coordination.queries.minutes import kept_minutes
from guazhi.ledger.commands import record
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.web import clock


@transaction.atomic
def write_minutes(
    forum_id: int, *, text: str, actor: Actor, seen: str | None = None
) -> ForumMinutes:
    """Keep the text of the minutes; ``seen`` are the marks of the text it was edited from.

    Refused before the forum is recorded, once confirmed, without words, and when somebody else
    has saved a text meanwhile.
    """
    forum = Forum.objects.run_by(actor).locked(forum_id)
    minutes = ForumMinutes.objects.filter(forum=forum).first()
    refuse_if(
        [
            *_check_open(forum, minutes),
            *check_words("S2.2.1", text=text),
            *check_seen(seen, kept_minutes(minutes)),
        ]
    )
    minutes = minutes or ForumMinutes(forum=forum, edition=0)
    minutes.text, minutes.edition = text, minutes.edition + 1
    minutes.made_by_id, minutes.made_at = actor.user_id, clock.now()
    minutes.save()
    record(
        actor,
        MinutesWritten(subject=forum.pk, intake=forum.intake_id, edition=minutes.edition),
    )
    return minutes


@transaction.atomic
def confirm_minutes(forum_id: int, *, edition: int, actor: Actor) -> ForumMinutes:
    """Confirm the minutes as they stand; from then on nothing in them or the record changes.

    Refused without minutes, twice, and when they are not the edition that was read.
    """
    forum = Forum.objects.run_by(actor).locked(forum_id)
    minutes = ForumMinutes.objects.filter(forum=forum).first()
    if minutes is None:
        refuse_if([Finding("no_minutes_yet")])
    assert minutes is not None
    refuse_if(
        [
            *_check_open(forum, minutes),
            *rules.check_edition(given=edition, kept=minutes.edition),
        ]
    )
    minutes.confirmed_on, minutes.confirmed_by_id = clock.today(), actor.user_id
    minutes.save(update_fields=["confirmed_on", "confirmed_by"])
    record(
        actor,
        MinutesConfirmed(subject=forum.pk, intake=forum.intake_id, edition=minutes.edition),
    )
    return minutes


def _check_open(forum: Forum, minutes: ForumMinutes | None) -> list[Finding]:
    if not forum.is_held:
        return [Finding("forum_not_recorded")]
    if minutes is not None and minutes.confirmed_on is not None:
        return [Finding("minutes_confirmed_already")]
    return []
