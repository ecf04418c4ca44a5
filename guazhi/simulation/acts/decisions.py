"""Calibration to the cap, the meeting that decides, the release, and one contest."""

from datetime import date, timedelta
from functools import partial

from guazhi.assessments.commands import (
    acknowledge_result,
    ask_override,
    decide_grades,
    file_contest,
    note_refusal,
    release_results,
    settle_contest,
    settle_override,
)
from guazhi.assessments.models import Assessment, GradeNotice, PartSignature
from guazhi.assessments.queries.calibration import room_of
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.contests import Outcome
from guazhi.assessments.rules.decisions import Meeting
from guazhi.obligations.models import Obligation
from guazhi.simulation import phrases
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed, lot, pick

CLOSE = timedelta(days=3)
TOMORROW = timedelta(days=1)
THEN = timedelta(days=2)
REVIEWED = timedelta(days=12)


def calibrate(stage: Stage, kind: str) -> None:
    """Move the lowest totals down where more would have the capped grade than may."""
    rows = Assessment.objects.filter(
        secondment__in=stage.placed, kind=kind, parts_in_on__isnull=False, concluded_on=None
    )
    proposed = list(rows.order_by("total", "pk"))
    room = room_of(stage.intake, Kind(kind), stage.today, [row.decided for row in proposed])
    if room is None or not room.over:
        return
    scale = [grade.id for grade in stage.pack.assessment.grades]
    best = [row for row in proposed if row.decided == room.ceiling.grade]
    for row in best[: room.over]:
        asked = ask_override(
            row.secondment_id,
            kind=kind,
            grade=scale[scale.index(row.decided) + 1],
            reason=pick(phrases.MOVES, row.pk),
            day=stage.today,
            actor=stage.cast.handler,
        )
        settle_override(asked.pk, confirm=True, actor=stage.cast.approver)


def decide(stage: Stage, kind: str, owed: Owed) -> date | None:
    """Let one meeting decide on all who are as far; it waits for the others of their round."""
    ready = _ready(stage, kind)
    if owed.secondment not in ready:  # the meeting has decided on him with others
        return None
    peers = Obligation.objects.filter(
        rule=owed.rule, due=owed.due, state=Obligation.OPEN, secondment__in=stage.placed
    )
    if stage.today + CLOSE < owed.due and peers.exclude(secondment__in=ready).exists():
        return stage.today + TOMORROW
    if stage.today < owed.due and not stage.calendar.is_working(stage.today):
        return stage.today + TOMORROW
    decide_grades(
        ready,
        kind=kind,
        meeting=meeting(stage.today),
        actor=stage.cast.approver,
    )
    told = stage.today + THEN
    while not stage.calendar.is_working(told):
        told += TOMORROW
    stage.later(told, "release", partial(release, stage, kind, ready))
    return None


def _ready(stage: Stage, kind: str) -> list[int]:
    standing = PartSignature.objects.filter(voided_at__isnull=True)
    rows = Assessment.objects.filter(
        secondment__in=stage.placed,
        kind=kind,
        concluded_on=None,
        pk__in=standing.values("assessment"),
    )
    return list(rows.order_by("pk").values_list("secondment_id", flat=True))


def meeting(day: date) -> Meeting:
    """The meeting of the department on a day."""
    return Meeting(
        "市委组织部部务会",
        day,
        "部长、常务副部长、分管副部长、干部科和干部监督科负责人",
        f"部务会纪要〔{day:%Y}〕{day.timetuple().tm_yday}号",
    )


def release(stage: Stage, kind: str, secondments: list[int]) -> None:
    """Tell everybody of a decision; they sign some days later, and one would not."""
    notices = release_results(secondments, kind=kind, day=stage.today, actor=stage.cast.approver)
    for notice in notices:
        days = 1 + int(lot("signs", notice.secondment_id, kind) * 6)
        stage.later(
            stage.today + timedelta(days=days),
            "acknowledge",
            partial(_answer, stage, notice.pk, notice.secondment_id),
        )
    best = stage.pack.assessment.grades[0].id
    lower = [notice for notice in notices if notice.assessment.grade != best]
    if lower and not stage.is_contested:
        stage.is_contested = True
        contested = stage.today + timedelta(days=10)
        stage.later(contested, "contest", partial(contest, stage, lower[0].assessment_id))


def _answer(stage: Stage, notice: int, secondment: int) -> None:
    place = stage.placed[secondment]
    if lot("unwilling", notice) < 0.02:
        note_refusal(
            notice,
            day=stage.today,
            witness=pick(phrases.WITNESSES, notice),
            remark="当面送达，本人对等次有不同看法，不愿签字",
            actor=stage.cast.host_handlers[place.host],
        )
        return
    acknowledge_result(notice, day=stage.today, actor=stage.cast.secondees[place.secondee])


def contest(stage: Stage, assessment: int) -> None:
    """Let one person contest the result, and the department look at it again."""
    row = Assessment.objects.get(pk=assessment)
    place = stage.placed[row.secondment_id]
    filed = file_contest(
        assessment,
        grounds="本人承担的重点项目于考核后通过验收，实绩评价偏低，申请复核。",
        day=stage.today,
        actor=stage.cast.secondees[place.secondee],
    )
    later = stage.today + REVIEWED
    stage.later(later, "contest", partial(uphold, stage, filed.pk, later))


def uphold(stage: Stage, contest: int, day: date) -> None:
    """Uphold what was contested, with the reason, at the meeting of ``day``."""
    settle_contest(
        contest,
        meeting=meeting(day),
        outcome=Outcome("经复核，考核程序规范，得分计算无误，验收事项属考核期后，维持原等次。"),
        actor=stage.cast.deputy,
    )


def show_contest(stage: Stage) -> None:
    """Let a contest wait in the demo, filed in time of the result that was told last.

    Long after that it has been decided, in time as well.
    """
    rows = GradeNotice.objects.filter(
        secondment__in=stage.placed, superseded_by=None, assessment__contests=None
    )
    best = stage.pack.assessment.grades[0].id
    notice = rows.exclude(assessment__grade=best).order_by("-day", "pk").first()
    if notice is not None:
        filed = file_contest(
            notice.assessment_id,
            grounds="民主测评期间本人受派外出招商，参评人员对我的工作了解不全面，申请复核。",
            day=min(stage.today, notice.day + timedelta(days=28)),
            actor=stage.cast.secondees[stage.placed[notice.secondment_id].secondee],
        )
        decided = filed.day + REVIEWED
        if decided < stage.today:
            uphold(stage, filed.pk, decided)
