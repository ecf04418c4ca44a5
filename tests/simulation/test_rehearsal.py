"""A whole term in small: three people, every party, all through commands."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from guazhi.assessments.models import Contest, GradeNotice
from guazhi.ledger.verify import verify
from guazhi.obligations.models import Obligation
from guazhi.policy import named, term_end
from guazhi.simulation.acts.decisions import show_contest
from guazhi.simulation.opening import Play, RosterRefused
from guazhi.simulation.rehearsal import perform, rehearse
from guazhi.web.clock import clock_at

FIRST, LAST = date(2026, 3, 1), date(2027, 4, 30)
HEADS = [
    "序号",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "入党时间",
    "参加工作时间",
    "学历",
    "学位",
    "派出单位",
    "现任职务",
    "干部类别",
    "挂职单位",
    "挂任职务",
    "挂职起止时间",
    "身份证号",
    "联系电话",
]
PEOPLE = [
    ("谭敏", "市教育局", "一级科员", "清溪县龙泉乡人民政府", "乡镇长助理", 12),
    ("白磊", "清溪县农业农村局", "副局长", "市发展和改革委员会", "主任助理", 6),
    ("于燕", "市审计局", "综合科科长", "安澜机床厂", "厂长（经理）助理", 6),
]


def roster(
    folder: Path,
    *,
    months: int | None = None,
    city: str = "安澜市",
    people: Sequence[tuple[str, str, str, str, str, int]] = PEOPLE,
) -> Path:
    """A small roster; ``months`` makes every term that long."""
    data = BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("花名册")
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, f"{city}上派下挂挂职干部花名册")
    sheet.write_row(1, 0, HEADS)
    for number, (name, home, home_post, host, post, length) in enumerate(people, start=1):
        end = term_end(FIRST, months or length)
        term = f"{FIRST:%Y.%m}--{end:%Y.%m}"
        row = (number, name, "男", "汉族", "1990.05", "2012.06", "2013.07", "大学", "学士")
        sheet.write_row(1 + number, 0, (*row, home, home_post, "后备干部", host, post, term))
    book.close()
    path = folder / "roster.xlsx"
    path.write_bytes(data.getvalue())
    return path


def play(folder: Path, **options: Any) -> Play:
    wanted: dict[str, Any] = {"first": FIRST, "last": LAST, "pack": named("speech"), **options}
    return Play(roster=wanted.pop("roster", None) or roster(folder), **wanted)


@pytest.mark.django_db
def test_a_term_ends_whole_and_every_rule_of_the_policy_comes_up(tmp_path: Path) -> None:
    figures = rehearse(play(tmp_path))

    assert figures["refused"] == {}
    assert {name: figures[name] for name in ("secondments", "assessments", "appraisals")} == {
        "secondments": 3,
        "assessments": {"midterm": 3, "final": 3},
        "appraisals": 3,
    }
    assert figures["uses_of_result"] == 3
    assert figures["total"]["overdue"] == 0
    assert figures["ledger"]["verified"] is True
    assert list(verify()) == []
    assert_every_rule_comes_up_and_adds_up(figures)


def assert_every_rule_comes_up_and_adds_up(figures: dict[str, Any]) -> None:
    owed = figures["obligations"]
    due = {
        rule: Obligation.objects.filter(rule=rule, due__lte=LAST).exclude(state="void").count()
        for rule in owed
    }
    assert set(named("speech").obligations) - set(owed) <= {
        "home_request_decided",
        "difficulty_answered",
        "difficulty_closed",
        "exchange_answered",
    }
    assert {rule: row["due"] for rule, row in owed.items()} == due
    for row in owed.values():
        assert row["due"] == row["met"] + row["late"] + row["overdue"] + row["waived"]


@pytest.mark.django_db
def test_strained_people_leave_things_undone(tmp_path: Path) -> None:
    figures = rehearse(play(tmp_path, cast="strained"))

    assert figures["total"]["overdue"] > 0
    assert figures["lights"]["red"] > 0
    assert figures["ledger"]["verified"] is True


@pytest.mark.django_db
def test_a_term_may_be_cut_off_in_the_middle(tmp_path: Path) -> None:
    figures = rehearse(play(tmp_path, last=date(2026, 6, 30)))

    assert figures["assessments"] == {"midterm": 2, "final": 0}
    assert figures["appraisals"] == 0
    assert figures["total"]["overdue"] == 0
    assert max(figures["by_month"]) == "2026-06"


@pytest.mark.django_db
def test_stricter_policy_asks_for_longer_terms(tmp_path: Path) -> None:
    path = roster(tmp_path, months=12)

    figures = rehearse(play(tmp_path, roster=path, pack=named("strict")))

    assert figures["assessments"] == {"midterm": 3, "final": 3}
    assert figures["total"]["overdue"] == 0


@pytest.mark.django_db
def test_two_years_under_strict_rules_end_whole(tmp_path: Path) -> None:
    path = roster(tmp_path, months=24, people=PEOPLE[:2])

    figures = rehearse(play(tmp_path, roster=path, pack=named("strict"), last=date(2028, 4, 30)))

    visits = figures["obligations"]["home_visit"]
    ballots = figures["obligations"]["final_ballot"]
    assert figures["refused"] == {}
    assert (ballots["due"], ballots["met"] + ballots["late"]) == (2, 2)
    assert (visits["due"], visits["met"] + visits["late"], visits["overdue"]) == (48, 48, 0)
    assert figures["total"]["overdue"] == 0


@pytest.mark.django_db
def test_a_roster_with_errors_is_refused_with_its_places(tmp_path: Path) -> None:
    path = roster(tmp_path, months=40)

    with pytest.raises(RosterRefused) as refusal:
        rehearse(play(tmp_path, roster=path))

    rows = {found.row for found in refusal.value.findings if found.finding.level == "error"}
    assert rows == {3, 4, 5}


@pytest.mark.django_db
def test_the_contest_of_the_demo_is_decided_in_time_however_late_one_looks(tmp_path: Path) -> None:
    stage = perform(play(tmp_path, last=date(2026, 6, 30)))
    told = GradeNotice.objects.latest("pk").day
    stage.today = told + timedelta(days=100)
    with clock_at(stage.today):
        show_contest(stage)

    row, late = Contest.objects.latest("pk"), timedelta(days=28)
    owed = Obligation.objects.get(rule="review_decided", state="met", met_on=row.settled_on)
    assert (row.day, row.state) == (told + late, "upheld")
    assert row.settled_on is not None
    assert owed.due >= row.settled_on
