"""The host's work in the term: tasks, talks, care, and difficulties solved."""

from datetime import date, timedelta
from functools import partial

from guazhi.access.actor import Actor
from guazhi.coordination.commands import send_exchange
from guazhi.hosting.commands import (
    accept_task,
    answer_difficulty,
    assign_task,
    close_task,
    confirm_difficulty,
    give_care,
    hold_talk,
    raise_difficulty,
    reassign_task,
    report_task,
    resolve_difficulty,
    return_task,
    urge_task,
)
from guazhi.hosting.models import Difficulty, PlanItem, Talk
from guazhi.hosting.rules import DifficultyState, PlanState
from guazhi.simulation import library, phrases
from guazhi.simulation.stage import Placed, Stage
from guazhi.simulation.temper import Owed, lot, pick


def substantive_task(stage: Stage, owed: Owed) -> date | None:
    """The first piece of real work."""
    begin_task(stage, stage.place_of(owed), stage.actor(owed), substantive=True, number=0)
    return None


def _line_of(place: Placed, number: int) -> int | None:
    """A line of the plan in force that the task carries, each in its turn."""
    rows = PlanItem.objects.filter(plan__secondment=place.pk, plan__state=PlanState.APPROVED)
    lines = list(rows.order_by("-plan__version", "number").values_list("pk", flat=True)[:4])
    return lines[number % len(lines)] if lines else None


def begin_task(
    stage: Stage,
    place: Placed,
    actor: Actor,
    *,
    substantive: bool,
    number: int,
    title: str = "",
    source: str = "",
) -> None:
    """Assign a task; the secondee takes it on, reports near its due date, the host closes it."""
    key = (place.secondee, number)
    due = min(stage.today + timedelta(days=40 + int(lot("task", *key) * 40)), place.end)
    task = assign_task(
        place.pk,
        title=title
        or (
            phrases.matter(place.host_kind, "task", *key)
            if substantive
            else pick(phrases.CHORES, *key)
        ),
        due=due,
        substantive=substantive,
        day=stage.today,
        source=source,
        plan_item=_line_of(place, number) if substantive else None,
        actor=actor,
    )
    if number and lot("reassign", *key) < 0.08 and _give_away(stage, place, task.pk):
        return
    taken = min(stage.today + timedelta(days=1 + int(lot("accept", *key) * 3)), due)
    stage.later(taken, "task accept", lambda: _accept(stage, place, task.pk))
    done = due - timedelta(days=int(lot("task done", *key) * 8))
    if lot("urge", *key) < 0.22:
        pressed = max(done - timedelta(days=3), taken)
        stage.later(pressed, "task urge", lambda: _urge(stage, place, task.pk))
    stage.later(max(done, taken), "task report", lambda: _report(stage, place, task.pk))


def _give_away(stage: Stage, place: Placed, task: int) -> bool:
    """Another secondee of the host takes the task over, where there is one with time for it."""
    for other in stage.running():
        due = stage.today + timedelta(days=30)
        if other.host == place.host and other.pk != place.pk and due <= other.end:
            given = reassign_task(
                task,
                to=other.pk,
                due=due,
                reason="与分工结合更紧，经班子会研究改派",
                actor=stage.cast.host_handlers[place.host],
            )
            stage.later(due, "task report", partial(_report, stage, other, given.pk))
            return True
    return False


def _accept(stage: Stage, place: Placed, task: int) -> None:
    accept_task(task, day=stage.today, actor=stage.cast.secondees[place.secondee])


def _urge(stage: Stage, place: Placed, task: int) -> None:
    urge_task(
        task,
        note="临近办结时限，请抓紧推进并及时报告",
        actor=stage.cast.host_handlers[place.host],
    )


def _report(stage: Stage, place: Placed, task: int) -> None:
    report_task(
        task,
        report=pick(phrases.RESULTS, "task", task) + "。",
        day=stage.today,
        actor=stage.cast.secondees[place.secondee],
    )
    returned = min(stage.today + timedelta(days=2), place.end)
    if lot("return", task, stage.today) < 0.16 and returned > stage.today:
        stage.later(returned, "task return", lambda: _return(stage, place, task))
        return
    closing = min(stage.today + timedelta(days=1 + int(lot("close", task) * 6)), place.end)
    stage.later(closing, "task close", lambda: _close(stage, place, task))


def _return(stage: Stage, place: Placed, task: int) -> None:
    return_task(
        task,
        reason=pick(phrases.SHORTCOMINGS, "task", task),
        actor=stage.cast.host_handlers[place.host],
    )
    again = min(stage.today + timedelta(days=3), place.end)
    stage.later(again, "task report", lambda: _report(stage, place, task))


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
    ticks = _ticked(stage, *key)
    worded = not ticks or lot("words", *key) < 0.6
    said = [pick(library.HEARD, "talk", *key).text] if lot("opinion", *key) < 0.5 else []
    held = hold_talk(
        place.pk,
        day=stage.today,
        talker=leader.name,
        place=pick(("单位会议室", "办公室", "项目现场", "包联村"), *key),
        manner=pick(("alone", "alone", "together", "on_site"), "manner", *key),
        topics=ticks,
        thought=pick(phrases.THINKING, "talk", *key) if worded else "",
        work=pick(phrases.WORKING, "talk", *key) if worded else "",
        opinions=said,
        no_opinions=not said,
        actor=leader,
    )
    if said:
        _take_up(stage, place, held, leader)
    return None


def _ticked(stage: Stage, *key: object) -> list[str]:
    """A topic of each aspect, the foremost the likeliest."""
    aspects: dict[str, list[str]] = {}
    for topic, entry in stage.pack.talk.topics.items() if stage.pack.talk else ():
        aspects.setdefault(entry.aspect, []).append(topic)
    return [
        topics[int(lot("tick", aspect, *key) ** 2 * len(topics))]
        for aspect, topics in aspects.items()
    ]


def _take_up(stage: Stage, place: Placed, held: Talk, leader: Actor) -> None:
    """What was said becomes a task, a difficulty or an exchange item, or stays an opinion."""
    opinion = held.opinions.get()
    chance, left = lot("take up", held.pk), (place.end - stage.today).days
    if chance < 0.15 and left > 45:
        source, number = f"opinion-{opinion.pk}", 10 + held.pk
        title = f"落实意见：{opinion.text}"
        begin_task(
            stage, place, leader, substantive=True, number=number, title=title, source=source
        )
    elif chance < 0.25 and left > 45:
        raise_difficulty(
            place.pk,
            kind="work",
            text=opinion.text,
            day=stage.today,
            opinion_id=opinion.pk,
            actor=leader,
        )
    elif chance < 0.4:
        send_exchange(
            place.pk,
            text=opinion.text,
            to_organisation_id=place.home,
            direction="brought_up" if place.direction == "down" else "brought_down",
            day=stage.today,
            opinion_id=opinion.pk,
            actor=leader,
        )


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
