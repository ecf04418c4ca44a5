"""Decision, hand-over, and the check that the personnel relation has not moved."""

from datetime import date, timedelta

from guazhi.secondments.commands import check_relation, decide_all, hand_over
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import State
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed, pick

HEIRS = ("本科室副科长", "同科室业务骨干", "分管领导指定的接替人员", "办公室主任")
PAPERS = (
    "文件资料、在办事项清单、公章保管登记",
    "项目台账、往来函件、系统账号",
    "经办事项、固定资产、未结报销",
)


def decision(stage: Stage, owed: Owed) -> date | None:
    """One meeting decides on everybody who is still only planned."""
    planned = list(
        Secondment.objects.filter(intake=owed.intake, state=State.PLANNED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if planned:
        meeting = stage.today if stage.today < stage.intake.start else _before(stage.intake.start)
        decide_all(
            planned,
            meeting="市委组织部部务会",
            day=min(meeting, stage.today),
            number=f"组干〔{stage.intake.start.year}〕12号",
            actor=stage.cast.approver,
        )
    return None


def _before(start: date) -> date:
    return start - timedelta(days=12)


def handover(stage: Stage, owed: Owed) -> date | None:
    """The home organisation takes the work over and says the person is decoupled."""
    hand_over(
        stage.place_of(owed).pk,
        day=stage.today,
        handed_to=pick(HEIRS, owed.secondment),
        matters=f"{pick(PAPERS, owed.secondment)}，双方签字确认，即日起不再承担原岗位工作",
        actor=stage.actor(owed),
    )
    return None


def relation_check(stage: Stage, owed: Owed) -> date | None:
    """The home organisation states that relation, post and pay are where they were."""
    check_relation(
        stage.place_of(owed).pk,
        day=stage.today,
        relation_unchanged=True,
        post_unchanged=True,
        pay_unchanged=True,
        remark="经核对，行政关系、原任职务和工资福利均未变动",
        actor=stage.actor(owed),
    )
    return None
