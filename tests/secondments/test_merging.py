"""A host unit that becomes part of another: what goes along, and what keeps the old name."""

from datetime import date

import pytest
from django.core.management import call_command

from guazhi.access.models import Grant
from guazhi.assessments.commands import give_home_opinion
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    HomeOpinion,
    PartSignature,
    SittingMember,
)
from guazhi.assessments.queries.years import annual_assessors
from guazhi.hosting.commands import raise_difficulty
from guazhi.hosting.models import Difficulty
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation
from guazhi.organisations.rules import Merging, check_merger
from guazhi.people.models import Employment
from guazhi.policy.findings import Refused
from guazhi.programmes.models import Call, Post
from guazhi.secondments.commands import check_relation, merge_unit
from guazhi.secondments.models import CourseChange, SecondmentNotice
from guazhi.secondments.queries import notice_values, one
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import MIDTERM, part, seated
from tests.make import REGISTRAR, World
from tests.selection import calling
from tests.visitor import client_of

DAY = date(2026, 8, 20)
UNIT, INTO = Merging("甲局", "organ"), Merging("乙局", "organ")


@pytest.mark.parametrize(
    ("unit", "into", "day", "found"),
    [
        (UNIT, INTO, DAY, []),
        (UNIT, UNIT, DAY, ["merged_with_itself"]),
        (Merging("甲县", "county"), INTO, DAY, ["not_a_unit_to_merge"]),
        (UNIT, Merging("组织部", "department"), DAY, ["not_a_unit_to_merge"]),
        (Merging("甲局", "organ", is_merged=True), INTO, DAY, ["merged_already"]),
        (UNIT, Merging("乙局", "organ", is_merged=True), DAY, ["merged_already"]),
        (Merging("甲局", "organ", has_units=True), INTO, DAY, ["units_below"]),
        (UNIT, INTO, date(2026, 8, 21), ["day_to_come"]),
    ],
)
def test_only_a_unit_that_is_there_becomes_part_of_another(
    unit: Merging, into: Merging, day: date, found: list[str]
) -> None:
    assert [each.code for each in check_merger(unit, into, day, today=DAY)] == found


def merged(world: World) -> tuple[Organisation, CourseChange]:
    other = make.found("清溪县龙泉街道办事处", "organ", world.county)
    with clock_at(DAY):
        (change,) = merge_unit(
            world.township_government.pk,
            other.pk,
            day=DAY,
            reason="县委编办批复。",
            actor=REGISTRAR,
        )
    world.secondment.refresh_from_db()
    return other, change


@pytest.mark.django_db
def test_who_serves_there_serves_on_with_mentor_and_what_was_owed(world: World) -> None:
    old, mentor = world.township_government, world.secondment.mentor_id
    with clock_at(DAY):
        raise_difficulty(
            world.secondment.pk,
            kind="work",
            text="缺少车辆。",
            day=DAY,
            level="host",
            actor=world.secondee,
        )

    other, change = merged(world)

    row = world.secondment
    assert (row.host_unit_id, row.host_path, row.mentor_id) == (other.pk, other.path, mentor)
    assert (row.post.host_unit_id, change.old_post.host_unit_id) == (other.pk, old.pk)
    assert Difficulty.objects.get().owner_id == other.pk
    owed = Obligation.objects.filter(secondment=row, party="host", state="open", due__gte=DAY)
    assert set(owed.order_by().values_list("owner", flat=True)) == {other.pk}
    briefings = Obligation.objects.filter(secondment=row, rule="briefing")
    assert set(briefings.order_by().values_list("owner", flat=True)) == {old.pk}


@pytest.mark.django_db
def test_people_keep_their_work_and_a_numbered_notice_says_why(world: World) -> None:
    other, change = merged(world)

    said = notice_values(SecondmentNotice.objects.get(change=change))
    before, held = (
        set(Grant.objects.filter(organisation=each).values_list("user_id", "role"))
        for each in (world.township_government, other)
    )
    with clock_at(DAY):
        page = client_of(world.host_handler).get(f"/secondments/{world.secondment.pk}/")
    assert said["grounds"] == "因清溪县龙泉乡人民政府并入清溪县龙泉街道办事处，现通知如下："
    assert (held, page.status_code) == (before, 200)
    verbs = Entry.objects.filter(verb__in=("PostChanged", "OrganisationMerged")).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == ["PostChanged", "OrganisationMerged"]


@pytest.mark.django_db
def test_a_sitting_under_way_goes_on_and_the_part_that_was_given_counts(world: World) -> None:
    seated(world, world.secondment)
    with clock_at(MIDTERM):
        given = part(world.secondment, world.host_leader, day=DAY)

    other, _change = merged(world)
    for actor in (world.handler, world.county_handler):
        part(world.secondment, actor)

    assert AssessmentPart.objects.get(pk=given.pk).organisation_id == other.pk
    hosts = SittingMember.objects.filter(party="host").order_by("pk")
    assert set(hosts.values_list("organisation", flat=True)) == {other.pk}
    assert Assessment.objects.get().parts_in_on == MIDTERM
    assert PartSignature.objects.count() == 0


