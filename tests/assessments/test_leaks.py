"""Who sees whose record: every address of an assessment, and every list and file beside it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.assessments.commands import (
    ask_override,
    file_contest,
    note_veto,
)
from guazhi.assessments.models import Assessment, AssessmentPart, PartSignature
from guazhi.assessments.rules.papers import PaperKind
from guazhi.assessments.urls import urlpatterns
from guazhi.ledger.models import Entry
from guazhi.notices.commands import renew_feed
from guazhi.obligations.models import Obligation
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import FINAL, MIDTERM, drafted, half_rated, parts, signed
from tests.assessments.deciding import told
from tests.assessments.test_closing import signed as appraised
from tests.assessments.test_closing import summary, used
from tests.assessments.voting import opened
from tests.make import World
from tests.visitor import client_of, opened_by, said

pytestmark = pytest.mark.django_db
NAME = "谭敏"
LATER = date(2027, 4, 2)
# which row an address means, by how its route begins
ROWS = {
    "<int:pk>/": "secondment",
    "intakes/": "intake",
    "decisions/": "decision",
    "moves/": "override",
    "results/": "result",
    "contests/": "contest",
    "parts/": "part",
    "signatures/": "signature",
    "vetoes/": "veto",
    "overrides/": "override",
    "summaries/": "summary",
    "appraisals/": "appraisal",
    "polls/": "poll",
    "people/": "person",
}


def record_of(world: World) -> dict[str, int]:
    """Everything that assessments leave of one person, mid-term contested and final under way."""
    pk = world.secondment.pk
    (notice,) = told(world)
    assessment = notice.assessment
    with clock_at(MIDTERM):
        contest = file_contest(
            assessment.pk, grounds="参评人员了解不全面", day=MIDTERM, actor=world.secondee
        )
    poll = opened(world)
    handed, appraisal = summary(world), drafted(world)
    parts(world, kind="final", day=FINAL)
    final = Assessment.objects.get(kind="final")
    with clock_at(FINAL):
        final_step: Mapping[str, Any] = {"kind": "final", "day": FINAL, "actor": world.handler}
        veto = note_veto(pk, veto="warning", facts="受警告处分", **final_step)
        override = ask_override(pk, grade="basically_competent", reason="综合平衡", **final_step)
    return {
        "secondment": pk,
        "intake": world.intake.pk,
        "decision": assessment.decision_id or 0,
        "override": override.pk,
        "result": assessment.pk,
        "contest": contest.pk,
        "part": AssessmentPart.objects.filter(assessment=final).first().pk,  # type: ignore[union-attr]
        "signature": PartSignature.objects.latest("pk").pk,
        "veto": veto.pk,
        "summary": handed.pk,
        "appraisal": appraisal.pk,
        "poll": poll.pk,
        "person": world.secondment.secondee_id,
        "midterm": assessment.pk,
        "final": final.pk,
        "midterm_notice": notice.pk,
        "final_notice": notice.pk,
    }


def addresses(rows: Mapping[str, int]) -> Iterator[str]:
    """Every address of the module with the rows put in; a paper and a file of each kind."""
    for each in urlpatterns:
        route = str(each.pattern)
        kinds = list(PaperKind) if "<str:kind>" in route else [""]
        for kind in kinds:
            owner = kind or next(row for begins, row in ROWS.items() if route.startswith(begins))
            pk = rows["intake" if route.startswith("intakes/") else owner]
            known = {"pk": pk, "host": 0, "year": 2026, "kind": kind}
            found = re.sub(r"<\w+:(\w+)>", lambda name: str(known[name[1]]), route)  # noqa: B023
            yield f"/assessments/{found}"


def outsiders(world: World) -> dict[str, Actor]:
    """A party of each kind to another secondment of the same intake."""
    office = make.found("云岭县人民政府", "organ", world.other_county)
    audit = make.found("市审计局", "organ", world.city)
    other = world.another("钱多多", home=audit, host=office, category="county_assistant")
    return {
        "county": world.other_county_handler,
        "host": make.actor(Role.HOST_LEADER, office),
        "home": make.actor(Role.HOME_HANDLER, audit),
        "secondee": make.actor(None, person=other.secondee),
    }


def test_somebody_elses_assessment_is_missing_at_every_address(world: World) -> None:
    """One sweep over all addresses, so it takes its time."""
    rows, actors = record_of(world), outsiders(world)
    found, sought = {}, list(addresses(rows))
    with clock_at(FINAL):
        for who, actor in actors.items():
            client = client_of(actor)
            for address in sought:
                answer = opened_by(client, address)
                is_of_intake = "/intakes/" in address
                if answer.status_code != 404 and (not is_of_intake or NAME in said(answer)):
                    found[who, address] = answer.status_code

    assert found == {}
    assert len(sought) == len(urlpatterns) + 2 * (len(PaperKind) - 1)


def test_lists_files_calendars_and_the_ledger_say_nothing_of_others(world: World) -> None:
    told(world)
    appraised(world)
    used(world)
    pk, person = world.secondment.pk, world.secondment.secondee_id
    owed = Obligation.objects.filter(secondment=pk).order_by("pk").values_list("pk", flat=True)[0]
    missing = [
        reverse("dashboards:person", args=[pk]),
        reverse("people:record", args=[person]),
        reverse("obligations:obligation", args=[owed]),
        reverse("rosters:ratings", args=[pk]),
        *(f"/sources/{kind}/1/" for kind in ("task", "talk", "report")),
        "/ledger/",
        "/ledger/verify/",
    ]
    lists = [
        "/register/",
        "/register/export/",
        "/obligations/",
        "/waiting/",
        "/notices/",
        "/uses/",
        "/uses/export/",
        "/evaluation/",
        f"/intakes/{world.intake.pk}/uses/",
    ]
    actors = outsiders(world)
    with clock_at(LATER):
        for who, actor in actors.items():
            client = client_of(actor)
            assert (who, {client.get(page).status_code for page in missing}) == (who, {404})
            text = "".join(said(client.get(page)).partition("<main")[2] for page in lists)
            feed = said(Client().get(f"/notices/calendar/{renew_feed(actor=actor)}.ics"))
            assert (who, NAME in text, NAME in feed) == (who, False, False)


@pytest.mark.parametrize("who", ["handler", "approver"])
def test_before_all_parts_are_in_no_file_or_list_holds_one(world: World, who: str) -> None:
    row = half_rated(world)
    client, intake = client_of(getattr(world, who)), f"/assessments/intakes/{world.intake.pk}"

    with clock_at(MIDTERM):
        text = "".join(
            said(client.get(page))
            for page in (
                f"{intake}/calibration/?kind=midterm",
                f"{intake}/decide/?kind=midterm",
                f"{intake}/results/",
                f"{intake}/papers/midterm/?as=zip",
                f"/rosters/{world.intake.pk}/ratings/?kind=midterm",
                f"/secondments/{world.secondment.pk}/?tab=history",
                "/register/export/",
                "/notices/",
            )
        )
        amended = client.get(f"/assessments/parts/{row.pk}/amend/")

    entries = "".join(str(entry.payload) for entry in Entry.objects.order_by("seq"))
    assert [word for word in ("机密意见", "机密草稿") if word in text + entries] == []
    assert amended.status_code == 404


@pytest.mark.parametrize("who", ["secondee", "home_handler"])
def test_the_person_and_home_find_nothing_of_the_sitting_before_the_release(
    world: World, who: str
) -> None:
    parts(world)
    signed(world)
    row = Assessment.objects.get()
    client, pk = client_of(getattr(world, who)), world.secondment.pk
    intake = f"/assessments/intakes/{world.intake.pk}"

    with clock_at(MIDTERM):
        found = {
            client.get(page).status_code
            for page in (
                f"/assessments/{pk}/assessment/",
                f"/assessments/results/{row.pk}/",
                f"/assessments/results/{row.pk}/contest/",
                f"/assessments/papers/midterm/{row.pk}/",
                f"/assessments/papers/midterm/{row.pk}/?as=pdf",
                f"/assessments/{pk}/ballots/",
                f"{intake}/round/",
                f"{intake}/calibration/",
                f"{intake}/papers/midterm/?as=zip",
                f"{intake}/evidence/",
                f"{intake}/results/",
            )
        }

    assert found == {404}
