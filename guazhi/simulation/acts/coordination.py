"""Forums with their reports, practices, exchange, requests of home organisations."""

from datetime import date, timedelta
from functools import partial

from guazhi.access.actor import Actor
from guazhi.coordination.commands import (
    adopt_practice,
    answer_exchange,
    answer_point,
    arrange_speakers,
    comment_practice,
    confirm_minutes,
    countersign_report,
    decide_home_work,
    forward_exchange,
    plan_forum,
    propose_practice,
    publish_practice,
    raise_point,
    read_practice,
    record_forum,
    return_practice,
    return_report,
    revise_practice,
    submit_report,
    urge_reports,
    visit_secondee,
    write_minutes,
)
from guazhi.coordination.models import (
    ExchangeItem,
    Forum,
    ForumAttendance,
    ForumPoint,
    HomeRequest,
    Practice,
    PracticeDelivery,
    WorkReport,
)
from guazhi.coordination.queries import drafted, points, seats
from guazhi.coordination.queries.forums import without_report
from guazhi.simulation import library, matters, phrases
from guazhi.simulation.stage import Placed, Stage
from guazhi.simulation.temper import Owed, in_turn, lot, pick

NOTICE = timedelta(days=7)
PLACES = ("市委组织部三楼会议室", "市委党校报告厅", "市政务中心多功能厅")


def home_visit(stage: Stage, owed: Owed) -> date | None:
    """The home organisation goes to see its secondee."""
    place = stage.place_of(owed)
    key = (owed.secondment, owed.occurrence)
    visit_secondee(
        place.pk,
        day=stage.today,
        visitor=stage.actor(owed).name,
        place=place.host_name,
        thought=phrases.thinking(owed.turn, "visit", place.pk),
        difficulties=pick(phrases.PROBLEMS, "visit", *key) if lot("heard", *key) < 0.2 else "",
        actor=stage.actor(owed),
    )
    return None


def work_report(stage: Stage, owed: Owed) -> date | None:
    """The secondee reports, one to a forum; the host countersigns; the next forum hears it."""
    place = stage.place_of(owed)
    key = (owed.secondment, owed.occurrence)
    unheard = WorkReport.objects.filter(
        secondment=place.pk, forum__held_on__isnull=True, forum__day__gte=stage.today
    )
    if unheard.exists():
        return stage.today + timedelta(days=3)
    report = submit_report(
        place.pk,
        day=stage.today,
        sections=written(place, owed.turn),
        actor=stage.actor(owed),
    )
    day = stage.today + timedelta(days=1 + int(lot("signs", *key) * 6))
    stage.later(day, "countersign", partial(_countersign, stage, place, report.pk))
    return None


def written(place: Placed, turn: int) -> dict[str, str]:
    """What a secondee writes, section by section, in the ``turn``-th report."""
    key = (place.pk, turn)
    done = matters.piece(place.host_kind, turn - 1, place.secondee)
    return {
        "work": f"本季度主要工作：{done.title}。\n进展：{done.report}。",
        "thought": phrases.thinking(2 * turn - 1, "self", place.pk) + "。",
        "problems": in_turn(phrases.PROBLEMS, turn, place.pk) if lot("problem", *key) < 0.5 else "",
        "suggestions": (
            in_turn(phrases.SUGGESTIONS, turn, place.pk) if lot("suggest", *key) < 0.4 else ""
        ),
    }


def _countersign(stage: Stage, place: Placed, report: int) -> None:
    """The host signs; now and then it first wants more, and the secondee writes again."""
    if ("host", place.host) in stage.manners.silent_since:
        return
    handler = stage.cast.host_handlers[place.host]
    row = WorkReport.objects.get(pk=report)
    if lot("returned", report) < 0.05 and not row.earlier and row.heard_on is None:
        return_report(report, reason="工作成效请写具体，补充数据和事例", actor=handler)
        day = stage.today + timedelta(days=2)
        stage.later(day, "report again", partial(_again, stage, place, row))
        return
    turn = phrases.EARLY + report
    remark = phrases.working(turn, "remark", place.pk) if lot("remark", report) < 0.4 else ""
    countersign_report(report, remark=remark, actor=handler)


