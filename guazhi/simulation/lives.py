"""The lives of the people of the demo, which no roster tells: schooling, résumé, family, grades.

All of it is invented by lots, region codes of ID numbers are ones that nobody has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from guazhi.access.actor import Actor
from guazhi.assessments.models import Assessment
from guazhi.people.commands import grade_all, rewrite_record, tell_all, write_family
from guazhi.people.models import Person
from guazhi.people.rules.family import Member
from guazhi.people.rules.id_number import check_character
from guazhi.people.rules.resume import Line
from guazhi.secondments.models import Secondment
from guazhi.simulation.cast import SURNAMES
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import T, lot, pick


class Study(NamedTuple):
    """What somebody studied, where, what came after it, and what he is at home in since."""

    subject: str
    school: str
    course: str
    further: str
    speciality: str


SCHOOL, MARRIED, PARENT, YEARS = 17, 28, 31, 3
MOST, FEW, GOOD, IN_A_VILLAGE = 0.85, 0.06, 0.18, 0.3
RETIRES = {"male": 63, "female": 58}
MEN = (
    "建国",
    "志强",
    "国华",
    "文斌",
    "海涛",
    "晓东",
    "立新",
    "俊杰",
    "卫东",
    "明辉",
    "振宇",
    "少华",
)
WOMEN = (
    "丽华",
    "秀英",
    "玉梅",
    "春燕",
    "雪梅",
    "慧敏",
    "永红",
    "淑珍",
    "晓兰",
    "佳宁",
    "文静",
    "美玲",
)
LITTLE = ("子涵", "一诺", "雨桐", "子墨", "安然", "思源", "嘉懿", "知远")
STUDIES = (
    Study("农学", "省农业大学", "农学专业", "农村发展专业", "农业技术推广"),
    Study("法学", "省政法学院", "法学专业", "法律专业", "行政执法"),
    Study("工学", "省建筑大学", "土木工程专业", "城乡规划专业", "城乡规划建设"),
    Study("管理学", "省财经大学", "会计学专业", "公共管理专业", "财务和项目资金管理"),
    Study("文学", "省师范大学", "汉语言文学专业", "中国语言文学专业", "综合文字"),
    Study("教育学", "省师范大学", "教育学专业", "教育管理专业", "教育管理"),
    Study("经济学", "省财经大学", "国际经济与贸易专业", "区域经济学专业", "招商引资"),
)
EARLIER = (
    ("清溪县龙泉乡人民政府", "科员（选调生）"),
    ("云岭县茶园镇人民政府", "党政办科员"),
    ("石桥县石桥镇人民政府", "科员"),
)
REWARDS = (
    "",
    "",
    "",
    "",
    "2023年12月，被市委、市政府评为全市脱贫攻坚成果巩固工作先进个人。",
    "2024年3月，记三等功一次。",
    "2022年7月，被评为市直机关优秀共产党员。",
)
WORK = (
    "市第二中学教师",
    "市中心医院护师",
    "市供电公司职员",
    "市第一小学教师",
    "县农村商业银行职员",
    "市图书馆馆员",
    "自主经营",
)
PARENTS = ("退休教师", "务农", "退休工人", "县供销社退休职工", "乡卫生院退休医师")


@dataclass(frozen=True, slots=True)
class Life:
    """One person as a life is told of: who, where he works and as what, when the term begins."""

    person: Person
    unit: str
    post: str
    start: date

    @property
    def born(self) -> date:
        """The month of birth; where the roster has none, one that suits."""
        born: date | None = self.person.birth_month
        return born or date(1990, 6, 1)

    @property
    def began(self) -> date:
        """The month in which work began."""
        began: date | None = self.person.work_began
        return began or self.born.replace(year=self.born.year + 23, month=7)

    def lot(self, *keys: object) -> float:
        """A lot of this person."""
        return lot(*keys, self.person.name, self.unit)

    def pick(self, choices: Sequence[T], *keys: object) -> T:
        """One of ``choices``, always the same for this person."""
        return pick(choices, *keys, self.person.name, self.unit)

    @property
    def has_master_first(self) -> bool:
        """Whether there was time for a master's degree before work."""
        return self.person.education == "研究生" and self.began.year - 7 - self.born.year >= SCHOOL


def tell(stage: Stage, day: date) -> None:
    """Tell the lives of everybody in an intake, as on record on ``day``."""
    rows = (
        Secondment.objects.filter(intake=stage.intake)
        .select_related("secondee", "home_organisation")
        .order_by("pk")
    )
    lives = {
        row.pk: Life(row.secondee, row.home_organisation.name, row.home_post, row.start)
        for row in rows
    }
    actor = stage.cast.handler
    for life in lives.values():
        rewrite_record(life.person.pk, actor=actor, **record_of(life))
    tell_all({each.person.pk: list(resume_of(each)) for each in lives.values()}, actor=actor)
    grade_all(_grades(stage, lives, day), actor=actor)
    tell_families(lives.values(), actor=actor)


def tell_families(lives: Iterable[Life], *, actor: Actor) -> None:
    """Tell the families of people who have none on record yet."""
    for life in lives:
        write_family(life.person.pk, list(family_of(life)), actor=actor)


def record_of(life: Life) -> dict[str, Any]:
    """What of the cadre record no roster tells."""
    person, told = life.person, life.start.replace(month=1, day=1)
    age = RETIRES[person.sex]
    return {
        "birth_place": person.native_place,
        "growing_up_place": person.native_place,
        "political_status": person.political_status or "群众",
        "health": "健康",
        "speciality": life.pick(STUDIES, "studies").speciality,
        "rewards": life.pick(REWARDS, "rewards"),
        "retires": life.born.replace(year=life.born.year + age),
        "kin_declared": told,
        "sanctions_checked": told,
        "id_number": person.id_number or id_number(life.born, person.sex, person.name),
        **_schooling(life),
    }


