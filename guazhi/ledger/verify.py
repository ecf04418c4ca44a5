"""Verification of the whole chain, streamed, and what the last one found."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from guazhi.ledger.chain import Break, Unreadable, breaks
from guazhi.ledger.models import Entry, Head, Verification

BATCH = 2000
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
    seq, hash_ = head()
    yield from breaks(_links(seq), seq, hash_)
    beyond = Entry.objects.filter(seq__gt=head()[0]).order_by("seq").values_list("seq", flat=True)
    if (first := beyond.first()) is not None:
        yield Break(first, "head_differs")
    if anchor is not None:
        seq, hash_ = anchor
        known = Entry.objects.filter(seq=seq).values_list("hash", flat=True).first()
        if known != hash_:
            yield Break(seq, "anchor_differs")


def last_verification() -> Verification | None:
    """The latest verification that was kept; None before the first."""
    return Verification.objects.select_related("made_by").order_by("-at", "-pk").first()


def found_by(kept: Verification) -> list[Break]:
    """The breaks that a verification found."""
    return [Break(each["seq"], each["code"]) for each in kept.breaks]


def head() -> tuple[int, str]:
    """The number and hash of the last entry; nought and nothing where the head is gone."""
    row = Head.objects.filter(pk=1).first()
    return (row.seq, row.hash) if row else (0, "")


def _links(last: int) -> Iterator[Entry | Unreadable]:
    """The entries up to ``last`` in order, a batch at a time, so that work may go on meanwhile.

    One that cannot be read stands for itself.
    """
    after: int | None = None
    while True:
        rows = Entry.objects.filter(seq__lte=last).order_by("seq")
        rows = rows if after is None else rows.filter(seq__gt=after)
        numbers = list(rows.values_list("seq", flat=True)[:BATCH])
        if not numbers:
            return
        try:
            yield from list(rows.filter(seq__lte=numbers[-1]))
        except (ValueError, TypeError):
            yield from map(_link, numbers)
        after = numbers[-1]


def _link(seq: int) -> Entry | Unreadable:
    try:
        return Entry.objects.get(seq=seq)
    except (ValueError, TypeError):
        kept = Entry.objects.values_list("previous", "hash").get(seq=seq)
        return Unreadable(seq, *kept)
