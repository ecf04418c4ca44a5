"""The review of a practice: returned with a reason, sent in again; and who joins later."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from guazhi.coordination.commands import (
    propose_practice,
    publish_practice,
    return_practice,
    revise_practice,
    submit_report,
)
from guazhi.coordination.models import Practice, PracticeDelivery
from guazhi.coordination.queries import practices_showing
from guazhi.hosting.commands import assign_task
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.web import clock
from tests.make import World, found
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
WHY = "请补充推行前后的对比数据"


@pytest.fixture
def practice(world: World) -> Practice:
    return propose_practice(
        world.intake.pk,
        title="一线工作法",
        text="每周驻村两天",
        source="report",
        day=DAY,
        secondment_id=world.secondment.pk,
        actor=world.secondee,
    )


def owed(world: World) -> list[tuple[str, date]]:
    rows = Obligation.objects.filter(intake=world.intake, rule="practice_spread")
    return list(rows.values_list("state", "due"))


def test_a_return_gives_the_reason_and_nobody_need_spread_it(
    world: World, practice: Practice
) -> None:
    return_practice(practice.pk, reason=WHY, day=DAY, actor=world.handler)

    practice.refresh_from_db()
    assert (practice.state, practice.return_reason, practice.returned_on) == ("returned", WHY, DAY)
    assert owed(world) == [("void", date(2026, 4, 1))]
    assert Entry.objects.latest("seq").verb == "PracticeReturned"


def test_what_is_sent_in_again_is_owed_anew(world: World, practice: Practice) -> None:
    return_practice(practice.pk, reason=WHY, day=DAY, actor=world.handler)

    with clock.clock_at(date(2026, 3, 6)):
        revise_practice(
            practice.pk,
            title="一线工作法",
            text="每周驻村两天，办结率由六成升到九成",
            day=date(2026, 3, 6),
            actor=world.secondee,
        )

    practice.refresh_from_db()
    assert (practice.state, practice.day) == ("proposed", date(2026, 3, 6))
    assert owed(world) == [("open", date(2026, 4, 5))]
    assert Entry.objects.latest("seq").verb == "PracticeRevised"


@pytest.mark.parametrize(
    ("reason", "day", "codes"),
    [
        (" ", DAY, ["reason_needed"]),
        (WHY, date(2026, 3, 1), ["day_before_proposal"]),
    ],
)
def test_a_return_is_refused(
    world: World, practice: Practice, reason: str, day: date, codes: list[str]
) -> None:
    with pytest.raises(Refused) as refusal:
        return_practice(practice.pk, reason=reason, day=day, actor=world.handler)

    assert [f.code for f in refusal.value.findings] == codes
    assert owed(world) == [("open", date(2026, 4, 1))]


def test_what_is_returned_is_neither_returned_again_nor_published(
    world: World, practice: Practice
) -> None:
    return_practice(practice.pk, reason=WHY, day=DAY, actor=world.handler)

    with pytest.raises(Refused) as again:
        return_practice(practice.pk, reason=WHY, day=DAY, actor=world.handler)
    with pytest.raises(Refused) as published:
        publish_practice(practice.pk, day=DAY, actor=world.approver)

    for refusal in (again, published):
        assert [f.code for f in refusal.value.findings] == ["practice_returned_already"]


def test_only_whoever_proposed_it_sends_it_in_again_and_only_when_returned(
    world: World, practice: Practice
) -> None:
    words: dict[str, Any] = {"title": "一线工作法", "text": "更多", "day": DAY}
    with pytest.raises(Refused) as early:
        revise_practice(practice.pk, **words, actor=world.secondee)
    return_practice(practice.pk, reason=WHY, day=DAY, actor=world.handler)

    with pytest.raises(Refused) as other:
        revise_practice(practice.pk, **words, actor=world.host_handler)

    assert [f.code for f in early.value.findings] == ["practice_not_returned"]
    assert [f.code for f in other.value.findings] == ["practice_not_yours"]


def test_only_the_city_returns(world: World, practice: Practice) -> None:
    with pytest.raises(Http404):
        return_practice(practice.pk, reason=WHY, day=DAY, actor=world.county_handler)


def test_who_joins_later_receives_what_was_published_before(
    world: World, practice: Practice
) -> None:
    publish_practice(practice.pk, day=DAY, actor=world.approver)

    later = world.another("李强")

    received = PracticeDelivery.objects.filter(secondment=later)
    assert list(received.values_list("practice", "delivered_on", "read_on")) == [
        (practice.pk, DAY, None)
    ]
    assert Entry.objects.filter(verb="PracticesDelivered").count() == 1


def test_who_joins_before_anything_is_published_receives_nothing(world: World) -> None:
    later = world.another("李强")

    assert list(PracticeDelivery.objects.filter(secondment=later)) == []


def test_a_report_is_the_source_of_a_practice(world: World) -> None:
    report = submit_report(
        world.secondment.pk,
        day=DAY,
        sections={"work": "推行夜访", "thought": "安心"},
        actor=world.secondee,
    )

    row = propose_practice(
        world.intake.pk,
        title="夜访",
        text="晚上走访",
        source="",
        day=DAY,
        report_id=report.pk,
        actor=world.handler,
    )

    assert (row.source, row.report, row.secondment) == ("report", report, world.secondment)


def test_a_task_is_the_source_of_a_practice(world: World) -> None:
    task = assign_task(
        world.secondment.pk,
        title="夜访",
        detail="",
        substantive=True,
        day=DAY,
        due=date(2026, 4, 1),
        actor=world.host_handler,
    )

    row = propose_practice(
        world.intake.pk,
        title="夜访",
        text="晚上走访",
        source="",
        day=DAY,
        task_id=task.pk,
        actor=world.secondee,
    )

    assert (row.source, row.task_id, row.secondment) == ("task", task.pk, world.secondment)


def test_a_source_out_of_reach_looks_missing(world: World) -> None:
    for source in ({"task_id": 999}, {"report_id": 999}):
        with pytest.raises(Http404):
            propose_practice(
                world.intake.pk,
                title="夜访",
                text="晚上走访",
                source="task",
                day=DAY,
                actor=world.handler,
                **source,
            )


def test_nobody_reviews_what_he_proposed_himself(world: World) -> None:
    own = propose_practice(
        world.intake.pk,
        title="夜访工作法",
        text="晚上走访",
        source="forum",
        day=DAY,
        actor=world.handler,
    )
    where = f"/coordination/practices/{own.pk}/"

    with pytest.raises(Refused) as published:
        publish_practice(own.pk, day=DAY, actor=world.handler)
    with pytest.raises(Refused) as returned:
        return_practice(own.pk, reason=WHY, day=DAY, actor=world.handler)
    waits = [
        practices_showing(actor, "review").count() for actor in (world.handler, world.approver)
    ]
    shown = client_of(world.handler).get(where).context
    publish_practice(own.pk, day=DAY, actor=world.approver)

    for refusal in (published, returned):
        assert [f.code for f in refusal.value.findings] == ["practice_is_yours"]
    assert (waits, shown["may_review"], shown["waits_for_another"]) == ([0, 1], False, True)


def test_a_published_practice_offers_no_form_to_publish_it(
    world: World, practice: Practice
) -> None:
    publish_practice(practice.pk, day=DAY, actor=world.handler)
    where = f"/coordination/practices/{practice.pk}/"
    client = client_of(world.approver)

    answers = [client.get(f"{where}{step}/") for step in ("publish", "return")]
    twice = client.post(f"{where}publish/", {"day": "2026-03-02"})

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, where)] * 2
    assert twice.status_code == 422


def test_a_host_counts_its_own_readers_beside_those_of_all(
    world: World, practice: Practice
) -> None:
    world.another("李强", host=found("云岭县政府", "organ", world.other_county))
    publish_practice(practice.pk, day=DAY, actor=world.handler)
    where = f"/coordination/practices/{practice.pk}/"

    pages = [client_of(actor).get(where).context for actor in (world.host_handler, world.handler)]

    counts = [(page["tab_items"][0].count, page["spread"].delivered) for page in pages]
    assert counts == [(1, 2), (2, 2)]
    assert [page["sees_all"] for page in pages] == [False, True]
