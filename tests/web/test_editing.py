"""Two people at one record: the later one sees both texts and loses nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from guazhi.access.actor import Actor
from guazhi.assessments.commands import draft_appraisal, write_summary
from guazhi.assessments.models import Appraisal, AssessmentPart, Summary
from guazhi.coordination.commands import (
    note_flow,
    plan_contact,
    plan_forum,
    propose_practice,
    record_forum,
    return_practice,
    write_minutes,
)
from guazhi.coordination.models import Contact, FlowNote, Forum, ForumMinutes, Practice
from guazhi.people.models import FamilyMember, Person, ResumeEntry
from guazhi.policy.editing import Kept, check_seen
from guazhi.programmes.commands import note_intake
from guazhi.programmes.models import Intake
from guazhi.web.editing import typed
from tests.assessments.acting import part, seated
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Page:
    """A page that edits: where it is shown and sent, who opens it, and what it keeps."""

    shown: str
    who: Actor
    both: str  # the field in which both write
    kept: Callable[[], object]
    sent: str = ""
    theirs: str = ""  # the field in which only the other writes
    more: Mapping[str, str] = field(default_factory=dict)


def notes(world: World) -> Page:
    note_intake(world.intake.pk, expectations="初", flow_note="初", actor=world.handler)
    found = Intake.objects.filter(pk=world.intake.pk).values_list("expectations", "flow_note")
    where = f"/programmes/intakes/{world.intake.pk}/notes/"
    return Page(where, world.handler, "expectations", found.get, theirs="flow_note")


def record(world: World) -> Page:
    person = world.secondment.secondee_id
    found = Person.objects.filter(pk=person).values_list("remarks", "rewards")
    where = f"/people/{person}/edit/"
    return Page(where, world.handler, "remarks", found.get, theirs="rewards")


def forum(world: World) -> Forum:
    return plan_forum(world.intake.pk, day=DAY, place="初", agenda="初", actor=world.handler)


def forum_plan(world: World) -> Page:
    where = f"/coordination/forums/{forum(world).pk}/"
    found = Forum.objects.values_list("agenda", "place")
    return Page(
        f"{where}?step=plan", world.handler, "agenda", found.get, f"{where}replan/", "place"
    )


def minutes(world: World) -> Page:
    row = forum(world)
    record_forum(
        row.pk,
        day=DAY,
        chair="李部长",
        attended=[world.secondment.pk],
        notes="逐人汇报",
        thought_trends="稳定",
        work_trends="顺利",
        actor=world.handler,
    )
    write_minutes(row.pk, text="初", actor=world.handler)
    where = f"/coordination/forums/{row.pk}/"
    found = ForumMinutes.objects.values_list("text")
    return Page(f"{where}?step=minutes", world.handler, "text", found.get, f"{where}minutes/")


def practice(world: World) -> Page:
    row = propose_practice(
        world.intake.pk, title="初", text="初", source="forum", day=DAY, actor=world.handler
    )
    return_practice(row.pk, reason="请补充成效数据", day=DAY, actor=world.approver)
    found = Practice.objects.values_list("text", "title")
    return Page(f"/coordination/practices/{row.pk}/revise/", world.handler, "text", found.get)


def flow(world: World) -> Page:
    kinds = {"from_kind": "township", "to_kind": "city"}
    note_flow(world.intake.pk, **kinds, text="初", actor=world.handler)
    where = f"/coordination/intakes/{world.intake.pk}/flows/township/city/"
    return Page(where, world.handler, "text", FlowNote.objects.values_list("text").get)


def summary(world: World) -> Page:
    pk = world.secondment.pk
    write_summary(
        pk, text="初稿", view_of_achievement="初稿", day=DAY, actor=world.secondee, submit=False
    )
    found = Summary.objects.order_by("-version").values_list("text", "view_of_achievement")
    return Page(
        f"/assessments/{pk}/summary/",
        world.secondee,
        "text",
        lambda: found[0],
        theirs="view_of_achievement",
    )


def appraisal(world: World) -> Page:
    pk, parts = world.secondment.pk, ("facts", "strengths", "weaknesses", "hopes")
    words = dict.fromkeys(parts, "初稿")
    draft_appraisal(pk, **words, day=DAY, actor=world.host_handler)
    found = Appraisal.objects.order_by("-version").values_list("facts", "hopes")
    return Page(
        f"/assessments/{pk}/appraisal/",
        world.host_handler,
        "facts",
        lambda: found[0],
        theirs="hopes",
    )


def part_given(world: World) -> Page:
    seated(world, world.secondment)
    row = part(world.secondment, world.host_leader)
    found = AssessmentPart.objects.values_list("opinion", "growth")
    return Page(
        f"/assessments/parts/{row.pk}/amend/",
        world.host_leader,
        "opinion",
        found.get,
        theirs="growth",
        more={"reason": "口径更正"},
    )


def contact(world: World) -> Page:
    row = plan_contact(
        world.township_government.pk,
        day=date(2026, 3, 12),
        mode="visit",
        covers=[world.secondment.pk],
        actor=world.county_handler,
    )
    found = Contact.objects.values_list("spoke_with")
    where = f"/coordination/contacts/{row.pk}/replan/"
    return Page(where, world.county_handler, "spoke_with", found.get)


def filled(answer: Any, **typed_in: str) -> dict[str, Any]:
    """What the form of a page would send, with some of it typed anew."""
    values = {bound: bound.value() for bound in answer.context["form"]}
    sent = {
        bound.html_name: value if isinstance(value, list) else typed(bound.field, value)
        for bound, value in values.items()
        if value
    }
    return {**sent, **typed_in}


MAKERS = (notes, record, forum_plan, minutes, flow, summary, appraisal, part_given, contact)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_the_later_one_sees_both_texts_and_loses_nothing(
    world: World, maker: Callable[[World], Page]
) -> None:
    page = maker(world)
    client, where = client_of(page.who), page.sent or page.shown
    opened = client.get(page.shown)
    mine = filled(opened, **{**page.more, page.both: "我的文本"})
    other = filled(opened, **{**page.more, page.both: "他人文本"})
    if page.theirs:
        other[page.theirs] = "他人另改"

    first = client.post(where, other)
    refused = client.post(where, mine)
    again = client.post(where, filled(refused))

    text = refused.content.decode()
    assert [first.status_code, refused.status_code, again.status_code] == [302, 422, 302]
    assert ["我的文本" in text, "他人文本" in text] == [True, True]
    assert page.kept() == (("我的文本", "他人另改") if page.theirs else ("我的文本",))


def test_two_windows_of_a_proposal_lose_nothing(world: World) -> None:
    page = practice(world)
    client = client_of(page.who)
    mine = filled(client.get(page.shown), text="我的文本")
    Practice.objects.update(text="他人文本")

    refused = client.post(page.shown, mine)
    again = client.post(page.shown, filled(refused))

    assert [refused.status_code, again.status_code] == [422, 302]
    assert "他人文本" in refused.content.decode()
    assert page.kept() == ("我的文本", "初")


def rows(seen: str, **typed_in: str) -> dict[str, str]:
    return {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "seen": seen, **typed_in}


@pytest.mark.parametrize(
    ("part", "column", "model"),
    [("resume", "text", ResumeEntry), ("family", "name", FamilyMember)],
)
def test_a_list_written_by_two_shows_the_others_to_the_later(
    world: World, part: str, column: str, model: type[ResumeEntry] | type[FamilyMember]
) -> None:
    client = client_of(world.handler)
    where = f"/people/{world.secondment.secondee_id}/{part}/"
    seen = client.get(where).context["rows"].seen
    given = {"form-0-start": "2010.01"} if part == "resume" else {"form-0-relation": "妻子"}

    first = client.post(where, rows(seen, **given, **{f"form-0-{column}": "林芳"}))
    refused = client.post(where, rows(seen, **given, **{f"form-0-{column}": "林芬"}))
    newer = refused.context["rows"].seen
    again = client.post(where, rows(newer, **given, **{f"form-0-{column}": "林芬"}))

    text = refused.content.decode()
    assert [first.status_code, refused.status_code, again.status_code] == [302, 422, 302]
    assert ["林芳" in text, "林芬" in text] == [True, True]
    assert list(model.objects.values_list(column, flat=True)) == ["林芬"]


def test_line_ends_and_blanks_are_no_change() -> None:
    seen = Kept({"text": "一\n二", "day": None}).seen

    assert list(check_seen(seen, Kept({"text": " 一\r\n二 ", "day": ""}))) == []
    assert [found.code for found in check_seen(seen, Kept({"text": "一", "day": ""}))] == [
        "edited_meanwhile"
    ]
    assert list(check_seen(None, Kept({"text": "一"}))) == []
