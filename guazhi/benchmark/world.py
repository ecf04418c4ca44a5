"""A throw-away world of any size: one city that owns every secondment, the hardest case.

People, units and posts are written in bulk; obligations are derived once for each category and
then multiplied by the database, so that a hundred thousand secondments take a minute, not an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import connection, transaction

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.models import Grant, User
from guazhi.access.queries import actor_of
from guazhi.benchmark import copies
from guazhi.obligations.commands import reconcile_intake
from guazhi.obligations.models import Obligation
from guazhi.obligations.queries.facts import fingerprint, secondment_facts
from guazhi.organisations.commands import found, found_city, found_county
from guazhi.organisations.models import Organisation
from guazhi.people.commands import employ_all, enrol_all
from guazhi.policy import named, term_end
from guazhi.programmes.commands import adopt_policy, offer_posts, open_intake
from guazhi.programmes.models import Intake, Post
from guazhi.secondments.commands import Placing, place_all
from guazhi.secondments.models import Secondment

START = date(2026, 3, 1)
TODAY = date(2026, 8, 20)
COUNTIES = 20
PER_INTAKE = 500
MOST_MADE = 10_000  # by the commands; more are copies of these
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余"
    "于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文思远晓东海燕清源"
    "子轩雨涵佳欣浩宇春"
)
CATEGORIES = ("county_assistant", "township", "city_organ", "enterprise")


@dataclass(frozen=True, slots=True)
class World:
    """What the measures need to know of the world: its accounts and one secondment of it."""

    size: int
    city: User
    county: User
    host: User
    sample: int


def name_of(number: int) -> str:
    """The invented name of person ``number``; all characters come up evenly."""
    family = SURNAMES[number % len(SURNAMES)]
    rest = number // len(SURNAMES)
    first = GIVEN[rest % len(GIVEN)]
    second = GIVEN[(rest // len(GIVEN) + number) % len(GIVEN)]
    return f"{family}{first}" if number % 3 == 0 else f"{family}{first}{second}"


def account(username: str, role: Role, place: Organisation) -> User:
    """An account that the measures sign in with."""
    user = User.objects.create(username=username, name=username, password="!")  # noqa: S106
    Grant.objects.create(user=user, role=role.value, organisation=place, since=date(2020, 1, 1))
    return user


@transaction.atomic
def build(size: int, progress: Callable[[int], object]) -> None:
    """Fill an empty database with ``size`` secondments."""
    builder = Actor(user_id=None, person_id=None, name="bench", is_command_line=True)
    city, department = found_city("基准市", actor=builder)
    counties = [
        found_county(f"第{number}县", city, actor=builder)[0] for number in range(1, COUNTIES + 1)
    ]
    homes, hosts = _units(city, counties, max(size // 4, 4), builder)
    actor = actor_of(account("bench-city", Role.CITY_HANDLER, city), TODAY)
    policy = adopt_policy(named("speech"), actor=actor)
    first = None
    made = -(-size // -(-size // MOST_MADE))
    for number, begin in enumerate(range(0, made, PER_INTAKE)):
        intake = open_intake(
            city,
            department,
            programme="基准项目",
            name=f"第{number + 1}批",
            start=START,
            end=term_end(START, 12),
            policy=policy,
            actor=actor,
        )
        first = first or intake
        numbers = range(begin, min(made, begin + PER_INTAKE))
        _fill(intake, numbers, homes, hosts, actor)
        progress(len(numbers))
    assert first is not None
    copies.of_people(size, made)
    models = list(Secondment.objects.filter(intake=first)[:8])
    copies.of_obligations(models, named("speech"), TODAY)
    progress(size - made)
    mark()
    reconcile_intake(first)
    account("bench-county", Role.COUNTY_HANDLER, counties[0])
    account("bench-host", Role.HOST_LEADER, hosts[0])


def settled() -> None:
    """What a server does by itself in the night, so that its plans rest on figures."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def known(size: int) -> World:
    """The world that ``build`` made."""
    by_name = {user.username: user for user in User.objects.filter(username__startswith="bench-")}
    return World(
        size=size,
        city=by_name["bench-city"],
        county=by_name["bench-county"],
        host=by_name["bench-host"],
        sample=Secondment.objects.order_by("pk").values_list("pk", flat=True)[size // 2],
    )


def _units(
    city: Organisation, counties: list[Organisation], count: int, actor: Actor
) -> tuple[list[Organisation], list[Organisation]]:
    """Home units in the city, and ``count`` host units of the four kinds."""
    homes = [found(f"市直第{number}局", "organ", city, actor=actor) for number in range(1, 41)]
    start = (Organisation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    rows = []
    for number in range(count):
        kind = number % 4
        parent = city if kind >= 2 else counties[(number // 4) % len(counties)]
        rows.append(
            Organisation(
                pk=start + number,
                name=f"接收单位{number}",
                kind="enterprise" if kind == 3 else "organ",
                level="city" if kind >= 2 else "county" if kind == 0 else "township",
                parent=parent,
                county=parent.county,
                path=f"{parent.path}{start + number}/",
            )
        )
    return homes, Organisation.objects.bulk_create(rows, batch_size=1000)


def _fill(
    intake: Intake,
    numbers: range,
    homes: list[Organisation],
    hosts: list[Organisation],
    actor: Actor,
) -> None:
    people = enrol_all(
        [
            {"name": name_of(number), "sex": "male", "cadre_category": "reserve"}
            for number in numbers
        ],
        actor=actor,
    )
    employ_all(
        (
            (person, homes[number % len(homes)], "科员")
            for number, person in zip(numbers, people, strict=True)
        ),
        actor=actor,
    )
    posts = offer_posts(
        [
            Post(
                intake=intake,
                host_unit=hosts[number % len(hosts)],
                title=f"岗位{number // len(hosts)}",
                category=CATEGORIES[number % len(hosts) % 4],
            )
            for number in numbers
        ],
        actor=actor,
    )
    place_all(
        [
            Placing(
                person,
                homes[number % len(homes)],
                "科员",
                post,
                START,
                term_end(START, 12),
            )
            for number, person, post in zip(numbers, people, posts, strict=True)
        ],
        actor=actor,
    )


def mark() -> None:
    """Note of each secondment from what its obligations were derived, as a reconcile would."""
    rows = iter(
        Secondment.objects.select_related("intake__programme", "policy")
        .defer("policy__text")
        .iterator(1000)
    )
    while batch := list(islice(rows, 1000)):
        facts = secondment_facts(batch)
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE guazhi_secondment SET derived_from = %s WHERE id = %s",
                [(fingerprint(facts[row.pk], row), row.pk) for row in batch],
            )


def obligations() -> int:
    """How many obligations the world holds."""
    return Obligation.objects.count()
