"""Each form of a secondment's life: shown, sent, refused in words, closed to others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.test import Client

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.obligations.commands import reconcile
from guazhi.obligations.models import Obligation
from guazhi.policy import term_end
from guazhi.secondments.commands import Placing, place
from guazhi.secondments.models import CourseChange, Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Step:
    """A form: who fills it in, what works, what does not and what is said then."""

    verb: str
    who: str
    sent: dict[str, str]
    wrong: dict[str, str]
    said_at: str
    english: str
    chinese: str
    entry: str
    meets: str = ""
    start: str = "in_post"
    day: date = field(default=TODAY)
    leads_to: str = ""


ASKED = {"day": "2026-03-02", "reason": "接收单位工作需要"}
TO_COME = "2026-04-20 is still to come. Give the day on which it was done."
NOCH = "2026-04-20尚未到来，请填写实际办理日期。"
STEPS = [
    Step(
        "decide",
        "approver",
        {"meeting": "市委组织部部务会", "day": "2026-02-10", "number": "安组〔2026〕8号"},
        {"day": "2026-04-20"},
        "day",
        TO_COME,
        NOCH,
        "SecondmentDecided",
        "organisation_decision",
        start="planned",
    ),
    Step(
        "decouple",
        "home_handler",
        {"day": "2026-02-27", "handed_to": "李四", "matters": "在办文件三件"},
        {"day": "2026-04-20"},
        "day",
        TO_COME,
        NOCH,
        "WorkHandedOver",
    ),
    Step(
        "arrive",
        "host_leader",
        {"day": "2026-03-01"},
        {"day": "2026-04-20"},
        "day",
        TO_COME,
        NOCH,
        "SecondeeArrived",
        start="decided",
    ),
    Step(
        "withdraw",
        "approver",
        {"day": "2026-03-02", "reason": "本人因病不能赴任"},
        {"day": "2026-04-20"},
        "day",
        TO_COME,
        NOCH,
        "SecondmentWithdrawn",
        start="decided",
    ),
    Step(
        "ask-change",
        "approver",
        {"new_end": "2027-05-31", **ASKED},
        {"new_end": "2027-12-31"},
        "new_end",
        "Under the policy in force an extension may last until 2027-08-31.",
        "按现行规定，挂职期限最长可延长至2027-08-31。",
        "ChangeAsked",
        leads_to="/secondments/changes/",
    ),
    Step(
        "plan-return",
        "home_handler",
        {"home_post": "一级科员", "reports_to": "基教科科长", "day": "2027-01-25"},
        {"day": "2027-01-16"},
        "day",
        "The return is planned from 2027-01-17 on.",
        "返岗安排应自2027-01-17起办理。",
        "ReturnPlanned",
        "return_plan",
        day=date(2027, 1, 25),
    ),
    Step(
        "confirm-relation",
        "home_handler",
        {
            "day": "2026-03-02",
            "relation_unchanged": "on",
            "post_unchanged": "on",
            "pay_unchanged": "on",
            "checked_by": "干部科王某",
            "seen": "编制名册、工资表",
        },
        {"post_unchanged": ""},
        "post_unchanged",
        "Tick this once you have seen that it is so. If it is not, the relation has moved: put it"
        " right with the organisation department first.",
        "请核实属实后勾选。如不属实，说明行政关系已发生变动，请先与组织部门处理后再确认。",
        "RelationChecked",
    ),
    Step(
        "return",
        "approver",
        {"day": "2027-02-28"},
        {"day": "2027-02-01"},
        "day",
        "The return is recorded on or after the last day, 2027-02-28, and not ahead of time.",
        "返回须在期满日期2027-02-28当日或之后登记，不得提前。",
        "SecondeeReturned",
        day=date(2027, 3, 1),
    ),
]
each_step = pytest.mark.parametrize("step", STEPS, ids=[step.verb for step in STEPS])


def planned(world: World) -> Secondment:
    person = make.enrol("吴九", world.bureau, sex="male", post_title="一级科员")
    post = make.post(world.intake, world.township_government)
    start = date(2026, 3, 1)
    row = place(
        Placing(person, world.bureau, "一级科员", post, start, term_end(start, 12)),
        actor=world.handler,
    )
    reconcile(row)
    return row


STARTS: dict[str, Callable[[World], Secondment]] = {
    "planned": planned,
    "decided": lambda world: world.another("吴九", in_post=False),
    "in_post": lambda world: world.secondment,
}


def actor_of(world: World, step: Step) -> Actor:
    actor: Actor = getattr(world, step.who)
    return actor


def latest_change() -> int:
    row = CourseChange.objects.last()
    return row.pk if row else 0


@each_step
def test_the_form_works_is_recorded_and_meets_what_it_proves(world: World, step: Step) -> None:
    row = STARTS[step.start](world)
    client = client_of(actor_of(world, step))
    entries = Entry.objects.count()

    with clock_at(step.day):
        shown = client.get(f"/secondments/{row.pk}/{step.verb}/")
        answer = client.post(f"/secondments/{row.pk}/{step.verb}/", step.sent)

    met = Obligation.objects.filter(secondment=row, rule=step.meets, state="met").count()
    recorded = Entry.objects.order_by("-seq").values_list("verb", "secondment_id")[0]
    assert (shown.status_code, answer.status_code) == (200, 302)
    leads_to = f"{step.leads_to}{latest_change()}/" if step.leads_to else f"/secondments/{row.pk}/"
    assert answer.headers["Location"] == leads_to
    assert (recorded, Entry.objects.count()) == ((step.entry, row.pk), entries + 1)
    assert met == (1 if step.meets else 0)


@each_step
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_refusal_says_what_is_wrong_at_its_field_and_changes_nothing(
    world: World, step: Step, language: str
) -> None:
    row = STARTS[step.start](world)
    client = client_of(actor_of(world, step), language)
    before = (Entry.objects.count(), Secondment.objects.filter(pk=row.pk).values().get())

    with clock_at(step.day):
        answer = client.post(f"/secondments/{row.pk}/{step.verb}/", {**step.sent, **step.wrong})

    said = step.english if language == "en" else step.chinese
    assert answer.status_code == 422
    assert answer.context["form"].errors[step.said_at] == [said]
    assert before == (Entry.objects.count(), Secondment.objects.filter(pk=row.pk).values().get())


@each_step
def test_to_others_it_looks_missing_and_strangers_sign_in(world: World, step: Step) -> None:
    row = STARTS[step.start](world)
    city, _department = make.found_city("邻市")
    organ = make.found("邻市教育局", "organ", city)
    address = f"/secondments/{row.pk}/{step.verb}/"
    roles = {
        "approver": (Role.CITY_APPROVER, city),
        "home_handler": (Role.HOME_HANDLER, organ),
        "host_leader": (Role.HOST_LEADER, organ),
    }

    client = client_of(make.actor(*roles[step.who]))
    secondee = client_of(world.secondee)
    answers = [
        client.get(address).status_code,
        client.post(address, step.sent).status_code,
        secondee.get(address).status_code,
    ]

    # secondees ask for another course, and begin their return, themselves
    own = 200 if step.verb in {"ask-change", "plan-return"} else 404
    assert answers == [404, 404, own]
    assert Client().get(address).headers["Location"] == f"/sign-in/?next={address}"


@each_step
def test_an_empty_form_is_shown_again(world: World, step: Step) -> None:
    row = STARTS[step.start](world)

    answer = client_of(actor_of(world, step)).post(f"/secondments/{row.pk}/{step.verb}/", {})

    assert (answer.status_code, Entry.objects.filter(verb=step.entry, subject=row.pk).count()) == (
        422,
        0,
    )


def test_the_sentence_of_a_step_taken_twice_names_the_state_in_words(world: World) -> None:
    answer = client_of(world.host_leader).post(
        f"/secondments/{world.secondment.pk}/arrive/", {"day": "2026-03-02"}
    )

    assert answer.context["form"].non_field_errors() == [
        "This step cannot be taken now: the secondment is “In post” and cannot become “In post”."
    ]


def test_a_method_that_no_page_has_is_refused(world: World) -> None:
    answer = client_of(world.approver).put(f"/secondments/{world.secondment.pk}/ask-change/")

    assert answer.status_code == 405
