"""Points raised at forums: who may own one, whose they are, when an answer is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import ROLES_OF
from guazhi.coordination.models import Forum, ForumPoint
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation
from guazhi.organisations.queries import departments
from guazhi.secondments.models import Opinion, Secondment
from guazhi.secondments.queries import OpinionRow, opinion_rows


def point_parties(forum: Forum) -> dict[int, str]:
    """The organisations with a part in the forum, and what each is."""
    rows = Secondment.objects.filter(
        intake=forum.intake_id, pk__in=forum.attendances.values("secondment")
    )
    found = list(rows.values_list("home_organisation", "host_unit", "home_county", "host_county"))
    counties = departments({county for row in found for county in row[2:]})
    return {
        **{home: "home" for home, _host, _one, _other in found},
        **{host: "host" for _home, host, _one, _other in found},
        **dict.fromkeys(counties.values(), "county"),
        forum.intake.programme.owner_id: "city",
    }


def point_owners(forum: Forum) -> list[Organisation]:
    """The organisations that may follow a point up: city, counties, hosts, homes."""
    parties, order = point_parties(forum), ("city", "county", "host", "home")
    units = Organisation.objects.filter(pk__in=parties)
    return sorted(units, key=lambda unit: (order.index(parties[unit.pk]), unit.path))


def is_owned_by(actor: Actor, point: ForumPoint) -> bool:
    """Whether the actor works for the organisation that follows the point up."""
    roles, path = ROLES_OF[point.party], point.owner.path
    return any(held.role in roles and path.startswith(held.path) for held in actor.held)


def _mine(actor: Actor) -> Q:
    owned = Q(pk__in=[])
    for party, roles in ROLES_OF.items():
        for held in actor.held:
            if held.role in roles:
                owned |= Q(party=party, owner__path__under=held.path)
    return owned


def owned_points(actor: Actor) -> QuerySet[ForumPoint]:
    """Points that the actor's organisations follow up, those without an answer first."""
    rows = ForumPoint.objects.permitted(actor, Capability.ANSWER_POINT).filter(_mine(actor))
    return rows.select_related("forum", "owner", "raised_by__secondee")


def seen_points(actor: Actor) -> QuerySet[ForumPoint]:
    """Points that the actor follows up or raised, or reads as the department."""
    told = ForumPoint.objects.permitted(actor, Capability.READ_CONTACT_NOTE).values("pk")
    own = Q(raised_by__secondee=actor.person_id or 0)
    seen = ForumPoint.objects.permitted(actor, Capability.VIEW_FORUM)
    return seen.filter(_mine(actor) | own | Q(pk__in=told))


def point(actor: Actor, pk: int) -> ForumPoint:
    """The point ``pk`` for the organisation that follows it up; 404 for others."""
    return owned_points(actor).one(pk)  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point in a list, when its answer is due, and what the actor may make of it.

    ``raised_by`` is whose it is, for those in whose reach he is.
    """

    point: ForumPoint
    due: date | None
    may_answer: bool
    opinion: OpinionRow | None = None
    raised_by: Secondment | None = None


def points(actor: Actor, forum: Forum, *, sees_all: bool) -> list[PointRow]:
    """Points raised at a forum, in order; all of them, or those that the actor follows up."""
    seen = ForumPoint.objects.permitted(actor, Capability.VIEW_FORUM).filter(forum=forum)
    if not sees_all:
        seen = seen.filter(_mine(actor) | Q(raised_by__secondee=actor.person_id or 0))
    return with_due(actor, list(seen.select_related("owner", "raised_by__secondee").order_by("pk")))


def with_due(actor: Actor, rows: list[ForumPoint]) -> list[PointRow]:
    """Points with the day by which policy wants each answered."""
    owed = Obligation.objects.filter(
        occurrence__in=[f"point_raised-{row.pk}" for row in rows]
    ).values_list("occurrence", "due")
    dues = dict(owed)
    heard = Opinion.objects.readable(actor).filter(point__in=[row.pk for row in rows])
    raised = {each.point_id: each for each in heard}
    by = {row.raised_by_id for row in rows if row.raised_by_id}
    within = Secondment.objects.permitted(actor, Capability.VIEW_FORUM).filter(pk__in=by)
    reached = set(within.values_list("pk", flat=True))
    return [
        PointRow(
            row,
            dues.get(f"point_raised-{row.pk}"),
            row.answered_on is None and is_owned_by(actor, row),
            _opinion(actor, row, raised.get(row.pk)),
            row.raised_by if row.raised_by_id in reached else None,
        )
        for row in rows
    ]


def _opinion(actor: Actor, point: ForumPoint, heard: Opinion | None) -> OpinionRow | None:
    if heard is None or point.raised_by is None:
        return None
    (row,) = opinion_rows(actor, point.raised_by, [heard])
    return row
