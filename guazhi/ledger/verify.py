"""Verification of the whole chain, streamed."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from guazhi.ledger.chain import Break, breaks
from guazhi.ledger.models import Entry, Head

WORDS = {
    "entry_missing": _("Entry %(seq)d is missing."),
    "entry_out_of_order": _("Entry %(seq)d does not follow the one before it."),
    "entry_changed": _("Entry %(seq)d was changed."),
    "tail_cut_off": _("The ledger is cut off from entry %(seq)d on."),
    "head_differs": _("The ledger goes on after its head, from entry %(seq)d."),
    "anchor_differs": _("Entry %(seq)d is not the one that was anchored."),
}


def sentence(found: Break) -> str:
    """What is wrong with the chain, in words."""
    return str(WORDS[found.code]) % {"seq": found.seq}


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
