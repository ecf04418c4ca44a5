"""Home organisations ask for work; the city allows it or refuses with a reason."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.coordination.commands import ask_home_work, decide_home_work
from guazhi.coordination.models import HomeRequest
from guazhi.coordination.queries import Asking, asking
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy import Party, named
from guazhi.policy.findings import Refused
from guazhi.programmes.commands import adopt_policy
from guazhi.secondments.models import Secondment
from tests.make import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def ask(world: World, **changes: object) -> HomeRequest:
    words: dict[str, object] = {
        "day": DAY,
        "matter": "年度审计",
        "reason": "唯一经办人，须到场说明",
        "days": 2,
        "actor": world.home_handler,
        **changes,
    }
    return ask_home_work(world.secondment.pk, **words)  # type: ignore[arg-type]


def test_a_request_must_be_decided_by_the_city(world: World) -> None:
    row = ask(world)

    owed = Obligation.objects.filter(rule="home_request_decided")
    assert list(owed.values_list("occurrence", "owner", "due", "state")) == [
        (f"home_request_made-{row.pk}", world.city_department.pk, date(2026, 3, 5), "open")
    ]
    assert Entry.objects.latest("seq").verb == "HomeWorkAsked"


@pytest.mark.parametrize("allowed", [True, False])
def test_a_decision_meets_its_obligation(world: World, allowed: bool) -> None:
    row = ask(world)

    decide_home_work(
        row.pk, allowed=allowed, reason="挂职期间一般不安排", day=DAY, actor=world.handler
    )

    row.refresh_from_db()
    owed = Obligation.objects.get(rule="home_request_decided")
    assert (row.allowed, owed.state, owed.met_on) == (allowed, "met", DAY)
    assert Entry.objects.latest("seq").payload == {"allowed": allowed, "day": "2026-03-02"}


def test_a_refusal_needs_its_reason(world: World) -> None:
    row = ask(world)

    with pytest.raises(Refused) as refusal:
        decide_home_work(row.pk, allowed=False, reason="", day=DAY, actor=world.handler)
    decide_home_work(row.pk, allowed=True, reason="", day=DAY, actor=world.handler)
    with pytest.raises(Refused) as twice:
        decide_home_work(row.pk, allowed=True, reason="", day=DAY, actor=world.handler)

    assert [f.code for f in refusal.value.findings] == ["reason_needed"]
    assert [f.code for f in twice.value.findings] == ["home_request_decided_already"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": ""}, "reason_needed"),
        ({"days": 0}, "home_days_out_of_range"),
        ({"days": 31}, "home_days_out_of_range"),
        ({"matter": ""}, "words_needed"),
        ({"day": date(2026, 3, 3)}, "day_to_come"),
    ],
)
def test_a_faulty_request_changes_nothing(
    world: World, changes: dict[str, object], code: str
) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        ask(world, **changes)

    assert [f.code for f in refusal.value.findings] == [code]
    assert (HomeRequest.objects.count(), Entry.objects.count()) == (0, before)


def test_the_same_matter_waits_once(world: World) -> None:
    ask(world)

    with pytest.raises(Refused) as refusal:
        ask(world)

    assert [f.code for f in refusal.value.findings] == ["home_request_waits"]


def test_others_neither_ask_nor_decide(world: World) -> None:
    with pytest.raises(Http404):
        ask(world, actor=world.host_handler)
    row = ask(world)

    with pytest.raises(Http404):
        decide_home_work(row.pk, allowed=True, reason="", day=DAY, actor=world.county_handler)

    row.refresh_from_db()
    assert row.allowed is None


def test_the_department_that_policy_names_decides(world: World) -> None:
    pack = named("speech")
    rule = pack.obligations["home_request_decided"].model_copy(update={"owners": (Party.COUNTY,)})
    obligations = {**pack.obligations, "home_request_decided": rule}
    changed = pack.model_copy(update={"version": "2026.9", "obligations": obligations})
    row = ask(world)
    Secondment.objects.update(policy=adopt_policy(changed, actor=world.handler))

    with pytest.raises(Http404):
        decide_home_work(row.pk, allowed=True, reason="", day=DAY, actor=world.handler)
    decide_home_work(row.pk, allowed=True, reason="", day=DAY, actor=world.county_handler)

    row.refresh_from_db()
    assert row.allowed is True


def test_how_often_a_home_organisation_asks_is_shown_to_both_departments(world: World) -> None:
    row = ask(world)
    ask(world, matter="系统验收")
    decide_home_work(row.pk, allowed=False, reason="请自行安排", day=DAY, actor=world.handler)

    found = [asking(actor) for actor in (world.handler, world.county_handler)]

    assert found == [[Asking("市教育局", 2, 0, 1, 1)]] * 2
    assert asking(world.other_county_handler) == []
