"""Importing a roster: everything or nothing, and twice is once."""

from datetime import date, timedelta

import pytest

from guazhi.access.actor import Actor
from guazhi.ledger.models import Entry
from guazhi.ledger.verify import verify
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation
from guazhi.organisations.rules import read_unit_name
from guazhi.people.models import Employment, NameKey, Person
from guazhi.policy.findings import Level, Refused
from guazhi.programmes.models import Intake, Post
from guazhi.rosters.commands import Imported, command_line, import_roster
from guazhi.rosters.queries import Plan, plan_import
from guazhi.rosters.queries.units import MOST_COMPARED, Units
from guazhi.rosters.rules.wanted import Wanted
from guazhi.secondments.commands import merge_unit
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.rosters.grids import FILES, Cell, Grid, grid, id_number, row, xlsx

pytestmark = pytest.mark.django_db
CLEAN = (FILES / "roster-67.xlsx").read_bytes()


def counts() -> tuple[int, ...]:
    models = (
        Organisation,
        Person,
        NameKey,
        Employment,
        Intake,
        Post,
        Secondment,
        Obligation,
        Entry,
    )
    return tuple(model._default_manager.count() for model in models)


def imported(cells: Grid | bytes, actor: Actor | None = None, **wanted: object) -> Imported:
    data = cells if isinstance(cells, bytes) else xlsx(cells)
    return import_roster(data, Wanted(**wanted), actor=actor or command_line("导入"))  # type: ignore[arg-type]


def planned(cells: Grid, actor: Actor | None = None, **wanted: object) -> Plan:
    return plan_import(actor or command_line("导入"), xlsx(cells), Wanted(**wanted))  # type: ignore[arg-type]


def codes(plan: Plan) -> list[tuple[int, str]]:
    return [(found.row, found.finding.code) for found in plan.findings]


@pytest.mark.parametrize("name", ["roster-67.xlsx", "roster-67-rough.xlsx"])
def test_a_real_roster_comes_on_record_whole(name: str) -> None:
    done = imported((FILES / name).read_bytes())

    assert (done.people, done.secondments, done.unchanged) == (67, 67, 0)
    assert Secondment.objects.filter(state="planned").count() == 67
    assert Employment.objects.filter(until__isnull=True).count() == 67
    assert sorted(Organisation.objects.filter(kind="county").values_list("name", flat=True)) == [
        "东川区", "云岭县", "望湖区", "清溪县", "石桥县",
    ]  # fmt: skip
    assert Organisation.objects.filter(kind="department").count() == 6
    assert done.intake is not None
    assert (done.intake.name, done.intake.start, done.intake.end) == (
        "2026年批次", date(2026, 3, 1), date(2027, 2, 28),
    )  # fmt: skip
    assert set(Secondment.objects.values_list("direction", flat=True)) == {"up", "down", "across"}


def test_each_secondment_and_the_import_stand_in_the_ledger() -> None:
    done = imported(CLEAN)

    verbs = list(Entry.objects.values_list("verb", flat=True))
    assert [verbs.count(verb) for verb in ("SecondmentPlaced", "RosterImported")] == [67, 1]
    assert done.intake is not None
    entry = Entry.objects.get(verb="RosterImported")
    assert (entry.intake_id, entry.payload["rows"], entry.payload["secondments"]) == (
        done.intake.pk, 67, 67,
    )  # fmt: skip
    assert list(verify()) == []


def test_everybody_owes_something_from_the_import_on() -> None:
    imported(CLEAN)

    owing = Obligation.objects.filter(secondment__isnull=False)
    assert owing.values("secondment").distinct().count() == 67
    assert Obligation.objects.filter(secondment__isnull=True).exists()


def test_importing_twice_changes_nothing() -> None:
    imported(CLEAN)
    before = counts()

    again = imported(CLEAN)

    assert counts() == before
    assert (again.people, again.secondments, again.unchanged) == (0, 0, 67)
    assert {found.finding.code for found in again.plan.findings} == {
        "id_region_unknown", "row_is_footer", "secondment_on_record",
    }  # fmt: skip


