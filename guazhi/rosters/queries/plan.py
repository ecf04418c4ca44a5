"""What importing a roster would do: who and what is new, what is there, what stands against it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.organisations import queries as organisations
from guazhi.organisations.models import KINDS, Organisation
from guazhi.organisations.rules import UnitName
from guazhi.people.models import Person
from guazhi.policy import Pack
from guazhi.policy.findings import Finding, Level
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of, packs
from guazhi.rosters.queries.checked import blocked_rows
from guazhi.rosters.queries.people import KnownPeople
from guazhi.rosters.queries.units import Units
from guazhi.rosters.rules.columns import Column
from guazhi.rosters.rules.found import RosterFinding
from guazhi.rosters.rules.posts import post_kinds
from guazhi.rosters.rules.reading import Reading, read_roster
from guazhi.rosters.rules.rows import RosterRow
from guazhi.rosters.rules.view import Context
from guazhi.rosters.rules.wanted import Wanted
from guazhi.secondments.models import Secondment

C = Column
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Plan:
    """What an import would write, and every finding on the way there."""

    wanted: Wanted
    file: str
    reading: Reading = field(default_factory=Reading)
    findings: list[RosterFinding] = field(default_factory=list)
    pack: Pack | None = None
    city: Organisation | None = None
    intake: Intake | None = None
    units: dict[tuple[str, str, str, str], Organisation] = field(default_factory=dict)
    new_units: dict[tuple[str, str, str, str], UnitName] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    fresh: list[RosterRow] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing stands against the import."""
        return not any(found.finding.level is Level.ERROR for found in self.findings)

    @property
    def new_people(self) -> int:
        """How many people are not on record yet."""
        return sum(row.number not in self.people for row in self.fresh)

    @property
    def start(self) -> date:
        """The first day of the rows to be written."""
        return min(row.start for row in self.fresh)

    @property
    def end(self) -> date:
        """The last day of the rows to be written."""
        return max(row.end for row in self.fresh)

    @property
    def intake_name(self) -> str:
        """The intake asked for, else the one of the year in which the terms start."""
        if self.wanted.intake or not self.fresh:
            return self.wanted.intake
        return f"{self.start.year}年批次"


def plan_import(
    actor: Actor, data: bytes, wanted: Wanted, progress: Progress | None = None
) -> Plan:
    """What importing the file ``data`` would do for ``actor``."""
    plan = Plan(wanted, hashlib.sha256(data).hexdigest())
    plan.city = _city(actor, wanted.city)
    plan.intake = _intake(plan.city, wanted)
    plan.pack = _pack(plan.intake, wanted)
    if plan.pack is None:
        params: dict[str, object] = {
            "policy": wanted.policy,
            "known": "、".join(packs().packs),
        }
        plan.findings = [_about_file(Finding("policy_unknown", params=params))]
        return plan
    plan.reading = read_roster(data, _context(plan), progress)
    if plan.city is None and plan.reading.city:
        plan.city = _city(actor, plan.reading.city)
        plan.reading = read_roster(data, _context(plan), progress) if plan.city else plan.reading
    plan.findings = [*plan.reading.findings, *_check_city(actor, plan)]
    if plan.reading.header is not None:
        _compare(plan)
        plan.findings.sort(key=lambda found: found.row)
    return plan


def _pack(intake: Intake | None, wanted: Wanted) -> Pack | None:
    if intake is not None:
        return pack_of(intake.policy)
    return wanted.pack or packs().packs.get(wanted.policy)


def _about_file(finding: Finding) -> RosterFinding:
    return RosterFinding(0, "", "", finding)


def _city(actor: Actor, name: str) -> Organisation | None:
    """The city asked for, else the only one in which the actor may import."""
    paths = [] if actor.is_command_line else actor.paths(Capability.IMPORT_ROSTER)
    if not paths and not actor.is_command_line:
        return None
    found = organisations.cities([name] if name else [], paths)
    return found[0] if len(found) == 1 else None


def _intake(city: Organisation | None, wanted: Wanted) -> Intake | None:
    if city is None or not wanted.intake:
        return None
    return (
        Intake.objects.filter(
            programme__area=city, programme__name=wanted.programme, name=wanted.intake
        )
        .select_related("policy", "programme")
        .first()
    )


def _context(plan: Plan) -> Context:
    assert plan.pack is not None
    counties: tuple[str, ...] = ()
    if plan.city is not None:
        below = organisations.under(plan.city.path).filter(kind="county")
        counties = tuple(below.values_list("name", flat=True))
    city = plan.city.name if plan.city else plan.wanted.city
    return Context(post_kinds(plan.pack), plan.wanted.start, city, counties)


