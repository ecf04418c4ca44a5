"""The pages of assessment: what each party sees and does there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.assessments import queries
from guazhi.assessments.commands import use_result
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    ResultUse,
)
from guazhi.assessments.rules import Kind
from guazhi.web.clock import clock_at
from tests.assessments.acting import (
    END,
    FINAL,
    MIDTERM,
    SCORES,
    concluded,
    part,
    parts,
    signed,
)
from tests.make import World
from tests.visitor import client_of

MEETING = {"name": "市委组织部部务会", "present": "部长、副部长"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sittings")]


PART = {
    "day": "2026-08-31",
    **{f"score_{key}": value for key, value in SCORES.items()},
    "opinion": "履职认真。",
    "growth": "",
    "grade": "competent",
}


def test_a_party_gives_its_part_on_the_sitting_page(world: World) -> None:
    client = client_of(world.county_handler)
    url = f"/assessments/{world.secondment.pk}/assessment/"

    with clock_at(MIDTERM):
        shown = client.get(url)
        sent = client.post(f"{url}?kind=midterm", PART)

    assert (shown.status_code, shown.context["kind"]) == (200, "midterm")
    assert (sent.status_code, sent["Location"]) == (302, f"{url}?kind=midterm")
    assert AssessmentPart.objects.get().party == "county"


def test_a_part_without_a_dimension_says_which(world: World) -> None:
    client = client_of(world.host_handler)

    with clock_at(MIDTERM):
        answer = client.post(
            f"/assessments/{world.secondment.pk}/assessment/?kind=midterm",
            {**PART, "score_clean_hands": ""},
        )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["score_clean_hands"]
    assert AssessmentPart.objects.count() == 0


def test_parts_of_others_are_closed_until_all_are_in(world: World) -> None:
    part(world.secondment, world.handler)
    part(world.secondment, world.county_handler)

    before = queries.sitting(world.county_handler, world.secondment, Kind.MIDTERM)
    part(world.secondment, world.host_leader)
    after = queries.sitting(world.county_handler, world.secondment, Kind.MIDTERM)

    assert [(s.party, s.is_in, s.part is not None) for s in before.seats] == [
        ("city", True, False),
        ("county", True, True),
        ("host", False, False),
    ]
    assert [s.part is not None for s in after.seats] == [True, True, True]


def test_a_dissenting_opinion_is_not_on_the_page_of_others(world: World) -> None:
    part(world.secondment, world.handler)
    AssessmentPart.objects.update(opinion="机密意见")

    with clock_at(MIDTERM):
        answer = client_of(world.host_leader).get(f"/assessments/{world.secondment.pk}/assessment/")

    assert "机密意见" not in answer.content.decode()


def test_the_secondee_and_home_never_see_the_sitting(world: World) -> None:
    url = f"/assessments/{world.secondment.pk}/assessment/"

    assert [
        client_of(actor).get(url).status_code for actor in (world.secondee, world.home_handler)
    ] == [404, 404]


def test_the_city_concludes_and_releases(world: World) -> None:
    parts(world, kind="final", day=FINAL)
    signed(world, kind="final", day=FINAL)
    client = client_of(world.approver)
    base = f"/assessments/{world.secondment.pk}"

    with clock_at(FINAL):
        shown = client.get(f"{base}/conclude/?kind=final")
        sent = client.post(
            f"{base}/conclude/?kind=final",
            {"day": "2027-02-10", "opinion": "同意考核组意见。", **MEETING},
        )
        confirmed = client.get(f"{base}/release/?kind=final")
        released = client.post(f"{base}/release/?kind=final", {"day": "2027-02-10"})

    assert [r.status_code for r in (shown, sent, confirmed, released)] == [200, 302, 200, 302]
    assert (shown.context["cap"].total, shown.context["cap"].most) == (1, 0)
    assert Assessment.objects.get(kind="final").released_on == FINAL


def test_an_unknown_kind_is_not_found(world: World) -> None:
    client = client_of(world.approver)

    assert client.get(f"/assessments/{world.secondment.pk}/assessment/?kind=x").status_code == 404


def test_concluding_too_soon_says_who_is_missing(world: World) -> None:
    part(world.secondment, world.handler, kind="final", day=FINAL)

    with clock_at(FINAL):
        answer = client_of(world.approver).post(
            f"/assessments/{world.secondment.pk}/conclude/?kind=final",
            {"day": "2027-02-10", "opinion": "同意。", **MEETING},
        )

    assert answer.status_code == 422
    assert world.county_department.name in answer.context["form"].non_field_errors()[0]


def test_home_and_secondee_see_a_result_once_it_is_released(world: World) -> None:
    actors = (world.home_handler, world.secondee)
    concluded(world, release=False)
    before = [queries.assessments(actor).count() for actor in actors]
    Assessment.objects.update(released_on=FINAL)

    assert (before, [queries.assessments(actor).count() for actor in actors]) == ([0, 0], [1, 1])


def test_the_use_of_a_result_is_recorded_beside_all_earlier_results(world: World) -> None:
    concluded(world)
    client = client_of(world.approver)
    url = f"/assessments/{world.secondment.pk}/use/"
    sent = {
        "occasion": "appointment",
        "meeting": "市委常委会",
        "day": "2027-04-01",
        "decision": "任命",
        "considered": "on",
        "how_considered": "期满考核称职，作为任用依据。",
    }

    with clock_at(date(2027, 4, 1)):
        shown = client.get(url)
        answer = client.post(url, sent)
        refused = client.post(url, {**sent, "how_considered": "无"})

    assert [row["final"] for row in shown.context["rows"]] == ["Competent"]
    assert (answer.status_code, refused.status_code) == (302, 422)
    assert ResultUse.objects.get().occasion == "appointment"


def test_results_of_a_person_come_back_in_any_later_consideration(world: World) -> None:
    concluded(world)
    with clock_at(date(2027, 4, 1)):
        use_result(
            world.secondment.pk,
            occasion="training",
            meeting="部务会",
            day=date(2027, 4, 1),
            decision="列入培训",
            considered=False,
            how_considered="本次为普训，不以结果为据。",
            actor=world.approver,
        )

    (result,) = queries.results_of(world.handler, world.secondment.secondee)

    assert result.final is not None
    assert (result.final.grade, [use.occasion for use in result.uses]) == (
        "competent",
        ["training"],
    )


def test_the_results_of_an_intake_show_how_grades_spread_and_no_ranking(world: World) -> None:
    world.another("安一")
    concluded(world)

    answer = client_of(world.handler).get(f"/assessments/intakes/{world.intake.pk}/results/")

    names = [row["result"].secondment.secondee.name for row in answer.context["rows"]]
    _label, bars = answer.context["spread"][1]
    assert names == ["安一", "谭敏"]
    assert [sum(count for _tone, count in bar.parts) for bar in bars] == [0, 1, 0, 0, 0]


def test_the_number_of_queries_does_not_grow_with_people(world: World) -> None:
    client = client_of(world.handler)
    url = f"/assessments/intakes/{world.intake.pk}/results/"
    client.get(url)

    counts = []
    for names in ((), ("李一", "李二")):
        for name in names:
            world.another(name)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_person_page_is_told_what_there_is_and_what_may_be_done(world: World) -> None:
    concluded(world)

    for_city = queries.work(world.approver, world.secondment, FINAL)
    for_secondee = queries.work(world.secondee, world.secondment, FINAL)

    assert (for_city.final_grade, for_city.may_see_sitting, for_city.may_use) == (
        "称职",
        True,
        True,
    )
    assert (for_secondee.final_grade, for_secondee.may_see_sitting, for_secondee.may_use) == (
        "称职",
        False,
        False,
    )
    assert world.secondment.end == END
