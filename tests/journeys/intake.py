"""An intake walked by its parties: each sits down at the browser, does what is his, and goes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Download

from guazhi.access.actor import Actor
from guazhi.people.models import Person
from tests.journeys.cast import Cast, Home, Host
from tests.journeys.conftest import PHONE, WIDE, Visit, session
from tests.journeys.desks import Pace
from tests.journeys.visitor import Visitor

DAYS = {
    "needs_from": "2026-10-12",
    "needs_until": "2026-10-30",
    "nominations_from": "2026-11-02",
    "nominations_until": "2026-11-20",
    "wishes_until": "2026-11-30",
}
BACK = "岗位职责过于笼统，请写明具体分管工作"
PRIVATE = "配偶在县医院工作，孩子两岁"
FORM = {
    "reasons": "政治素质好，工作踏实，近三年承担多项重点任务，拟到一线补齐基层经历。",
    "party_opinion": "经局党组会议集体研究，同意推荐。",
    "discipline_opinion": "未发现影响推荐的违规违纪问题。",
    "evidence": "近两年年度考核均为称职；干部人事档案已审核。",
}


@dataclass
class Walk:
    """Two windows at which the parties sit down one after another, and what they have made."""

    cast: Cast
    desk: Visitor
    phone: Visitor
    on_day: Callable[[str], None]
    keep: Path | None = None
    english: Visitor | None = None
    steps: dict[str, float] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    intake: int = 0
    posts: dict[str, Host] = field(default_factory=dict)
    nominations: dict[str, tuple[Home, Person]] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count the seconds of a step."""
        began = perf_counter()
        yield
        self.steps[name] = perf_counter() - began

    def told(self) -> str:
        """How long the steps took, and each kind of page."""
        lines = [f"{seconds:7.1f} s  {name}" for name, seconds in self.steps.items()]
        return "\n".join([*lines, f"{sum(self.steps.values()) / 60:.1f} min", self.pace.told()])

    def sit(self, actor: Actor, path: str, at: Visitor | None = None) -> Visitor:
        """Somebody sits down and opens a page."""
        visitor = at or self.desk
        visitor.cookie = session(actor, visitor.base)
        visitor.open(path)
        return visitor

    def look(self, name: str) -> None:
        """Keep pictures of the page at hand, in both sizes and languages, where they are wanted."""
        if self.keep is None or self.english is None:
            return
        page = self.desk.page
        page.evaluate("scrollTo(0, 0)")
        for size, shape in (("phone", PHONE), ("wide", WIDE)):
            page.set_viewport_size(shape)  # type: ignore[arg-type]
            page.screenshot(path=self.keep / f"{name}-{size}.png", full_page=True)
        self.english.cookie = self.desk.cookie
        self.english.open(page.url.removeprefix(self.desk.base))
        self.english.page.screenshot(path=self.keep / f"{name}-english.png", full_page=True)

    # the city opens, calls and sets the days

    def open_intake(self) -> None:
        """The city opens the intake and sets its days."""
        city = self.sit(self.cast.world.handler, "/intakes/")
        city.follow("Open an intake")
        self.look("begin")
        city.send(name="2027年批次", start="2027-03-01", months=24, policy="strict")
        self.intake = int(city.path.strip("/").split("/")[-1])
        city.follow("Set the days")
        city.send(**DAYS)
        self.look("intake")

    def call_upon(self) -> None:
        """The city asks hosts for posts and home organisations for people."""
        hosts = [host.unit.pk for host in self.cast.hosts]
        homes = [home.unit.pk for home in self.cast.homes]
        listed = f"/programmes/intakes/{self.intake}/posts/"
        city = self.sit(self.cast.world.handler, listed)
        city.follow("Call upon units")
        city.send(organisations=hosts, posts=True)
        city.follow("Call upon units")
        self.look("call")
        city.send(organisations=homes, people=True, quota=self.cast.quota)

    # posts

    def offer(self, host: Host, turn: int) -> None:
        """The handler of a host writes its posts and submits them."""
        for wanted in host.posts(turn):
            visitor = self.sit(host.handler, f"/programmes/intakes/{self.intake}/posts/")
            visitor.follow("Offer a post").bring_to_front()
            visitor.write(**wanted)
            if not self.posts:
                self.look("offer")
            visitor.send()
            self.posts[visitor.path] = host
            visitor.follow("Submit")
            visitor.send()

    def answer_posts(self) -> None:
        """Each county approves the posts of its hosts, the city its own; the first goes back."""
        for number, (path, host) in enumerate(self.posts.items()):
            visitor = self.sit(self.cast.reviewer(host.county), path)
            visitor.follow("Review")
            if number == 0:
                visitor.send(approves="no", reason=BACK)
                self.look("post-returned")
                self._mend_post(path, host)
                visitor = self.sit(self.cast.reviewer(host.county), path)
                visitor.follow("Review")
            visitor.send(approves="yes")

    def _mend_post(self, path: str, host: Host) -> None:
        visitor = self.sit(host.handler, path)
        visitor.follow("Edit")
        visitor.send(duties="分管乡村振兴，包联两个村，牵头茶叶产业园建设")
        visitor.follow("Submit")
        visitor.send()

    # nominations

    def nominate(self, home: Home, person: Person) -> None:
        """A home organisation writes the form of one of its people and submits it."""
        visitor = self.sit(home.handler, f"/selection/intakes/{self.intake}/nominations/")
        with visitor.page.expect_navigation():
            visitor.main.locator(".page-head .btn-primary").click()
        wished = list(self.cast.wished)[len(self.nominations) % len(self.cast.wished)]
        visitor.write(person_id=person.pk, category=wished, **FORM)
        if not self.nominations:
            self.look("nominate")
        visitor.send()
        self.nominations[visitor.path] = (home, person)
        visitor.follow("Submit")
        visitor.send()

    def keep_quota(self) -> list[str]:
        """The first home organisation puts one more forward than it may; why it is refused."""
        home = self.cast.homes[0]
        visitor = self.sit(home.handler, f"/selection/intakes/{self.intake}/nominations/")
        with visitor.page.expect_navigation():
            visitor.main.locator(".page-head .btn-primary").click()
        visitor.send(person_id=self.cast.spare.pk, category=self.cast.wished[0], **FORM)
        visitor.follow("Submit")
        visitor.send()
        refused = visitor.refusals()
        visitor.follow("Cancel")
        visitor.follow("Take back")
        visitor.send(reason="超出名额")
        return refused

    def answer(self, actor: Actor, path: str, step: str, words: str = "") -> None:
        """A department answers one nomination."""
        visitor = self.sit(actor, path)
        visitor.follow("Review")
        visitor.send(step=step, words=words)

    def review(self) -> None:
        """The counties review their own, the first goes back and is mended; the city receives."""
        own = {path: home for path, (home, _p) in self.nominations.items() if home.unit.county_id}
        for number, (path, home) in enumerate(own.items()):
            reviewer = self.cast.reviewers[home.unit.county_id or 0]
            if number == 0:
                self.answer(reviewer, path, "returned", "请补充近三年承担的具体工作。")
                visitor = self.sit(home.handler, path)
                self.look("nomination-returned")
                visitor.follow("Edit")
                visitor.send(reasons=FORM["reasons"] + "近三年牵头两个省级试点项目。")
                visitor.follow("Submit")
                visitor.send()
            self.answer(reviewer, path, "endorsed", "同意推荐。")
        city = self.sit(
            self.cast.world.handler, f"/selection/intakes/{self.intake}/nominations/answer/"
        )
        self.look("receive")
        city.send(step="received")

    # wishes and rankings

    def wish(self, path: str, number: int) -> None:
        """A nominee states three wishes and what should be weighed, on his phone."""
        _home, person = self.nominations[path]
        visitor = self.sit(self.cast.own(person), path, self.phone)
        visitor.follow("My wishes")
        options = visitor.main.locator("[name=wish_1] option")
        values = [each for each in options.evaluate_all("all => all.map(it => it.value)") if each]
        turned = [values[(number * 3 + step * 5) % len(values)] for step in range(3)]
        wishes = dict.fromkeys(turned)
        visitor.send(
            **{f"wish_{rank}": post for rank, post in enumerate(wishes, 1)},
            family=PRIVATE if number % 4 == 0 else "",
        )

    def readers(self, path: str) -> dict[str, bool]:
        """Who reads on the page of a nomination what the nominee said of his family."""
        home, person = self.nominations[path]
        readers = {
            "city": self.cast.world.handler,
            "home": home.handler,
            "self": self.cast.own(person),
        }
        if home.unit.county_id:
            readers["county"] = self.cast.reviewers[home.unit.county_id]
        return {
            name: self.sit(actor, path).main.get_by_text(PRIVATE).count() > 0
            for name, actor in readers.items()
        }

    def rank(self, path: str, host: Host) -> None:
        """The leader of a host says whom he would have in a post."""
        visitor = self.sit(host.leader, path)
        visitor.follow("Rank candidates")
        options = visitor.main.locator("[name=rank_1] option")
        values = [each for each in options.evaluate_all("all => all.map(it => it.value)") if each]
        turn = list(self.posts).index(path)
        assert visitor.main.get_by_text(PRIVATE).count() == 0
        first, second = values[turn % len(values)], values[(turn + 1) % len(values)]
        visitor.send(rank_1=first, rank_2=second)

    def download(self, visitor: Visitor, message: str) -> Download:
        """Take a paper away by the link that says ``message``."""
        with visitor.page.expect_download() as paper:
            link = visitor.main.get_by_role("link", name=visitor.words(message), exact=True)
            link.first.click()
        if self.keep:
            paper.value.save_as(self.keep / paper.value.suggested_filename)
        return paper.value


@contextmanager
def walking(
    cast: Cast, visit: Visit, on_day: Callable[[str], None], keep: Path | None
) -> Iterator[Walk]:
    """A walk with a desk and a phone, whose pages are timed; pictures are kept where wanted."""
    english = visit(None, WIDE, "en-GB") if keep else None
    walk = Walk(cast, visit(), visit(None, PHONE), on_day, keep, english)
    for visitor in (walk.desk, walk.phone):
        visitor.page.on("requestfinished", walk.pace.note)
    yield walk
    for visitor in (walk.desk, walk.phone):
        visitor.page.remove_listener("requestfinished", walk.pace.note)
    if keep:
        (keep / "pace.txt").write_text(walk.told(), "utf-8")
