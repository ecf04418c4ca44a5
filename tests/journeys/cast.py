"""Units and people for an intake of any size, in and around the small world."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, islice

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.organisations.models import Organisation
from guazhi.people.commands import employ_all, enrol_all, grade_all, tell_all
from guazhi.people.models import Person
from guazhi.people.rules.resume import Line
from guazhi.simulation.cast import GIVEN, SURNAMES
from guazhi.simulation.next_intake import CATEGORY, DUTIES, LIVING, WORK
from guazhi.simulation.nominees import STUDIES
from tests import make
from tests.make import World

COUNTIES = ("东川县", "南屏县", "西山区")
TOWNS = ("和平镇", "长岭镇", "石桥镇", "白沙乡", "青山乡", "大河镇")
BUREAUS = ("发展和改革委员会", "财政局", "民政局", "农业农村局", "商务局", "应急管理局")
FIRMS = ("城市建设投资公司", "水务集团公司", "农业发展公司")
SENDERS = (
    *("教育局", "科学技术局", "司法局", "人力资源和社会保障局", "自然资源局", "生态环境局"),
    *("交通运输局", "水利局", "文化和旅游局", "卫生健康委员会", "审计局", "统计局", "林业局"),
    "市场监督管理局",
)
RANKS = ("乡科级副职", "乡科级正职", "四级主任科员")
TOLD = date(2026, 9, 1)
TAUGHT = {"township": "grassroots", "county": "economy", "city": "organ", "enterprise": "economy"}


@dataclass(frozen=True)
class Host:
    """A unit that offers posts, with its county, its handler and its leader."""

    unit: Organisation
    county: Organisation | None
    handler: Actor
    leader: Actor

    def posts(self, turn: int) -> Iterator[dict[str, object]]:
        """What it writes of each post it offers, as the form calls it."""
        kind = self.unit.host_kind
        for number in range(1 if kind == "township" else 2):
            duties, field_of_work = DUTIES[kind][(turn + number) % len(DUTIES[kind])]
            title = WORK[kind][number % len(WORK[kind])]
            yield {
                "title": title if number < len(WORK[kind]) else f"{title}（二）",
                "category": CATEGORY[kind],
                "places": 2 if kind == "township" and turn % 2 else 1,
                "duties": duties,
                "teaches": [TAUGHT[kind]],
                "fields_asked": [field_of_work],
                "requirements": "中共党员，大学以上学历，近两年考核称职以上",
                "team": f"{self.unit.name}领导班子",
                "team_cap": 2,
                "living": LIVING[turn % len(LIVING)],
            }


@dataclass(frozen=True)
class Home:
    """A unit that nominates, with its handler and the people whom it puts forward."""

    unit: Organisation
    handler: Actor
    people: list[Person] = field(default_factory=list)


@dataclass
class Cast:
    """Who takes part in the intake, beside the city of the small world."""

    world: World
    reviewers: dict[int, Actor]
    hosts: list[Host]
    homes: list[Home]
    spare: Person
    quota: int
    accounts: dict[int, Actor] = field(default_factory=dict)

    def own(self, person: Person) -> Actor:
        """Somebody put forward, at his own account."""
        if person.pk not in self.accounts:
            self.accounts[person.pk] = make.actor(None, person=person, name=person.name)
        return self.accounts[person.pk]

    @property
    def wished(self) -> list[str]:
        """The categories of posts on offer."""
        return list(dict.fromkeys(CATEGORY[host.unit.host_kind] for host in self.hosts))

    @property
    def people(self) -> list[Person]:
        """Everybody put forward, in the order of their records."""
        people = [person for home in self.homes for person in home.people]
        return sorted(people, key=lambda person: person.pk)

    def reviewer(self, county: Organisation | None) -> Actor:
        """Who approves posts of the county; of the city's own units, the city."""
        return self.reviewers[county.pk] if county else self.world.approver


