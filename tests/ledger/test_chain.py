"""The ledger finds every tampering: changed, removed, reordered or cut off."""

import pytest
from django.db import DatabaseError, connection, transaction

from guazhi.ledger.models import Entry, Head
from guazhi.ledger.verify import head, verify
from tests.make import World

pytestmark = pytest.mark.django_db


def drop_walls() -> None:
    """Do what only a database owner can: remove the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_entry_never_changed")
            cursor.execute("DROP TRIGGER ledger_entry_never_removed")
        else:
            cursor.execute("DROP TRIGGER ledger_entry_never_changed ON guazhi_entry")


def codes() -> list[tuple[int, str]]:
    return [(each.seq, each.code) for each in verify()]


def test_every_command_is_chained_and_the_chain_verifies(world: World) -> None:
    seq, _hash = head()

    assert Entry.objects.count() == seq
    assert codes() == []


@pytest.mark.parametrize("change", ["UPDATE guazhi_entry SET verb='X'", "DELETE FROM guazhi_entry"])
def test_the_database_refuses_to_change_an_entry(world: World, change: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert codes() == []


def test_a_changed_entry_is_found(world: World) -> None:
    drop_walls()

    Entry.objects.filter(seq=2).update(actor_name="somebody else")

    assert codes() == [(2, "entry_changed")]


def test_a_removed_entry_is_found(world: World) -> None:
    drop_walls()

    Entry.objects.filter(seq=3).delete()

    assert codes() == [(3, "entry_missing")]


def test_a_cut_tail_is_found(world: World) -> None:
    drop_walls()
    seq, _hash = head()

    Entry.objects.filter(seq=seq).delete()

    assert codes() == [(seq, "tail_cut_off")]


def test_two_entries_that_changed_places_are_found(world: World) -> None:
    drop_walls()
    Entry.objects.filter(seq=2).update(seq=1000)
    Entry.objects.filter(seq=3).update(seq=2)

    Entry.objects.filter(seq=1000).update(seq=3)

    assert {code for _seq, code in codes()} == {"entry_changed", "entry_out_of_order"}


def test_a_chain_built_anew_is_found_by_the_anchor(world: World) -> None:
    drop_walls()
    anchor = head()
    Entry.objects.filter(seq=anchor[0]).update(hash="0" * 64)

    found = {each.code for each in verify(anchor)}

    assert "anchor_differs" in found


def test_an_entry_that_cannot_be_read_is_found_and_the_rest_still_read(world: World) -> None:
    drop_walls()
    sqlite = connection.vendor == "sqlite"
    change = "at = 'yesterday'" if sqlite else "payload = '\"other\"'"

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE guazhi_entry SET {change} WHERE seq = 2")

    assert codes() == [(2, "entry_changed")]


def test_a_head_that_is_gone_is_found(world: World) -> None:
    Head.objects.all().delete()

    assert codes() == [(1, "head_differs")]
