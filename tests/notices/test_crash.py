"""A sender killed between claim and mark: what may have gone out is not sent again."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from guazhi.notices.commands import add_channel
from guazhi.notices.models import Delivery
from guazhi.obligations.models import Obligation
from tests import make
from tests.notices.outside import Mailbox, kill, mail_server

DAY = "2026-03-02"


def environment(folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "GUAZHI_VAR": str(folder),
        "GUAZHI_DATABASE": f"sqlite:///{folder / 'office.sqlite3'}",
        "GUAZHI_MAIL": f"smtp://127.0.0.1:{port}",
        "GUAZHI_CLOCK": DAY,
        "DJANGO_SETTINGS_MODULE": "guazhi.settings",
    }


def office(folder: Path) -> None:
    """Copy a world in which one secondee with a mailbox owes something."""
    world = make.world()
    Obligation.objects.filter(owner_person=world.secondment.secondee_id).update(opens="2026-01-01")
    add_channel(kind="email", address="tan@anlan.gov.cn", actor=world.secondee)
    with sqlite3.connect(folder / "office.sqlite3") as copy:
        connections["default"].ensure_connection()
        connections["default"].connection.backup(copy)
    copy.close()


def sender(folder: Path, port: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "guazhi", "send", "--lang", "en"],
        env=environment(folder, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def state(folder: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(folder / "office.sqlite3") as database:
        rows = database.execute("SELECT occasion, state FROM guazhi_delivery").fetchall()
    database.close()
    return rows


def age(folder: Path) -> None:
    """Let an hour go by since the claim."""
    with sqlite3.connect(folder / "office.sqlite3") as database:
        database.execute("UPDATE guazhi_delivery SET claimed_at = datetime(claimed_at, '-1 hour')")
    database.close()


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_while_it_hands_over_sends_nothing_twice(
    tmp_path: Path, settings: object
) -> None:
    if connections["default"].vendor != "sqlite":
        pytest.skip("the killed process works on a copy in a file")
    settings.CHANNELS = ["email"]  # type: ignore[attr-defined]
    office(tmp_path)
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        process = sender(tmp_path, port)
        mailbox.on_data = lambda: kill(process.pid)
        process.communicate(timeout=60)
        after_death = state(tmp_path)
        mailbox.on_data = lambda: None

        at_once = sender(tmp_path, port).communicate(timeout=60)[0]
        age(tmp_path)
        later = sender(tmp_path, port).communicate(timeout=60)[0]

    assert process.returncode == -9
    assert after_death == [(f"digest:{DAY}", Delivery.CLAIMED)]
    assert "sent 0" in at_once
    assert "unsure 1" in later
    assert state(tmp_path) == [(f"digest:{DAY}", Delivery.UNSURE)]
    assert len(mailbox.letters) == 1
