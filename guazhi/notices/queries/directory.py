"""From seats to the accounts that sit there on a day: two questions for any number of seats."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from guazhi.access.composed import composed_once
from guazhi.access.matrix import Role
from guazhi.access.models import Grant
from guazhi.access.queries import in_force
from guazhi.coordination.models import (
    ContactNote,
    ExchangeItem,
    Forum,
    ForumAttendance,
    Practice,
    PracticeDelivery,
)
from guazhi.coordination.queries.forums import without_report
from guazhi.hosting.models import TrainingPlan
from guazhi.notices.rules.seats import Owed, Place, Seat
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation
from guazhi.policy.parties import Party
from guazhi.programmes.models import Intake
from guazhi.secondments.models import ChangeConsent, CourseChange
from guazhi.secondments.rules import Answer

# Commands wait for these, so they are not composed anew each time.
PLACES = """SELECT s.id, s.intake_id, p.digest, s.owner_path, s.home_path, s.host_path,
    s.secondee_id, s.mentor_id
  FROM guazhi_secondment s JOIN guazhi_policyversion p ON p.id = s.policy_id
  WHERE s.id IN ({}) ORDER BY s.id"""
POSTS = """SELECT t.id, t.intake_id, p.digest, a.path, h.path
  FROM guazhi_post t JOIN guazhi_organisation h ON h.id = t.host_unit_id
    JOIN guazhi_intake i ON i.id = t.intake_id JOIN guazhi_policyversion p ON p.id = i.policy_id
    JOIN guazhi_programme g ON g.id = i.programme_id JOIN guazhi_organisation a ON a.id = g.area_id
  WHERE t.id IN ({}) ORDER BY t.id"""
NOMINATIONS = """SELECT n.id, n.intake_id, p.digest, n.owner_path, n.home_path, n.person_id
  FROM guazhi_nomination n JOIN guazhi_intake i ON i.id = n.intake_id
    JOIN guazhi_policyversion p ON p.id = i.policy_id
  WHERE n.id IN ({}) ORDER BY n.id"""
PERSONS = "SELECT id, person_id FROM guazhi_user WHERE is_active AND person_id IN ({})"
ACCOUNTS = "SELECT id, person_id FROM guazhi_user WHERE is_active AND id IN ({})"
# what is written by somebody and comes back to him
WRITTEN: dict[str, type[Model]] = {
    "change": CourseChange,
    "exchange_item": ExchangeItem,
    "plan": TrainingPlan,
    "practice": Practice,
}
MOST = 500


def _found(statement: str, ids: Iterable[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of ``statement`` for these ids, so many at a time as any database takes."""
    wanted = sorted(ids)
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), MOST):
            part = wanted[start : start + MOST]
            cursor.execute(statement.format(", ".join(["%s"] * len(part))), part)
            yield from cursor.fetchall()


@dataclass(frozen=True, slots=True)
class Reader:
    """An account that sits somewhere, and the person behind it."""

    user: int
    person: int | None


@dataclass(frozen=True, slots=True)
class Of:
    """What notices know of: a secondment, an intake as a whole, or what goes before one.

    That is a post offered, a nomination, or a unit called upon; they have no ``pk`` here.
    """

    pk: int | None
    intake: int
    digest: str
    place: Place

    @property
    def is_whole(self) -> bool:
        """Whether it is the intake as a whole, to which nobody but its owner is a party."""
        return self.pk is None and self.place == Place(self.place.city)


def places(ids: Iterable[int]) -> list[Of]:
    """The secondments with the paths and people that relations are read from."""
    return [
        Of(pk, intake, digest, Place(city, home, host, secondee, mentor or 0))
        for pk, intake, digest, city, home, host, secondee, mentor in _found(PLACES, set(ids))
    ]


def place_of_intake(pk: int) -> Of:
    """The intake as a whole, which knows no side but the city."""
    columns = ("policy__digest", "programme__area__path")
    digest, path = Intake.objects.values_list(*columns).get(pk=pk)
    return Of(None, pk, digest, Place(path))


def places_of_posts(ids: Iterable[int]) -> dict[int, Of]:
    """Posts offered: the host is a party, and its county."""
    return {
        pk: Of(None, intake, digest, Place(city, host=host))
        for pk, intake, digest, city, host in _found(POSTS, set(ids))
    }


def places_of_nominations(ids: Iterable[int]) -> dict[int, Of]:
    """Nominations: the home organisation is a party, its county, and the person himself."""
    return {
        pk: Of(None, intake, digest, Place(city, home=home, secondee=person))
        for pk, intake, digest, city, home, person in _found(NOMINATIONS, set(ids))
    }


