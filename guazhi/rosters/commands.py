"""Importing rosters: all of a file or nothing of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability, Held, Role
from guazhi.assessments.commands import take_in_part
from guazhi.assessments.rules import Kind
from guazhi.ledger.commands import record
from guazhi.obligations.commands import reconcile_intake, reconcile_many
from guazhi.organisations.commands import found, found_all, found_city, found_county
from guazhi.organisations.models import Organisation
from guazhi.organisations.rules import Level, UnitName
from guazhi.people.commands import employ_all, enrol_all
from guazhi.people.models import Person
from guazhi.policy.findings import Finding, Refused, refuse_if
from guazhi.programmes.commands import adopt_policy, offer_places, open_intake
from guazhi.programmes.models import Intake
from guazhi.rosters.events import (
    RatingsGivenOut,
    RatingsTakenIn,
    RosterImported,
    RosterPrinted,
)
from guazhi.rosters.queries import Plan, RatingPlan, plan_import, plan_ratings
from guazhi.rosters.rules.rows import RosterRow
from guazhi.rosters.rules.wanted import Wanted
from guazhi.secondments.commands import Placing, place_all
from guazhi.secondments.models import Secondment

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import found and wrote."""

    plan: Plan
    units: int = 0
    people: int = 0
    secondments: int = 0
    unchanged: int = 0
    intake: Intake | None = None


def command_line(name: str) -> Actor:
    """Who imports from the command line, before the city is known."""
    return Actor(user_id=None, person_id=None, name=name, is_command_line=True)


@transaction.atomic
def import_roster(
    data: bytes, wanted: Wanted, *, actor: Actor, progress: Progress | None = None
) -> Imported:
    """Bring the roster in the file ``data`` on record: units, people, posts and secondments.

    Refused when any row has an error, or when the city is not the actor's. What is on record
    already stays as it is, so that importing twice changes nothing.
    """
    plan = plan_import(actor, data, wanted, progress)
    refuse_if(found.finding for found in plan.findings)
    if not plan.fresh:
        return Imported(plan, unchanged=plan.unchanged)
    city, department = found_city(plan.city.name if plan.city else plan.reading.city, actor=actor)
    if actor.is_command_line:
        actor = replace(actor, held=(Held(Role.CITY_HANDLER, city.pk, city.path, city.name),))
    if not any(city.path.startswith(path) for path in actor.paths(Capability.IMPORT_ROSTER)):
        raise Refused([Finding("not_yours_to_do")])
    _found_units(plan, city, actor)
    intake = plan.intake or _opened(plan, city, department, actor)
    new_people = _enrolled(plan, actor)
    secondments = _placed(plan, intake, actor)
    _derive(secondments, intake, progress)
    record(
        actor,
        RosterImported(
            subject=intake.pk,
            intake=intake.pk,
            file=plan.file,
            rows=plan.reading.people,
            units=len(plan.new_units),
            people=new_people,
            secondments=len(secondments),
        ),
    )
    return Imported(plan, len(plan.new_units), new_people, len(secondments), plan.unchanged, intake)


def _found_units(plan: Plan, city: Organisation, actor: Actor) -> None:
    """Add the units that are not on record, and the areas they sit in."""
    areas: dict[tuple[str, str, str], tuple[Organisation, Organisation | None]] = {}
    units = []
    for key, unit in plan.new_units.items():
        place = (unit.city if unit.is_elsewhere else "", unit.county, unit.township)
        if place not in areas:
            areas[place] = _found_area(unit, city, actor)
        area, department = areas[place]
        if department is not None and unit.rest == "委组织部":
            plan.units[key] = department
        else:
            units.append((key, unit, area))
    founded = found_all(
        ((unit.name, unit.kind.value, area) for _, unit, area in units), actor=actor
    )
    plan.units.update(zip((key for key, _, _ in units), founded, strict=True))


def _found_area(
    unit: UnitName, city: Organisation, actor: Actor
) -> tuple[Organisation, Organisation | None]:
    """Add the area in which ``unit`` sits; with it, its organisation department if it has one."""
    department = None
    if unit.is_elsewhere:
        area = found(unit.city, "city", actor=actor)
        if unit.county:
            area = found(unit.county, "county", area, actor=actor)
    elif unit.county:
        area, department = found_county(unit.county, city, actor=actor)
    else:
        area, department = found_city(city.name, actor=actor)
    if unit.level is Level.TOWNSHIP:
        return found(unit.township, "township", area, actor=actor), None
    return area, department


