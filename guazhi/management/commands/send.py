"""``guazhi send``: what the outbox holds, sent once; to be run every few minutes."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from guazhi.management.arguments import add_language
from guazhi.management.database import demand_database
from guazhi.notices.commands import send
from guazhi.web import clock


class Command(BaseCommand):
    """Queue what is due and send what may go out now."""

    help = "Send messages that are due: urgent matters, reminders, digests."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The language of what is printed."""
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say what it came to."""
        with translation.override(options["lang"]):
            demand_database()
            tally = asdict(send(clock.now()))
            words = _(
                "queued %(queued)d, sent %(sent)d, nothing to say %(empty)d, again later"
                " %(again)d, failed %(failed)d, unsure %(unsure)d"
            )
            self.stdout.write(words % tally)
