"""The joint assessment: every managing party gives a part, then the city concludes."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.access.models import Grant, User
from guazhi.access.queries import actor_of
from guazhi.assessments.commands import conclude_assessment, enter_part, release_assessment
from guazhi.assessments.models import Assessment, AssessmentPart
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import (
    END,
    FINAL,
    MIDTERM,
    SCORES,
    concluded,
    meeting,
    part,
    parts,
    seated,
    signed,
)
from tests.make import World
from tests.refusals import codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sittings")]


def states(secondment: Secondment, rule: str) -> list[tuple[str, str]]:
    rows = Obligation.objects.filter(secondment=secondment, rule=rule).order_by("party")
    return list(rows.values_list("party", "state"))


def test_a_part_belongs_to_the_party_the_actor_speaks_for(world: World) -> None:
    row = part(world.secondment, world.county_handler)

    assert (row.party, row.organisation) == ("county", world.county_department)
    assert Entry.objects.order_by("-seq").values_list("verb", flat=True)[0] == (
        "AssessmentPartEntered"
    )


def test_a_part_meets_only_what_its_own_party_owes(world: World) -> None:
    part(world.secondment, world.host_handler)

    assert states(world.secondment, "midterm_part") == [
        ("city", "open"),
        ("county", "open"),
        ("host", "met"),
    ]


def test_two_counties_in_scope_each_give_a_part(world: World) -> None:
    organ = make.found("云岭县农业局", "organ", world.other_county)
    between = world.another(home=organ)
    seated(world, between, world.other_county_handler)

    for actor in (world.county_handler, world.other_county_handler):
        part(between, actor)

    rows = AssessmentPart.objects.filter(secondment=between).values_list("party", "organisation")
    assert set(rows) == {
        ("county", world.county_department.pk),
        ("county", world.other_department.pk),
    }


def test_a_second_part_of_the_same_organisation_is_refused(world: World) -> None:
    part(world.secondment, world.host_handler)

    with pytest.raises(Refused) as refused:
        part(world.secondment, world.host_leader)

    assert codes(refused) == ["part_entered_already"]
    assert AssessmentPart.objects.count() == 1
    assert Entry.objects.filter(verb="AssessmentPartEntered").count() == 1


def test_a_county_out_of_scope_finds_nothing(world: World) -> None:
    with pytest.raises(Http404):
        part(world.secondment, world.other_county_handler)


def test_nobody_assesses_himself(world: World) -> None:
    account = User.objects.get(pk=world.secondee.user_id or 0)
    Grant.objects.create(
        user=account,
        role=Role.HOST_LEADER.value,
        organisation=world.township_government,
        since=date(2020, 1, 1),
    )
    himself = actor_of(account, MIDTERM)

    with pytest.raises(Http404):
        part(world.secondment, himself)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"grade": "splendid"}, ["grade_not_on_scale"]),
        ({"scores": {**SCORES, "conduct": " "}}, ["dimension_missing"]),
        ({"scores": {**SCORES, "conduct": "良"}}, ["score_not_on_scale"]),
        ({"scores": {**SCORES, "charm": "x"}}, ["dimension_unknown"]),
        ({"opinion": " "}, ["words_needed"]),
        ({"day": date(2026, 8, 16)}, ["too_early"]),
        ({"day": date(2026, 9, 1)}, ["day_to_come"]),
    ],
)
def test_an_unsound_part_is_refused_and_nothing_is_kept(
    world: World, change: dict[str, object], expected: list[str]
) -> None:
    entries = Entry.objects.count()
    sound = {
        "kind": "midterm",
        "day": MIDTERM,
        "scores": SCORES,
        "opinion": "称职。",
        "grade": "competent",
    }

    with clock_at(MIDTERM), pytest.raises(Refused) as refused:
        enter_part(world.secondment.pk, actor=world.handler, **{**sound, **change})  # type: ignore[arg-type]

    assert codes(refused) == expected
    assert (AssessmentPart.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_final_part_is_never_dated_after_the_end(world: World) -> None:
    with pytest.raises(Refused) as refused:
        part(world.secondment, world.handler, kind="final", day=date(2027, 3, 1))

    assert codes(refused) == ["day_out_of_term"]


def test_concluding_waits_for_every_part_and_names_who_is_missing(world: World) -> None:
    part(world.secondment, world.handler)

    with clock_at(MIDTERM), pytest.raises(Refused) as refused:
        conclude_assessment(
            world.secondment.pk,
            kind="midterm",
            opinion="同意。",
            meeting=meeting(MIDTERM),
            actor=world.approver,
        )

    (finding,) = refused.value.findings
    assert finding.code == "parts_missing"
    names = (world.county_department.name, world.township_government.name)
    assert finding.params["parties"] == "、".join(names)


def test_concluding_meets_the_assessment_and_notes_dissent(world: World) -> None:
    part(world.secondment, world.handler, grade="excellent")
    part(world.secondment, world.county_handler)
    part(world.secondment, world.host_leader)
    signed(world, dissent="平时表现突出")

    with clock_at(MIDTERM):
        row = conclude_assessment(
            world.secondment.pk,
            kind="midterm",
            opinion="同意。",
            meeting=meeting(MIDTERM),
            actor=world.approver,
        )

    assert (row.grade, row.has_dissent, row.released_on) == ("competent", True, None)
    assert states(world.secondment, "midterm_assessment") == [("city", "met")]


def test_only_the_city_s_approver_concludes(world: World) -> None:
    parts(world)

    for actor in (world.handler, world.county_handler, world.host_leader):
        with pytest.raises(Http404):
            conclude_assessment(
                world.secondment.pk,
                kind="midterm",
                opinion="同意。",
                meeting=meeting(MIDTERM),
                actor=actor,
            )


def test_a_concluded_assessment_takes_no_part_and_no_second_conclusion(world: World) -> None:
    concluded(world)

    with pytest.raises(Refused) as late:
        part(world.secondment, world.handler, kind="final", day=FINAL)
    with clock_at(FINAL), pytest.raises(Refused) as again:
        conclude_assessment(
            world.secondment.pk,
            kind="final",
            opinion="改。",
            meeting=meeting(FINAL),
            actor=world.approver,
        )

    assert codes(late) == ["concluded_already", "part_entered_already"]
    assert codes(again) == ["concluded_already"]
    assert Assessment.objects.get(kind="final").grade == "competent"


def test_a_conclusion_never_comes_before_the_last_part(world: World) -> None:
    parts(world, kind="final", day=FINAL)
    signed(world, kind="final", day=FINAL)

    with clock_at(FINAL), pytest.raises(Refused) as refused:
        conclude_assessment(
            world.secondment.pk,
            kind="final",
            opinion="同意。",
            meeting=meeting(date(2027, 2, 9)),
            actor=world.approver,
        )

    assert codes(refused) == ["before_the_parts"]


def test_no_midterm_after_the_final(world: World) -> None:
    concluded(world)

    with pytest.raises(Refused) as refused:
        part(world.secondment, world.handler, day=FINAL)

    assert codes(refused) == ["final_concluded_already"]


def test_a_result_is_released_once_and_only_when_there_is_one(world: World) -> None:
    with clock_at(FINAL), pytest.raises(Refused) as early:
        release_assessment(world.secondment.pk, kind="final", day=FINAL, actor=world.approver)
    concluded(world, release=False)

    with clock_at(END):
        release_assessment(world.secondment.pk, kind="final", day=END, actor=world.approver)
        with pytest.raises(Refused) as twice:
            release_assessment(world.secondment.pk, kind="final", day=END, actor=world.approver)

    assert Assessment.objects.get(kind="final").released_on == END
    assert (codes(early), codes(twice)) == (["not_concluded_yet"], ["released_already"])


def test_the_last_part_draws_up_with_what_is_at_hand(
    world: World, django_assert_num_queries: Any
) -> None:
    for actor in (world.handler, world.county_handler):
        part(world.secondment, actor, kind="final", day=FINAL)

    with django_assert_num_queries(20):
        part(world.secondment, world.host_leader, kind="final", day=FINAL)

    assert Assessment.objects.get(kind="final").parts_in_on == FINAL
