"""The ledger as the audit officer reads it, on pages and on the command line."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import Role
from guazhi.ledger import chain, queries
from guazhi.ledger.chain import Break
from guazhi.ledger.models import Entry, Head
from guazhi.ledger.verify import head, verify
from guazhi.web.clock import clock_at
from tests import make
from tests.ledger.test_chain import drop_walls
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(world: World) -> Actor:
    return make.actor(Role.AUDIT_OFFICER, world.city, name="审计员")


def shown(actor: Actor, **query: str) -> list[int]:
    entries = client_of(actor).get("/ledger/", query).context["entries"]
    return [entry.seq for entry in entries]


def numbers(**wanted: Any) -> list[int]:
    return list(Entry.objects.filter(**wanted).order_by("-seq").values_list("seq", flat=True))


def test_the_newest_entry_comes_first(world: World, auditor: Actor) -> None:
    assert shown(auditor) == numbers()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"verb": "SecondeeArrived"}, {"verb": "SecondeeArrived"}),
        ({"who": "市委组织部审批"}, {"actor_name": "市委组织部审批"}),
        ({"after": "4~4"}, {"seq__lt": 4}),
        ({"since": "2026-03-03"}, {"seq": 0}),
        ({"until": "2026-03-01"}, {"seq": 0}),
        ({"since": "2026-03-02", "until": "2026-03-02"}, {}),
        ({"since": "no day"}, {}),
    ],
)
def test_filters_narrow_the_list(
    world: World, auditor: Actor, query: dict[str, str], wanted: dict[str, Any]
) -> None:
    assert shown(auditor, **query) == numbers(**wanted)


def test_a_long_ledger_is_read_page_by_page_without_gap_or_repeat(
    world: World, auditor: Actor
) -> None:
    for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午":
        world.another(f"赵{name}")
    client, found, where, pages = client_of(auditor), [], "/ledger/", []

    while where:
        pages.append(client.get(where).context)
        found += [entry.seq for entry in pages[-1]["entries"]]
        where = pages[-1]["pages"].next_url and f"/ledger/{pages[-1]['pages'].next_url}"
    back = client.get(f"/ledger/{pages[-1]['pages'].previous_url}").context

    assert len(found) > 50
    assert found == numbers()
    assert [entry.seq for entry in back["entries"]] == [e.seq for e in pages[-2]["entries"]]
    assert pages[0]["pages"].previous_url == ""


@pytest.mark.parametrize("who", ["handler", "host_leader", "secondee"])
def test_nobody_else_finds_the_ledger(world: World, who: str) -> None:
    client = client_of(getattr(world, who))

    assert [client.get(page).status_code for page in ("/ledger/", "/ledger/verify/")] == [404, 404]
    assert Client().get("/ledger/").status_code == 302


def test_the_page_of_verification_says_whole_or_names_the_entry(
    world: World, auditor: Actor
) -> None:
    client = client_of(auditor)
    client.post("/ledger/verify/")
    whole = client.get("/ledger/verify/").context
    drop_walls()
    Entry.objects.filter(seq=2).update(verb="X")
    unseen = client.get("/ledger/verify/").context

    client.post("/ledger/verify/")
    broken = client.get("/ledger/verify/").context

    assert (whole["breaks"], whole["head"], whole["since"]) == ([], head(), 0)
    assert unseen["breaks"] == []
    assert broken["breaks"] == ["Entry 2 was changed."]


def test_looking_reads_what_the_last_verification_found_and_no_entries(
    world: World, auditor: Actor
) -> None:
    client = client_of(auditor)
    never = client.get("/ledger/verify/").context
    audit("verify")
    seq = head()[0]
    world.another("赵一")

    with CaptureQueriesContext(connection) as asked:
        context = client.get("/ledger/verify/").context

    assert never["kept"] is None
    assert (context["kept"].seq, context["since"]) == (seq, head()[0] - seq)
    assert [each["sql"] for each in asked if "guazhi_entry" in each["sql"]] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is so small")
@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({"verb": "SecondeeArrived"}, "entry_by_verb"),
        ({"who": "市委组织部审批"}, "entry_by_actor"),
    ],
)
def test_a_filter_has_its_index(
    world: World, auditor: Actor, query: dict[str, str], index: str
) -> None:
    plan = queries.entries(auditor, **query)[:50].explain()  # type: ignore[arg-type]

    assert index in plan


def test_history_reaches_the_parties_and_not_the_neighbours(world: World) -> None:
    def seen(actor: Actor) -> int:
        return Entry.objects.permitted(actor, Capability.VIEW_HISTORY).count()

    of_one = Entry.objects.filter(secondment=world.secondment).count()
    assert [seen(world.county_handler), seen(world.home_handler), seen(world.secondee)] == [
        of_one
    ] * 3
    assert seen(world.other_county_handler) == 0


# the command line


def audit(*words: str) -> str:
    out = StringIO()
    call_command("audit", *words, stdout=out)
    return out.getvalue()


def test_verify_says_that_the_ledger_is_whole(world: World) -> None:
    seq, hash_ = head()

    assert json.loads(audit("verify", "--json")) == {
        "entries": seq,
        "verified": True,
        "head": hash_,
        "breaks": [],
    }
    assert str(seq) in audit("verify")


def test_verify_ends_with_an_error_and_says_where_it_breaks(
    world: World,
) -> None:
    drop_walls()
    Entry.objects.filter(seq=3).delete()
    out = StringIO()

    with pytest.raises(CommandError) as error:
        call_command("audit", "verify", "--json", stdout=out)
    with pytest.raises(CommandError):
        call_command("audit", "verify", stdout=(plain := StringIO()))

    assert error.value.returncode == 1
    assert json.loads(out.getvalue())["breaks"] == [{"seq": 3, "code": "entry_missing"}]
    assert len(plain.getvalue().splitlines()) == 1


def test_an_anchor_written_earlier_still_holds_later_and_finds_a_chain_built_anew(
    world: World, tmp_path: Path
) -> None:
    file = tmp_path / "anchor.json"
    written = audit("anchor", str(file))
    with clock_at(date(2026, 3, 9)):
        world.another("赵一")

    holds = json.loads(audit("verify", "--anchor", str(file), "--json"))["verified"]
    forge()
    with pytest.raises(CommandError):
        call_command("audit", "verify", "--anchor", str(file), "--json", stdout=(out := StringIO()))

    seq = json.loads(file.read_text())["seq"]
    assert written.split()[0] == str(seq)
    assert holds is True
    assert json.loads(out.getvalue())["breaks"] == [{"seq": seq, "code": "anchor_differs"}]


def forge() -> None:
    """Change an entry and build every hash after it anew: the chain alone cannot tell."""
    drop_walls()
    previous = ""
    for entry in Entry.objects.order_by("seq"):
        if entry.seq == 2:
            entry.actor_name = "somebody else"
        entry.previous = previous
        entry.hash = previous = chain.digest(entry)
        entry.save()
    Head.objects.update(hash=previous)


@pytest.mark.parametrize("text", ["", "[]", '{"seq": 1}', '{"seq": "x", "hash": ""}'])
def test_a_file_that_is_no_anchor_is_said_to_be_none(
    world: World, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "anchor.json"
    file.write_text(text)

    with pytest.raises(CommandError) as error:
        audit("verify", "--anchor", str(file))

    assert str(file) in str(error.value)


def test_a_head_that_is_behind_its_entries_is_found(world: World) -> None:
    seq, _hash = head()
    Head.objects.update(seq=seq - 1, hash=Entry.objects.get(seq=seq - 1).hash)

    assert list(verify()) == [Break(seq, "head_differs")]