def test_a_unit_that_was_merged_is_read_as_the_one_it_became_part_of() -> None:
    imported(grid(row(1)))
    home = Organisation.objects.get(name="市教育局")
    other = make.found("市教育体育局", "organ", home.parent)
    with clock_at(date(2026, 8, 1)):
        merge_unit(
            home.pk, other.pk, day=date(2026, 8, 1), reason="机构改革。", actor=make.REGISTRAR
        )

    again = imported(grid(row(1), row(2)))

    said = [each.finding for each in again.plan.findings if each.finding.code == "unit_merged"]
    assert [(each.level, each.params["into"]) for each in said] == [(Level.WARNING, "市教育体育局")]
    assert (again.secondments, again.unchanged) == (1, 1)
    assert set(Secondment.objects.values_list("home_organisation", flat=True)) == {other.pk}


def test_a_wrong_row_keeps_everything_out() -> None:
    before = counts()

    with pytest.raises(Refused) as refusal:
        imported(grid(row(1), row(2, 性别="女")))

    assert counts() == before
    assert [f.code for f in refusal.value.findings if f.level == "error"] == ["sex_differs_from_id"]


def test_a_person_is_found_by_name_in_pinyin_after_the_import() -> None:
    imported(grid(row(1, 姓名="解\u3000恒")))

    assert set(NameKey.objects.values_list("key", flat=True)) == {
        "解恒",
        "恒",
        "xieheng",
        "heng",
        "xh",
        "h",
    }


def test_a_plan_writes_nothing_and_tells_what_it_would() -> None:
    before = counts()

    plan = planned(grid(row(1), row(2)))

    assert counts() == before
    assert (plan.new_people, len(plan.fresh), plan.is_sound) == (2, 2, True)
    assert codes(plan) == [(3, "unit_unknown"), (3, "unit_unknown")]


def test_units_on_record_are_found_in_any_spelling(world: make.World) -> None:
    cells = grid(row(1, 派出单位="安澜市教育局", 挂职单位="龙泉乡人民政府", 挂任职务="乡长助理"))
    cells[2][12] = "清溪县龙泉乡政府"

    plan = planned(cells, world.handler)

    assert (codes(plan), plan.new_units) == ([], {})
    assert {unit.pk for unit in plan.units.values()} == {
        world.bureau.pk,
        world.township_government.pk,
    }


def test_a_slip_in_a_units_name_is_told_with_the_name_meant(world: make.World) -> None:
    plan = planned(
        grid(row(1, 派出单位="市教肓局", 挂职单位="清溪县龙泉乡人民政府", 挂任职务="乡长助理")),
        world.handler,
    )

    (finding,) = plan.findings
    assert (finding.finding.code, finding.finding.params["near"], finding.cell) == (
        "unit_unknown_perhaps", "市教育局", "J3",
    )  # fmt: skip


def test_only_the_first_unknown_units_are_compared_with_all_names_on_record() -> None:
    units = Units(None, "安澜市", ())
    units.names = ["市教育局"]
    slip = read_unit_name("市教肓局", "安澜市")

    near = [units.near(slip) for _ in range(MOST_COMPARED + 2)]

    assert near == [["市教育局"]] * MOST_COMPARED + [[], []]


def test_units_may_be_kept_from_being_added(world: make.World) -> None:
    before = counts()

    with pytest.raises(Refused):
        imported(grid(row(1, 派出单位="市审计局")), world.handler, creates_units=False)

    assert counts() == before


def test_a_person_already_seconded_in_that_time_is_refused(world: make.World) -> None:
    imported(grid(row(1)), world.handler)

    plan = planned(
        grid(row(1, 挂职单位="云岭县人民政府", 挂职起止时间="2026.06-2027.05")), world.handler
    )

    assert codes(plan)[-1] == (3, "secondment_overlaps_another")
    assert not plan.is_sound


def test_a_person_who_has_been_seconded_may_be_sent_again_later(world: make.World) -> None:
    imported(grid(row(1)), world.handler)

    done = imported(grid(row(1, 挂职起止时间="2027.03-2028.02")), world.handler)

    assert (done.people, done.secondments, Person.objects.filter(name="张三二").count()) == (
        0,
        1,
        1,
    )


