"""The intake after the one that is played: posts offered, people nominated, wishes stated."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.accounts.commands import NewAccount, open_accounts
from guazhi.organisations.models import Organisation
from guazhi.people.models import AnnualGrade, Person
from guazhi.programmes.commands import Asked, call_upon, offer_posts, open_intake, schedule_intake
from guazhi.programmes.models import Intake, Post
from guazhi.programmes.rules import PostState
from guazhi.selection.commands import (
    Form,
    nominate_all,
    place_intake,
    rank_candidates,
    receive_nominations,
    review_nominations,
    state_wishes,
    submit_nominations,
)
from guazhi.selection.models import Nomination
from guazhi.selection.rules.fit import usually_taught
from guazhi.selection.rules.runs import Outcome
from guazhi.simulation.lives import Life, tell_families
from guazhi.simulation.nominees import newcomers
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import in_turn, lot, pick
from guazhi.web import clock

QUOTA, ASKED = 3, 3
WORK = {
    "township": ("乡镇长助理", "乡镇党委副书记"),
    "county": ("县（区）长助理",),
    "city": ("副科长", "局长助理", "主任助理"),
    "enterprise": ("总经理助理", "经理助理"),
}
CATEGORY = {
    "township": "township",
    "county": "county_assistant",
    "city": "city_organ",
    "enterprise": "enterprise",
}
DUTIES = {
    "township": (
        ("协助分管乡村振兴和产业项目，牵头茶叶、食用菌产业园建设", "agriculture"),
        ("协助分管平安建设和信访维稳，包案化解疑难信访事项", "law"),
        ("协助分管党建和村级组织建设，指导三个薄弱村整顿提升", "party_affairs"),
        ("协助分管教育、卫生和民政工作，推进村卫生室标准化", "livelihood"),
    ),
    "county": (
        ("协助分管招商引资和开发区建设，牵头重点项目专班", "industry"),
        ("协助分管住建、交通和生态环境工作", "construction"),
    ),
    "city": (
        ("参与全市改革方案和政策文件起草，承担专题调研", "general"),
        ("承担本系统项目申报和资金监管工作", "industry"),
        ("参与民生实事项目督办和考核", "livelihood"),
        ("参与行政执法监督和法治建设工作", "law"),
    ),
    "enterprise": (
        ("协助分管生产经营和技术改造，参加经营例会", "industry"),
        ("协助分管安全环保和项目建设", "construction"),
    ),
}
LIVING = (
    "提供周转房一间，机关食堂就餐，每周有班车",
    "提供集体宿舍，食堂就餐，按规定报销往返交通费",
    "可当日往返，提供午餐和午休",
)
REASONS = (
    "政治素质好，工作踏实，近三年承担多项重点任务，拟到一线补齐基层经历。",
    "业务能力强，善于协调，缺少经济工作经历，列入重点培养对象。",
    "文字功底扎实，组织观念强，有培养潜力，拟通过挂职提高群众工作能力。",
    "敢于担当，在急难险重任务中表现突出，群众基础好。",
)
FAMILY = (
    "配偶在县医院工作，子女上小学，希望离家不超过两小时车程",
    "父母年迈需要照顾，可服从组织安排",
    "",
    "",
    "",
)
HEALTH = ("", "", "", "", "腰椎术后，不宜长途驻村")


@dataclass(frozen=True, slots=True)
class Next:
    """The next intake as it stands: its nominees in the order in which they were received."""

    intake: Intake
    received: list[Nomination]


def show(stage: Stage, day: date) -> Next:
    """Open the next intake and let it be in its nominations on ``day``."""
    intake = _opened(stage, day)
    posts = _posts(stage, intake)
    with clock.clock_at(day - timedelta(days=8)):
        rows = _nominated(stage, intake)
    with clock.clock_at(day - timedelta(days=5)):
        received = _answered(stage, rows)
        lives = (Life(row.person, row.home_organisation.name, "", day) for row in received)
        tell_families(lives, actor=stage.cast.handler)
    _wish(received, posts)
    _rank(stage, received, posts)
    return Next(intake, received)


def _opened(stage: Stage, day: date) -> Intake:
    """The intake a year on, its days set around ``day``, everybody called upon."""
    before, city = stage.intake, stage.intake.programme.area
    start = before.start
    while start < day + timedelta(days=60):
        start = start.replace(year=start.year + 1)
    last = start.replace(year=start.year + 1) - timedelta(days=1)
    intake = open_intake(
        city,
        before.programme.owner,
        programme=before.programme.name,
        name=f"{start.year}年批次",
        start=start,
        end=last.replace(day=min(last.day, monthrange(last.year, last.month)[1])),
        policy=before.policy,
        actor=stage.cast.handler,
    )
    hosts, homes = set(stage.cast.host_leaders), set(stage.cast.home_handlers)
    units = Organisation.objects.filter(pk__in=hosts | homes).order_by("pk")
    call_upon(
        intake.pk,
        [
            Asked(unit, unit.pk in hosts, unit.pk in homes, QUOTA if unit.pk in homes else None)
            for unit in units
        ],
        actor=stage.cast.handler,
    )
    schedule_intake(
        intake.pk,
        needs_from=day - timedelta(days=60),
        needs_until=day - timedelta(days=30),
        nominations_from=day - timedelta(days=20),
        nominations_until=day + timedelta(days=5),
        wishes_until=day + timedelta(days=15),
        actor=stage.cast.handler,
    )
    intake.refresh_from_db()
    return intake


def _posts(stage: Stage, intake: Intake) -> list[Post]:
    """What the hosts offer: a post or two each, nearly all approved, some still on their way."""
    hosts = Organisation.objects.filter(pk__in=list(stage.cast.host_leaders)).order_by("pk")
    states = {3: PostState.SUBMITTED, 8: PostState.SUBMITTED, 13: PostState.RETURNED}
    wanted = [
        (host, turn) for host in hosts for turn in range(2 if lot("posts", host.name) < 0.8 else 1)
    ]
    rows = [
        _post(stage, intake, host, turn, states.get(number, PostState.APPROVED))
        for number, (host, turn) in enumerate(wanted)
    ]
    return [
        post
        for post in offer_posts(rows, actor=stage.cast.handler)
        if post.state == PostState.APPROVED
    ]


def _post(stage: Stage, intake: Intake, host: Organisation, turn: int, state: PostState) -> Post:
    kind, category = host.host_kind, CATEGORY[host.host_kind]
    duties, field = in_turn(DUTIES[kind], turn, "duties", host.name)
    title = in_turn(WORK[kind], turn, "title", host.name)
    came_back = state is PostState.RETURNED
    return Post(
        intake=intake,
        host_unit=host,
        title=title if turn == 0 or len(WORK[kind]) > 1 else f"{title}（二）",
        category=category,
        places=2 if lot("places", host.name, turn) < 0.15 else 1,
        duties=duties,
        teaches=list(usually_taught(stage.pack, category))[:2],
        fields=[field],
        requirements="中共党员，大学以上学历，近两年考核称职以上",
        team=f"{host.name}领导班子",
        team_cap=2,
        living=pick(LIVING, "living", host.name),
        state=state.value,
        reason="岗位职责过于笼统，请写明具体分管工作" if came_back else "",
        submitted_on=intake.needs_until,
        answered_on=None if state is PostState.SUBMITTED else intake.needs_until,
    )


def _nominated(stage: Stage, intake: Intake) -> list[Nomination]:
    """Everybody nominated by his unit; a few forms are still being written."""
    homes = Organisation.objects.filter(pk__in=list(stage.cast.home_handlers)).order_by("pk")
    year = clock.today().year
    people = newcomers(homes.select_related("county"), year, stage.cast.handler)
    by_home: dict[int, list[Person]] = defaultdict(list)
    for person, unit in people:
        by_home[unit.pk].append(person)
    grades: dict[int, dict[int, str]] = defaultdict(dict)
    for row in AnnualGrade.objects.filter(person__in=[person.pk for person, _unit in people]):
        grades[row.person_id][row.year] = row.grade
    rows = []
    for number, (home, mine) in enumerate(by_home.items()):
        actor = stage.cast.home_handlers[home]
        written = nominate_all(
            intake.pk, home, [_form(person, grades[person.pk]) for person in mine], actor=actor
        )
        if number not in {4, 9}:
            rows += submit_nominations([row.pk for row in written], actor=actor)
    return rows


def _form(person: Person, grades: Mapping[int, str]) -> Form:
    category = pick(tuple(CATEGORY.values()), "category", person.name, person.birth_month)
    return Form(
        person.pk,
        category,
        {
            "reasons": pick(REASONS, "reasons", person.name),
            "party_opinion": "经单位党组织集体研究，同意推荐。",
            "discipline_opinion": "未发现影响推荐的违规违纪问题。",
            "evidence": f"{_graded(grades)}干部人事档案已审核。",
        },
    )


def _graded(grades: Mapping[int, str]) -> str:
    """What the grades on record show, and nothing that they do not."""
    low = [f"{year}年" for year, grade in sorted(grades.items()) if grade == "基本称职"]
    if low:
        return f"{'、'.join(low)}年度考核为基本称职，本人已作出说明并整改到位；"
    return "近三年年度考核均为称职以上；" if len(grades) == ASKED else "年度考核结果正在补录；"


def _answered(stage: Stage, rows: list[Nomination]) -> list[Nomination]:
    """Counties endorse their own and the city receives; a few still wait or went back."""
    approvers = {
        county: stage.cast.county_approvers[office]
        for office, county in stage.cast.county_of.items()
        if office in stage.cast.county_approvers
    }
    by_county: dict[int, list[int]] = defaultdict(list)
    ready = [row.pk for row in rows if row.home_county_id is None]
    for row in rows:
        if row.home_county_id in approvers:
            by_county[row.home_county_id].append(row.pk)
    for county, mine in sorted(by_county.items()):
        ready += mine[:-1]
        review_nominations(mine[:-1], step="endorsed", words="同意推荐。", actor=approvers[county])
    back, last = ready[:1], ready[-3:]
    words = "请补充近三年承担的具体工作。"
    receive_nominations(back, step="returned", words=words, actor=stage.cast.handler)
    taken = [pk for pk in ready if pk not in {*back, *last}]
    return receive_nominations(taken, step="received", actor=stage.cast.handler)


def _wish(rows: Iterable[Nomination], posts: list[Post]) -> None:
    """Most nominees state their wishes; some posts are wished for more than others."""
    for row in rows:
        if lot("wishes", row.person_id) < 0.12:
            continue
        fit = [post for post in posts if post.category == row.category] or posts
        favoured = sorted(fit, key=lambda post: lot("favour", post.pk, row.person_id) * _draw(post))
        chosen = [post.pk for post in favoured if post.host_unit_id != row.home_organisation_id]
        state_wishes(
            row.pk,
            chosen[:3],
            family=pick(FAMILY, "family", row.person_id),
            health=pick(HEALTH, "health", row.person_id),
            actor=Actor(user_id=None, person_id=row.person_id, name=row.person.name),
        )


def _draw(post: Post) -> float:
    return 0.3 + lot("draw", post.pk)


def _rank(stage: Stage, rows: list[Nomination], posts: list[Post]) -> None:
    """Some hosts say whom they would have."""
    for post in islice(posts, 0, None, 5):
        able = [row for row in rows if row.home_organisation_id != post.host_unit_id]
        liked = sorted(able, key=lambda row: lot("liked", post.pk, row.pk))[:2]
        actor = stage.cast.host_leaders[post.host_unit_id]
        rank_candidates(post.pk, [row.pk for row in liked], actor=actor)


def open_nominee(stage: Stage, row: Nomination, username: str) -> None:
    """Give one nominee an account, so that visitors may state wishes."""
    open_accounts(
        [NewAccount(username, row.person.name, row.person_id)],
        actor=stage.cast.officers[Role.SYSTEM_OFFICER],
    )


def place(stage: Stage, coming: Next) -> None:
    """Work out who would go where, and once more with one nominee kept from that post."""
    handler, pk = stage.cast.handler, coming.intake.pk
    first = place_intake(pk, remark="按现有推荐人选和岗位测算", actor=handler)
    taken = sorted(Outcome.of(first.record).placed.items())[:1]
    place_intake(pk, remark="调整一人后再测算", bars=taken, actor=handler)
