"""An appraisal drafted from evidence: every sentence names its records, and none claims more."""

from dataclasses import replace
from datetime import date

import pytest

from guazhi.assessments.commands import draft_appraisal, draft_from_evidence, sign_appraisal
from guazhi.assessments.models import Appraisal
from guazhi.assessments.queries import frozen, verify_appraisal
from guazhi.assessments.queries.term import sentences
from guazhi.assessments.rules.drafting import (
    Graded,
    Source,
    Term,
    Work,
    appraisal_from,
    as_text,
    sentences_of,
)
from guazhi.hosting import commands as host
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests.assessments.acting import FINAL
from tests.make import World
from tests.refusals import codes
from tests.visitor import client_of

BARE = Term(
    term=Source("term", 1),
    start=date(2026, 3, 1),
    end=date(2027, 2, 28),
    today=date(2027, 2, 28),
    place="在青山乡挂任乡长助理",
)
PARTS = ("facts", "strengths", "weaknesses", "hopes")


def works(kind: str, n: int, **about: bool) -> tuple[Work, ...]:
    return tuple(Work(Source(kind, i, FINAL, f"事项{i}"), **about) for i in range(1, n + 1))


def words(term: Term) -> dict[str, list[str]]:
    return {part: [each.text for each in said] for part, said in appraisal_from(term).items()}


def test_a_term_without_records_says_the_term_and_nothing_else() -> None:
    assert words(BARE) == {
        "facts": ["2026年3月1日至2027年2月28日，在青山乡挂任乡长助理。"],
        "strengths": [],
        "weaknesses": [],
        "hopes": [],
    }


@pytest.mark.parametrize(
    ("about", "part", "said"),
    [
        ({"tasks": works("task", 2, done=False)}, "facts", "承担任务2项，已完成0项。"),
        (
            {"tasks": works("task", 3, weighty=True)},
            "strengths",
            "落实工作有力，承担的3项任务全部按期完成。",
        ),
        (
            {"tasks": works("task", 1, late=True)},
            "weaknesses",
            "统筹安排不够，有1项任务未能按期完成。",
        ),
        (
            {"reports": (*works("report", 3), *works("report", 1, done=False, accepted=False))},
            "facts",
            "提交工作汇报4次，在座谈会上汇报3次，接收单位已签署3次。",
        ),
        ({"lines": works("line", 2)}, "facts", "按培养工作计划安排工作2项，均已落实。"),
        ({"reports": works("report", 4)}, "strengths", "组织观念强，4次工作汇报均按时提交。"),
        (
            {"reports": works("report", 1, late=True)},
            "hopes",
            "希望增强请示汇报意识，按时报告工作。",
        ),
        (
            {"lines": works("line", 2, done=False, late=True)},
            "weaknesses",
            "培养工作计划中尚有2项内容未落实。",
        ),
        ({"practices": works("practice", 1)}, "strengths", "善于总结，“事项1”的做法已印发推广。"),
        (
            {"exchange": works("exchange", 2, weighty=True)},
            "facts",
            "向上反映基层情况2件，其中2件被采纳。",
        ),
        (
            {"difficulties": works("difficulty", 1, done=False)},
            "facts",
            "反映工作困难1件，已解决0件。",
        ),
        (
            {"grades": (Graded(Source("assessment", 1), "期满考核", "称职", worst="统筹协调"),)},
            "weaknesses",
            "期满考核中，“统筹协调”方面评价相对较低，有待加强。",
        ),
    ],
)
def test_what_is_on_record_is_said(
    about: dict[str, tuple[Work, ...]], part: str, said: str
) -> None:
    assert said in words(replace(BARE, **about))[part]  # type: ignore[arg-type]


def test_reports_not_countersigned_are_no_merit() -> None:
    reports = (*works("report", 3), *works("report", 1, accepted=False))

    assert words(replace(BARE, reports=reports))["strengths"] == []


def test_a_term_not_yet_over_is_told_until_the_day_of_the_draft() -> None:
    (said,) = words(replace(BARE, today=date(2026, 8, 26)))["facts"]

    assert said == "2026年3月1日至2026年8月26日（2027年2月28日期满），在青山乡挂任乡长助理。"


