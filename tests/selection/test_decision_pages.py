"""The pages from run to letters, and the papers."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from docx import Document

from guazhi.access.actor import Actor
from guazhi.ledger.models import Entry
from guazhi.selection.commands import carry_out, decide_placement, decide_warning, propose
from guazhi.selection.models import PlacementRun, Proposal
from guazhi.selection.queries import intake_checks, proposal_page
from guazhi.selection.queries.papers import meeting_listing
from guazhi.selection.rules.decisions import Member
from guazhi.web import clock
from tests.make import World
from tests.selection.placing import again, decided, line_of, placed
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def test_runs_are_listed_compared_proved_and_proposed(world: World) -> None:
    found = placed(world)
    other = again(world, found, bars=((str(found.people[0].pk), str(found.posts[0].pk)),))
    client = client_of(world.handler, "zh-hans")

    listed = client.get(reverse("selection:runs", args=[world.intake.pk])).content.decode()
    shown = client.get(reverse("selection:run", args=[found.run.pk])).content.decode()
    proved = client.post(reverse("selection:prove", args=[found.run.pk]), follow=True)
    compared = client.get(
        reverse("selection:compare", args=[found.run.pk]), {"with": other.run.pk}
    ).content.decode()
    made = client.post(reverse("selection:propose", args=[found.run.pk]))

    assert "第2次测算" in listed
    assert "李四" in shown
    assert "逐字节一致" in proved.content.decode()
    assert compared.count("赵一") == 1
    assert made["Location"] == reverse("selection:proposal", args=[Proposal.objects.get().pk])


def test_an_intake_without_anybody_says_why_nothing_is_placed(world: World) -> None:
    client = client_of(world.handler, "zh-hans")

    answer = client.post(reverse("selection:place", args=[world.intake.pk]), {"remark": ""})

    assert answer.status_code == 422
    assert "没有市委组织部已接收的人选" in answer.content.decode()
    assert not PlacementRun.objects.exists()


def test_the_intake_is_placed_from_its_own_nominations(world: World) -> None:
    placed(world)
    client = client_of(world.handler, "zh-hans")

    answer = client.post(reverse("selection:place", args=[world.intake.pk]), {"remark": "首次"})

    run = PlacementRun.objects.get(remark="首次")
    assert answer["Location"] == reverse("selection:run", args=[run.pk])
    assert (run.people, run.placed) == (4, 3)


def test_a_line_is_changed_and_a_refusal_says_why(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    client = client_of(world.handler, "zh-hans")
    where = reverse("selection:change", args=[line_of(proposal, "李四").pk])

    full = client.post(where, {"post": found.posts[0].pk, "reason": "工作需要"})
    nobody = client.post(
        reverse("selection:change", args=[line_of(proposal, "钱二").pk]),
        {"post": "0", "reason": "本人借调"},
    )

    assert full.status_code == 422
    assert "名额" in full.content.decode()
    assert nobody.status_code == 302
    assert line_of(proposal, "钱二").post is None


def test_the_meeting_is_recorded_and_the_decision_carried_out_on_pages(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    client = client_of(world.approver, "zh-hans")
    decide = reverse("selection:decide", args=[proposal.pk])
    sent = {
        "meeting": "市委组织部部务会",
        "day": "2026-03-02",
        "members": "王部长，部长\n陈副部长 副部长\n刘委员",
        "stepped_back": "刘委员：孙三",
        "line_0": line_of(proposal, "孙三").pk,
        "post_0": "0",
        "reason_0": "留任专班",
    }

    asked = client.get(decide).content.decode()
    wrong = client.post(decide, {**sent, "stepped_back": "不在场：孙三"})
    client.post(decide, sent)
    page = client.get(reverse("selection:proposal", args=[proposal.pk])).content.decode()
    client.post(reverse("selection:carry_out", args=[proposal.pk]))

    home = line_of(proposal, "孙三").home_organisation.name
    assert asked.count(f">孙三 · {home}</option>") == 8
    assert wrong.status_code == 422
    assert "未到会" in wrong.content.decode()
    assert "刘委员回避：其他情形" in page
    proposal.refresh_from_db()
    assert proposal.state == "carried_out"
    decision = proposal.decision
    assert [(each.name, each.title) for each in decision.members.all()] == [
        ("王部长", "部长"),
        ("陈副部长", "副部长"),
        ("刘委员", ""),
    ]


def test_a_page_takes_somebody_out_of_what_was_decided(world: World) -> None:
    proposal = decided(world, placed(world))
    client = client_of(world.approver, "zh-hans")
    address = reverse("selection:take_out", args=[line_of(proposal, "孙三").pk])
    page = reverse("selection:proposal", args=[proposal.pk])

    offered = client.get(page).content.decode()
    wrong = client.post(address, {"reason": ""})
    client.post(address, {"reason": "会后本人申请退出"})

    assert f'href="{address}"' in offered
    assert wrong.status_code == 422
    after = client.get(page).content.decode()
    assert "会后：不派 · 会后本人申请退出" in after
    assert address not in after


def text_of(data: bytes) -> str:
    paper = Document(BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def test_the_paper_for_the_meeting_has_one_line_a_person(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    client = client_of(world.approver, "zh-hans")
    where = reverse("selection:meeting_paper", args=[proposal.pk])

    docx = text_of(client.get(where).content)
    pdf = client.get(where, {"as": "pdf"})

    assert "共推荐4人，拟派3人，暂未安排1人" in docx
    assert [docx.count(name) for name in ("赵一", "钱二", "孙三", "李四")] == [1, 1, 1, 1]
    assert "增加1个名额" in docx
    assert pdf.content.startswith(b"%PDF")
    assert Entry.objects.filter(verb="PlacementPrinted").count() == 2


def test_the_paper_is_in_chinese_in_whatever_language_it_is_asked_for(world: World) -> None:
    found = placed(world)
    names = ("王部长", "陈副部长", "赵一")
    proposal = propose(found.run.pk, actor=world.handler)
    decide_placement(
        proposal.pk,
        meeting="部务会",
        day=clock.today(),
        members=[Member(name) for name in names],
        changes=(),
        actor=world.approver,
    )
    page = proposal_page(world.approver, proposal.pk, clock.today())

    with translation.override("en"):
        listed = meeting_listing(page)

    assert listed.closing[2] == "回避：赵一（赵一，本人）。"


def test_a_warning_stands_on_page_and_paper_with_what_was_decided_on_it(world: World) -> None:
    found = placed(world, admitted=False)
    proposal = propose(found.run.pk, actor=world.handler)
    line = line_of(proposal, "赵一")
    client = client_of(world.approver, "zh-hans")
    where = reverse("selection:proposal", args=[proposal.pk])
    screening = intake_checks(world.handler, world.intake, clock.today()).screening
    warning = next(
        each
        for each in screening.results(line.person_id, found.posts[0].pk)
        if each.level == "warning"
    )

    before = client.get(where).content.decode()
    decide_warning(
        world.intake.pk,
        line.person_id,
        found.posts[0].pk,
        check=warning.check,
        digest=warning.digest,
        admits=True,
        reason="已查阅档案，符合条件",
        actor=world.approver,
    )
    after = client.get(where).content.decode()
    paper = text_of(client.get(reverse("selection:meeting_paper", args=[proposal.pk])).content)

    assert "待审定" in before
    assert "已查阅档案，符合条件" in after
    assert "审定可以安排：已查阅档案，符合条件" in paper


def test_all_letters_come_as_one_file(world: World) -> None:
    proposal = decided(world, placed(world))
    client = client_of(world.approver, "zh-hans")
    where = reverse("selection:letters", args=[proposal.pk])

    before = client.get(where)
    carry_out(proposal.pk, actor=world.approver)
    joined = client.get(where)
    names = ZipFile(BytesIO(client.get(where, {"as": "zip"}).content)).namelist()

    assert before.status_code == 302
    assert joined.content.startswith(b"%PDF")
    assert [name.rpartition("_")[2] for name in names] == [
        f"{name}.docx" for name in sorted_names(proposal)
    ]


def sorted_names(proposal: Proposal) -> list[str]:
    rows = proposal.lines.filter(post__isnull=False).order_by("person__sort_key", "pk")
    return [line.person.name for line in rows]


@pytest.mark.parametrize("who", ["county_handler", "host_leader", "home_handler", "secondee"])
def test_nobody_beyond_the_city_opens_a_proposal(world: World, who: str) -> None:
    proposal = propose(placed(world).run.pk, actor=world.handler)
    actor: Actor = getattr(world, who)
    client = client_of(actor)

    answers = [
        client.get(reverse(f"selection:{name}", args=[proposal.pk])).status_code
        for name in ("proposal", "meeting_paper", "decide", "letters")
    ]

    assert answers == [404] * 4


def test_a_proposal_costs_the_same_for_one_person_and_for_four(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    client = client_of(world.handler, "zh-hans")
    where = reverse("selection:proposal", args=[proposal.pk])
    client.get(where)

    with CaptureQueriesContext(connection) as four:
        client.get(where)
    proposal.lines.exclude(person__name="赵一").delete()
    with CaptureQueriesContext(connection) as one:
        client.get(where)

    assert len(four) == len(one)
