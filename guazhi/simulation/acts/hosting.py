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
from guazhi.hosting.models import Care, Difficulty, PlanItem, Talk, Task
from guazhi.hosting.rules import DifficultyState, PlanState
from guazhi.secondments.models import Opinion
from guazhi.simulation import library, matters, phrases
from guazhi.simulation.stage import Placed, Stage
from guazhi.simulation.temper import Owed, in_turn, lot, pick, unsaid

TROUBLED = 0.2  # how often what is said in a talk is a trouble


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
            matters.piece(place.host_kind, number, place.secondee)
            if substantive
            else in_turn(matters.CHORES, number, place.secondee)
        ).title,
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
            soon = stage.today + timedelta(days=1)
            stage.later(soon, "task accept", partial(_accept, stage, other, given.pk))
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


def _piece(task: int) -> matters.Piece:
    title = Task.objects.values_list("title", flat=True).get(pk=task)
    return matters.ends_of(title)


def _report(stage: Stage, place: Placed, task: int) -> None:
    report_task(
        task,
        report=f"{_piece(task).report}。",
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
        result=f"{_piece(task).result}。",
        day=stage.today,
        actor=stage.cast.host_handlers[place.host],
    )


def talk(stage: Stage, owed: Owed) -> date | None:
    """The leader hears the secondee on thinking and work."""
    place = stage.place_of(owed)
    key = (owed.secondment, owed.occurrence)
    leader = stage.leader_of(owed)
    said = [opinion_of(place, *key)] if lot("opinion", *key) < 0.5 else []
    ticks = _ticked(stage, *key, troubled=matters.trouble(*said).kind if said else "")
    worded = not ticks or lot("words", *key) < 0.6
    turn = Talk.objects.filter(secondment=place.pk).count() + 1
    held = hold_talk(
        place.pk,
        day=stage.today,
        talker=leader.name,
        place=pick(("单位会议室", "办公室", "项目现场", "包联村"), *key),
        manner=pick(("alone", "alone", "together", "on_site"), "manner", *key),
        topics=ticks,
        thought=phrases.thinking(turn, "talk", place.pk) if worded else "",
        work=phrases.working(turn, "talk", place.pk) if worded else "",
        opinions=said,
        no_opinions=not said,
        actor=leader,
    )
    if said:
        _take_up(stage, place, held, leader)
    return None


def _ticked(stage: Stage, *key: object, troubled: str) -> list[str]:
    """A topic of each aspect, the foremost the likeliest; the last of it where trouble is."""
    aspects: dict[str, list[str]] = {}
    for topic, entry in stage.pack.talk.topics.items() if stage.pack.talk else ():
        aspects.setdefault(entry.aspect, []).append(topic)
    return [
        topics[-1]
        if aspect == troubled
        else topics[int(lot("tick", aspect, *key) ** 2 * (len(topics) - 1))]
        for aspect, topics in aspects.items()
    ]


def opinion_of(place: Placed, *key: object) -> str:
    """What somebody says when he is asked: a wish he has not uttered yet, or what troubles him."""
    said = set(Opinion.objects.filter(secondment=place.pk).values_list("text", flat=True))
    troubled = lot("troubled", *key) < TROUBLED
    choices = matters.troubles(place.host_kind) if troubled else library.HEARD
    return unsaid(choices, said, "said", *key).text


def _take_up(stage: Stage, place: Placed, held: Talk, leader: Actor) -> None:
    """What was said becomes a task, a difficulty or an exchange item, or stays an opinion."""
    opinion = held.opinions.get()
    wish, trouble = library.ANSWERS.get(opinion.text), matters.OF_TROUBLE.get(opinion.text)
    chance, left = lot("take up", held.pk), (place.end - stage.today).days
    if trouble is not None and chance < 0.6 and left > 45:
        raise_difficulty(
            place.pk,
            kind=trouble.kind,
            text=opinion.text,
            day=stage.today,
            opinion_id=opinion.pk,
            actor=leader,
        )
    elif wish is not None and wish.task and chance < 0.25 and left > 45:
        source, number = f"opinion-{opinion.pk}", 10 + held.pk
        begin_task(
            stage, place, leader, substantive=True, number=number, title=wish.task, source=source
        )
    elif wish is not None and wish.travels and chance < 0.5 and place.direction != "up":
        send_exchange(
            place.pk,
            text=opinion.text,
            to_organisation_id=place.home,
            direction="brought_up",
            day=stage.today,
            opinion_id=opinion.pk,
            actor=leader,
        )


def care(stage: Stage, owed: Owed) -> date | None:
    """Something is done for daily life."""
    turn = Care.objects.filter(secondment=owed.secondment).count()
    kind, text = phrases.CARE[turn % len(phrases.CARE)]
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
    row = Difficulty.objects.get(pk=owed.record)
    answer = matters.trouble(row.text).answer
    answer_difficulty(
        owed.record,
        answer=answer if owed.party == "host" else f"已与接收单位会商。{answer}",
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
            solution=matters.trouble(row.text).solution,
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
