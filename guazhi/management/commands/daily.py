"""``guazhi daily``: what falls to the system each day, in order; safe to run again."""

import logging
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from guazhi.access.actor import Actor
from guazhi.assessments.commands import close_due_polls
from guazhi.coordination.commands import remind_of_contacts
from guazhi.hosting.commands import escalate_difficulties
from guazhi.management.arguments import add_language
from guazhi.management.database import demand_database
from guazhi.notices.commands import escalate, escalate_leaves, send
from guazhi.obligations.commands import reconcile_all, reconcile_intake
from guazhi.programmes.models import Intake
from guazhi.web import clock

log = logging.getLogger(__name__)

Job = Callable[[Actor, date], int]


def bring_up(actor: Actor, day: date) -> int:
    """Bring what is overdue before those above; how many notices that made."""
    return escalate(day, actor=actor)


def bring_back(actor: Actor, day: date) -> int:
    """Tell of leaves that nobody has reported back from; how many notices that made."""
    return escalate_leaves(day, actor=actor)


def sent(actor: Actor, day: date) -> int:
    """Queue and send what is due; how many messages went out."""
    del actor, day
    return send(clock.now()).sent


def reconcile(actor: Actor, day: date) -> int:
    """Bring all obligations up to date; how many secondments were looked at."""
    del actor, day
    for intake in Intake.objects.select_related("policy", "programme"):
        reconcile_intake(intake)
    return sum(reconcile_all())


def pass_up(actor: Actor, day: date) -> int:
    """Pass up the difficulties left unsolved for too long; how many went up."""
    return escalate_difficulties(day, actor=actor)


def remind(actor: Actor, day: date) -> int:
    """Bring planned contacts to mind; how many there were."""
    return remind_of_contacts(day, actor=actor)


def count_polls(actor: Actor, day: date) -> int:
    """Close and count the votes whose time is over; how many."""
    del day
    return close_due_polls(clock.now(), actor=actor)


# Each does the work of a day and says how much it was; the same day again changes nothing.
JOBS: Mapping[str, Job] = {
    "reconcile": reconcile,
    "escalate": pass_up,
    "polls": count_polls,
    "overdue": bring_up,
    "leave": bring_back,
    "contacts": remind,
    "send": sent,
}


class Command(BaseCommand):
    """Run every job of the day; a fault in one keeps none of the others from its work."""

    help = "Reconcile, escalate and send: to be run once a day, or more often."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The language of what is printed."""
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run them in order; ends with 1 when one of them failed."""
        actor = Actor(user_id=None, person_id=None, name="guazhi daily", is_command_line=True)
        with translation.override(options["lang"]):
            demand_database()
            failed = [name for name, job in JOBS.items() if not self.ran(name, job, actor)]
            if failed:
                raise CommandError(_("Failed: %s") % ", ".join(failed))

    def ran(self, name: str, job: Job, actor: Actor) -> bool:
        """Whether the job came to its end."""
        try:
            count = job(actor, clock.today())
        except Exception:
            log.exception("daily job %s", name)
            return False
        self.stdout.write(f"{name}: {count}")
        return True