@pytest.mark.django_db
def test_posts_on_offer_go_along_and_the_one_served_in_stays_for_those_who_left(
    world: World,
) -> None:
    free = make.post(world.intake, world.township_government, places=2)
    free.title = "党建办主任助理"
    free.save()
    served = world.secondment.post_id

    other, _change = merged(world)

    free.refresh_from_db()
    assert (free.host_unit_id, Post.objects.get(pk=served).host_unit_id) == (
        other.pk,
        world.township_government.pk,
    )
    titles = Post.objects.filter(host_unit=other).order_by("title")
    assert list(titles.values_list("title", flat=True)) == sorted(
        [free.title, world.secondment.post.title]
    )


@pytest.mark.django_db
def test_nobody_s_home_becomes_his_host_and_a_refusal_changes_nothing(world: World) -> None:
    with clock_at(DAY), pytest.raises(Refused) as refused:
        merge_unit(
            world.township_government.pk,
            world.bureau.pk,
            day=DAY,
            reason="机构改革。",
            actor=REGISTRAR,
        )

    assert [each.code for each in refused.value.findings] == ["home_would_be_host"]
    world.township_government.refresh_from_db()
    assert world.township_government.merged_on is None
    assert one(world.handler, world.secondment.pk).host_unit_id == world.township_government.pk


@pytest.mark.django_db
def test_the_registrar_merges_units_by_name(world: World) -> None:
    other = make.found("清溪县龙泉街道办事处", "organ", world.county)

    with clock_at(DAY):
        call_command(
            "merge", "清溪县龙泉乡人民政府", into=other.name, reason="县委编办批复", by="王主任"
        )

    world.township_government.refresh_from_db()
    merged = world.township_government
    assert (merged.merged_into_id, merged.merged_on) == (other.pk, DAY)
    assert Entry.objects.get(verb="OrganisationMerged").actor_name == "王主任"


@pytest.mark.django_db
def test_whom_the_unit_has_sent_is_sent_by_the_other_from_that_day_on(world: World) -> None:
    old, other = world.bureau, make.found("市政务服务局", "organ", world.city)
    seated(world, world.secondment)
    with clock_at(DAY):
        give_home_opinion(
            world.secondment.pk,
            kind="midterm",
            grade="competent",
            opinion="履职认真。",
            day=DAY,
            actor=world.home_handler,
        )
    with clock_at(date(2026, 8, 18)):
        check_relation(
            world.secondment.pk,
            day=date(2026, 8, 18),
            relation_unchanged=True,
            post_unchanged=True,
            pay_unchanged=True,
            checked_by="人事科王敏",
            seen="工资发放表",
            actor=world.home_handler,
        )
    with clock_at(DAY):
        merge_unit(old.pk, other.pk, day=DAY, reason="机构改革。", actor=REGISTRAR)

    row = world.secondment
    row.refresh_from_db()
    times = Employment.objects.filter(person=row.secondee_id).order_by("pk")
    owed = Obligation.objects.filter(secondment=row, party="home").exclude(state="void")
    assert (row.home_organisation_id, row.home_path) == (other.pk, other.path)
    assert list(times.values_list("organisation", "since", "until")) == [
        (old.pk, None, date(2026, 8, 19)),
        (other.pk, DAY, None),
    ]
    by_state = owed.values_list("rule", "state", "owner").order_by("due", "rule", "owner")
    assert list(by_state) == [
        ("handover", "open", old.pk),  # due before that day
        ("relation_at_midterm", "met", old.pk),
        ("relation_at_midterm", "met", other.pk),
        ("relation_at_end", "open", other.pk),
        ("return_plan", "open", other.pk),
    ]
    assert HomeOpinion.objects.get().organisation_id == other.pk
    told = Entry.objects.filter(verb__in=("HomeMerged", "OrganisationMerged")).order_by("seq")
    assert [(each.verb, each.secondment_id) for each in told] == [
        ("HomeMerged", row.pk),
        ("OrganisationMerged", None),
    ]


@pytest.mark.django_db
def test_a_host_is_no_home_of_whom_it_hosts_after_the_merger(world: World) -> None:
    with clock_at(DAY), pytest.raises(Refused) as refused:
        merge_unit(
            world.bureau.pk,
            world.township_government.pk,
            day=DAY,
            reason="机构改革。",
            actor=REGISTRAR,
        )

    assert [each.code for each in refused.value.findings] == ["home_would_be_host"]


@pytest.mark.django_db
def test_calls_and_nominations_of_an_intake_to_come_go_along(world: World) -> None:
    coming = calling.opened(world)
    row = calling.submitted(world, coming, calling.clerk(world))
    other = make.found("市政务服务局", "organ", world.city)
    with clock_at(calling.NOMINATIONS):
        merge_unit(world.bureau.pk, other.pk, day=DAY, reason="机构改革。", actor=REGISTRAR)

    row.refresh_from_db()
    call = Call.objects.get(intake=coming.intake, organisation=other)
    assert (row.home_organisation_id, row.home_path) == (other.pk, other.path)
    assert (call.asks_people, call.quota, call.path) == (True, 2, other.path)
    assert Call.objects.filter(organisation=world.bureau).count() == 0


@pytest.mark.django_db
def test_who_grades_the_year_counts_the_days_at_both_units_as_one(world: World) -> None:
    row = world.another("赵一", start=date(2026, 10, 1), months=6, in_post=False)
    other = make.found("市政务服务局", "organ", world.city)
    with clock_at(DAY):
        merge_unit(world.bureau.pk, other.pk, day=DAY, reason="机构改革。", actor=REGISTRAR)

    row.refresh_from_db()
    found = {each.found.year: each.found.unit for each in annual_assessors(row, date(2027, 1, 15))}
    assert found[2026] == other.pk
