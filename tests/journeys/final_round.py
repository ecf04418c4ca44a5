"""The final round as its parties walk it: sittings, ballots, parts, home heard, signatures."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import FilePayload, expect

from guazhi.access.actor import Actor
from guazhi.assessments.queries.parties import managing_parties
from guazhi.rosters.rules.ratings import LOCKED
from guazhi.secondments.models import Secondment
from guazhi.simulation.stage import Placed
from tests.journeys.desks import Desks, press, unfold
from tests.journeys.rehearsed import MOVES
from tests.journeys.test_ballots import codes_on, tick
from tests.journeys.visitor import Visitor

BEST, USUAL, LOW = "excellent", "competent", "basically_competent"
WORDS = {BEST: "优秀", USUAL: "称职", LOW: "基本称职"}
ABSENT = "石长河"
OPINIONS = {
    "city": "政治坚定，履职尽责，完成挂职任务，同意期满考核意见。",
    "county": "熟悉基层，作风扎实，与干部群众打成一片。",
    "host": "主动融入班子，承担实质性工作，群众认可。",
}
DISSENT = "我方建议的等次不同，理由已在考核组会上说明。"
EVERY = 4  # one of so many is proposed for the best grade


@dataclass
class Round:
    """Who is who in the round, and what the parties say of whom."""

    desks: Desks
    people: list[Placed] = field(init=False)

    def __post_init__(self) -> None:
        self.people = self.desks.rows

    @property
    def bounded(self) -> Placed:
        """Thought the best of, and bounded by a sanction."""
        return self.people[2]

    @property
    def raised(self) -> Placed:
        """Given the best grade by hand."""
        return self.people[1]

    @property
    def low(self) -> Placed:
        """Given a low grade, and contests it."""
        return self.people[-1]

    @property
    def disputed(self) -> Placed:
        """Of whom the county thinks less than the others."""
        return self.people[0]

    @cached_property
    def voted(self) -> Placed:
        """On whom the staff of the host votes."""
        return self.people[0]

    @cached_property
    def by_workbook(self) -> int:
        """The host for which somebody without an account rates."""
        return next(row.host for row in self.people if row.name == MOVES)

    @cached_property
    def parties(self) -> dict[int, dict[int, str]]:
        """The managing organisations of everybody, by the secondment."""
        rows = Secondment.objects.filter(intake=self.desks.stage.intake)
        return {
            row.pk: managing_parties(row)
            for row in rows.select_related("intake__programme", "host_unit")
        }

    def grade(self, row: Placed, party: str) -> str:
        """What a party proposes."""
        if row == self.low:
            return LOW
        if row == self.disputed and party == "county":
            return USUAL
        place = self.people.index(row)
        return BEST if place % EVERY == 0 or row == self.bounded else USUAL

    def speaker(self, organisation: int, row: Placed) -> Actor:
        """Who speaks for an organisation."""
        cast = self.desks.stage.cast
        if organisation in cast.county_handlers:
            return cast.county_handlers[organisation]
        return cast.host_leaders[row.host] if organisation == row.host else cast.handler

    def speakers(self) -> Iterator[Actor]:
        """Everybody who signs, each once: the city, the counties, the hosts."""
        seen: set[int] = set()
        for row in self.people:
            for organisation in self.parties[row.pk]:
                actor = self.speaker(organisation, row)
                if actor.user_id is not None and actor.user_id not in seen:
                    seen.add(actor.user_id)
                    yield actor

    def at(self, row: Placed) -> str:
        """The page of somebody's sitting."""
        return f"/assessments/{row.pk}/assessment/?kind=final"

    def page(self, name: str) -> str:
        """A page of the round."""
        return f"/assessments/intakes/{self.desks.stage.intake.pk}/{name}/?kind=final"


