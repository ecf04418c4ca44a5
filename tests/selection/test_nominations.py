"""Nominations: written and submitted by the home organisation, reviewed, received, taken back."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from guazhi.access.matrix import Capability, Role
from guazhi.assessments.models import Assessment, GradeDecision, ResultUse
from guazhi.ledger.models import Entry
from guazhi.organisations.models import Organisation
from guazhi.people.models import Employment, Person
from guazhi.policy import Refused
from guazhi.policy.editing import EDITED
from guazhi.secondments.models import Secondment
from guazhi.selection import queries
from guazhi.selection.commands import (
    Form,
    nominate,
    nominate_all,
    receive_nominations,
    review_nominations,
    rewrite_nomination,
    submit_nominations,
    withdraw_nomination,
)
from guazhi.selection.models import Nomination, NominationStep
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.refusals import codes
from tests.selection import calling
from tests.selection.calling import NEEDS, NOMINATIONS, TEXTS, Calling

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_intake(world: World) -> Calling:
    return calling.opened(world)


def steps(row: Nomination) -> list[tuple[str, str]]:
    return list(
        NominationStep.objects.filter(nomination=row).order_by("pk").values_list("party", "step")
    )


def test_a_city_unit_nominates_and_the_city_receives(world: World, next_intake: Calling) -> None:
    row = calling.received(world, next_intake, calling.clerk(world))

    assert (row.state, row.home_post, row.submitted_on) == ("received", "科员", NOMINATIONS)
    assert steps(row) == [("home", "submitted"), ("city", "received")]
    verbs = Entry.objects.filter(about="nomination", subject=row.pk).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "NominationWritten",
        "NominationSubmitted",
        "NominationAnswered",
    ]


def from_county(world: World, next_intake: Calling) -> Nomination:
    """A nomination that a township of the county has submitted."""
    government = world.township_government
    person = make.enrol("陈平", government, sex="male", post_title="副主任科员")
    home = make.actor(Role.HOME_HANDLER, government)
    with clock.clock_at(NOMINATIONS):
        row = nominate(
            next_intake.intake.pk,
            government.pk,
            person_id=person.pk,
            category="city_organ",
            **TEXTS,
            actor=home,
        )
        return submit_nominations([row.pk], actor=home)[0]


def test_a_county_endorses_its_own_before_the_city_receives(
    world: World, next_intake: Calling
) -> None:
    row = from_county(world, next_intake)
    other = make.actor(Role.COUNTY_APPROVER, world.other_county)
    with clock.clock_at(NOMINATIONS):
        with pytest.raises(Refused) as early:
            receive_nominations([row.pk], step="received", actor=world.handler)
        with pytest.raises(Http404):
            review_nominations([row.pk], step="endorsed", actor=other)
        review_nominations([row.pk], step="endorsed", actor=next_intake.county_approver)
        receive_nominations([row.pk], step="received", actor=world.handler)

    row.refresh_from_db()
    assert codes(early) == ["nomination_not_yours_now"]
    assert steps(row) == [("home", "submitted"), ("county", "endorsed"), ("city", "received")]


def test_sent_back_it_is_rewritten_and_submitted_again(world: World, next_intake: Calling) -> None:
    row = calling.submitted(world, next_intake, calling.clerk(world))
    with clock.clock_at(NOMINATIONS):
        with pytest.raises(Refused) as bare:
            receive_nominations([row.pk], step="returned", actor=world.handler)
        receive_nominations([row.pk], step="returned", words="理由不具体", actor=world.handler)
        rewrite_nomination(
            row.pk, category="township", reasons="主持过专项工作", actor=world.home_handler
        )
        submit_nominations([row.pk], actor=world.home_handler)

    row.refresh_from_db()
    assert codes(bare) == ["words_needed"]
    assert (row.state, row.reasons) == ("submitted", "主持过专项工作")


def test_declined_it_is_over_and_says_why(world: World, next_intake: Calling) -> None:
    row = calling.submitted(world, next_intake, calling.clerk(world))
    with clock.clock_at(NOMINATIONS):
        receive_nominations([row.pk], step="declined", words="近期另有安排", actor=world.handler)
        with pytest.raises(Refused) as again:
            withdraw_nomination(row.pk, reason="本人申请", actor=world.home_handler)

    assert codes(again) == ["nomination_over"]
    assert NominationStep.objects.get(nomination=row, step="declined").words == "近期另有安排"


def test_two_who_rewrite_one_form_see_each_other(world: World, next_intake: Calling) -> None:
    row = calling.written(world, next_intake, calling.clerk(world))
    seen = queries.kept_nomination(row).seen
    given: dict[str, Any] = {"category": "township", "seen": seen}
    rewrite_nomination(row.pk, **given, reasons="甲的理由", actor=world.home_handler)

    with pytest.raises(Refused) as refusal:
        rewrite_nomination(row.pk, **given, reasons="乙的理由", actor=world.home_handler)

    assert codes(refusal) == [EDITED]


def test_nobody_is_nominated_twice_for_one_intake(world: World, next_intake: Calling) -> None:
    person = calling.clerk(world)
    first = calling.written(world, next_intake, person)

    with pytest.raises(Refused) as twice:
        calling.written(world, next_intake, person)
    with clock.clock_at(NOMINATIONS):
        withdraw_nomination(first.pk, reason="换人", actor=world.home_handler)
    calling.written(world, next_intake, person)

    assert codes(twice) == ["nominated_twice"]


def test_whoever_is_on_secondment_or_not_ours_cannot_be_nominated(
    world: World, next_intake: Calling
) -> None:
    with pytest.raises(Refused) as away:
        calling.written(world, next_intake, world.secondment.secondee)
    with pytest.raises(Refused) as stranger:
        calling.written(world, next_intake, world.leader)

    assert codes(away) == ["nominee_on_secondment"]
    assert codes(stranger) == ["nominee_not_ours"]
    assert Nomination.objects.count() == 0


def test_nobody_nominates_himself(world: World, next_intake: Calling) -> None:
    person = calling.clerk(world)
    himself = make.actor(Role.HOME_HANDLER, world.bureau, person=person)

    with clock.clock_at(NOMINATIONS), pytest.raises(Refused) as refusal:
        nominate(
            next_intake.intake.pk,
            world.bureau.pk,
            person_id=person.pk,
            category="township",
            actor=himself,
        )

    assert codes(refusal) == ["nominee_oneself"]


def test_a_newcomer_is_put_on_record_and_nominated(world: World, next_intake: Calling) -> None:
    with clock.clock_at(NOMINATIONS):
        row = nominate(
            next_intake.intake.pk,
            world.bureau.pk,
            newcomer={"name": "何静", "sex": "female", "post_title": "主任科员"},
            category="enterprise",
            actor=world.home_handler,
        )

    assert (row.person.name, row.home_post) == ("何静", "主任科员")
    assert Employment.objects.get(person=row.person).organisation == world.bureau


def test_a_refused_newcomer_leaves_no_trace(world: World, next_intake: Calling) -> None:
    with clock.clock_at(NEEDS), pytest.raises(Refused) as refusal:
        nominate(
            next_intake.intake.pk,
            world.bureau.pk,
            newcomer={"name": "何静", "sex": "female"},
            category="enterprise",
            actor=world.home_handler,
        )

    assert codes(refusal) == ["nominations_not_yet"]
    assert Person.objects.filter(name="何静").count() == 0


def test_a_unit_puts_forward_no_more_than_its_quota(world: World, next_intake: Calling) -> None:
    people = [calling.clerk(world, name) for name in ("周一", "周二", "周三")]
    with clock.clock_at(NOMINATIONS):
        rows = nominate_all(
            next_intake.intake.pk,
            world.bureau.pk,
            [Form(person.pk, "township", TEXTS) for person in people],
            actor=world.home_handler,
        )
        with pytest.raises(Refused) as refusal:
            submit_nominations([row.pk for row in rows], actor=world.home_handler)
        submit_nominations([row.pk for row in rows[:2]], actor=world.home_handler)

    assert codes(refusal) == ["quota_reached"]
    assert sorted(Nomination.objects.values_list("state", flat=True)) == [
        "draft",
        "submitted",
        "submitted",
    ]


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 11, 30), "nominations_not_yet"), (date(2026, 12, 21), "nominations_over")],
)
def test_nobody_is_nominated_out_of_time(
    world: World, next_intake: Calling, day: date, code: str
) -> None:
    person = calling.clerk(world)
    with clock.clock_at(day), pytest.raises(Refused) as refusal:
        nominate(
            next_intake.intake.pk,
            world.bureau.pk,
            person_id=person.pk,
            category="township",
            actor=world.home_handler,
        )

    assert codes(refusal) == [code]


def test_a_form_without_its_words_is_not_submitted(world: World, next_intake: Calling) -> None:
    row = calling.written(
        world, next_intake, calling.clerk(world), category="none", party_opinion=""
    )
    with clock.clock_at(NOMINATIONS), pytest.raises(Refused) as refusal:
        submit_nominations([row.pk], actor=world.home_handler)

    assert [(each.code, each.field) for each in refusal.value.findings] == [
        ("category_unknown", "category"),
        ("words_needed", "party_opinion"),
    ]


def with_an_earlier_result(world: World) -> Person:
    """Somebody of the bureau whose secondment ended with a concluded assessment."""
    person = calling.clerk(world, "孙洁")
    row = world.another("甲")
    Secondment.objects.filter(pk=row.pk).update(
        secondee=person, state="returned", start=date(2024, 3, 1), end=date(2025, 2, 28)
    )
    day = date(2025, 2, 20)
    decision = GradeDecision.objects.create(
        intake=row.intake,
        kind="final",
        meeting="部务会",
        day=day,
        payload="{}",
        digest_name="sha256",
        digest="0",
        made_at=clock.now(),
    )
    Assessment.objects.create(
        secondment=row,
        kind="final",
        made_at=clock.now(),
        concluded_on=day,
        decision=decision,
        grade="excellent",
    )
    return person


@pytest.mark.parametrize(
    ("considered", "how", "on_form"),
    [
        (True, "上次挂职考核优秀，优先推荐", "作为依据：上次挂职考核优秀，优先推荐"),
        (False, "岗位与上次挂职不相关", "未作为依据：岗位与上次挂职不相关"),
    ],
)
def test_it_is_said_what_came_of_earlier_results_or_why_they_did_not_count(
    world: World, next_intake: Calling, *, considered: bool, how: str, on_form: str
) -> None:
    person = with_an_earlier_result(world)
    row = calling.written(world, next_intake, person)
    with clock.clock_at(NOMINATIONS):
        with pytest.raises(Refused) as silent:
            submit_nominations([row.pk], actor=world.home_handler)
        rewrite_nomination(
            row.pk,
            category="township",
            considered=considered,
            how_considered=how,
            actor=world.home_handler,
        )
        submit_nominations([row.pk], actor=world.home_handler)
        receive_nominations([row.pk], step="received", actor=world.handler)

    use = ResultUse.objects.get()
    assert [(each.code, each.field) for each in silent.value.findings] == [
        ("earlier_result_open", "considered"),
        ("words_needed", "how_considered"),
    ]
    assert (use.occasion, use.considered, use.how_considered) == ("nomination", considered, how)
    row.refresh_from_db()
    assert queries.form_values(row, NOMINATIONS)["considered"] == on_form
    found = queries.earlier_of(world.handler, [person.pk])[person.pk]
    assert [each.grade for each in found] == ["excellent"]


def test_a_grade_that_was_not_told_shows_on_no_nomination_but_to_those_who_decide(
    world: World, next_intake: Calling
) -> None:
    person = with_an_earlier_result(world)
    row = calling.submitted(
        world, next_intake, person, considered=True, how_considered="上次挂职考核优秀"
    )
    readers = (world.handler, world.home_handler, make.actor(None, person=person))

    before = [queries.nomination(actor, row.pk, NOMINATIONS).earlier[0].grade for actor in readers]
    Assessment.objects.update(released_on=date(2025, 2, 21))
    after = [queries.nomination(actor, row.pk, NOMINATIONS).earlier[0].grade for actor in readers]

    assert before == ["excellent", "", ""]
    assert after == ["excellent"] * 3


def test_replaced_by_another_the_new_one_says_whom(world: World, next_intake: Calling) -> None:
    first = calling.submitted(world, next_intake, calling.clerk(world, "周一"))
    with clock.clock_at(NOMINATIONS):
        withdraw_nomination(first.pk, reason="工作需要", actor=world.home_handler)
        second = nominate(
            next_intake.intake.pk,
            world.bureau.pk,
            person_id=calling.clerk(world, "周二").pk,
            category="township",
            replaces_id=first.pk,
            actor=world.home_handler,
        )

    assert second.replaces == first


def test_each_party_sees_its_own_nominations_and_no_draft_of_others(
    world: World, next_intake: Calling
) -> None:
    draft = calling.written(world, next_intake, calling.clerk(world, "周一"))
    city_row = calling.submitted(world, next_intake, calling.clerk(world, "周二"))
    county_row = from_county(world, next_intake)
    nominee = make.actor(None, person=city_row.person)
    seen = [
        {row.pk for row in queries.nominations(actor, next_intake.intake)}
        for actor in (
            world.home_handler,
            world.handler,
            world.county_handler,
            world.other_county_handler,
            world.host_handler,
            nominee,
        )
    ]

    assert seen == [
        {draft.pk, city_row.pk},
        {city_row.pk, county_row.pk},
        {county_row.pk},
        set(),
        set(),
        {city_row.pk},
    ]


def test_a_nominees_record_reaches_the_departments_once_submitted(
    world: World, next_intake: Calling
) -> None:
    draft = calling.written(world, next_intake, calling.clerk(world, "周一"))
    row = calling.submitted(world, next_intake, calling.clerk(world, "周二"))

    def reaches(actor: make.Actor, person: Person) -> bool:
        rows = Person.objects.permitted(actor, Capability.VIEW_PERSON)
        return rows.filter(pk=person.pk).exists()

    assert [reaches(world.handler, draft.person), reaches(world.handler, row.person)] == [
        False,
        True,
    ]
    assert reaches(world.home_handler, draft.person)
    assert not reaches(world.host_handler, row.person)


def test_several_are_answered_by_a_constant_number_of_questions(
    world: World, next_intake: Calling, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    unit = Organisation.objects.get(pk=world.bureau.pk)
    people = make.enrol_all([{"name": f"刘{n}", "sex": "male"} for n in "一二"])
    make.employ_all([(person, unit, "科员") for person in people])
    with clock.clock_at(NOMINATIONS):
        rows = nominate_all(
            next_intake.intake.pk,
            unit.pk,
            [Form(person.pk, "township", TEXTS) for person in people],
            actor=world.home_handler,
        )
        ids = [row.pk for row in submit_nominations([r.pk for r in rows], actor=world.home_handler)]
        with django_assert_max_num_queries(15):
            receive_nominations(ids, step="received", actor=world.handler)
