"""The people of the next intake's nominations, new to the record: names, studies, posts, grades."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import count

from guazhi.access.actor import Actor
from guazhi.organisations.models import Organisation
from guazhi.people.commands import employ_all, enrol_all, grade_all, tell_all
from guazhi.people.models import Person
from guazhi.people.rules.resume import Line
from guazhi.simulation.cast import SURNAMES
from guazhi.simulation.lives import MEN, RETIRES, WOMEN, id_number
from guazhi.simulation.temper import lot, pick

STUDIES = (
    ("农学", "大学", "农学学士", "省农业大学农学专业", "农业技术推广"),
    ("法学", "大学", "法学学士", "省政法学院法学专业", "行政执法"),
    ("土木工程", "大学", "工学学士", "省建筑大学土木工程专业", "城乡规划建设"),
    ("会计学", "大学", "管理学学士", "省财经大学会计学专业", "财务和项目资金管理"),
    ("汉语言文学", "研究生", "文学硕士", "省师范大学汉语言文学专业", "综合文字"),
    ("教育学", "大学", "教育学学士", "省师范大学教育学专业", "教育管理"),
    ("公共管理", "研究生", "公共管理硕士", "省行政学院公共管理专业", "党建和组织工作"),
)
POSTS = ("一级科员", "四级主任科员", "副科长", "办公室副主任", "三级主任科员")
EARLIER = ("抽调市重点项目专班", "清溪县龙泉乡包村干部", "云岭县经济开发区干部", "")
NOMINEES = 70


def newcomers(
    homes: Iterable[Organisation], year: int, actor: Actor
) -> list[tuple[Person, Organisation]]:
    """New people, one after another for each home organisation, in a year."""
    units = list(homes)
    where = [units[number % len(units)] for number in range(NOMINEES)]
    names = _names()
    records = [_record(number, unit, year, names) for number, unit in enumerate(where)]
    people = enrol_all(records, actor=actor)
    titles = [pick(POSTS, "post", number) for number in range(len(people))]
    employ_all(zip(people, where, titles, strict=True), actor=actor)
    tell_all(
        {
            person.pk: list(_resume(person, number, unit, title))
            for number, (person, unit, title) in enumerate(zip(people, where, titles, strict=True))
        },
        actor=actor,
    )
    grades = {person.pk: _grades(number, year) for number, person in enumerate(people)}
    grade_all(grades, actor=actor)
    return list(zip(people, where, strict=True))


def _names() -> Callable[[int, str], str]:
    """Names for the nominees that nobody on record bears, so that lists tell people apart."""
    taken = set(Person.objects.values_list("name", flat=True))

    def name(number: int, sex: str) -> str:
        given = WOMEN if sex == "female" else MEN
        for turn in count():
            keys = (number, turn)
            found = pick(SURNAMES, "family name", *keys) + pick(given, "given name", *keys)
            if found not in taken:
                taken.add(found)
                return found
        raise AssertionError

    return name


def _grades(number: int, year: int) -> Mapping[int, str]:
    """The grades of the three years before; of a few one is not on record, or the last too low."""
    last = pick(("优秀", "称职", "称职", "称职", "基本称职"), "last grade", number)
    found = {year - 3: "称职", year - 2: "称职", year - 1: last}
    return {each: grade for each, grade in found.items() if lot("graded", number, each) < 0.95}


def _record(
    number: int, unit: Organisation, year: int, names: Callable[[int, str], str]
) -> Mapping[str, object]:
    _subject, education, degree, school, speciality = pick(STUDIES, "studies", number)
    born = date(1986 + int(lot("born", number) * 10), 1 + number % 12, 1)
    place = pick(("湖南长沙", "四川达州", "山东济宁", "河南信阳"), "place", number)
    sex = "female" if lot("woman", number) < 0.4 else "male"
    own = unit.county.name if unit.county and lot("own county", number) < 0.7 else place
    told = date(year, 6, 1)
    return {
        "name": names(number, sex),
        "sex": sex,
        "id_number": id_number(born, sex, "nominee", number),
        "ethnic_group": "汉族" if lot("group", number) < 0.9 else "回族",
        "birth_month": born,
        "native_place": own,
        "birth_place": own,
        "growing_up_place": own if lot("grew up", number) < 0.9 else "",
        "kin_declared": told if lot("kin", number) < 0.9 else None,
        "sanctions_checked": told,
        "political_status": "中共党员",
        "party_joined": born.replace(year=born.year + 22),
        "work_began": born.replace(year=born.year + 23, month=7),
        "retires": born.replace(year=born.year + RETIRES[sex]),
        "health": "健康",
        "education": education,
        "degree": degree,
        "school": school,
        "speciality": speciality,
        "rank": pick(("一级科员", "四级主任科员", "三级主任科员"), "rank", number),
        "cadre_category": "reserve" if lot("reserve", number) < 0.4 else "outstanding_young",
    }


def _resume(person: Person, number: int, unit: Organisation, title: str) -> Iterable[Line]:
    """Studies, the first years, something else for a year in many cases, the present post."""
    began, earlier = person.work_began, pick(EARLIER, "earlier", number)
    assert began is not None
    yield Line(date(began.year - 4, 9, 1), began, f"{person.school}学习")
    risen = began.replace(year=began.year + 3)
    yield Line(began, risen, f"{unit.name}科员")
    if earlier:
        later = risen.replace(year=risen.year + 1)
        yield Line(risen, later, earlier)
        risen = later
    yield Line(risen, None, f"{unit.name}{title}")
