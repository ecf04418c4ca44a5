"""Who takes part in a rehearsal: one account for each desk of the real world of the roster."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from guazhi.access.actor import Actor, Role
from guazhi.access.models import Grant, User
from guazhi.access.queries import actor_of
from guazhi.accounts.commands import NewAccount, NewGrant, grant_roles, open_accounts
from guazhi.organisations.models import Organisation
from guazhi.organisations.queries import departments
from guazhi.people.commands import employ_all, enrol_all, lead
from guazhi.people.models import Leadership, Person
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment
from guazhi.simulation.temper import pick

TERMINAL = Actor(user_id=None, person_id=None, name="演练", is_command_line=True)
# the title of a principal leader by how the unit's name ends; of the first that fits
TITLES = (
    ("党委", "党委书记"),
    ("乡人民政府", "乡长"),
    ("镇人民政府", "镇长"),
    ("街道办事处", "主任"),
    ("区人民政府", "区长"),
    ("县人民政府", "县长"),
    ("局", "局长"),
    ("厂", "厂长"),
    ("公司", "总经理"),
)
SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧")
GIVEN = (
    *("建国", "志强", "国华", "文斌", "海涛", "晓东", "立新", "永红", "俊杰", "卫东"),
    *("丽华", "秀英", "玉梅", "春燕", "明辉", "振宇", "德明", "少华", "启航", "思远"),
    *("光明", "学军", "新民", "世荣", "宏伟", "雪梅", "慧敏", "正平", "长青", "继红"),
)


@dataclass(slots=True)
class Cast:
    """Every actor of a rehearsal, by the desk that owes; hosts have a leader and a handler."""

    city: Organisation
    handler: Actor
    approver: Actor
    deputy: Actor
    officers: Mapping[Role, Actor]
    county_handlers: dict[int, Actor] = field(default_factory=dict)
    county_approvers: dict[int, Actor] = field(default_factory=dict)
    host_handlers: dict[int, Actor] = field(default_factory=dict)
    host_leaders: dict[int, Actor] = field(default_factory=dict)
    home_handlers: dict[int, Actor] = field(default_factory=dict)
    secondees: dict[int, Actor] = field(default_factory=dict)
    county_of: dict[int, int] = field(default_factory=dict)

    def accounts(self) -> int:
        """How many accounts there are."""
        desks = (
            self.county_handlers,
            self.county_approvers,
            self.host_handlers,
            self.host_leaders,
            self.home_handlers,
            self.secondees,
        )
        return 3 + len(self.officers) + sum(len(desk) for desk in desks)


@dataclass(frozen=True, slots=True)
class Part:
    """An account to be opened: its place in the cast, its name, role and organisation."""

    desk: str
    key: int
    name: str
    role: Role | None
    organisation: int | None
    person: int | None = None


OFFICERS = {
    Role.SYSTEM_OFFICER: "系统管理员",
    Role.SECURITY_OFFICER: "安全保密员",
    Role.AUDIT_OFFICER: "安全审计员",
}


def managers(city: Organisation, day: date, usernames: Mapping[str, str]) -> Cast:
    """The three officers and the city's three desks, who must be there before a roster is."""
    officers = [Part(role.value, 0, name, role, city.pk) for role, name in OFFICERS.items()]
    desks = [
        Part("city_handler", 0, f"{city.name}委组织部经办", Role.CITY_HANDLER, city.pk),
        Part("city_approver", 0, f"{city.name}委组织部审批", Role.CITY_APPROVER, city.pk),
        Part("city_deputy", 0, f"{city.name}委组织部分管领导", Role.CITY_APPROVER, city.pk),
    ]
    opened = _opened(officers, day, usernames, TERMINAL, TERMINAL)
    by_role = {role: opened[role.value, 0] for role in OFFICERS}
    city_desks = _opened(
        desks, day, usernames, by_role[Role.SYSTEM_OFFICER], by_role[Role.SECURITY_OFFICER]
    )
    return Cast(
        city=city,
        handler=city_desks["city_handler", 0],
        approver=city_desks["city_approver", 0],
        deputy=city_desks["city_deputy", 0],
        officers=by_role,
    )