def seat(walk: Round) -> None:
    """The city sets one host by hand, with somebody who has no account, and all others at once."""
    city = walk.desks.sit(walk.desks.stage.cast.handler, walk.page("round"))
    intake = walk.desks.stage.intake.pk
    host = f"/assessments/intakes/{intake}/round/hosts/{walk.by_workbook}/?kind=final"
    press(city, city.main.locator(f'a[href="{host}"]'))
    walk.desks.look(city)
    for box in city.main.locator(f"[name=users_{walk.by_workbook}]").all():
        box.check()
    city.send(**{f"name_{walk.by_workbook}": ABSENT})
    press(city, city.main.get_by_role("button", name=re.compile("考核组")))
    assert city.main.get_by_text("未确定考核组").count() == 0


def vote(walk: Round, people: dict[str, int], day: str, last: str) -> list[str]:
    """The host puts a vote up and prints the slips; before it opens none can be used."""
    cast = walk.desks.stage.cast
    path = f"/assessments/{walk.voted.pk}/ballots/?kind=final"
    host = walk.desks.sit(cast.host_handlers[walk.voted.host], path)
    wanted = {f"people_{group}": n for group, n in people.items()}
    host.send(opens_at=f"{day}T08:00", closes_at=f"{last}T18:00", **wanted)
    press(host, host.main.get_by_role("button", name=host.words("Make all slips")))
    walk.desks.look(host)
    codes = codes_on(host.page)
    assert len(codes) == sum(people.values())
    if walk.desks.keep:
        host.page.pdf(path=walk.desks.keep / "slips.pdf", prefer_css_page_size=True)
    assert refused(walk.desks, codes[0])
    return codes


def refused(desks: Desks, code: str) -> list[str]:
    """What the phone page says to a code that opens nothing."""
    phone = desks.phone
    phone.cookie = None
    phone.open("/vote/")
    phone.main.locator("[name=code]").fill(code)
    with phone.page.expect_navigation():
        phone.main.locator("form button").click()
    desks.look(phone, "vote-refused")
    return phone.refusals()


def cast_all(walk: Round, codes: list[str]) -> None:
    """The staff votes, one by one; a code used once opens nothing any more."""
    phone = walk.desks.phone
    phone.cookie = None
    for number, code in enumerate(codes):
        phone.open(f"/vote/#{code}")
        expect(phone.main.get_by_role("heading", name=walk.voted.name)).to_be_visible()
        walk.desks.look(phone, "ballot")
        tick(phone.page, WORDS[BEST if number % 3 else USUAL])
        assert phone.path == "/vote/thanks/"
        walk.desks.look(phone)
    assert len(refused(walk.desks, codes[0])) == 1


def count(walk: Round, codes: list[str]) -> None:
    """After its time whoever has not voted cannot any more, and the host counts."""
    assert refused(walk.desks, codes[-1])
    cast = walk.desks.stage.cast
    path = f"/assessments/{walk.voted.pk}/ballots/?kind=final"
    host = walk.desks.sit(cast.host_handlers[walk.voted.host], path)
    press(host, host.main.get_by_role("button", name=host.words("Close and count")))
    walk.desks.look(host, "tally")
    turnout = f"应参加{len(codes)}人，发出测评票{len(codes)}张，收回有效票{len(codes) - 1}张"
    assert host.main.get_by_text(turnout).count() == 1


def rate(walk: Round) -> None:
    """Each party rates by itself; what it says is hidden until the last has."""
    for row in walk.people:
        given: list[str] = []
        for organisation, party in walk.parties[row.pk].items():
            if organisation == walk.by_workbook:
                continue
            page = walk.desks.sit(walk.speaker(organisation, row), walk.at(row))
            hidden = [page.main.get_by_text(OPINIONS[each]).count() for each in given]
            assert (row.name, hidden) == (row.name, [0] * len(given))
            rate_one(page, walk.grade(row, party), OPINIONS[party], growth=party == "host")
            given.append(party)
        walk.desks.look(page, "parts")
        shown = [page.main.get_by_text(OPINIONS[party]).count() for party in given]
        awaits = walk.by_workbook in walk.parties[row.pk]
        assert (row.name, shown) == (row.name, [int(not awaits)] * (len(given) - 1) + [1])