def cast_of(world: World, people: int, *, whole: bool) -> Cast:
    """As many units as ``people`` need: two counties, or the five of a ``whole`` city."""
    counties = [world.county, world.other_county]
    if whole:
        counties += [make.found_county(name, world.city)[0] for name in COUNTIES]
    hosts = list(_hosts(world, counties, whole=whole))
    homes = list(_homes(world, counties, whole=whole))
    _staff(homes, people)
    return Cast(
        world=world,
        reviewers={each.pk: make.actor(Role.COUNTY_APPROVER, each) for each in counties},
        hosts=hosts,
        homes=homes,
        spare=make.enrol("余小满", homes[0].unit, sex="female", post_title="科员"),
        quota=-(-people // len(homes)),
    )


def _hosts(world: World, counties: list[Organisation], *, whole: bool) -> Iterator[Host]:
    yield Host(world.township_government, world.county, world.host_handler, world.host_leader)
    for county in counties if whole else ():
        name = f"{county.name}人民政府"
        known = Organisation.objects.filter(name=name).first()
        yield _host(known or make.found(name, "organ", county), county)
        for town in TOWNS:
            area = make.found(town, "township", county)
            unit = make.found(f"{county.name}{town}人民政府", "organ", area)
            yield _host(unit, county)
    firms = [make.found(f"{world.city.name}{name}", "enterprise", world.city) for name in FIRMS]
    offices = [make.found(f"市{name}", "organ", world.city) for name in BUREAUS if whole]
    for unit in [*offices, *(firms if whole else firms[:1])]:
        yield _host(unit, None)


def _host(unit: Organisation, county: Organisation | None) -> Host:
    chief = make.enrol(f"{unit.name[-6:-2]}长", unit, sex="male", post_title="主要负责人")
    make.lead(unit, chief, title="主要负责人", since=date(2024, 1, 1))
    leader = make.actor(Role.HOST_LEADER, unit, person=chief)
    return Host(unit, county, make.actor(Role.HOST_HANDLER, unit), leader)


def _homes(world: World, counties: list[Organisation], *, whole: bool) -> Iterator[Home]:
    yield Home(world.bureau, world.home_handler)
    names = SENDERS if whole else SENDERS[:1]
    for county in counties if whole else counties[:1]:
        for name in names[:2]:
            unit = make.found(f"{county.name}{name}", "organ", county)
            yield Home(unit, make.actor(Role.HOME_HANDLER, unit))
    for name in names[1:]:
        unit = make.found(f"市{name}", "organ", world.city)
        yield Home(unit, make.actor(Role.HOME_HANDLER, unit))


def _staff(homes: list[Home], number: int) -> None:
    """Let everybody be employed, with a full record but for whom it says nothing of."""
    where = list(islice(cycle(homes), number))
    people = enrol_all([_record(n) for n in range(number)], actor=make.REGISTRAR)
    for home, person in zip(where, people, strict=True):
        home.people.append(person)
    employ_all(
        [(person, home.unit, "四级主任科员") for home, person in zip(where, people, strict=True)],
        actor=make.REGISTRAR,
    )
    began = Line(date(2012, 7, 1), None, "综合科科员、副科长")
    tell_all({person.pk: [began] for person in people}, actor=make.REGISTRAR)
    grades = {person.pk: {2024: "称职", 2025: "称职"} for person in people}
    grades[people[0].pk][2025] = "基本称职"
    grade_all(grades, actor=make.REGISTRAR)


def _record(n: int) -> dict[str, object]:
    _subject, education, degree, school, speciality = STUDIES[n % len(STUDIES)]
    return {
        "name": SURNAMES[n % len(SURNAMES)] + GIVEN[(7 * n + n // 30 + 4) % len(GIVEN)],
        "sex": "female" if n % 5 in {1, 3} else "male",
        "ethnic_group": "汉族",
        "birth_month": date(1988 + n % 6, 1 + n % 12, 1) if n != 1 else None,
        "native_place": "湖南长沙",
        "birth_place": "湖南长沙",
        "growing_up_place": "湖南长沙",
        "kin_declared": TOLD,
        "sanctions_checked": TOLD,
        "political_status": "中共党员",
        "work_began": date(2012, 7, 1),
        "health": "一般" if n % 5 == 2 or n == 3 else "健康",
        "education": education,
        "degree": degree,
        "school": school,
        "speciality": speciality,
        "rank": RANKS[n % len(RANKS)],
        "cadre_category": "reserve" if n % 3 else "outstanding_young",
    }
