"""The demo: the shipped roster lived through until a day in mid-term, with accounts to sign in."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from django.db.models import Max, Q

import guazhi
from guazhi.access.matrix import Role
from guazhi.access.models import User
from guazhi.access.queries import actor_of
from guazhi.accounts.commands import set_password
from guazhi.coordination.commands import plan_forum
from guazhi.coordination.models import Forum
from guazhi.notices.commands import mark_all_read
from guazhi.notices.models import Notice
from guazhi.organisations.models import Organisation
from guazhi.organisations.queries import departments
from guazhi.policy import named
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment
from guazhi.simulation import database, lives, next_intake
from guazhi.simulation.acts.ballots import show_polls
from guazhi.simulation.acts.decisions import show_contest
from guazhi.simulation.acts.leave import show_leaves
from guazhi.simulation.acts.sittings import show as show_sittings
from guazhi.simulation.acts.starting import show_plans
from guazhi.simulation.courses import show_changes
from guazhi.simulation.opening import Play
from guazhi.simulation.rehearsal import perform
from guazhi.simulation.stage import Stage
from guazhi.web import clock
from guazhi.web.demo import ACCOUNTS, PASSWORD

HERE = Path(guazhi.__file__).parent
ROSTER = HERE / "rosters" / "demo" / "roster-67.xlsx"
FIRST = date(2026, 2, 9)
# a small intake before, long over, so that there is something to hold the present one against
EARLIER = HERE / "rosters" / "demo" / "roster-2025.xlsx"
EARLIER_DAYS = (date(2025, 2, 24), date(2025, 10, 31))
DAY = date(2026, 8, 26)
UNREAD = timedelta(days=5)
MADE_OF = ("**/*.py", "policy/packs/*.yaml", "policy/calendars/*.yaml", "rosters/demo/*.xlsx")
COUNTIES = {"清溪": "qingxi", "云岭": "yunling"}


def stamp(day: date) -> dict[str, str]:
    """What a demo database is made of; another stamp means it has to be made anew."""
    digest = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(HERE.glob(pattern)):
            digest.update(path.read_bytes())
    return {"day": day.isoformat(), "made_of": digest.hexdigest()}


def is_ready(path: Path, day: date) -> bool:
    """Whether the database at ``path`` is the demo of ``day``."""
    kept = path.with_suffix(".json")
    return path.exists() and kept.exists() and json.loads(kept.read_text()) == stamp(day)


def make(path: Path, day: date, on_day: Callable[[date], None] | None = None) -> None:
    """Make the demo database: everything up to the evening before ``day``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".json").unlink(missing_ok=True)
    database.remove(path)
    database.use(path)
    database.write_lazily()
    last = max(FIRST, day - timedelta(days=1))
    before = perform(Play(EARLIER, named("speech"), *EARLIER_DAYS, "default", desks))
    play = Play(ROSTER, named("speech"), FIRST, last, "demo", usernames)
    stage = perform(play, on_day)
    with clock.clock_at(day):
        stage.today = day
        for each in (before, stage):
            lives.tell(each, day)
        _announce_forum(stage, day)
        show_changes(stage, day, _sent_down(stage.intake).pk)
        show_plans(stage, _sent_down(stage.intake).pk)
        show_sittings(stage)
        show_contest(stage)
        show_polls(stage, day, _sent_down(stage.intake).pk)
        show_leaves(stage, _sent_down(stage.intake).pk)
        coming = next_intake.show(stage, day)
        next_intake.place(stage, coming)
        next_intake.open_nominee(stage, coming.received[0], "ganbu3")
        _leave_unread(day)
        _open_to_visitors(stage)
    path.with_suffix(".json").write_text(json.dumps(stamp(day)) + "\n")


def desks(intake: Intake) -> Mapping[str, str]:
    """Sign-in names for the desks of departments and officers, the same in every intake."""
    names = {
        "city_handler:0": "shiwei",
        "city_approver:0": "shenpi",
        "city_deputy:0": "fenguan",
        f"{Role.SYSTEM_OFFICER.value}:0": "xitong",
        f"{Role.SECURITY_OFFICER.value}:0": "baomi",
        f"{Role.AUDIT_OFFICER.value}:0": "shenji",
    }
    within = intake.programme.area.path
    for stem, username in COUNTIES.items():
        county = Organisation.objects.filter(
            kind="county", name__startswith=stem, path__under=within
        ).first()
        office = departments([county.pk]).get(county.pk) if county else None
        if office is not None:
            names[f"county_handlers:{office}"] = username
            if username == "qingxi":
                names[f"county_approvers:{office}"] = "qingxi2"
    return names


def usernames(intake: Intake) -> Mapping[str, str]:
    """Sign-in names for the desks that visitors try, by the desk's place in the cast."""
    rows = Secondment.objects.filter(intake=intake).order_by("pk")
    down = _sent_down(intake)
    up = rows.filter(direction="up").first() or rows.last()
    assert up is not None
    names = {
        **desks(intake),
        f"host_leaders:{down.host_unit_id}": "lingdao",
        f"host_handlers:{down.host_unit_id}": "jieshou",
        f"home_handlers:{down.home_organisation_id}": "paichu",
        f"secondees:{down.secondee_id}": "ganbu",
    }
    if up.secondee_id != down.secondee_id:
        names[f"secondees:{up.secondee_id}"] = "ganbu2"
    return names


def _sent_down(intake: Intake) -> Secondment:
    """The secondment that visitors play from every side."""
    rows = Secondment.objects.filter(intake=intake).order_by("pk")
    down = (
        rows.filter(host_unit__level="township", home_county__isnull=True)
        .filter(Q(host_county__name__startswith="清溪"))
        .first()
        or rows.first()
    )
    assert down is not None
    return down


def _announce_forum(stage: Stage, day: date) -> None:
    """Let the next forum stand in the calendar, so that there is one to prepare for."""
    ahead = day + timedelta(days=8)
    planned = Forum.objects.filter(intake=stage.intake, held_on=None)
    if stage.intake.start <= day and ahead <= stage.intake.end and not planned.exists():
        plan_forum(
            stage.intake.pk,
            day=ahead,
            place="市委组织部三楼会议室",
            agenda="挂职干部汇报工作和思想情况；交流经验做法；部领导讲话。",
            actor=stage.cast.handler,
        )


def _leave_unread(day: date) -> None:
    """Let everybody have read what came until some days ago."""
    since = day - UNREAD
    last = Notice.objects.filter(day__lt=since).aggregate(last=Max("pk"))["last"] or 0
    for user in User.objects.filter(notices__pk__lte=last).distinct():
        mark_all_read(last, actor=actor_of(user, day))


def _open_to_visitors(stage: Stage) -> None:
    """Set the one password on every account that visitors may use."""
    system = stage.cast.officers[Role.SYSTEM_OFFICER]
    wanted = [account.username for account in ACCOUNTS]
    for user in User.objects.filter(username__in=wanted).order_by("pk"):
        set_password(user.pk, PASSWORD, actor=system)
