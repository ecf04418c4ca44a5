"""What an account should know: its notices, each only while it may see what it is about."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor
from guazhi.notices.models import Notice, NoticeQuerySet
from guazhi.notices.queries.subjects import ABOUT, subjects
from guazhi.notices.rules.kinds import KINDS, OVERDUE
from guazhi.obligations.models import Obligation
from guazhi.obligations.queries import occurrences
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
    """A notice with what it is about; of an obligation also whose and by when."""

    notice: Notice
    about: str = ""
    duty: Words | None = None
    owner: str = ""
    due: date | None = None


def notices(actor: Actor) -> NoticeQuerySet:
    """The actor's notices of whose secondment, post or other subject he may still see enough."""
    mine = Notice.objects.filter(reader=actor.user_id)
    kinds_by_reach: dict[frozenset[object], list[str]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for name, kind in KINDS.items():
        if not kind.of:
            kinds_by_reach[frozenset(actor.grants(kind.capability))].append(name)
        elif actor.may(kind.capability):
            before[kind.of].append(name)
    allowed = Notice.objects.none()
    for of, names in before.items():
        subjects_seen = ABOUT[of].rows(actor).order_by().values("pk")
        allowed |= mine.filter(kind__in=names, subject__in=subjects_seen)
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


def items(actor: Actor, rows: Iterable[Notice]) -> list[Item]:
    """Notices with what they are about; one question for all of a sort."""
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
    which = occurrences(owed.values())
    about = subjects(actor, shown)
    return [
        _of_obligation(row, owed[row.subject], which.get(row.subject, ""))
        if row.kind in ABOUT_OBLIGATIONS and row.subject in owed
        else Item(row, about.get(row.pk, ""))
        for row in shown
    ]


def _of_obligation(row: Notice, obligation: Obligation, occurrence: str) -> Item:
    policy = obligation.secondment.policy if obligation.secondment else obligation.intake.policy
    rule = pack_of(policy).obligations.get(obligation.rule)
    owner = obligation.owner or obligation.owner_person
    names = rule.names if rule else None
    return Item(row, occurrence, names, owner.name if owner else "", obligation.due)
