"""Summary, appraisal and use of the result: the end of a term."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from guazhi.assessments.commands import (
    help_summary,
    sign_appraisal,
    use_result,
    write_summary,
)
from guazhi.assessments.models import Appraisal, ResultUse, Summary
from guazhi.assessments.queries import frozen, verify_appraisal
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests.assessments.acting import END, FINAL, concluded, drafted
from tests.assessments.test_joint import states
from tests.make import World
from tests.refusals import codes

pytestmark = pytest.mark.django_db
VIEW = "政绩是为群众办实事，不搞形象工程。"


def summary(world: World, day: date = FINAL, *, submit: bool = True) -> Summary:
    with clock_at(day):
        return write_summary(
            world.secondment.pk,
            text="一年来分管农业农村工作。",
            view_of_achievement=VIEW,
            day=day,
            submit=submit,
            actor=world.secondee,
        )


def signed(world: World, day: date = FINAL) -> Appraisal:
    appraisal = drafted(world, day)
    with clock_at(day):
        return sign_appraisal(appraisal.pk, day=day, actor=world.host_leader)


def used(
    world: World, day: date = date(2027, 4, 1), how: str = "作为提名的重要依据。"
) -> ResultUse:
    with clock_at(day):
        return use_result(
            world.secondment.pk,
            occasion="nomination",
            meeting="市委组织部部务会",
            day=day,
            decision="列入提名人选",
            considered=True,
            how_considered=how,
            actor=world.approver,
        )


def test_a_draft_is_kept_and_only_a_submitted_summary_counts(world: World) -> None:
    summary(world, date(2026, 9, 1), submit=False)
    before = states(world.secondment, "summary")
    second = summary(world)

    assert before == [("secondee", "open")]
    assert states(world.secondment, "summary") == [("secondee", "met")]
    assert (second.version, second.view_of_achievement) == (2, VIEW)


def test_a_summary_is_not_submitted_before_its_window(world: World) -> None:
    with pytest.raises(Refused) as refused:
        summary(world, date(2027, 1, 28))

    assert codes(refused) == ["too_early"]
    assert Summary.objects.count() == 0


def test_a_summary_speaks_of_the_view_of_achievement(world: World) -> None:
    with clock_at(FINAL), pytest.raises(Refused) as refused:
        write_summary(
            world.secondment.pk,
            text="一年来分管农业农村工作。",
            view_of_achievement="",
            day=FINAL,
            actor=world.secondee,
        )

    assert [f.field for f in refused.value.findings] == ["view_of_achievement"]


def test_nobody_else_writes_the_summary(world: World) -> None:
    with pytest.raises(Http404):
        write_summary(
            world.secondment.pk,
            text="代写。",
            view_of_achievement=VIEW,
            day=FINAL,
            actor=world.host_leader,
        )


def test_the_host_s_help_with_the_summary_is_noted(world: World) -> None:
    row = summary(world, submit=False)

    with clock_at(FINAL):
        help_summary(row.pk, note="共同核对数据，修改两稿。", day=FINAL, actor=world.host_leader)

    assert list(row.helps.values_list("note", flat=True)) == ["共同核对数据，修改两稿。"]


def test_signing_meets_the_appraisal_and_freezes_all_that_stands_on_the_paper(
    world: World,
) -> None:
    concluded(world)
    summary(world)

    appraisal = signed(world)

    kept = frozen(appraisal)
    assert states(world.secondment, "appraisal") == [("host", "met")]
    assert kept["person"]["name"] == "谭敏"
    assert kept["summary"]["view_of_achievement"] == VIEW
    assert [row["grade_name"] for row in kept["results"]] == ["称职"]
    assert kept["appraisal"]["hopes"] == appraisal.hopes
    assert kept["signed"] == {"by": world.host_leader.name, "on": "2027-02-10"}
    assert verify_appraisal(appraisal)
    entry = Entry.objects.get(verb="AppraisalSigned")
    assert entry.payload["digest"] == appraisal.digest


def test_only_the_principal_leader_signs(world: World) -> None:
    appraisal = drafted(world)

    for actor in (world.host_handler, world.approver, world.secondee):
        with clock_at(FINAL), pytest.raises(Http404):
            sign_appraisal(appraisal.pk, day=FINAL, actor=actor)


def test_signing_waits_for_the_last_thirty_days(world: World) -> None:
    appraisal = drafted(world, date(2027, 1, 20))

    with clock_at(date(2027, 1, 28)), pytest.raises(Refused) as refused:
        sign_appraisal(appraisal.pk, day=date(2027, 1, 28), actor=world.host_leader)

    assert codes(refused) == ["too_early"]


def test_only_the_latest_version_is_signed_and_only_once(world: World) -> None:
    old, new = drafted(world), drafted(world, facts="分管农业农村和产业发展。")

    with clock_at(FINAL):
        with pytest.raises(Refused) as stale:
            sign_appraisal(old.pk, day=FINAL, actor=world.host_leader)
        sign_appraisal(new.pk, day=FINAL, actor=world.host_leader)
        with pytest.raises(Refused) as twice:
            sign_appraisal(new.pk, day=FINAL, actor=world.host_leader)

    assert (codes(stale), codes(twice)) == (["not_the_latest"], ["signed_already"])


def test_a_correction_is_a_new_version_that_supersedes(world: World) -> None:
    first = signed(world)

    second = signed(world, date(2027, 2, 20))

    first.refresh_from_db()
    assert (second.version, second.supersedes) == (2, first)
    assert (first.is_superseded, second.is_superseded) == (True, False)
    assert verify_appraisal(first)


def test_the_database_refuses_to_change_or_remove_what_was_signed(world: World) -> None:
    appraisal = signed(world)
    rows = Appraisal.objects.filter(pk=appraisal.pk)

    for column in ("facts", "payload", "digest", "signer_name"):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{column: "改"})
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()

    assert verify_appraisal(rows.get())


def test_a_changed_payload_does_not_verify(world: World) -> None:
    appraisal = signed(world)

    appraisal.payload = appraisal.payload.replace("谭敏", "谭民")

    assert not verify_appraisal(appraisal)


def test_changed_columns_do_not_verify(world: World) -> None:
    appraisal = signed(world)

    appraisal.strengths = "完美。"

    assert not verify_appraisal(appraisal)


def test_the_summary_stands_once_the_appraisal_is_signed(world: World) -> None:
    signed(world)

    with pytest.raises(Refused) as refused:
        summary(world)

    assert codes(refused) == ["appraisal_signed_already"]


def test_a_result_used_is_on_record_and_meets_the_last_obligation(world: World) -> None:
    concluded(world)

    row = used(world)

    assert (row.occasion, row.considered) == ("nomination", True)
    assert states(world.secondment, "result_used") == [("city", "met")]


def test_a_result_is_not_used_before_there_is_one(world: World) -> None:
    with pytest.raises(Refused) as refused:
        used(world)

    assert codes(refused) == ["no_result_yet"]


def test_a_result_is_not_used_before_the_term_is_over(world: World) -> None:
    signed(world)

    with pytest.raises(Refused) as refused:
        used(world, END)

    assert codes(refused) == ["term_not_over"]


def test_how_it_was_considered_or_why_not_must_be_said(world: World) -> None:
    signed(world)

    with pytest.raises(Refused) as refused:
        used(world, how="无")

    assert [(f.code, f.field) for f in refused.value.findings] == [
        ("words_needed", "how_considered")
    ]
    assert ResultUse.objects.count() == 0