def test_long_titles_are_cut_where_their_sense_ends() -> None:
    long = "到村第一周全部走访、第二周登记台账、第三周集中研究。各村干部反映强烈的饮水问题已经列入全乡年度计划。"
    done = (Work(Source("practice", 1, FINAL, long)),)

    (said,) = words(replace(BARE, practices=done))["strengths"]

    assert (
        said == "善于总结，“到村第一周全部走访、第二周登记台账、第三周集中研究…”的做法已印发推广。"
    )


def test_tasks_of_one_title_are_named_once() -> None:
    twice = (*works("task", 1), *works("task", 1, weighty=True))

    said = words(replace(BARE, tasks=twice))["facts"]

    assert said[2] == "完成的主要任务有“事项1”。"


def test_every_drafted_sentence_is_one_sentence_with_its_records() -> None:
    hostile = Work(Source("task", 9, FINAL, "修路。改水！“样板”\n" * 20), weighty=True)
    term = replace(BARE, tasks=(hostile, *works("task", 3, late=True)), practices=works("p", 2))

    drafted = appraisal_from(term)

    for said in drafted.values():
        assert sentences_of(as_text(said)) == [each.text for each in said]
        assert all(each.sources for each in said)


def done(world: World, title: str) -> int:
    day = date(2026, 4, 1)
    with clock_at(day):
        row = host.assign_task(
            world.secondment.pk,
            title=title,
            substantive=True,
            day=day,
            due=date(2026, 6, 1),
            actor=world.host_leader,
        )
        host.accept_task(row.pk, day=day, actor=world.secondee)
        host.report_task(row.pk, report="已完成。", day=day, actor=world.secondee)
        host.close_task(row.pk, result="验收通过。", day=day, actor=world.host_leader)
    return row.pk


def evidence(world: World) -> Appraisal:
    with clock_at(FINAL):
        return draft_from_evidence(world.secondment.pk, day=FINAL, actor=world.host_handler)


def edited(world: World, **parts: str) -> Appraisal:
    with clock_at(FINAL):
        return draft_appraisal(world.secondment.pk, **parts, day=FINAL, actor=world.host_handler)


@pytest.mark.django_db
def test_a_sentence_keeps_its_records_while_it_stands_and_others_are_the_writer_s(
    world: World,
) -> None:
    task = done(world, "牵头农村公路改造")
    first = evidence(world)
    parts = {part: getattr(first, part) for part in PARTS}

    second = edited(
        world,
        **{**parts, "strengths": f"{first.strengths}为人正派。", "weaknesses": "偶有急躁。"},
    )

    said = sentences(second)
    assert [each.text for each in said["strengths"] if not each.sources] == ["为人正派。"]
    assert [each.record for each in said["strengths"][0].sources] == [task]
    assert [each.sources for each in said["weaknesses"]] == [()]
    assert first.version + 1 == second.version


@pytest.mark.django_db
def test_what_no_record_speaks_of_stays_empty_and_is_not_signed(world: World) -> None:
    draft = evidence(world)

    with clock_at(FINAL), pytest.raises(Refused) as refused:
        sign_appraisal(draft.pk, day=FINAL, actor=world.host_leader)

    assert (draft.weaknesses, codes(refused)) == ("", ["part_not_written"])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["sha256", "sm3"])
def test_the_records_are_frozen_with_the_words_by_the_digest_of_the_site(
    world: World, settings: object, name: str
) -> None:
    settings.DIGEST = name  # type: ignore[attr-defined]
    done(world, "牵头农村公路改造")
    first = evidence(world)
    kept = {part: getattr(first, part) or "有待加强。" for part in PARTS}
    row = edited(world, **kept)

    with clock_at(FINAL):
        signed = sign_appraisal(row.pk, day=FINAL, actor=world.host_leader)

    assert (signed.digest_name, frozen(signed)["sources"]) == (name, row.sources)
    assert verify_appraisal(signed)
    signed.sources = []
    assert not verify_appraisal(signed)


@pytest.mark.django_db
def test_the_page_drafts_and_shows_each_sentence_with_its_records(world: World) -> None:
    done(world, "牵头农村公路改造")
    base = f"/assessments/{world.secondment.pk}/appraisal/"
    with clock_at(FINAL):
        drafting = client_of(world.host_handler).post(f"{base}draft/")
        page = client_of(world.host_leader).get(base)

    facts = page.context["said"][0][1]
    assert (drafting.status_code, page.status_code) == (302, 200)
    assert [source.title for source in facts[1][1]] == ["牵头农村公路改造"]
