"""From the sitting to the conclusion: who sits, what is signed, what makes it void."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse

from guazhi.assessments.commands import (
    Signing,
    amend_part,
    conclude_assessment,
    enter_part,
    give_home_opinion,
    save_part,
    set_sitting,
    sign_assessment,
    sign_assessments,
    sign_on_paper,
    take_in_part,
    withdraw_signature,
)
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    PartDraft,
    PartSignature,
    SittingMember,
)
from guazhi.assessments.queries.dockets import verify_assessment
from guazhi.assessments.rules.sitting import Chosen
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests.assessments.acting import (
    MIDTERM,
    SCORES,
    half_rated,
    meeting,
    part,
    parts,
    seated,
    signed,
)
from tests.make import World
from tests.refusals import codes
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def row(world: World) -> Assessment:
    return Assessment.objects.get(secondment=world.secondment, kind="midterm")


def verbs() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("verb", flat=True))


def conclude(world: World, **more: object) -> Assessment:
    with clock_at(MIDTERM):
        return conclude_assessment(
            world.secondment.pk,
            kind="midterm",
            opinion="同意。",
            meeting=meeting(MIDTERM),
            actor=world.approver,
            **more,  # type: ignore[arg-type]
        )


def told(answer: Any) -> str:
    """What a page or an exported workbook says."""
    if not answer.headers["Content-Type"].startswith("application"):
        return str(answer.content.decode())
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_all_sign_one_digest_and_then_it_is_concluded(world: World) -> None:
    parts(world)
    with pytest.raises(Refused) as unsigned:
        conclude(world)
    signed(world)

    done = conclude(world)

    assert codes(unsigned) == ["signatures_missing"]
    assert (done.grade, done.has_dissent) == ("competent", False)
    assert verify_assessment(done, world.secondment)
    assert verbs()[-7:] == [
        "AssessmentPartEntered",
        "AssessmentDrawnUp",
        *["AssessmentSigned"] * 3,
        "GradesDecided",
        "AssessmentConcluded",
    ]


def test_what_was_seen_is_what_is_signed(world: World) -> None:
    parts(world)

    with clock_at(MIDTERM), pytest.raises(Refused) as refused:
        sign_assessments(
            [Signing(world.secondment.pk, "0" * 64)],
            kind="midterm",
            day=MIDTERM,
            actor=world.handler,
        )

    assert codes(refused) == ["changed_meanwhile"]


def test_who_proposed_another_grade_says_why_when_signing(world: World) -> None:
    seated(world, world.secondment)
    part(world.secondment, world.handler, grade="excellent")
    part(world.secondment, world.county_handler)
    part(world.secondment, world.host_leader)

    with pytest.raises(Refused) as silent:
        signed(world)
    signed(world, dissent="平时表现突出")

    assert codes(silent) == ["dissent_needs_reason"]
    assert conclude(world).has_dissent


def test_a_part_changed_after_signing_is_refused_to_who_signed_and_voids_the_others(
    world: World,
) -> None:
    parts(world)
    signed(world)
    mine = AssessmentPart.objects.get(party="host")
    changed = {**SCORES, "tasks_done": "excellent"}

    with clock_at(MIDTERM):
        with pytest.raises(Refused) as refused:
            amend_part(
                mine.pk,
                scores=changed,
                opinion="改后意见",
                grade="competent",
                reason="核实任务完成情况",
                actor=world.host_leader,
            )
        own = PartSignature.objects.get(party="host")
        withdraw_signature(own.pk, reason="核实后再签", actor=world.host_leader)
        amend_part(
            mine.pk,
            scores=changed,
            opinion="改后意见",
            grade="competent",
            reason="核实任务完成情况",
            actor=world.host_leader,
        )

    standing = PartSignature.objects.filter(voided_at__isnull=True)
    assert codes(refused) == ["part_signed_already"]
    assert standing.count() == 0
    assert verbs()[-4:] == [
        "SignatureWithdrawn",
        "AssessmentPartAmended",
        "AssessmentDrawnUp",
        "SignaturesVoided",
    ]
    with pytest.raises(Refused) as unsigned:
        conclude(world)
    assert codes(unsigned) == ["signatures_missing"]


def test_a_row_changed_behind_the_signatures_is_found_out(world: World) -> None:
    parts(world)
    signed(world)
    AssessmentPart.objects.filter(party="host").update(grade="excellent")

    with pytest.raises(Refused) as refused:
        conclude(world)

    assert codes(refused) == ["changed_meanwhile"]


def test_home_is_heard_once_and_counts_by_its_weight(world: World) -> None:
    parts(world)
    said = {"kind": "midterm", "grade": "excellent", "opinion": "表现突出", "day": MIDTERM}

    with clock_at(MIDTERM):
        give_home_opinion(world.secondment.pk, actor=world.home_handler, **said)  # type: ignore[arg-type]
        with pytest.raises(Refused) as twice:
            give_home_opinion(world.secondment.pk, actor=world.home_handler, **said)  # type: ignore[arg-type]

    assert str(row(world).total) == "85.6700"
    assert codes(twice) == ["home_heard_already"]


def test_a_draft_is_the_party_s_own_and_two_editors_do_not_overwrite(world: World) -> None:
    seated(world, world.secondment)
    keep = {"kind": "midterm", "content": {"opinion": "初稿"}}

    with clock_at(MIDTERM):
        save_part(world.secondment.pk, edition=0, actor=world.host_leader, **keep)  # type: ignore[arg-type]
        with pytest.raises(Refused) as refused:
            save_part(world.secondment.pk, edition=0, actor=world.host_handler, **keep)  # type: ignore[arg-type]
        with pytest.raises(Refused) as unread:
            part(world.secondment, world.host_handler, edition=0)
        part(world.secondment, world.host_leader, edition=0)

    assert (codes(refused), codes(unread)) == (["edited_meanwhile"], ["edited_meanwhile"])
    assert PartDraft.objects.count() == 0


def test_a_member_without_account_rates_by_workbook_and_signs_on_paper(world: World) -> None:
    host = world.township_government
    set_sitting(
        world.secondment.pk,
        kind="midterm",
        members=[
            Chosen(world.handler.user_id, is_chair=True),
            Chosen(world.county_handler.user_id),
            Chosen(name="刘乡长", organisation=host.pk),
        ],
        actor=world.handler,
    )
    member = SittingMember.objects.get(name="刘乡长")
    for actor in (world.handler, world.county_handler):
        part(world.secondment, actor)
    with clock_at(MIDTERM):
        taken = take_in_part(
            world.secondment.pk,
            kind="midterm",
            member_id=member.pk,
            day=MIDTERM,
            scores=SCORES,
            opinion="表现良好",
            grade="competent",
            actor=world.handler,
        )
        digest = row(world).digest
        for actor in (world.handler, world.county_handler):
            sign_assessment(
                world.secondment.pk, kind="midterm", digest=digest, day=MIDTERM, actor=actor
            )
        paper = sign_on_paper(
            world.secondment.pk,
            kind="midterm",
            member_id=member.pk,
            digest=digest,
            day=MIDTERM,
            paper="考核登记表第3号",
            actor=world.handler,
        )

    assert (taken.on_behalf_of, paper.name) == ("刘乡长", "刘乡长")
    assert conclude(world).grade == "competent"


def test_a_stranger_finds_nothing(world: World) -> None:
    seated(world, world.secondment)

    with clock_at(MIDTERM), pytest.raises(Http404):
        give_home_opinion(
            world.secondment.pk,
            kind="midterm",
            grade="competent",
            opinion="同意",
            day=MIDTERM,
            actor=world.host_leader,
        )
    with clock_at(date(2026, 8, 31)), pytest.raises(Http404):
        enter_part(
            world.secondment.pk,
            kind="midterm",
            day=MIDTERM,
            scores=SCORES,
            opinion="同意",
            grade="competent",
            actor=world.home_handler,
        )


def test_nothing_of_a_part_is_read_by_others_before_all_are_in(world: World) -> None:
    half_rated(world)
    others = (world.handler, world.approver)

    with clock_at(MIDTERM):
        shown = "".join(
            told(client_of(actor).get(page))
            for actor in others
            for page in (
                f"/assessments/{world.secondment.pk}/assessment/?kind=midterm",
                f"/assessments/intakes/{world.intake.pk}/round/?kind=midterm",
                reverse("dashboards:person", args=[world.secondment.pk]) + "?tab=assessments",
                reverse("dashboards:export"),
            )
        )
    entries = "".join(str(entry.payload) for entry in Entry.objects.all())

    assert [word for word in ("机密意见", "机密草稿") if word in shown + entries] == []
    assert "excellent" not in entries