def _schooling(life: Life) -> dict[str, str]:
    """Full-time and later education, with the schools; a master's may have come later."""
    study = life.pick(STUDIES, "studies")
    if life.has_master_first:
        return {"degree": f"{study.subject}硕士", "school": f"{study.school}{study.further}"}
    found = {
        "education": "大学",
        "degree": f"{study.subject}学士",
        "school": f"{study.school}{study.course}",
    }
    if life.person.degree == "硕士":
        later = "研究生" if life.person.education == "研究生" else ""
        found |= {
            "later_education": later,
            "later_degree": "公共管理硕士",
            "later_school": "省行政学院公共管理专业",
        }
    return found


def resume_of(life: Life) -> Iterator[Line]:
    """Studies and posts without a gap, until the post that the secondment leaves untouched."""
    study, began = life.pick(STUDIES, "studies"), life.began
    first = date(began.year - (7 if life.has_master_first else 4), 9, 1)
    course = f"{study.school}{study.course}学习"
    if life.has_master_first:
        master = date(began.year - 3, 9, 1)
        yield Line(first, master, course)
        yield Line(master, began, f"{study.school}{study.further}硕士研究生学习")
    else:
        yield Line(first, began, course)
    served = life.start.year - began.year
    if served < 2:
        yield Line(began, None, f"{life.unit}{life.post}")
        return
    sworn = began.replace(year=began.year + 1)
    if served >= 5 and life.lot("village") < IN_A_VILLAGE:
        place, title = life.pick(EARLIER, "earlier")
        yield Line(began, sworn, f"{place}试用期人员")
        left = sworn.replace(year=sworn.year + 2)
        yield Line(sworn, left, f"{place}{title}")
        sworn = left
    else:
        yield Line(began, sworn, f"{life.unit}试用期人员")
    rank = "一级科员" if sworn.year >= 2019 else "科员"
    rise = date(life.start.year - 1 - int(life.lot("rise") * 3), 1 + int(life.lot("month") * 12), 1)
    if life.post != rank and rise > sworn:
        yield Line(sworn, rise, f"{life.unit}{rank}")
        sworn = rise
    yield Line(sworn, None, f"{life.unit}{life.post}")


def family_of(life: Life) -> Iterator[Member]:
    """Spouse, child and parents, as far as the age lets there be any."""
    person, year = life.person, life.born.year
    age = life.start.year - year
    is_man, own = person.sex == "male", person.name[0]
    other = life.pick(SURNAMES, "in-law")
    if age >= MARRIED and life.lot("married") < MOST:
        name = other + life.pick(WOMEN if is_man else MEN, "spouse")
        born = life.born.replace(year=year + life.pick((-2, -1, 0, 1, 2), "spouse born"), month=5)
        status = life.pick(("中共党员", "群众", "群众"), "spouse status")
        work = life.pick(WORK, "spouse works")
        yield Member("妻子" if is_man else "丈夫", name, born, status, work)
        if age >= PARENT and life.lot("child") < MOST:
            yield _child(life, own if is_man else other)
    father = date(year - 26 - int(life.lot("father") * 5), 3, 1)
    mother = date(year - 24 - int(life.lot("mother") * 5), 10, 1)
    gone = life.lot("gone") < FEW
    status = life.pick(("群众", "中共党员"), "father status")
    work = "已去世" if gone else life.pick(PARENTS, "father works")
    yield Member("父亲", own + life.pick(MEN, "father named"), father, status, work)
    name = life.pick(SURNAMES, "mother's family") + life.pick(WOMEN, "mother named")
    yield Member("母亲", name, mother, "群众", life.pick(PARENTS, "mother works"))


def _child(life: Life, surname: str) -> Member:
    oldest = life.start.year - life.born.year - 27
    years = 1 + int(life.lot("child born") * oldest)
    born = date(life.start.year - years, 8, 1)
    place = "市实验小学学生" if years >= 7 else "幼儿园在读" if years >= 4 else "学龄前儿童"
    relation = life.pick(("儿子", "女儿"), "child is")
    return Member(relation, surname + life.pick(LITTLE, "child named"), born, "群众", place)


def id_number(born: date, sex: str, *keys: object) -> str:
    """An ID number in a region that there is not, which agrees with birth and sex."""
    day = 1 + int(lot("day of birth", *keys) * 28)
    nth = 2 * int(lot("nth of the day", *keys) * 499) + (sex == "male")
    digits = f"99{1 + int(lot('region', *keys) * 8):02}{1 + int(lot('county', *keys) * 8):02}"
    digits += f"{born:%Y%m}{day:02}{nth:03}"
    return digits + check_character(digits)


def _grades(stage: Stage, lives: Mapping[int, Life], day: date) -> dict[int, dict[int, str]]:
    """The grades of the last years; that of the secondment's own year as the final one."""
    names = {grade.id: grade.names.zh for grade in stage.pack.assessment.grades}
    rows = Assessment.objects.filter(secondment__in=lives, kind="final", released_on__lt=day)
    final = dict(rows.values_list("secondment", "grade"))
    found: dict[int, dict[int, str]] = {}
    for pk, life in lives.items():
        years = {
            year: "优秀" if life.lot("good year", year) < GOOD else "称职"
            for year in range(day.year - YEARS, day.year)
            if year > life.began.year
        }
        if life.start.year in years and final.get(pk) in names:
            years[life.start.year] = names[final[pk]]
        found[life.person.pk] = years
    return found