def _again(stage: Stage, place: Placed, report: WorkReport) -> None:
    sections = {**report.sections, "next": "对照要求补充完善，下一步抓好项目收尾。"}
    if stage.today <= place.end:
        actor = stage.cast.secondees[place.secondee]
        submit_report(place.pk, day=stage.today, sections=sections, actor=actor)
        day = stage.today + timedelta(days=1)
        stage.later(day, "countersign", partial(_countersign, stage, place, report.pk))


def forum(stage: Stage, owed: Owed) -> date | None:
    """The city invites a week ahead and urges, then holds the forum and has its minutes out."""
    waiting = (
        Forum.objects.filter(
            intake=owed.intake, area=stage.intake.programme.area_id, held_on__isnull=True
        )
        .order_by("day")
        .first()
    )
    if waiting is None and owed.due - stage.today >= NOTICE:
        day = stage.manners.working(stage.today + NOTICE, owed)
        meeting = _planned(stage, owed, day)
        if without_report(meeting).exists():
            urge_reports(meeting.pk, actor=stage.actor(owed))
        return day
    meeting = waiting or _planned(stage, owed, stage.today)
    if meeting.day > stage.today:
        return meeting.day
    came = _hold(stage, owed, meeting)
    for number in range(2):
        spoken = stage.placed[pick(came, "point", meeting.pk, number)]
        raise_point(
            meeting.pk,
            text=in_turn(matters.POINTS, 2 * owed.turn + number, "point").text,
            raised_by_id=spoken.pk,
            owner_id=spoken.host,
            actor=stage.cast.handler,
        )
    _write(stage, meeting)
    return None


def _hold(stage: Stage, owed: Owed, meeting: Forum) -> list[int]:
    """Those present speak in turn, hosts of one kind together; the others gave their reasons."""
    ids = list(
        ForumAttendance.objects.filter(forum=meeting)
        .order_by("secondment__host_path", "pk")
        .values_list("secondment_id", flat=True)
    )
    arrange_speakers(meeting.pk, order=ids, actor=stage.actor(owed))
    came = [pk for pk in ids if lot("came", meeting.pk, pk) < 0.94] or ids
    record_forum(
        meeting.pk,
        day=stage.today,
        chair="市委组织部副部长",
        attended=came,
        leave={
            pk: pick(phrases.LEAVES, meeting.pk, pk)
            for pk in ids
            if pk not in came and lot("leave", meeting.pk, pk) < 0.8
        },
        notes=in_turn(phrases.FORUM_NOTES, owed.turn),
        thought_trends=f"总体{phrases.thinking(owed.turn, 'forum')}",
        work_trends=f"多数同志{phrases.working(owed.turn, 'forum')}。",
        actor=stage.actor(owed),
    )
    return came


def _write(stage: Stage, meeting: Forum) -> None:
    """The minutes are drafted from the record and confirmed by the department."""
    actor = stage.cast.handler
    meeting = Forum.objects.select_related("intake__programme__owner", "area").get(pk=meeting.pk)
    text = drafted(meeting, seats(actor, meeting), points(actor, meeting, sees_all=True))
    write_minutes(meeting.pk, text=text, actor=actor)
    confirm_minutes(meeting.pk, edition=1, actor=stage.cast.approver)


def point_answer(stage: Stage, owed: Owed) -> date | None:
    """The unit that follows a point up says what it has done."""
    point = ForumPoint.objects.get(pk=owed.record)
    answer_point(
        point.pk,
        answer=matters.OF_POINT.get(point.text, matters.NOTED),
        day=stage.today,
        actor=stage.actor(owed),
    )
    return None


def _planned(stage: Stage, owed: Owed, day: date) -> Forum:
    return plan_forum(
        owed.intake,
        day=day,
        place=pick(PLACES, owed.occurrence),
        agenda="挂职干部汇报工作和思想情况；交流经验做法；部领导讲话。",
        actor=stage.actor(owed),
    )


def practice_proposed(stage: Stage, owed: Owed) -> date | None:
    """The city sums up what worked, out of somebody's report."""
    source = pick([*stage.running()] or [*stage.placed.values()], owed.occurrence)
    _propose(stage, source, stage.actor(owed), owed.occurrence)
    return None


def own_practice(stage: Stage, place: Placed) -> None:
    """A secondee proposes what worked where he serves."""
    _propose(stage, place, stage.cast.secondees[place.secondee], place.secondee)


