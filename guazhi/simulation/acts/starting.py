"""The host taking somebody in: acceptance, living conditions, mentor, briefing, plan."""

from dataclasses import replace
from datetime import date, timedelta

from guazhi.access.actor import Capability
from guazhi.hosting.commands import (
    accept,
    accept_mentoring,
    agree_plan,
    approve_plan,
    arrange_living,
    brief,
    divide_work,
    draft_plan,
    log_mentoring,
    name_mentor,
    record_leader,
    return_plan,
)
from guazhi.hosting.models import Mentorship, TrainingPlan
from guazhi.hosting.queries import first_draft
from guazhi.hosting.rules import PlanLine, PlanState
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import one
from guazhi.secondments.rules import ACTIVE
from guazhi.simulation import phrases
from guazhi.simulation.matters import piece
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed, in_turn, lot, pick


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
        duties=f"{piece(place.host_kind, 0, place.secondee).title}；协助主要领导处理日常事务",
        powers="分管范围内事项可主持专题会议、签发一般性文件、提出人员调配建议",
        in_roster=True,
        in_meetings=True,
        in_study=True,
        actor=stage.actor(owed),
    )
    return None


def living(stage: Stage, owed: Owed) -> date | None:
    """Lodging and meals are arranged."""
    place = stage.place_of(owed)
    arrange_living(
        place.pk,
        day=stage.today,
        lodging=pick(phrases.LODGING, "lodging", place.pk),
        meals=pick(phrases.MEALS, "meals", place.pk),
        transport=pick(phrases.TRANSPORT, "transport", place.pk),
        contact=f"{place.host_name}办公室",
        actor=stage.actor(owed),
    )
    return None


def mentor_acceptance(stage: Stage, owed: Owed) -> date | None:
    """The leader takes the mentoring on by his own account."""
    place = stage.place_of(owed)
    waits = Mentorship.objects.filter(secondment=place.pk, until__isnull=True).values_list("pk")
    accept_mentoring(waits.get()[0], day=stage.today, actor=stage.leader_of(owed))
    return None


def mentoring(stage: Stage, owed: Owed) -> date | None:
    """The leader takes time for the secondee, and keeps a note for himself now and then."""
    key = (owed.secondment, owed.occurrence)
    themes, text = in_turn(phrases.MENTORING, owed.turn, owed.secondment)
    log_mentoring(
        stage.place_of(owed).pk,
        day=stage.today,
        themes=themes,
        text=text,
        note=pick(phrases.NOTES, *key) if lot("note", *key) < 0.4 else "",
        actor=stage.leader_of(owed),
    )
    return None


def plan(stage: Stage, owed: Owed) -> date | None:
    """The handler drafts the plan, the secondee agrees, a day or two later the leader approves.

    Now and then the secondee returns the first version, and a second takes up what he said.
    """
    place = stage.place_of(owed)
    latest = TrainingPlan.objects.filter(secondment=place.pk).order_by("-version").first()
    secondee = stage.cast.secondees[place.secondee]
    today = stage.today
    if latest is None or latest.state == PlanState.RETURNED:
        latest = _drafted(stage, owed, latest)
        if latest.version == 1 and lot("return plan", place.pk) < 0.12:
            return_plan(latest.pk, reason=pick(phrases.OBJECTIONS, place.pk), actor=secondee)
            latest = _drafted(stage, owed, latest)
        agree_plan(latest.pk, day=today, remark="同意，请组织严格要求", actor=secondee)
        later = today + timedelta(days=int(lot("approve", place.pk) * 3))
        if today < later <= min(owed.due, stage.last):
            return later
    approve_plan(latest.pk, day=today, actor=stage.leader_of(owed))
    return None


def _drafted(stage: Stage, owed: Owed, before: TrainingPlan | None) -> TrainingPlan:
    """A version from the pack's template; one that follows another is better in its last line."""
    place = stage.place_of(owed)
    found = first_draft(one(stage.actor(owed), place.pk, Capability.DRAFT_PLAN))
    assert found is not None
    lines = [
        PlanLine(
            goal=line.goal.zh,
            measure=line.measure.zh,
            milestone=line.milestone.zh,
            due=line.due,
            lack=line.lack.zh if line.lack else "",
            number=index if before else 0,
        )
        for index, line in enumerate(found.lines, 1)
    ]
    matter = piece(place.host_kind, 0, place.secondee).title
    measure = f"{matter}，主要领导每月过问一次" if before else matter
    lines[-1] = replace(lines[-1], measure=measure)
    return draft_plan(
        place.pk,
        goals=found.goals.zh,
        measures=found.measures.zh,
        lines=lines,
        day=stage.today,
        actor=stage.actor(owed),
    )


def show_plans(stage: Stage, pk: int) -> None:
    """Let plans wait for a word: one of the visitors' host for the secondee, one for the leader.

    Another host has a new principal leader, who has yet to accept those he now mentors.
    """
    rows = Secondment.objects.filter(intake=stage.intake, state__in=ACTIVE).order_by("pk")
    own = rows.filter(pk=pk).first()
    if own is None:
        return
    _revise(stage, own.pk)
    others = rows.exclude(pk=pk)
    beside = others.filter(host_unit=own.host_unit_id).first()
    if beside is not None and (plan := _revise(stage, beside.pk)) is not None:
        secondee = stage.cast.secondees[beside.secondee_id]
        agree_plan(plan.pk, day=stage.today, remark="同意调整", actor=secondee)
    elsewhere = others.exclude(host_unit=own.host_unit_id).filter(host_unit__level="township")
    if (other := elsewhere.last()) is not None:
        record_leader(
            other.pk,
            name="韩志远",
            title="乡镇长",
            since=stage.today - timedelta(days=3),
            actor=stage.cast.host_handlers[other.host_unit_id],
        )


def _revise(stage: Stage, pk: int) -> TrainingPlan | None:
    """A new version of an approved plan, with more weight in its last line."""
    rows = TrainingPlan.objects.filter(secondment=pk, state=PlanState.APPROVED)
    before = rows.order_by("-version").first()
    if before is None:
        return None
    lines = [
        PlanLine(it.goal, it.measure, it.milestone, it.due, it.lack, it.number)
        for it in before.items.all()
    ]
    more = f"{lines[-1].measure}；下半年独立牵头一个专班"
    lines[-1] = replace(lines[-1], measure=more, due=stage.placed[pk].end - timedelta(days=45))
    return draft_plan(
        pk,
        goals=before.goals,
        measures=before.measures,
        lines=lines,
        day=stage.today,
        actor=stage.cast.host_handlers[stage.placed[pk].host],
    )
