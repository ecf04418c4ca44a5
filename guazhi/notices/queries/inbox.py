"""What an account should know: its notices, each only while it may see what it is about."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor
from guazhi.notices.models import Notice, NoticeQuerySet
from guazhi.notices.rules.kinds import KINDS, OVERDUE
from guazhi.obligations.models import Obligation
from guazhi.policy.entries import Words
from guazhi.programmes.queries import pack_of

MOST = 100
LOADED = (
    "secondment__secondee",
    "secondment__home_organisation",
    "secondment__host_unit",
    "intake",
)
ABOUT_OBLIGATIONS = (OVERDUE, "waiver_asked", "waiver_granted", "waiver_refused")


@dataclass(frozen=True, slots=True)
class Item:
    """A notice as the inbox shows it: of an obligation also which, of whom, and by when."""

    notice: Notice
    duty: Words | None = None
    owner: str = ""
    due: date | None = None


def notices(actor: Actor) -> NoticeQuerySet:
    """The actor's notices whose secondment he may still see, as each kind demands."""
    mine = Notice.objects.filter(reader=actor.user_id)
    kinds_by_reach: dict[frozenset[object], list[str]] = defaultdict(list)
    for name, kind in KINDS.items():
        kinds_by_reach[frozenset(actor.grants(kind.capability))].append(name)
    allowed = Notice.objects.none()
    for reach, names in kinds_by_reach.items():
        if reach:
            seen = mine.filter(kind__in=names).permitted(actor, KINDS[names[0]].capability)
            allowed |= seen
    return allowed


def unread(actor: Actor) -> NoticeQuerySet:
    """What waits to be read (待阅)."""
    return notices(actor).filter(read_at__isnull=True)


def read(actor: Actor) -> NoticeQuerySet:
    """What has been read (已阅)."""
    return notices(actor).filter(read_at__isnull=False)


def count_unread(actor: Actor) -> int:
    """How much waits to be read, counted up to a bound."""
    if actor.user_id is None:
        return 0
    return len(unread(actor).values_list("pk")[:MOST])


def items(rows: Iterable[Notice]) -> list[Item]:
    """Notices with what they say of obligations; one question for all of them."""
    shown = list(rows)
    ids = {row.subject for row in shown if row.kind in ABOUT_OBLIGATIONS}
    owed = (
        Obligation.objects.filter(pk__in=ids)
        .select_related("intake__policy", "secondment__policy", "owner", "owner_person")
        .defer("intake__policy__text", "secondment__policy__text")
        .in_bulk()
        if ids
        else {}
    )
    return [
        _item(row, owed.get(row.subject) if row.kind in ABOUT_OBLIGATIONS else None)
        for row in shown
    ]


def _item(row: Notice, obligation: Obligation | None) -> Item:
    if obligation is None:
        return Item(row)
    policy = obligation.secondment.policy if obligation.secondment else obligation.intake.policy
    rule = pack_of(policy).obligations.get(obligation.rule)
    owner = obligation.owner or obligation.owner_person
    return Item(row, rule.names if rule else None, owner.name if owner else "", obligation.due)
