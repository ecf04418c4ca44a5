"""Verification of the whole chain, streamed."""

from collections.abc import Iterator

from guazhi.ledger.chain import Break, breaks
from guazhi.ledger.models import Entry, Head


def verify(anchor: tuple[int, str] | None = None) -> Iterator[Break]:
    """Every break in the chain, from the first entry to the head.

    ``anchor`` is a head written down elsewhere earlier: an entry at that number must still have
    that hash, so that even a chain built anew from there on is found.
    """
    head = Head.objects.get(pk=1)
    yield from breaks(Entry.objects.order_by("seq").iterator(2000), head.seq, head.hash)
    if anchor is not None:
        seq, hash_ = anchor
        known = Entry.objects.filter(seq=seq).values_list("hash", flat=True).first()
        if known != hash_:
            yield Break(seq, "anchor_differs")


def head() -> tuple[int, str]:
    """The number and hash of the last entry."""
    row = Head.objects.get(pk=1)
    return row.seq, row.hash
