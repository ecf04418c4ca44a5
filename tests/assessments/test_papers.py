"""Appraisal forms as PDF, for one and for an intake; each that leaves is recorded."""

import pytest

from guazhi.assessments.queries import printed, registration
from guazhi.assessments.queries.printed import PARTIES
from guazhi.ledger.models import Entry
from guazhi.web.clock import clock_at
from tests.assessments.acting import FINAL, concluded, drafted
from tests.assessments.test_closing import signed
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def test_a_draft_is_marked_across_and_a_signed_form_names_the_file_it_goes_to(
    world: World,
) -> None:
    (draft,) = printed([drafted(world)], FINAL)
    (form,) = printed([signed(world)], FINAL)

    assert (draft.mark, draft.status) == ("草　稿", "草稿，未经签署")
    assert (form.mark, form.status) == ("", "归入干部人事档案第三类")


def test_the_forms_of_an_intake_come_in_one_file_and_each_is_recorded(world: World) -> None:
    row = signed(world)
    client = client_of(world.handler)
    with clock_at(FINAL):
        one = client.get(f"/assessments/appraisals/{row.pk}/paper/?as=pdf")
        every = client.get(f"/assessments/intakes/{world.secondment.intake_id}/appraisals/")

    assert [answer["Content-Type"] for answer in (one, every)] == ["application/pdf"] * 2
    assert [answer.content[:4] for answer in (one, every)] == [b"%PDF"] * 2
    printed_of = Entry.objects.filter(verb="AppraisalPrinted")
    assert list(printed_of.values_list("subject", flat=True)) == [row.pk, row.pk]


def test_the_registration_form_has_the_grade_and_who_signed_and_is_recorded(
    world: World,
) -> None:
    row = concluded(world)

    _row, form = registration(world.handler, row.pk, FINAL)
    with clock_at(FINAL):
        answer = client_of(world.secondee).get(f"/assessments/results/{row.pk}/paper/")

    assert [part.label for part in form.parts][:3] == ["考核类型", "考 核 组\n意　　见", "考核等次"]
    assert form.parts[2].text.splitlines()[0] == "称职"
    assert [part.label for part in form.parts][3:] == [*PARTIES.values(), "本人意见"]
    assert (form.mark, answer.content[:4]) == ("", b"%PDF")
    assert Entry.objects.filter(verb="AssessmentPrinted").count() == 1


def test_a_result_that_is_not_released_is_marked_and_not_there_for_the_secondee(
    world: World,
) -> None:
    row = concluded(world, release=False)

    _row, form = registration(world.handler, row.pk, FINAL)

    assert form.mark == "草　稿"
    with clock_at(FINAL):
        page = client_of(world.secondee).get(f"/assessments/results/{row.pk}/paper/")
    assert page.status_code == 404
