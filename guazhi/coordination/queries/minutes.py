"""Minutes of forums: who reads them, their draft out of the record, and the paper."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import Forum, ForumMinutes
from guazhi.coordination.queries.forums import Seat, runs
from guazhi.coordination.queries.points import PointRow
from guazhi.documents.wording import full_day
from guazhi.policy.editing import Kept


def minutes(actor: Actor, forum: Forum) -> ForumMinutes | None:
    """The minutes of a forum, if there are any and the actor may read them."""
    rows = ForumMinutes.objects.filter(forum=forum).select_related("confirmed_by", "made_by")
    if runs(actor, forum):
        return rows.first()
    return rows.filter(
        pk__in=ForumMinutes.objects.permitted(actor, Capability.VIEW_MINUTES).values("pk")
    ).first()


def minutes_to_confirm(actor: Actor) -> QuerySet[Forum]:
    """Forums of the actor's department that were held and have no confirmed minutes."""
    held = Forum.objects.run_by(actor).filter(held_on__isnull=False)
    confirmed = ForumMinutes.objects.filter(forum=OuterRef("pk"), confirmed_on__isnull=False)
    return held.filter(~Exists(confirmed))


def kept_minutes(paper: ForumMinutes | None) -> Kept:
    """The text of the minutes, for whoever edits it."""
    if paper is None:
        return Kept({"text": ""})
    return Kept({"text": paper.text}, paper.made_by.name if paper.made_by else "", paper.made_at)


def _named(seats: list[Seat]) -> str:
    return "、".join(seat.secondment.secondee.name for seat in seats)


def _hour(forum: Forum) -> str:
    return f"{forum.begins:%H:%M}至{forum.ends:%H:%M}"


def drafted(forum: Forum, seats: list[Seat], points: list[PointRow]) -> str:
    """Minutes put together from the record, for all units of whoever was invited.

    They name no secondee: who was away and who raised a point, as trends in thinking, stay with
    the departments. See ``docs/decisions/0011``.
    """
    came = [seat for seat in seats if seat.standing == "came"]
    away = [seat for seat in seats if seat.standing in {"leave", "absent"}]
    heard = [seat for seat in came if seat.report and seat.report.heard_on]
    missing = f"，未到会{len(away)}人" if away else ""
    opening = (
        f"{full_day(forum.held_on)}{_hour(forum)}，{forum.chair}在{forum.place}主持召开"
        f"挂职干部座谈会。应到{len(seats)}人，实到{len(came)}人{missing}。"
    )
    lines = [
        opening,
        "一、会议议程",
        forum.agenda,
        "二、听取工作汇报",
        f"会议听取了{len(heard)}名挂职干部的工作汇报。" if heard else "到会同志口头汇报了工作。",
        "三、会议情况",
        forum.notes,
        "四、工作动态",
        forum.work_trends,
    ]
    if points:
        lines.append("五、意见建议及办理单位")
    for number, row in enumerate(points, 1):
        due = f"，{full_day(row.due)}前答复" if row.due else ""
        text = _said(row)
        lines.append(f"{number}. {text}，由{row.point.owner.name}办理{due}。")
    return "\n".join(lines)


def _said(row: PointRow) -> str:
    return str(row.point.text.strip().rstrip("。.；;"))


def left_out(paper: ForumMinutes | None, points: list[PointRow]) -> list[PointRow]:
    """Points of which minutes not yet confirmed say nothing, such as those raised after them."""
    if paper is None or paper.confirmed_on is not None:
        return []
    return [row for row in points if _said(row) not in paper.text]


def minutes_values(
    forum: Forum, paper: ForumMinutes, seats: list[Seat], *, sees_all: bool
) -> dict[str, str]:
    """What the paper of the minutes is filled with; attendance is that of the reader's own."""
    confirmed: date | None = paper.confirmed_on
    only = "" if sees_all else "（仅列您有权查看的人员）"
    came = [seat for seat in seats if seat.standing == "came"]
    away = [seat for seat in seats if seat.standing in {"leave", "absent"}]
    return {
        "title": f"{forum.intake.name}挂职干部座谈会纪要",
        "status": "" if confirmed else "（未定稿）",
        "department": forum.intake.programme.owner.name
        if forum.area_id == forum.intake.programme.area_id
        else f"{forum.area.name}委组织部",
        "text": paper.text,
        "attended": (_named(came) or "无") + only,
        "absent": (_named(away) or "无") + only,
        "day": full_day(confirmed),
    }