def _opened(plan: Plan, city: Organisation, department: Organisation, actor: Actor) -> Intake:
    assert plan.pack is not None
    return open_intake(
        city,
        department,
        programme=plan.wanted.programme,
        name=plan.intake_name,
        start=plan.start,
        end=plan.end,
        policy=adopt_policy(plan.pack, actor=actor),
        actor=actor,
    )


def _enrolled(plan: Plan, actor: Actor) -> int:
    """Enrol the people who are not on record, employed by their home organisations."""
    new = [row for row in plan.fresh if row.number not in plan.people]
    people = enrol_all((_record(row) for row in new), actor=actor)
    for row, person in zip(new, people, strict=True):
        plan.people[row.number] = person
    employ_all(
        ((plan.people[row.number], plan.units[row.home.key], row.home_post) for row in new),
        actor=actor,
    )
    return len(new)


def _record(row: RosterRow) -> dict[str, object]:
    """The cadre record that a row gives."""
    months = {
        "birth_month": row.birth,
        "party_joined": row.party_joined,
        "work_began": row.work_began,
    }
    return {
        "name": row.name,
        "sex": row.sex,
        "ethnic_group": row.ethnic_group,
        "native_place": row.native_place,
        "birth_place": row.birth_place,
        "growing_up_place": row.growing_up_place,
        "political_status": row.political_status,
        "health": row.health,
        "education": row.education,
        "degree": row.degree,
        "school": row.school,
        "rank": row.rank,
        "cadre_category": row.cadre_category,
        "id_number": row.id_number,
        "phone": row.phone,
        "remarks": row.remarks,
        **{name: month.first_day if month else None for name, month in months.items()},
    }


def _placed(plan: Plan, intake: Intake, actor: Actor) -> list[Secondment]:
    """Offer the posts and put the people down for them."""
    places = Counter((plan.units[row.host.key], row.post, row.category) for row in plan.fresh)
    posts = offer_places(
        intake,
        [(host, title, category, more) for (host, title, category), more in places.items()],
        actor=actor,
    )
    placings = []
    for row in plan.fresh:
        post = posts[plan.units[row.host.key].pk, row.post]
        post.intake, post.host_unit = intake, plan.units[row.host.key]
        secondee: Person = plan.people[row.number]
        home = plan.units[row.home.key]
        placings.append(Placing(secondee, home, row.home_post, post, row.start, row.end))
    return place_all(placings, actor=actor)


def _derive(secondments: list[Secondment], intake: Intake, progress: Progress | None) -> None:
    """Derive what everybody owes for the new secondments and for the intake."""
    done = 0
    for many in reconcile_many(secondments):
        done += many
        if progress:
            progress(done, len(secondments))
    reconcile_intake(intake)


@transaction.atomic
def note_roster_printed(intake_id: int, rows: int, *, actor: Actor) -> None:
    """Record that the actor took the roster of an intake out; 404 when it is out of reach."""
    intake = Intake.objects.permitted(actor, Capability.EXPORT_REGISTER).one(intake_id)
    record(actor, RosterPrinted(subject=intake.pk, intake=intake.pk, rows=rows))


@transaction.atomic
def note_ratings_given_out(
    intake_id: int, kind: str, member_id: int, rows: int, *, actor: Actor
) -> None:
    """Record that the actor took out a workbook for a member; 404 when out of reach."""
    intake = Intake.objects.permitted(actor, Capability.VIEW_INTAKE).one(intake_id)
    event = RatingsGivenOut(
        subject=intake.pk, intake=intake.pk, kind=Kind(kind).value, member=member_id, rows=rows
    )
    record(actor, event)


@transaction.atomic
def take_in_ratings(
    intake_id: int, data: bytes, *, kind: str, day: date, actor: Actor
) -> RatingPlan:
    """Take the ratings of a workbook in, as the parts of the member's organisation: all or none.

    Refused when anything in the file is wrong, and for all that refuses a part.
    """
    intake = Intake.objects.permitted(actor, Capability.VIEW_INTAKE).one(intake_id)
    plan = plan_ratings(actor, intake, Kind(kind), data)
    refuse_if(found.finding for found in plan.findings)
    for row in plan.rows:
        take_in_part(
            plan.members[row.member].secondment_id,
            kind=kind,
            member_id=row.member,
            day=day,
            scores=row.scores,
            opinion=row.opinion,
            growth=row.growth,
            grade=row.grade,
            actor=actor,
        )
    record(
        actor,
        RatingsTakenIn(
            subject=intake.pk,
            intake=intake.pk,
            kind=Kind(kind).value,
            file=plan.file,
            rows=len(plan.rows),
        ),
    )
    return plan
