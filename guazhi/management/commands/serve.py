"""``guazhi serve``: the site by gunicorn, for one machine."""

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from guazhi.management.arguments import HIGHEST_PORT, day, port
from guazhi.management.database import demand_database
from guazhi.settings import secret_key

HOST, PORT, TRIES = "127.0.0.1", 8000, 20


class Command(BaseCommand):
    """Serve the configured database."""

    help = "Serve the site on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and the day to look at."""
        add_serving(parser)
        parser.add_argument("--clock", type=day, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a database that is not up to date, else serve it until interrupted."""
        demand_database()
        connection.close()
        port = free_port(options["host"], options["port"])
        if port != options["port"]:
            self.stdout.write(_("Port %d is taken.") % options["port"])
        self.stdout.write(address(options["host"], port), ending="\n")
        self.stdout.flush()
        clock = {"GUAZHI_CLOCK": options["clock"].isoformat()} if options["clock"] else {}
        serve(options["host"], port, clock)


def add_serving(parser: ArgumentParser) -> None:
    """The options of serving."""
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=port, default=PORT)


def address(host: str, port: int) -> str:
    """Where a browser finds the site."""
    return f"http://{host}:{port}/"


def free_port(host: str, first: int) -> int:
    """``first``, or the next that nobody listens on."""
    for candidate in range(first, min(first + TRIES, HIGHEST_PORT + 1)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    raise CommandError(_("No port is free from %d on.") % first)


def serve(host: str, port: int, environment: dict[str, str]) -> None:
    """Become gunicorn. The key is kept with the data, so that sessions outlive a restart."""
    os.environ["GUAZHI_KEEP_KEY"] = "1"
    settings.VAR.mkdir(parents=True, exist_ok=True)
    secret_key()
    workers = 2 if (os.cpu_count() or 1) > 1 else 1
    sys.stdout.flush()
    os.execve(  # noqa: S606 - our own interpreter, fixed arguments
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn", "guazhi.wsgi:application"),
            *("--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "2"),
            *("--log-level", "warning"),
        ],
        {**os.environ, "PYTHONWARNINGS": "ignore:No directory at", **environment},
    )