def rate_one(page: Visitor, grade: str, opinion: str, *, growth: bool) -> None:
    """Fill the form of a part and send it."""
    for box in page.main.locator("select[name^=score_]").all():
        box.select_option(grade)
    more = {"growth": "独立负责一项重点工作，处理复杂问题的能力提高。"} if growth else {}
    page.send(opinion=opinion, grade=grade, **more)
    assert page.refusals() == []


def rate_by_workbook(walk: Round) -> None:
    """Who has no account rates in a workbook; the city checks it, has it mended, takes it in."""
    cast, intake = walk.desks.stage.cast, walk.desks.stage.intake.pk
    city = walk.desks.sit(cast.handler, f"/rosters/{intake}/ratings/?kind=final")
    data = walk.desks.fetch(city, city.main.get_by_role("link", name="工作簿"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    rated = fill_in(walk, book.worksheets[0])
    right = saved(book)
    book.worksheets[0].cell(4, len(LOCKED) + 1).value = "良好"
    for file, name, told in (
        (saved(book), "workbook-faulty", "发现错误 1 处"),
        (right, "workbook-checked", f"共评议 {rated} 人"),
        (right, "workbook-taken-in", f"已导入 {rated} 份评议"),
    ):
        bring_back(city, file)
        walk.desks.look(city, name)
        assert (name, city.main.get_by_text(told).count()) == (name, 1)


def fill_in(walk: Round, sheet: Worksheet) -> int:
    """Fill the rows of everybody in; how many there are."""
    rows = {row.name: row for row in walk.people}
    lines = [line for line in sheet.iter_rows(min_row=4) if line[1].value]
    for line in lines:
        grade = WORDS[walk.grade(rows[str(line[1].value)], "host")]
        texts = len(line) - 3
        for cell in line[len(LOCKED) : texts]:
            cell.value = grade
        line[texts].value = OPINIONS["host"]
    return len(lines)


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bring_back(city: Visitor, data: bytes) -> None:
    """Choose the file and send it."""
    file: FilePayload = {
        "name": "考核评议表.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": data,
    }
    city.main.locator("[name=file]").set_input_files(file)
    with city.page.expect_navigation():
        city.main.locator("form .form-foot button").click()


def hear_home(walk: Round) -> None:
    """Every home organisation says what it thinks."""
    for row in walk.people:
        home = walk.desks.stage.cast.home_handlers[row.home]
        page = walk.desks.sit(home, f"/assessments/{row.pk}/assessment/home/?kind=final")
        page.send(grade=walk.grade(row, "home"), opinion="挂职期间与原单位工作脱钩，表现良好。")
        assert page.refusals() == []


def bound_and_replaced(walk: Round) -> None:
    """A fact bounds one grade; another is raised by hand, for which a second person is needed."""
    cast = walk.desks.stage.cast
    city = walk.desks.sit(cast.handler, walk.at(walk.bounded))
    unfold(city, "/veto/", veto="warning", facts="会议期间违反工作纪律，受警告处分")
    walk.desks.look(city, "veto")
    city = walk.desks.sit(cast.handler, walk.at(walk.raised))
    unfold(
        city, "/override/", grade=BEST, reason="承担全市重点项目攻坚，成效突出，提请研究调整等次"
    )
    assert city.main.get_by_role("button", name="确定", exact=True).count() == 0
    second = walk.desks.sit(cast.approver, walk.at(walk.raised))
    press(second, second.main.get_by_role("button", name="确定", exact=True))
    walk.desks.look(second, "override")


def sign(walk: Round) -> None:
    """Everybody signs on one page what he agrees with, and gives reasons where he does not."""
    for actor in walk.speakers():
        page = walk.desks.sit(actor, walk.page("round"))
        if page.main.locator("[name=picked]").count():
            press(page, page.main.get_by_role("button", name="签署所选"))
            walk.desks.look(page, "round-signed")
        for href in dissents(page):
            walk.desks.sit(actor, href)
            page.send(dissent=DISSENT)
            assert page.refusals() == []


def dissents(page: Visitor) -> Iterable[str]:
    """The sittings that are signed on their own page."""
    card = page.main.locator("section[aria-labelledby=sign]")
    return [str(link.get_attribute("href")) for link in card.locator("a").all()]
