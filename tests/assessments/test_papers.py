"""Appraisal forms as PDF, for one and for an intake; each that leaves is recorded."""

import pytest

from guazhi.assessments.queries import printed
from guazhi.ledger.models import Entry
from guazhi.web.clock import clock_at
from tests.assessments.acting import FINAL, drafted
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
