"""Decision, hand-over, and the check that the personnel relation has not moved."""

from datetime import date, timedelta

from guazhi.secondments.commands import check_relation, decide_all, hand_over, plan_return
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import State
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed, lot, pick

CHECKERS = ("张科长", "李副科长", "王专干")
HEIRS = ("本科室副科长", "同科室业务骨干", "分管领导指定的接替人员", "办公室主任")
MATTERS = ("在办事项六项，逐项列明进度", "项目台账和未结报销", "信访件两件、年度考核材料")
PAPERS = ("纸质档案十二盒、移动硬盘一个", "往来函件和会议纪要", "合同文本八份")
KEYS = ("办公室钥匙一把、系统账号两个", "科室印章一枚、保险柜钥匙一把", "办公系统账号")
APPROVALS = ("公文核稿、用印审批移交科长", "差旅报销初审移交副科长", "无")
SEEN = (
    "编制实名制名册、任职文件、当月工资表",
    "人事档案目录、工资发放明细",
    "在编人员名册、社保缴费记录",
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
        matters=f"{pick(MATTERS, owed.secondment)}，双方签字确认，即日起不再承担原岗位工作",
        papers=pick(PAPERS, owed.secondment),
        keys=pick(KEYS, owed.secondment),
        approvals=pick(APPROVALS, owed.secondment),
        no_home_work_from=max(stage.place_of(owed).start, stage.today),
        confirmed_on=stage.today,
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
        checked_by="人事科" + pick(CHECKERS, owed.secondment),
        seen=pick(SEEN, owed.secondment, owed.rule),
        remark="经核对，行政关系、原任职务和工资福利均未变动",
        actor=stage.actor(owed),
    )
    return None


def return_plan(stage: Stage, owed: Owed) -> date | None:
    """The home organisation says where the person goes back to."""
    plan_return(
        stage.place_of(owed).pk,
        home_post="回原岗位" if lot("post", owed.secondment) < 0.6 else "拟安排到急难任务岗位锻炼",
        reports_to=pick(HEIRS, "to", owed.secondment),
        arrangements="返岗后一周内与分管领导谈话，述职报告存入个人档案",
        day=stage.today,
        actor=stage.actor(owed),
    )
    return None