def place_of_call(of: Of, unit: int, *, posts: bool, people: bool) -> Of:
    """A unit called upon within an intake: as host for posts, as home organisation for people."""
    path = unit_at(unit)
    place = Place(of.place.city, home=path if people else "", host=path if posts else "")
    return replace(of, place=place)


def guests(about: str, subject: int, *, late: bool) -> list[int]:
    """The secondments that a contact covers, a forum invites, or a practice is delivered to.

    ``late``: only those whose report for the forum is not in.
    """
    if about == "forum":
        everybody = ForumAttendance.objects.filter(forum=subject)
        invited = without_report(Forum.objects.get(pk=subject)) if late else everybody
        return list(invited.values_list("secondment_id", flat=True))
    if about == "contact":
        covered = ContactNote.objects.filter(contact=subject)
        return list(covered.values_list("secondment_id", flat=True))
    if about == "practice":
        delivered = PracticeDelivery.objects.filter(practice=subject)
        return list(delivered.values_list("secondment_id", flat=True))
    return []


@composed_once
def _unit(pk: int) -> QuerySet[Organisation, tuple[str, str, str | None]]:
    return Organisation.objects.filter(pk=pk).values_list("kind", "path", "parent__path")


def unit_at(pk: int) -> str:
    """The path of a unit; of a department that of its area, where its grants are."""
    kind, path, above = _unit.one(pk)
    return str(above if kind == "department" else path)


def author(about: str, subject: int) -> int:
    """The account that wrote what an event is about; 0 where nobody in particular did."""
    model = WRITTEN.get(about)
    if model is None:
        return 0
    return model._default_manager.values_list("made_by", flat=True).get(pk=subject) or 0  # noqa: SLF001


def asked(change: int) -> tuple[str, str, int] | None:
    """Whose consent to a change of course is asked for now: the party, its path, or the person."""
    steps = ChangeConsent.objects.filter(change=change, answer=Answer.ASKED)
    columns = ("party", "organisation_id", "person_id")
    step = steps.values_list(*columns).first()
    if step is None:
        return None
    party, unit, person = step
    return party, unit_at(unit) if unit else "", person or 0


def owed(pk: int) -> Owed:
    """Who owes the obligation."""
    columns = ("party", "owner__path", "owner__parent__path", "owner__kind", "owner_person_id")
    party, path, above, kind, person = Obligation.objects.values_list(*columns).get(pk=pk)
    return owed_by(party, path, above, kind, person)


def owed_by(
    party: str, path: str | None, above: str | None, kind: str | None, person: int | None
) -> Owed:
    """Who owes: grants of a department are on its area, so its seats are looked for there."""
    at = above if kind == "department" else path
    return Owed(Party(party), at or "", person or 0)


def sitting(seats: Iterable[Seat], day: date) -> Mapping[Seat, tuple[Reader, ...]]:
    """Who sits on each of ``seats``; closed accounts sit nowhere."""
    wanted = set(seats)
    persons = {seat.person for seat in wanted if seat.person}
    found: dict[Seat, tuple[Reader, ...]] = {}
    for pk, person in _found(PERSONS, persons):
        found[Seat(person=person)] = (Reader(pk, person),)
    for pk, person in _found(ACCOUNTS, {seat.account for seat in wanted if seat.account}):
        found[Seat(account=pk)] = (Reader(pk, person),)
    by_role = [seat for seat in wanted if seat.role is not None]
    if by_role:
        holders = _holders(by_role, day)
        for seat in by_role:
            at = next((unit for unit in seat.units if (seat.role, unit) in holders), None)
            if at is not None and seat.role is not None:
                found[seat] = tuple(holders[seat.role, at])
    return found


@composed_once
def _holding(
    roles: list[str], units: list[int], day: date
) -> QuerySet[Grant, tuple[str, int, int, int | None]]:
    held = in_force(day).filter(role__in=roles, organisation__in=units, user__is_active=True)
    columns = ("role", "organisation_id", "user_id", "user__person_id")
    return held.order_by("pk").values_list(*columns)


def _holders(seats: Iterable[Seat], day: date) -> Mapping[tuple[Role, int], list[Reader]]:
    """Who holds each role on each unit that a seat may be found on."""
    roles = {seat.role.value for seat in seats if seat.role is not None}
    units = {unit for seat in seats for unit in seat.units}
    found: dict[tuple[Role, int], list[Reader]] = defaultdict(list)
    for role, unit, user, person in _holding(sorted(roles), sorted(units), day):
        found[Role(role), unit].append(Reader(user, person))
    return dict(found)