def test_a_changed_last_day_on_record_stays(world: make.World) -> None:
    imported(grid(row(1)), world.handler)
    Secondment.objects.filter(secondee__name="张三二").update(end=date(2027, 8, 31))

    done = imported(grid(row(1)), world.handler)

    assert (done.secondments, codes(done.plan)) == (0, [(3, "secondment_on_record_differs")])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"姓名": "李四"}, "person_is_another"),
        ({"派出单位": "市财政局", "挂职起止时间": "2027.03-2028.02"}, "home_differs_from_record"),
    ],
)
def test_records_that_speak_against_a_row_refuse_it(
    world: make.World, changes: dict[str, Cell], code: str
) -> None:
    imported(grid(row(1)), world.handler)

    plan = planned(grid(row(1, **changes)), world.handler)

    assert (codes(plan)[-1], plan.is_sound) == ((3, code), False)


def test_people_without_numbers_are_known_by_name_birth_and_employer(world: make.World) -> None:
    cells = grid(row(1, 身份证号=None))
    imported(cells, world.handler)

    done = imported(cells, world.handler)

    assert (done.people, done.secondments, done.unchanged) == (0, 0, 1)


def test_more_people_for_a_post_get_more_places(world: make.World) -> None:
    imported(grid(row(1)), world.handler)

    imported(grid(row(1), row(2), row(3)), world.handler)

    assert list(Post.objects.filter(title="县（区）长助理").values_list("places", flat=True)) == [3]


def test_a_named_intake_keeps_its_own_policy(world: make.World) -> None:
    done = imported(grid(row(1)), world.handler, intake=world.intake.name, policy="strict")

    assert done.intake == world.intake
    assert Secondment.objects.get(secondee__name="张三二").policy == world.policy


def test_a_row_that_a_check_blocks_is_told_in_its_cell(world: make.World) -> None:
    cells = grid(row(1, 出生年月="1975.04", 身份证号=id_number("19750415")), row(2))

    found = [
        (each.row, each.column, each.finding.code)
        for each in planned(cells, world.handler, policy="strict").findings
        if each.finding.level is Level.ERROR
    ]

    assert found == [(3, "出生年月", "too_old")]
    assert [code for _row, code in codes(planned(cells, world.handler)) if code == "too_old"] == []


def test_only_the_owner_of_the_programme_imports(world: make.World) -> None:
    before = counts()

    for actor in (world.county_handler, world.host_leader, world.home_handler, world.secondee):
        with pytest.raises(Refused):
            imported(grid(row(1)), actor)

    assert counts() == before


def test_a_roster_of_another_city_is_refused(world: make.World) -> None:
    plan = planned(grid(row(1), titles=["临江市委组织部挂职干部花名册"]), world.handler)

    assert codes(plan)[0] == (0, "city_differs")


def test_without_a_city_in_title_or_records_one_must_be_given() -> None:
    cells = grid(row(1), titles=["花名册"])

    assert codes(planned(cells))[0] == (0, "city_not_told")
    assert imported(cells, city="安澜市").secondments == 1


def test_an_unknown_policy_is_told_with_those_there_are() -> None:
    (finding,) = planned(grid(row(1)), policy="nothing").findings

    assert finding.finding.code == "policy_unknown"


def test_a_host_in_another_city_gets_its_own_tree() -> None:
    imported(grid(row(1, 挂职单位="深圳市龙岗区人民政府")))

    host = Organisation.objects.get(name="深圳市龙岗区人民政府")
    assert [host.county.name if host.county else "", host.level] == ["龙岗区", "county"]
    assert host.path.split("/")[0] == str(Organisation.objects.get(name="深圳市").pk)


def test_a_roster_of_hundreds_is_planned_with_few_queries(
    django_assert_max_num_queries: object,
) -> None:
    rows = [
        row(n % 10, 姓名=f"张{chr(0x4E00 + n)}", 身份证号=id_number(order=2 * n + 1), 联系电话=None)
        for n in range(300)
    ]
    imported(grid(*rows))

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        plan = planned(grid(*rows))

    assert plan.unchanged == 300


def test_the_term_of_a_row_is_not_the_clocks_business() -> None:
    start = date(2031, 3, 1)

    imported(grid(row(1, 挂职起止时间=f"{start:%Y.%m}-{start + timedelta(days=364):%Y.%m}")))

    assert Intake.objects.get().start == start
