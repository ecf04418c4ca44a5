"""From the sitting to the conclusion: who sits, what is signed, what makes it void."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.assessments.commands import (
    Signing,
    amend_part,
    ask_override,
    conclude_assessment,
    enter_part,
    give_home_opinion,
    lift_veto,
    note_veto,
    save_part,
    set_sitting,
    set_sittings,
    settle_override,
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
from guazhi.assessments.queries.dockets import drawn_up, verify_assessment
from guazhi.assessments.queries.papers import person_paper
from guazhi.assessments.queries.printed import form
from guazhi.assessments.rules.papers import PaperKind
from guazhi.assessments.rules.sitting import Chosen, Seating
from guazhi.ledger.models import Entry
from guazhi.people.models import FamilyMember
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import MIDTERM, SCORES, meeting, part, parts, seated, signed
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def refusal(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


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


def relative(world: World, name: str) -> None:
    FamilyMember.objects.create(person=world.secondment.secondee, relation="父亲", name=name)


def test_one_act_seats_many_and_only_what_home_is_told_costs_by_the_person(
    world: World, django_assert_num_queries: object
) -> None:
    others = [world.another(name) for name in ("赵一", "钱二", "孙三")]
    chosen = tuple(
        Chosen(each.user_id, is_chair=not n)
        for n, each in enumerate((world.handler, world.county_handler, world.host_leader))
    )
    everybody = tuple(each.pk for each in (world.secondment, *others))

    with django_assert_num_queries(15 + 3 * len(everybody)):  # type: ignore[operator]
        set_sittings([Seating(everybody, chosen)], kind="midterm", actor=world.handler)

    assert SittingMember.objects.count() == 12
    assert verbs()[-4:] == ["SittingSet"] * 4


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("father", ["member_is_relative"]),
        ("himself", ["member_is_assessed"]),
        ("leader", ["member_twice"]),
        ("stranger", ["member_of_no_party"]),
    ],
)
def test_nobody_sits_on_himself_on_family_twice_or_for_nobody(
    world: World, who: str, codes: list[str]
) -> None:
    relative(world, "谭志强")
    host, secondee = world.township_government, world.secondment.secondee
    others = {
        "father": lambda: make.actor(Role.HOST_HANDLER, host, name="谭志强"),
        "himself": lambda: make.actor_of(
            make.granted(make.account_of(world.secondee), Role.HOST_HANDLER, host), MIDTERM
        ),
        "leader": lambda: world.host_leader,
        "stranger": lambda: make.actor(Role.HOST_HANDLER, world.bureau, name="周生"),
    }
    other: Actor = others[who]()
    assert secondee.name == "谭敏"

    with pytest.raises(Refused) as refused:
        seated(world, world.secondment, other)

    assert refusal(refused) == codes
    assert SittingMember.objects.count() == 0


def test_only_members_give_a_part_and_only_after_the_sitting_is_set(world: World) -> None:
    with pytest.raises(Refused) as early:
        part(world.secondment, world.host_leader)
    seated(world, world.secondment)
    with pytest.raises(Refused) as stranger:
        part(world.secondment, world.approver)

    assert (refusal(early), refusal(stranger)) == (["sitting_not_set"], ["not_a_member"])


def test_where_no_county_is_in_scope_city_and_host_sit_and_sign(world: World) -> None:
    firm = make.found("安澜市供水公司", "enterprise", world.city)
    inside = world.another("李强", host=firm, category="township")
    leader, handler = (
        make.actor(role, firm, name=name)
        for role, name in ((Role.HOST_LEADER, "总经理"), (Role.HOST_HANDLER, "人事"))
    )
    set_sitting(
        inside.pk,
        kind="midterm",
        members=[
            Chosen(world.handler.user_id, is_chair=True),
            Chosen(leader.user_id),
            Chosen(handler.user_id),
        ],
        actor=world.handler,
    )
    for actor in (world.handler, leader):
        part(inside, actor)
    digest = Assessment.objects.get(secondment=inside).digest

    with clock_at(MIDTERM):
        for actor in (world.handler, leader):
            sign_assessment(inside.pk, kind="midterm", digest=digest, day=MIDTERM, actor=actor)
        done = conclude_assessment(
            inside.pk,
            kind="midterm",
            opinion="同意。",
            meeting=meeting(MIDTERM),
            actor=world.approver,
        )

    assert (done.grade, str(done.total)) == ("competent", "85.0000")


def test_all_sign_one_digest_and_then_it_is_concluded(world: World) -> None:
    parts(world)
    with pytest.raises(Refused) as unsigned:
        conclude(world)
    signed(world)

    done = conclude(world)

    assert refusal(unsigned) == ["signatures_missing"]
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

    assert refusal(refused) == ["changed_meanwhile"]


def test_who_proposed_another_grade_says_why_when_signing(world: World) -> None:
    seated(world, world.secondment)
    part(world.secondment, world.handler, grade="excellent")
    part(world.secondment, world.county_handler)
    part(world.secondment, world.host_leader)

    with pytest.raises(Refused) as silent:
        signed(world)
    signed(world, dissent="平时表现突出")

    assert refusal(silent) == ["dissent_needs_reason"]
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
    assert refusal(refused) == ["part_signed_already"]
    assert standing.count() == 0
    assert verbs()[-4:] == [
        "SignatureWithdrawn",
        "AssessmentPartAmended",
        "AssessmentDrawnUp",
        "SignaturesVoided",
    ]
    with pytest.raises(Refused) as unsigned:
        conclude(world)
    assert refusal(unsigned) == ["signatures_missing"]


def test_a_row_changed_behind_the_signatures_is_found_out(world: World) -> None:
    parts(world)
    signed(world)
    AssessmentPart.objects.filter(party="host").update(grade="excellent")

    with pytest.raises(Refused) as refused:
        conclude(world)

    assert refusal(refused) == ["changed_meanwhile"]


def test_a_veto_bounds_the_grade_voids_signatures_and_is_lifted_by_another(world: World) -> None:
    parts(world)
    signed(world)
    with clock_at(MIDTERM):
        noted = note_veto(
            world.secondment.pk,
            kind="midterm",
            veto="absence",
            facts="六月连续旷工六日",
            day=MIDTERM,
            actor=world.county_handler,
        )
    bounded = row(world).decided
    with clock_at(MIDTERM):
        lift_veto(noted.pk, reason="经核实系因公外出", actor=world.approver)

    assert (bounded, row(world).decided) == ("not_competent", "competent")
    assert PartSignature.objects.filter(voided_at__isnull=True).count() == 0


def test_another_grade_needs_a_reason_and_a_second_person(world: World) -> None:
    parts(world)
    ask = {"kind": "midterm", "grade": "basically_competent", "day": MIDTERM}

    with clock_at(MIDTERM):
        with pytest.raises(Refused) as bare:
            ask_override(world.secondment.pk, reason="", actor=world.approver, **ask)  # type: ignore[arg-type]
        asked = ask_override(
            world.secondment.pk,
            reason="任务完成质量不高",
            actor=world.approver,
            **ask,  # type: ignore[arg-type]
        )
        with pytest.raises(Refused) as himself:
            settle_override(asked.pk, confirm=True, actor=world.approver)
        second = make.actor(Role.CITY_APPROVER, world.city, name="副部长")
        settle_override(asked.pk, confirm=True, actor=second)
    signed(world, dissent="本方保留意见")

    assert (refusal(bare), refusal(himself)) == (["words_needed"], ["second_person_needed"])
    assert conclude(world).grade == "basically_competent"


def test_without_a_quorum_nothing_is_concluded(world: World) -> None:
    parts(world)
    signed(world)
    members = list(SittingMember.objects.order_by("pk").values_list("pk", flat=True))

    with pytest.raises(Refused) as refused:
        conclude(world, absent=members[:2])

    assert refusal(refused) == ["no_quorum", "party_absent"]


def test_a_relative_who_is_declared_later_stops_the_conclusion(world: World) -> None:
    parts(world)
    signed(world)
    relative(world, "王建国")
    SittingMember.objects.filter(user=world.host_leader.user_id).update(name="王建国")

    with pytest.raises(Refused) as refused:
        conclude(world)

    assert refusal(refused) == ["member_is_relative"]


def test_home_is_heard_once_and_counts_by_its_weight(world: World) -> None:
    parts(world)
    said = {"kind": "midterm", "grade": "excellent", "opinion": "表现突出", "day": MIDTERM}

    with clock_at(MIDTERM):
        give_home_opinion(world.secondment.pk, actor=world.home_handler, **said)  # type: ignore[arg-type]
        with pytest.raises(Refused) as twice:
            give_home_opinion(world.secondment.pk, actor=world.home_handler, **said)  # type: ignore[arg-type]

    assert str(row(world).total) == "85.6700"
    assert refusal(twice) == ["home_heard_already"]


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

    assert (refusal(refused), refusal(unread)) == (["edited_meanwhile"], ["edited_meanwhile"])
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


def test_a_new_host_gives_its_part_too_and_the_old_one_s_stays(world: World) -> None:
    parts(world)
    signed(world)
    township = make.found("凤凰镇", "township", world.county)
    new = make.found("清溪县凤凰镇人民政府", "organ", township)
    type(world.secondment).objects.filter(pk=world.secondment.pk).update(
        host_unit=new, host_path=new.path
    )
    leader = make.actor(Role.HOST_LEADER, new, name="新镇长")
    PartSignature.objects.update(voided_at="2026-08-31T00:00:00Z")

    with pytest.raises(Refused) as refused:
        conclude(world)
    set_sitting(
        world.secondment.pk,
        kind="midterm",
        members=[
            Chosen(world.handler.user_id, is_chair=True),
            Chosen(world.county_handler.user_id),
            Chosen(leader.user_id),
        ],
        actor=world.handler,
    )
    part(world.secondment, leader)

    assert refusal(refused) == ["parts_missing"]
    assert AssessmentPart.objects.filter(party="host").count() == 2


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
    seated(world, world.secondment)
    with clock_at(MIDTERM):
        save_part(
            world.secondment.pk,
            kind="midterm",
            content={"opinion": "机密草稿"},
            edition=0,
            actor=world.county_handler,
        )
    part(world.secondment, world.host_leader, grade="excellent", opinion="机密意见")
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


def test_ended_early_before_mid_term_the_final_one_stands_alone_without_a_grade(
    world: World,
) -> None:
    last = date(2026, 7, 31)
    with clock_at(date(2026, 7, 1)):
        make.change_term(world.secondment.pk, kind="early_end", new_end=last, actor=world.handler)
    world.secondment.refresh_from_db()
    parts(world, kind="final", day=date(2026, 7, 20))
    signed(world, kind="final", day=date(2026, 7, 20))
    with clock_at(date(2026, 7, 20)):
        done = conclude_assessment(
            world.secondment.pk,
            kind="final",
            opinion="同意。",
            meeting=meeting(date(2026, 7, 20)),
            actor=world.approver,
        )

    lines = drawn_up(done)["lines"]
    assert (done.grade, done.has_dissent) == ("undetermined", False)
    assert [line[1] for line in lines if line[0] == "absent"] == ["home", "ballot", "midterm"]
    assert lines[-1][2] == "153 ÷ 365 < 50 %"
    paper = person_paper(world.handler, PaperKind.FINAL, done.pk)
    assert form(paper, last).parts[2].text.splitlines() == [
        "不定等次",
        "实际挂职时间不足规定比例，不定等次。",
    ]


def test_an_extension_after_mid_term_keeps_it_and_it_counts_in_the_final_one(world: World) -> None:
    parts(world)
    signed(world)
    conclude(world)
    with clock_at(date(2026, 10, 1)):
        make.change_term(
            world.secondment.pk,
            kind="extension",
            new_end=date(2027, 5, 31),
            actor=world.handler,
        )
    world.secondment.refresh_from_db()
    with pytest.raises(Refused) as early:
        parts(world, kind="final", day=date(2027, 2, 10))
    parts(world, kind="final", day=date(2027, 5, 20))

    found = Assessment.objects.get(kind="final")
    assert refusal(early) == ["too_early"]
    assert ["judged", "midterm", "2026-08-31", "85"] in drawn_up(found)["lines"]
    assert Assessment.objects.get(kind="midterm").grade == "competent"