def _propose(stage: Stage, source: Placed, actor: Actor, *keys: object) -> None:
    known = set(Practice.objects.filter(intake=stage.intake).values_list("title", flat=True))
    title, text = next(
        (each for each in rotated(*keys) if each[0] not in known),
        (f"挂职工作经验第{len(known) + 1}期", library.PRACTICES[0][1]),
    )
    report = WorkReport.objects.filter(secondment=source.pk).order_by("-day").first()
    propose_practice(
        stage.intake.pk,
        title=title,
        text=text,
        source="forum",
        day=stage.today,
        secondment_id=source.pk,
        report_id=report.pk if report else None,
        actor=actor,
    )


def rotated(*keys: object) -> list[tuple[str, str]]:
    """The practices, beginning somewhere."""
    first = int(lot("practice", *keys) * len(library.PRACTICES))
    return [*library.PRACTICES[first:], *library.PRACTICES[:first]]


def practice_published(stage: Stage, owed: Owed) -> date | None:
    """The city spreads the practice to every secondee, or has a secondee complete it first."""
    row = Practice.objects.get(pk=owed.record)
    mender = stage.today + timedelta(days=4)
    is_other = row.made_by_id != stage.actor(owed).user_id
    if is_other and row.secondment_id and row.returned_on is None and mender < stage.last:
        return_practice(row.pk, reason=library.RETURNED, day=stage.today, actor=stage.actor(owed))
        stage.later(mender, "revise", partial(_revise, stage, row))
        return None
    publisher = stage.actor(owed) if is_other else stage.cast.approver
    practice = publish_practice(owed.record, day=stage.today, actor=publisher)
    received = PracticeDelivery.objects.filter(practice=practice).order_by("pk")
    for secondment in received.values_list("secondment_id", flat=True):
        place = stage.placed[secondment]
        if lot("reads", practice.pk, place.secondee) < 0.88:
            days = 1 + int(lot("reads when", practice.pk, place.secondee) ** 2 * 25)
            day = stage.today + timedelta(days=days)
            stage.later(day, "read", partial(_read, stage, place, practice.pk))
    return None


def _revise(stage: Stage, row: Practice) -> None:
    place = stage.placed[row.secondment_id or 0]
    revise_practice(
        row.pk,
        title=row.title,
        text=row.text + library.ADDED,
        day=stage.today,
        actor=stage.cast.secondees[place.secondee],
    )


def _read(stage: Stage, place: Placed, practice: int) -> None:
    actor = stage.cast.secondees[place.secondee]
    read_practice(practice, actor=actor)
    if lot("comments", practice, place.secondee) < 0.05:
        comment_practice(practice, text=pick(phrases.COMMENTS, practice, place.pk), actor=actor)
    if lot("adopts", practice, place.secondee) < 0.06 and stage.today <= place.end:
        adopt_practice(
            practice,
            place.pk,
            effect=pick(phrases.EFFECTS, practice, place.pk),
            day=stage.today,
            actor=actor,
        )


def exchange_answer(stage: Stage, owed: Owed) -> date | None:
    """The unit that was written to answers, or passes on what is not its own to the city.

    Who passed it on late still owes it, and is settled by the answer of the other.
    """
    item = ExchangeItem.objects.get(pk=owed.record)
    if item.party != owed.party:
        return None
    city = stage.intake.programme.owner_id
    goes_up = item.direction == "brought_up" and item.party in {"host", "home"}
    if goes_up and lot("passed on", owed.record) < 0.12:
        forward_exchange(
            item.pk,
            to_organisation_id=city,
            reason=library.FORWARDED,
            day=stage.today,
            actor=stage.actor(owed),
        )
        return None
    said = library.ANSWERS.get(item.text) or pick(library.OTHERWISE, owed.record)
    answer_exchange(
        item.pk,
        answer=said.answer,
        adopted=said.adopted,
        reason=said.reason,
        day=stage.today,
        actor=stage.actor(owed),
    )
    return None


def request_decided(stage: Stage, owed: Owed) -> date | None:
    """The city allows a day or two where nobody else can do it, and refuses the rest."""
    request = HomeRequest.objects.get(pk=owed.record)
    allowed = request.days <= 2
    decide_home_work(
        request.pk,
        allowed=allowed,
        reason="确无他人可替，同意一次，不得影响挂职工作"
        if allowed
        else "挂职期间工作已脱钩，请原单位自行安排",
        day=stage.today,
        actor=stage.cast.approver,
    )
    return None