def assemble(cast: Cast, intake: Intake, day: date, usernames: Mapping[str, str]) -> None:
    """Give every other party of ``intake`` its people; hosts get a principal leader on record."""
    rows = list(
        Secondment.objects.filter(intake=intake)
        .select_related("secondee", "home_organisation", "host_unit")
        .order_by("pk")
    )
    hosts = {row.host_unit_id: row.host_unit for row in rows}
    homes = {row.home_organisation_id: row.home_organisation for row in rows}
    counties = {
        county for row in rows for county in (row.home_county_id, row.host_county_id) if county
    }
    offices = departments(counties)
    areas = Organisation.objects.in_bulk(list(offices))
    leaders = _leaders(hosts.values(), day, cast.handler)
    parts = [*_county_parts(offices, areas)]
    for unit in hosts.values():
        leader = leaders[unit.pk]
        parts.append(
            Part("host_leaders", unit.pk, leader.name, Role.HOST_LEADER, unit.pk, leader.pk)
        )
        parts.append(
            Part("host_handlers", unit.pk, f"{unit.name}办公室", Role.HOST_HANDLER, unit.pk)
        )
    parts += [
        Part("home_handlers", unit.pk, f"{unit.name}人事", Role.HOME_HANDLER, unit.pk)
        for unit in homes.values()
    ]
    parts += [
        Part("secondees", row.secondee_id, row.secondee.name, None, None, row.secondee_id)
        for row in {row.secondee_id: row for row in rows}.values()
    ]
    opened = _opened(
        parts,
        day,
        usernames,
        cast.officers[Role.SYSTEM_OFFICER],
        cast.officers[Role.SECURITY_OFFICER],
    )
    for (desk, key), actor in opened.items():
        getattr(cast, desk)[key] = actor
    cast.county_of = {department: county for county, department in offices.items()}


def _county_parts(offices: Mapping[int, int], areas: Mapping[int, Organisation]) -> list[Part]:
    parts = []
    for county, department in sorted(offices.items()):
        name = f"{areas[county].name}委组织部"
        parts += [
            Part("county_handlers", department, f"{name}经办", Role.COUNTY_HANDLER, county),
            Part("county_approvers", department, f"{name}审批", Role.COUNTY_APPROVER, county),
        ]
    return parts


def _leaders(hosts: Iterable[Organisation], day: date, actor: Actor) -> dict[int, Person]:
    """The principal leader of each host; where none is on record, one is invented and put on."""
    units = {unit.pk: unit for unit in hosts}
    known = {
        row.organisation_id: row.person
        for row in Leadership.objects.filter(
            organisation__in=units, until__isnull=True
        ).select_related("person")
    }
    missing = [unit for pk, unit in units.items() if pk not in known]
    people = enrol_all(
        [
            {
                "name": pick(SURNAMES, "surname", unit.name) + pick(GIVEN, "given", unit.name),
                "sex": "male" if pick((0, 1, 1), "sex", unit.name) else "female",
            }
            for unit in missing
        ],
        actor=actor,
    )
    titles = [_title(unit.name) for unit in missing]
    employ_all(zip(people, missing, titles, strict=True), actor=actor)
    for person, unit, title in zip(people, missing, titles, strict=True):
        known[unit.pk] = lead(unit, person, title=title, since=day, actor=actor).person
    return known


def _title(unit: str) -> str:
    return next((title for ending, title in TITLES if unit.endswith(ending)), "主任")


def _opened(
    parts: Iterable[Part],
    day: date,
    usernames: Mapping[str, str],
    system: Actor,
    security: Actor,
) -> dict[tuple[str, int], Actor]:
    """Open an account for each part and grant its role; who has one from before keeps it."""
    wanted = list(parts)
    names = [usernames.get(f"{part.desk}:{part.key}", f"{part.desk}-{part.key}") for part in wanted]
    kept = {
        user.person_id: user
        for user in User.objects.filter(person__in=[p.person for p in wanted if p.person])
    }
    before = {user.username: user for user in User.objects.filter(username__in=names)}
    fresh: dict[int | str, NewAccount] = {}
    for part, name in zip(wanted, names, strict=True):
        if part.person not in kept and name not in before:
            fresh.setdefault(part.person or name, NewAccount(name, part.name, part.person))
    opened = dict(zip(fresh, open_accounts(fresh.values(), actor=system), strict=True))
    users = [
        kept.get(part.person) or before.get(name) or opened[part.person or name]
        for part, name in zip(wanted, names, strict=True)
    ]
    held = set(
        Grant.objects.filter(user__in=users, withdrawn_at__isnull=True).values_list(
            "user", "role", "organisation"
        )
    )
    grant_roles(
        [
            NewGrant(user.pk, part.role, part.organisation)
            for part, user in zip(wanted, users, strict=True)
            if part.role is not None
            and part.organisation is not None
            and (user.pk, part.role.value, part.organisation) not in held
        ],
        since=day,
        actor=security,
    )
    return {
        (part.desk, part.key): actor_of(user, day) for part, user in zip(wanted, users, strict=True)
    }
