"""The host's work: taking in, plan, mentor, tasks, talks, care, and difficulties solved."""

from datetime import date, timedelta

from guazhi.access.actor import Actor
from guazhi.hosting.commands import (
    accept,
    answer_difficulty,
    approve_plan,
    assign_task,
    brief,
    close_task,
    confirm_difficulty,
    divide_work,
    draft_plan,
    give_care,
    hold_talk,
    name_mentor,
    report_task,
    resolve_difficulty,
)
from guazhi.hosting.models import Difficulty, TrainingPlan
from guazhi.hosting.rules import DifficultyState
from guazhi.simulation import phrases
from guazhi.simulation.stage import Placed, Stage
from guazhi.simulation.temper import Owed, lot, pick


def acceptance(stage: Stage, owed: Owed) -> date | None:
    """The host's leader takes the secondee on and answers for it."""
    leader = stage.leader_of(owed)
    accept(
        stage.place_of(owed).pk,
        day=stage.today,
        responsible=leader.name,
        remark="经班子会议研究，同意接收",
        actor=leader,
    )
    return None


def mentor(stage: Stage, owed: Owed) -> date | None:
    """The principal leader on record becomes the mentor."""
    leader = stage.leader_of(owed)
    assert leader.person_id is not None
    name_mentor(
        stage.place_of(owed).pk, mentor=leader.person_id, day=stage.today, actor=stage.actor(owed)
    )
    return None


def briefing(stage: Stage, owed: Owed) -> date | None:
    """The unit is explained: its situation and its functions."""
    place = stage.place_of(owed)
    brief(
        place.pk,
        day=stage.today,
        briefer=stage.leader_of(owed).name,
        situation=f"介绍{place.host_name}领导班子、内设机构、人员编制和近三年重点工作情况",
        functions="介绍主要职能、权责清单、议事规则和财务内控制度",
        other="实地走访主要站所和项目现场" if lot("walk", place.pk) < 0.6 else "",
        actor=stage.actor(owed),
    )
    return None


def division(stage: Stage, owed: Owed) -> date | None:
    """Duties and powers are put in writing."""
    place = stage.place_of(owed)
    divide_work(
        place.pk,
        day=stage.today,
        duties=f"{phrases.matter(place.host_kind, 'duty', place.pk)}；协助主要领导处理日常事务",
        powers="分管范围内事项可主持专题会议、签发一般性文件、提出人员调配建议",
        in_roster=True,
        in_meetings=True,
        in_study=True,
        actor=stage.actor(owed),
    )
    return None


def plan(stage: Stage, owed: Owed) -> date | None:
    """The handler drafts the training plan; a day or two later the leader approves it."""
    place = stage.place_of(owed)
    draft = TrainingPlan.objects.filter(secondment=place.pk, approved_on__isnull=True).last()
    if draft is None:
        draft = draft_plan(
            place.pk,
            goals=f"提升统筹协调能力，{phrases.matter(place.host_kind, 'plan', place.pk)}",
            measures="主要领导帮带；列席班子会议；牵头一项重点工作；每月谈话一次",
            milestones="首月熟悉情况；第三个月独立牵头；中期考核前形成调研报告；期满前完成牵头任务",
            day=stage.today,
            actor=stage.actor(owed),
        )
        later = stage.today + timedelta(days=int(lot("approve", place.pk) * 3))
        if stage.today < later <= min(owed.due, stage.last):
            return later
    approve_plan(draft.pk, day=stage.today, actor=stage.leader_of(owed))
    return None


def substantive_task(stage: Stage, owed: Owed) -> date | None:
    """The first piece of real work."""
    begin_task(stage, stage.place_of(owed), stage.actor(owed), substantive=True, number=0)
    return None


def begin_task(
    stage: Stage, place: Placed, actor: Actor, *, substantive: bool, number: int
) -> None:
    """Assign a task; the secondee reports near its due date and the host closes it."""
    key = (place.secondee, number)
    due = min(stage.today + timedelta(days=40 + int(lot("task", *key) * 40)), place.end)
    task = assign_task(
        place.pk,
        title=phrases.matter(place.host_kind, "task", *key)
        if substantive
        else pick(phrases.CHORES, *key),
        due=due,
        substantive=substantive,
        day=stage.today,
        actor=actor,
    )
    done = due - timedelta(days=int(lot("task done", *key) * 8))
    stage.later(max(done, stage.today), "task report", lambda: _report(stage, place, task.pk))


def _report(stage: Stage, place: Placed, task: int) -> None:
    report_task(
        task,
        report=pick(phrases.RESULTS, "task", task) + "。",
        day=stage.today,
        actor=stage.cast.secondees[place.secondee],
    )
    closing = min(stage.today + timedelta(days=1 + int(lot("close", task) * 6)), place.end)
    stage.later(closing, "task close", lambda: _close(stage, place, task))


def _close(stage: Stage, place: Placed, task: int) -> None:
    close_task(
        task,
        result=pick(phrases.RESULTS, "task", task),
        day=stage.today,
        actor=stage.cast.host_handlers[place.host],
    )


def talk(stage: Stage, owed: Owed) -> date | None:
    """The leader hears the secondee on thinking and work."""
    place = stage.place_of(owed)
    key = (owed.secondment, owed.occurrence)
    leader = stage.leader_of(owed)
    hold_talk(
        place.pk,
        day=stage.today,
        talker=leader.name,
        place=pick(("单位会议室", "办公室", "项目现场", "包联村"), *key),
        thought=pick(phrases.THINKING, "talk", *key),
        work=pick(phrases.WORKING, "talk", *key),
        opinions=[pick(phrases.SUGGESTIONS, "talk", *key)] if lot("opinion", *key) < 0.5 else [],
        actor=leader,
    )
    return None


def care(stage: Stage, owed: Owed) -> date | None:
    """Something is done for daily life."""
    kind, text = pick(phrases.CARE, owed.secondment, owed.occurrence)
    give_care(
        stage.place_of(owed).pk,
        day=stage.today,
        kind=kind,
        text=text,
        actor=stage.actor(owed),
    )
    return None


def difficulty_answer(stage: Stage, owed: Owed) -> date | None:
    """The level that owns the difficulty says what it will do."""
    answer_difficulty(
        owed.record,
        answer=f"已收到。{pick(phrases.REMEDIES, owed.record)}，请稍候",
        day=stage.today,
        actor=stage.actor(owed),
    )
    return None


def difficulty_closed(stage: Stage, owed: Owed) -> date | None:
    """A solution is put to the secondee, who confirms it the day after."""
    row = Difficulty.objects.get(pk=owed.record)
    if row.state != DifficultyState.RESOLVED:
        resolve_difficulty(
            row.pk,
            solution=pick(phrases.REMEDIES, row.pk),
            day=stage.today,
            actor=stage.actor(owed),
        )
        tomorrow = stage.today + timedelta(days=1)
        if tomorrow <= min(owed.due, stage.last):
            return tomorrow
    confirm_difficulty(
        row.pk,
        solved=True,
        day=stage.today,
        remark="问题已解决，感谢组织关心",
        actor=stage.cast.secondees[stage.place_of(owed).secondee],
    )
    return None
