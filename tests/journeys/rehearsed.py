"""A term lived through by the rehearsal until its last month, so that pages walk the rest.

Everybody stays a year here, so that one final round has all of them; one changes the post in July,
so that nobody has half of the calendar year.
"""

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from guazhi.organisations.models import Organisation
from guazhi.policy import Pack, load
from guazhi.policy.loader import SHIPPED
from guazhi.programmes.commands import offer_posts
from guazhi.programmes.models import Post
from guazhi.secondments.commands import ask_change
from guazhi.simulation.acts.changes import consent_in_turn
from guazhi.simulation.agenda import Agenda
from guazhi.simulation.demo import FIRST, ROSTER
from guazhi.simulation.opening import Play, opened
from guazhi.simulation.stage import Placed, Stage, placed
from guazhi.web.clock import clock_at

LAST = date(2027, 1, 28)
MOVES_ON = date(2026, 7, 10)
MOVES = "邓强伟"
HALF = "{min: 6, normal: 6, max: 6, extended: 12}"
WHOLE = "{min: 12, normal: 12, max: 12, extended: 18}"
TERM = "2026.03--2027.02"
HEAD = 3  # lines of the roster above the first person
COLUMN_OF_TERM = 16
FEW = (11, 12, 14, 41)  # two townships of two counties and a bureau of the city


def lived(folder: Path, numbers: Collection[int] = ()) -> Stage:
    """The stage on the eve of the final round; of all in the roster, or of those ``numbers``."""
    play = Play(_roster(folder, numbers), _policy(folder), FIRST, LAST)
    stage = opened(play)
    for day in Agenda(stage).rehearse(play.first, play.last):
        if day == MOVES_ON - timedelta(days=1):
            with clock_at(day):
                _move(stage)
    return stage


def _policy(folder: Path) -> Pack:
    """The shipped policy, but for posts that last half a year in it."""
    text = (SHIPPED / "speech.yaml").read_text("utf-8")
    path = folder / "policy.yaml"
    path.write_text(text.replace(HALF, WHOLE), "utf-8")
    return load(path)


def _roster(folder: Path, numbers: Collection[int]) -> Path:
    book = openpyxl.load_workbook(ROSTER)
    sheet = book.worksheets[0]
    for line in range(sheet.max_row, HEAD, -1):
        number = sheet.cell(line, 1).value
        if not isinstance(number, int) or (numbers and number not in numbers):
            sheet.delete_rows(line)
        else:
            sheet.cell(line, COLUMN_OF_TERM).value = TERM
    path = folder / "roster.xlsx"
    book.save(path)
    return path


def _move(stage: Stage) -> None:
    """Somebody goes to the unit that received the first of the roster's townships."""
    row = next(each for each in stage.placed.values() if each.name == MOVES)
    unit = _other_host(stage, row)
    (post,) = offer_posts(
        [
            Post(
                intake=stage.intake,
                host_unit=unit,
                title="党委副书记（挂职）",
                category=row.category,
            )
        ],
        actor=stage.cast.handler,
    )
    change = ask_change(
        row.pk,
        kind="change_of_post",
        reason="专业与现岗位不对口，拟调整到更能发挥所长的岗位",
        day=stage.today,
        post_id=post.pk,
        day_there=MOVES_ON,
        actor=stage.cast.host_leaders[row.host],
    )
    consent_in_turn(stage, change, row)
    stage.placed |= {each.pk: each for each in placed(stage.intake)}


def _other_host(stage: Stage, row: Placed) -> Organisation:
    hosts = (
        each.host
        for each in stage.placed.values()
        if each.category == row.category and each.host != row.host
    )
    return Organisation.objects.get(pk=next(hosts))
