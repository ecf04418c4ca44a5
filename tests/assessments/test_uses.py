"""The use of results: what later considerations must say, the ledger of uses, what became of all."""

from collections import Counter
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from guazhi.assessments.commands import Consideration, consider_results
from guazhi.assessments.models import ResultUse
from guazhi.assessments.queries import (
    UsesSought,
    ledger_of_uses,
    results_to_use,
    usage,
)
from guazhi.assessments.rules import Fate, Used, fate
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests.assessments.acting import END, concluded
from tests.assessments.test_closing import used
from tests.make import World
from tests.refusals import codes
from tests.visitor import client_of

DAY = date(2027, 4, 1)


@pytest.mark.parametrize(
    ("uses", "today", "has_result", "expected"),
    [
        ([], date(2028, 2, 28), True, Fate.WAITS),
        ([], date(2028, 2, 29), True, Fate.UNUSED),
        ([], date(2028, 2, 29), False, Fate.NO_RESULT),
        ([(date(2028, 2, 28), True)], date(2029, 1, 1), True, Fate.IN_TIME),
        ([(date(2028, 2, 29), True)], date(2029, 1, 1), True, Fate.LATE),
        ([(DAY, False)], date(2029, 1, 1), True, Fate.SET_ASIDE),
        ([(DAY, False), (date(2028, 1, 1), True)], date(2029, 1, 1), True, Fate.IN_TIME),
    ],
)
def test_a_result_is_used_in_time_late_not_or_for_a_reason_not_at_all(
    uses: list[tuple[date, bool]], today: date, has_result: bool, expected: Fate
) -> None:
    told = [Used(day, "nomination", considered) for day, considered in uses]

    assert fate(END, 12, told, today, has_result=has_result) == expected


def nominated(
    *, considered: bool | None = True, how: str = "作为提名的重要依据。"
) -> Consideration:
    return Consideration(
        occasion="nomination",
        meeting="市教育局党组会",
        day=DAY,
        decision="推荐为挂职人选",
        considered=considered,
        how_considered=how,
        record_kind="nomination",
        record=7,
    )


@pytest.mark.django_db
def test_whoever_considers_a_person_with_a_result_says_how_it_counted(world: World) -> None:
    concluded(world)
    person = world.secondment.secondee_id
    with clock_at(DAY):
        for said in (nominated(considered=None), nominated(how=" ")):
            with pytest.raises(Refused) as refused:
                consider_results(person, said, actor=world.home_handler)
            assert codes(refused) == ["result_not_considered"]
        consider_results(person, nominated(), actor=world.home_handler)
        consider_results(
            person, nominated(considered=False, how="岗位不相关。"), actor=world.home_handler
        )

    kept = ResultUse.objects.values_list("secondment", "record_kind", "record", "considered")
    assert list(kept) == [(world.secondment.pk, "nomination", 7, False)]
    assert Entry.objects.filter(verb="ResultUsed").count() == 2


@pytest.mark.django_db
def test_a_consideration_of_somebody_without_a_result_says_nothing(world: World) -> None:
    concluded(world, release=False)

    with clock_at(DAY):
        silent = nominated(considered=None, how="")
        found = consider_results(world.secondment.secondee_id, silent, actor=world.home_handler)

    assert (found, ResultUse.objects.count()) == ([], 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({}, 1),
        ({"occasion": "nomination"}, 1),
        ({"occasion": "training"}, 0),
        ({"considered": "no"}, 0),
        ({"q": "tanmin"}, 1),
        ({"unit": -1}, 0),
    ],
)
def test_the_ledger_of_uses_is_narrowed(world: World, query: dict[str, str | int], n: int) -> None:
    concluded(world)
    used(world)

    assert ledger_of_uses(world.handler, UsesSought(**query)).count() == n  # type: ignore[arg-type]
    assert ledger_of_uses(world.other_county_handler, UsesSought()).count() == 0


@pytest.mark.django_db
def test_the_ledger_of_uses_is_read_and_taken_out_and_that_is_recorded(world: World) -> None:
    concluded(world)
    used(world)
    client = client_of(world.handler)
    with clock_at(DAY):
        page = client.get("/uses/?occasion=nomination")
        file = client.get("/uses/export/")

    (row,) = page.context["uses"]
    sheet = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0)
    assert (row.decision, sheet.to_python()[2][7]) == ("列入提名人选", "列入提名人选")
    assert [each.payload for each in Entry.objects.filter(verb="UsesExported")] == [{"rows": 1}]


@pytest.mark.django_db
def test_what_became_of_results_is_counted_by_unit_and_opens_the_names(world: World) -> None:
    concluded(world)
    with clock_at(DAY):
        before = usage(world.handler, world.secondment.intake, DAY)
        used(world)
        found = usage(world.handler, world.secondment.intake, DAY)
        page = client_of(world.handler).get(
            f"/intakes/{world.secondment.intake_id}/uses/?fate=in_time"
        )

    assert before.all.counted == Counter({Fate.WAITS: 1})
    assert found.all.counted == Counter({Fate.IN_TIME: 1})
    assert [(each.name, each.in_time, each.total) for each in found.homes] == [("市教育局", 1, 1)]
    assert [row.pk for row, _outcome, _fate in page.context["names"]] == [world.secondment.pk]
    assert client_of(world.host_leader).get("/intakes/1/uses/").status_code == 404


def put(world: World, *people: Secondment, day: str) -> int:
    sent = {
        "secondment_ids": [each.pk for each in people],
        "occasion": "reserve_list",
        "meeting": "市委组织部部务会",
        "day": day,
        "decision": "列入后备名单",
        "considered": "on",
        "how_considered": "作为重要依据。",
    }
    url = f"/assessments/intakes/{world.intake.pk}/use/"
    with clock_at(DAY):
        return client_of(world.approver).post(url, sent).status_code


@pytest.mark.django_db
def test_a_meeting_uses_the_results_of_many_in_one_act(world: World) -> None:
    other = world.another("赵一")
    people = [world.secondment, other]
    result = concluded(world)
    result.pk, result.secondment = None, other
    result.save()
    with clock_at(DAY):
        offered = results_to_use(world.approver, world.intake, DAY)

    answer = put(world, *people, day="2027-04-01")

    uses = ResultUse.objects.order_by("secondment").values_list("secondment", "meeting")
    met = Obligation.objects.filter(rule="result_used", state="met").values_list("secondment")
    assert {each.pk for each in offered} == {each.pk for each in people}
    assert answer == 302
    assert list(uses) == [(each.pk, "市委组织部部务会") for each in people]
    assert set(met) == {(each.pk,) for each in people}
    assert Entry.objects.filter(verb="ResultUsed").count() == 2
    with clock_at(DAY):
        assert results_to_use(world.approver, world.intake, DAY) == []


@pytest.mark.django_db
def test_the_results_of_many_are_used_together_or_not_at_all(world: World) -> None:
    concluded(world)

    answer = put(world, world.secondment, day="2027-02-28")

    assert (answer, ResultUse.objects.count()) == (422, 0)
