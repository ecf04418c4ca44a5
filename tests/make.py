"""Typed makers with lawful defaults. Rows come from the commands wherever there is one."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import count

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.models import Grant, User
from guazhi.access.queries import actor_of
from guazhi.hosting import commands as hosting
from guazhi.hosting.rules import PlanLine
from guazhi.obligations.commands import reconcile, reconcile_intake
from guazhi.organisations import commands as organisations
from guazhi.organisations.models import Organisation
from guazhi.people import commands as people
from guazhi.people.models import Person
from guazhi.people.queries import relation
from guazhi.policy import named, term_end
from guazhi.programmes import commands as programmes
from guazhi.programmes.commands import adopt_policy, open_intake
from guazhi.programmes.models import Intake, PolicyVersion, Post
from guazhi.secondments.commands import (
    Placing,
    answer_change,
    arrive,
    ask_change,
    decide,
    hand_over,
    place,
)
from guazhi.secondments.models import ChangeConsent, CourseChange, Handover, Secondment
from guazhi.web import clock

START = date(2026, 3, 1)
PLAN = (
    PlanLine("熟悉基层情况", "包联一个村", "走访全部重点户", date(2026, 5, 31), "乡镇基层工作经历"),
    PlanLine("独立承担实质性工作", "牵头产业园选址", "形成可检验的成果", date(2026, 7, 31)),
)

# whoever keeps the tree and the records where a test does not care
REGISTRAR = Actor(user_id=None, person_id=None, name="登记员", is_command_line=True)
found = partial(organisations.found, actor=REGISTRAR)
found_all = partial(organisations.found_all, actor=REGISTRAR)
found_city = partial(organisations.found_city, actor=REGISTRAR)
found_county = partial(organisations.found_county, actor=REGISTRAR)
enrol = partial(people.enrol, actor=REGISTRAR)
enrol_all = partial(people.enrol_all, actor=REGISTRAR)
employ_all = partial(people.employ_all, actor=REGISTRAR)
lead = partial(people.lead, actor=REGISTRAR)
offer_posts = partial(programmes.offer_posts, actor=REGISTRAR)
offer_places = partial(programmes.offer_places, actor=REGISTRAR)
_numbers = count(1)


def user(
    name: str, role: Role | None, at: Organisation | None, person: Person | None = None
) -> User:
    """An account, with one role on one organisation."""
    account = User.objects.create(
        username=f"u{next(_numbers)}", name=name, person=person, password="!"
    )
    if role is not None and at is not None:
        Grant.objects.create(user=account, role=role.value, organisation=at, since=date(2020, 1, 1))
    return account


def granted(account: User, role: Role, at: Organisation) -> User:
    """The account with one more role."""
    Grant.objects.create(user=account, role=role.value, organisation=at, since=date(2020, 1, 1))
    return account


def actor(
    role: Role | None, at: Organisation | None = None, person: Person | None = None, name: str = ""
) -> Actor:
    """Somebody who holds ``role`` on ``at``; with ``person`` also secondee and mentor."""
    return actor_of(
        user(name or (role.value if role else "secondee"), role, at, person), clock.today()
    )


def account_of(actor: Actor) -> User:
    """The account behind an actor."""
    assert actor.user_id is not None
    return User.objects.get(pk=actor.user_id)


@dataclass
class World:
    """A small city with people in every party, and one secondment from city to township."""

    city: Organisation
    city_department: Organisation
    county: Organisation
    county_department: Organisation
    other_county: Organisation
    other_department: Organisation
    bureau: Organisation
    township_government: Organisation
    leader: Person
    policy: PolicyVersion
    intake: Intake
    handler: Actor
    approver: Actor
    county_handler: Actor
    other_county_handler: Actor
    host_handler: Actor
    host_leader: Actor
    home_handler: Actor
    secondee: Actor
    secondment: Secondment
    extra: dict[str, Secondment] = field(default_factory=dict)

    def another(
        self,
        name: str = "李强",
        *,
        home: Organisation | None = None,
        host: Organisation | None = None,
        start: date = START,
        months: int = 12,
        category: str = "township",
        in_post: bool = True,
    ) -> Secondment:
        """Another secondment of the same intake."""
        return secondment(
            self,
            name,
            home=home or self.bureau,
            host=host or self.township_government,
            start=start,
            months=months,
            category=category,
            in_post=in_post,
        )


def post(intake: Intake, host: Organisation, category: str = "township", places: int = 1) -> Post:
    """A post that a host offers; a second one of the same name takes a number."""
    title = {"township": "乡镇长助理", "county_assistant": "县（区）长助理"}.get(
        category, "局长助理"
    )
    known = Post.objects.filter(intake=intake, host_unit=host).count()
    (row,) = offer_posts(
        [
            Post(
                intake=intake,
                host_unit=host,
                title=title if not known else f"{title}{known + 1}",
                category=category,
                places=places,
            )
        ]
    )
    return row


def secondment(
    world: World,
    name: str,
    *,
    home: Organisation,
    host: Organisation,
    start: date = START,
    months: int = 12,
    category: str = "township",
    in_post: bool = True,
) -> Secondment:
    """A person placed, decided on and, if wanted, in post from the first day."""
    person = enrol(name, home, sex="male", post_title="一级科员", cadre_category="reserve")
    row = place(
        Placing(
            person,
            home,
            "一级科员",
            post(world.intake, host, category),
            start,
            term_end(start, months),
        ),
        actor=world.handler,
    )
    reconcile(row)
    decide(row.pk, meeting="市委组织部部务会", day=date(2026, 2, 10), actor=world.approver)
    if in_post:
        arrive(row.pk, day=start, actor=actor(Role.HOST_LEADER, host))
    return Secondment.objects.select_related("policy", "intake__programme", "secondee").get(
        pk=row.pk
    )


def _self(person: Person) -> Actor:
    """The person at his own account, opened where there is none yet."""
    known = User.objects.filter(person=person).first()
    return actor_of(known, clock.today()) if known else actor(None, person=person)


def ready(world: World, row: Secondment, day: date = date(2026, 3, 2)) -> None:
    """Let the host have everything ready that a policy may want before somebody is in post."""
    handler, leader, pk = world.host_handler, world.host_leader, row.pk
    hosting.arrange_living(
        pk, day=day, lodging="周转房", meals="食堂", contact="办公室", actor=handler
    )
    hosting.divide_work(
        pk,
        day=day,
        duties="分管乡村振兴",
        powers="主持专题会议",
        in_roster=True,
        in_meetings=True,
        in_study=True,
        actor=handler,
    )
    mentorship = hosting.name_mentor(pk, mentor=world.leader.pk, day=day, actor=handler)
    hosting.accept_mentoring(mentorship.pk, day=day, actor=leader)
    plan = hosting.draft_plan(pk, goals="目标", measures="措施", lines=PLAN, day=day, actor=handler)
    hosting.agree_plan(plan.pk, day=day, actor=_self(row.secondee))
    hosting.approve_plan(plan.pk, day=day, actor=leader)


def world() -> World:
    """The small city that most tests live in."""
    city, city_department = found_city("安澜市")
    county, county_department = found_county("清溪县", city)
    other, other_department = found_county("云岭县", city)
    bureau = found("市教育局", "organ", city)
    township = found("龙泉乡", "township", county)
    government = found("清溪县龙泉乡人民政府", "organ", township)
    handler = actor(Role.CITY_HANDLER, city, name="市委组织部经办")
    approver = actor(Role.CITY_APPROVER, city, name="市委组织部审批")
    policy = adopt_policy(named("speech"), actor=handler)
    intake = open_intake(
        city,
        city_department,
        programme="上派下挂",
        name="2026年批次",
        start=START,
        end=term_end(START, 12),
        policy=policy,
        actor=handler,
    )
    leader = enrol("王建国", government, sex="male", post_title="乡长")
    lead(government, leader, title="乡长", since=date(2024, 1, 1))
    built = World(
        city=city,
        city_department=city_department,
        county=county,
        county_department=county_department,
        other_county=other,
        other_department=other_department,
        bureau=bureau,
        township_government=government,
        leader=leader,
        policy=policy,
        intake=intake,
        handler=handler,
        approver=approver,
        county_handler=actor(Role.COUNTY_HANDLER, county),
        other_county_handler=actor(Role.COUNTY_HANDLER, other),
        host_handler=actor(Role.HOST_HANDLER, government),
        host_leader=actor(Role.HOST_LEADER, government, person=leader),
        home_handler=actor(Role.HOME_HANDLER, bureau),
        secondee=handler,
        secondment=None,  # type: ignore[arg-type]
    )
    built.secondment = secondment(built, "谭敏", home=bureau, host=government)
    built.secondee = actor(None, person=built.secondment.secondee, name="谭敏")
    reconcile_intake(intake)
    return built


def change_term(
    secondment_id: int,
    *,
    kind: str,
    new_end: date,
    actor: Actor,
    reason: str = "工作需要",
) -> CourseChange:
    """A change of the last day asked for by ``actor`` and consented to by everybody else."""
    day = clock.today()
    row = ask_change(secondment_id, kind=kind, new_end=new_end, reason=reason, day=day, actor=actor)
    return consented(row.pk)


def consented(change_id: int) -> CourseChange:
    """A change to which every party that is asked has said yes, in its turn."""
    row = CourseChange.objects.get(pk=change_id)
    while row.state == "waiting":
        step = row.steps.get(answer="asked")
        answer_change(row.pk, consents=True, day=clock.today(), actor=speaker(step))
        row.refresh_from_db()
    return row


def speaker(step: ChangeConsent) -> Actor:
    """Somebody who speaks for the party of a step."""
    roles = {
        "city": Role.CITY_APPROVER,
        "county": Role.COUNTY_APPROVER,
        "host": Role.HOST_LEADER,
        "new_host": Role.HOST_LEADER,
        "home": Role.HOME_HANDLER,
    }
    known = User.objects.filter(person=step.person).first() if step.person else None
    if known is not None:
        return actor_of(known, clock.today())
    return actor(roles.get(step.party), step.organisation, step.person)


def handed_over(secondment_id: int, *, day: date, actor: Actor) -> Handover:
    """A hand-over at home, confirmed by the person who took over."""
    return hand_over(
        secondment_id,
        day=day,
        handed_to="综合科李四",
        matters="在办文件三件",
        confirmed_on=day,
        actor=actor,
    )


def relation_of(person_id: int) -> Organisation | None:
    """Where the personnel relation of a person is."""
    held = relation(person_id)
    return held.organisation if held else None