def _check_city(actor: Actor, plan: Plan) -> Iterator[RosterFinding]:
    """Findings when it is not clear, or not the actor's, which city the roster is of."""
    titled = plan.reading.titled_city
    if plan.reading.header is None:
        return
    if plan.city is None and not actor.is_command_line:
        yield _about_file(Finding("city_not_yours", params={"city": titled or "–"}))
    elif plan.city is None and not plan.reading.city:
        yield _about_file(Finding("city_not_told"))
    elif plan.city is not None and titled not in {"", plan.city.name} and not plan.wanted.city:
        params: dict[str, object] = {"titled": titled, "city": plan.city.name}
        yield _about_file(Finding("city_differs", params=params))


def _compare(plan: Plan) -> None:
    """Compare the rows with the records, into ``plan``."""
    reading = plan.reading
    units = Units(plan.city, plan.city.name if plan.city else reading.city, reading.counties)
    for row in reading.rows:
        for column, unit in ((C.HOME_UNIT, row.home), (C.HOST_UNIT, row.host)):
            if unit.key in plan.units or unit.key in plan.new_units:
                continue
            known = units.find(unit)
            if known is not None:
                plan.units[unit.key] = into = units.successor(known)
                if into != known:
                    plan.findings.append(reading.at(row, column, _unit_merged(known, into)))
                continue
            plan.new_units[unit.key] = unit
            finding = _unit_unknown(unit, units.near(unit), creates=plan.wanted.creates_units)
            plan.findings.append(reading.at(row, column, finding))
    people = KnownPeople(reading.rows)
    for row in reading.rows:
        _compare_person(plan, people, row)
    plan.findings += _check_rows(plan)


def _check_rows(plan: Plan) -> Iterator[RosterFinding]:
    """Findings for whoever the policy keeps from a post."""
    assert plan.pack is not None
    for row, column, result in blocked_rows(plan.pack, plan.fresh, plan.people, plan.units):
        yield plan.reading.at(row, column, result.finding())


def _unit_merged(unit: Organisation, into: Organisation) -> Finding:
    params = {"unit": unit.name, "into": into.name, "day": unit.merged_on}
    return Finding("unit_merged", Level.WARNING, params)


def _unit_unknown(unit: UnitName, near: list[str], *, creates: bool) -> Finding:
    names = "、".join(near)
    if not creates:
        code = "unit_not_on_record_like" if near else "unit_not_to_be_created"
        return Finding(code, params={"unit": unit.name, **({"near": names} if near else {})})
    params: dict[str, object] = {
        "unit": unit.name,
        "kind": KINDS[unit.kind.value],
        "place": unit.place or "–",
    }
    if near:
        return Finding("unit_unknown_perhaps", Level.WARNING, {**params, "near": names})
    code = "unit_unknown" if unit.confident else "unit_unknown_unsure"
    return Finding(code, Level.WARNING, params)


def _compare_person(plan: Plan, people: KnownPeople, row: RosterRow) -> None:
    """Note whether the row's person and secondment are on record, and what speaks against it."""
    at = plan.reading.at
    home = plan.units.get(row.home.key)
    person = people.find(row, home.pk if home else None)
    if person is None:
        plan.fresh.append(row)
        return
    plan.people[row.number] = person
    if person.name != row.name:
        plan.findings.append(at(row, C.ID_NUMBER, Finding("person_is_another")))
        return
    host = plan.units.get(row.host.key)
    others = [one for one in people.secondments.get(person.pk, ()) if _meets(one, row)]
    same = next((one for one in others if host and _is_same(one, row, host)), None)
    if same is not None:
        plan.unchanged += 1
        plan.findings.append(at(row, C.NAME, _unchanged(same, row)))
    elif others:
        params: dict[str, object] = {"start": others[0].start, "end": others[0].end}
        plan.findings.append(at(row, C.TERM, Finding("secondment_overlaps_another", params=params)))
    elif people.employers.get(person.pk) not in {None, home.pk if home else 0}:
        finding = Finding("home_differs_from_record", params={"unit": row.home.name})
        plan.findings.append(at(row, C.HOME_UNIT, finding))
    else:
        plan.fresh.append(row)


def _meets(secondment: Secondment, row: RosterRow) -> bool:
    return secondment.start <= row.end and secondment.end >= row.start


def _is_same(secondment: Secondment, row: RosterRow, host: Organisation) -> bool:
    return secondment.host_unit_id == host.pk and secondment.start == row.start


def _unchanged(secondment: Secondment, row: RosterRow) -> Finding:
    if secondment.end == row.end:
        return Finding("secondment_on_record", Level.NOTE)
    return Finding("secondment_on_record_differs", Level.WARNING, {"end": secondment.end})
