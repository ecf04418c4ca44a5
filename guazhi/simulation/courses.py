"""Changes of course for the demo: one of each kind, at each stage that a visitor may meet."""

from collections.abc import Iterator
from datetime import date, timedelta

from guazhi.organisations.models import Organisation
from guazhi.people.commands import enrol
from guazhi.policy import term_end
from guazhi.programmes.commands import offer_posts
from guazhi.programmes.models import Post
from guazhi.secondments.commands import answer_change, ask_change, begin_return
from guazhi.secondments.models import CourseChange, Secondment
from guazhi.secondments.rules import State
from guazhi.simulation.acts.changes import consent_in_turn
from guazhi.simulation.stage import Placed, Stage

NEEDED = timedelta(days=100)


def show_changes(stage: Stage, day: date, first: int) -> None:
    """Let one change of each kind be under way or in effect; ``first`` is of whom visitors play.

    Nothing happens on a day on which too few are in post for long enough.
    """
    rows = list(_candidates(stage, day, first))
    if len(rows) < 7:
        return
    _extension(stage, rows[0], day)
    _early_end(stage, rows[1], day)
    _recall(stage, rows[2], day)
    _replacement(stage, rows[3], day)
    _change_of_post(stage, rows[4], rows[5].host, day)
    _stay(stage, rows[6], day)
    _return(stage, day)


def _candidates(stage: Stage, day: date, first: int) -> Iterator[Placed]:
    """Those in post for a good while yet, one of each host, the one that visitors play first."""
    running = Secondment.objects.filter(
        intake=stage.intake, state=State.IN_POST, end__gt=day + NEEDED
    )
    known = set(running.values_list("pk", flat=True))
    seen: set[int] = set()
    for row in sorted(stage.placed.values(), key=lambda each: (each.pk != first, each.pk)):
        if row.pk in known and row.host not in seen:
            seen.add(row.host)
            yield row


def _ask(
    stage: Stage, row: Placed, kind: str, reason: str, day: date, **who: object
) -> CourseChange:
    """Ask as the host's leader does."""
    return ask_change(
        row.pk,
        kind=kind,
        reason=reason,
        day=day,
        actor=stage.cast.host_leaders[row.host],
        **who,  # type: ignore[arg-type]
    )


def _extension(stage: Stage, row: Placed, day: date) -> None:
    """Waits for the home organisation; the secondee has consented."""
    reason = "牵头的产业园项目明年五月投产，需延长三个月完成收尾"
    change = _ask(stage, row, "extension", reason, day, new_end=term_end(row.start, 15))
    consent_in_turn(stage, change, row, 1)


def _early_end(stage: Stage, row: Placed, day: date) -> None:
    """In effect: the home organisation asked, and everybody consented."""
    change = ask_change(
        row.pk,
        kind="early_end",
        reason="原单位机构改革，急需本人回单位承担新组建科室工作",
        day=day,
        new_end=day + timedelta(days=75),
        actor=stage.cast.home_handlers[row.home],
    )
    consent_in_turn(stage, change, row)


def _recall(stage: Stage, row: Placed, day: date) -> None:
    """Refused by the city: the home organisation wanted its person back for its own work."""
    change = ask_change(
        row.pk,
        kind="recall",
        reason="年底任务集中，单位人手紧张，申请召回",
        day=day,
        new_end=day + timedelta(days=20),
        actor=stage.cast.home_handlers[row.home],
    )
    answer_change(
        change.pk,
        consents=False,
        opinion="挂职期间工作已脱钩，人手问题请单位内部调剂解决，不予召回",
        day=day,
        actor=stage.cast.approver,
    )


def _replacement(stage: Stage, row: Placed, day: date) -> None:
    """In effect: somebody of the same home organisation is put down for the rest of the term."""
    home = Organisation.objects.get(pk=row.home)
    heir = enrol("许文博", home, sex="male", post_title="四级主任科员", actor=stage.cast.handler)
    change = ask_change(
        row.pk,
        kind="replacement",
        reason="本人因身体原因不宜继续在基层挂职，拟由同单位同志接任",
        day=day,
        new_end=day + timedelta(days=30),
        successor_id=heir.pk,
        actor=stage.cast.home_handlers[row.home],
    )
    consent_in_turn(stage, change, row)


def _change_of_post(stage: Stage, row: Placed, to: int, day: date) -> None:
    """Waits for the unit of the new post."""
    known = Secondment.objects.select_related("post").get(pk=row.pk).post
    unit = Organisation.objects.get(pk=to)
    title = "党委副书记（挂职）"
    (post,) = offer_posts(
        [Post(intake=stage.intake, host_unit=unit, title=title, category=known.category)],
        actor=stage.cast.handler,
    )
    reason = "专业与现岗位不对口，拟调整到更能发挥所长的岗位"
    day_there = day + timedelta(days=14)
    change = _ask(stage, row, "change_of_post", reason, day, post_id=post.pk, day_there=day_there)
    consent_in_turn(stage, change, row, 1)


def _stay(stage: Stage, row: Placed, day: date) -> None:
    """In effect: the person stays when the term is over; the relation moves elsewhere."""
    reason = "表现突出，县里拟按程序转任乡镇领导职务"
    change = _ask(stage, row, "stay", reason, day, new_end=row.end)
    consent_in_turn(stage, change, row)


def _return(stage: Stage, day: date) -> None:
    """Begun, and waiting for the home organisation, where a term ends soon."""
    soon = Secondment.objects.filter(
        intake=stage.intake,
        state=State.IN_POST,
        end__gt=day,
        end__lte=day + timedelta(days=30),
        obligations__rule="return_plan",
        obligations__state="open",
    ).order_by("pk")
    row = soon.first()
    if row is not None:
        begin_return(
            row.pk,
            day=day,
            wishes="希望回原科室，继续从事挂职期间熟悉的项目工作",
            actor=stage.cast.secondees[row.secondee_id],
        )
