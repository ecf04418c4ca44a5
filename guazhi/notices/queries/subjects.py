"""What a notice is about, in a few words: read when it is shown, as far as its reader may."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Assessment, ResultUse
from guazhi.coordination import queries as coordination
from guazhi.coordination.models import Contact, ExchangeItem, Forum, HomeRequest, WorkReport
from guazhi.hosting.models import Difficulty, Mentorship, Task, TrainingPlan
from guazhi.notices.models import Notice
from guazhi.notices.rules.kinds import KINDS
from guazhi.policy.abridging import abridged
from guazhi.programmes.models import Intake, Post
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import CourseChange, Leave
from guazhi.selection.models import Nomination, Proposal
from guazhi.selection.rules.nominations import PUT_FORWARD
from guazhi.web.words import in_language

MOST = 60
C = Capability
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class About:
    """Which rows a reader may see of what notices are about, and what is said of one."""

    rows: Callable[[Actor], Rows]
    words: Callable[[Any], str]


def _of(model: Any, capability: Capability, *loaded: str) -> Callable[[Actor], Rows]:
    def rows(actor: Actor) -> Rows:
        found: Rows = model.objects.permitted(actor, capability)
        return found.select_related(*loaded)

    return rows


def _plan(row: TrainingPlan) -> str:
    return _("Version %(number)s") % {"number": row.version}


def _forum(row: Forum) -> str:
    return f"{row.held_on or row.day} · {row.place}"


def _contact(row: Contact) -> str:
    return f"{row.host.name} · {row.day}"


def _change(row: CourseChange) -> str:
    until = _("until %(day)s") % {"day": row.new_end} if row.new_end else ""
    return " · ".join(filter(None, (str(row.get_kind_display()), until)))


def _proposal(row: Proposal) -> str:
    words = _("Proposal %(number)s") % {"number": row.number}
    return f"{row.intake.name} · {words}"


def _days(row: Intake) -> str:
    days = (
        (_("posts until %(day)s"), row.needs_until),
        (_("nominations until %(day)s"), row.nominations_until),
    )
    return " · ".join(words % {"day": day} for words, day in days if day)


def _offer(row: Post) -> str:
    return f"{row.host_unit.name}{row.title} · {row.get_state_display()}"


def _nomination(row: Nomination) -> str:
    return f"{row.person.name} · {row.get_state_display()}"


def _wishes(row: Nomination) -> str:
    until = row.intake.wishes_until if row.state in PUT_FORWARD else None
    return _("wishes until %(day)s") % {"day": until} if until else _nomination(row)


def _leave(row: Leave) -> str:
    policy = pack_of(row.secondment.policy).leave
    kind = policy.kinds.get(row.kind) if policy else None
    days = _("%(start)s to %(end)s") % {"start": row.start, "end": row.end}
    return f"{in_language(kind.names)} · {days}" if kind else days


ABOUT: Mapping[str, About] = {
    "plan": About(_of(TrainingPlan, C.VIEW_PLAN), _plan),
    "task": About(_of(Task, C.VIEW_TASK), lambda row: row.title),
    "difficulty": About(_of(Difficulty, C.VIEW_DIFFICULTY), lambda row: row.text),
    "mentor": About(_of(Mentorship, C.VIEW_SECONDMENT, "mentor"), lambda row: row.mentor.name),
    "exchange": About(_of(ExchangeItem, C.VIEW_EXCHANGE), lambda row: row.text),
    "contact": About(_of(Contact, C.VIEW_CONTACT, "host"), _contact),
    "forum_point": About(coordination.seen_points, lambda row: row.text),
    "forum": About(_of(Forum, C.VIEW_FORUM), _forum),
    "report": About(_of(WorkReport, C.VIEW_REPORT), lambda row: str(row.day)),
    "practice": About(coordination.practices, lambda row: row.title),
    "home_work": About(_of(HomeRequest, C.VIEW_HOME_WORK), lambda row: row.matter),
    "change": About(_of(CourseChange, C.VIEW_CHANGE), _change),
    "leave": About(_of(Leave, C.VIEW_LEAVE, "secondment__policy"), _leave),
    "assessment": About(
        _of(Assessment, C.VIEW_ASSESSMENT), lambda row: str(row.get_kind_display())
    ),
    "placement": About(_of(Proposal, C.VIEW_PLACEMENT, "intake"), _proposal),
    "intake": About(_of(Intake, C.VIEW_INTAKE), _days),
    "offer": About(_of(Post, C.VIEW_POST, "host_unit"), _offer),
    "nomination": About(_of(Nomination, C.VIEW_NOMINATION, "person"), _nomination),
    "wishes": About(_of(Nomination, C.VIEW_NOMINATION, "person", "intake"), _wishes),
    "use": About(_of(ResultUse, C.VIEW_USE), lambda row: str(row.get_occasion_display())),
}
# kinds whose subject their own first words do not name
NAMED = {
    "minutes_confirmed": "forum",
    "objection_recorded": "placement",
    "reports_urged": "forum",
    "work_reported": "report",
    "sitting_set": "assessment",
    "signatures_voided": "assessment",
    "override_asked": "assessment",
    "override_settled": "assessment",
    "long_leave_granted": "leave",
    "result_used": "use",
}


def about_of(kind: str) -> str:
    """What notices of ``kind`` are about; nothing where the kind and the person say it all."""
    if KINDS[kind].of:
        return KINDS[kind].of
    if kind in NAMED:
        return NAMED[kind]
    found = [name for name in ABOUT if kind.startswith(f"{name}_")]
    return max(found, key=len, default="")


def subjects(actor: Actor, notices: Iterable[Notice]) -> dict[int, str]:
    """What each notice is about, by its id; one question for each sort of record.

    A record that the reader may not see, or not any more, is left out.
    """
    wanted: dict[str, dict[int, int]] = defaultdict(dict)
    for row in notices:
        if about := about_of(row.kind):
            wanted[about][row.pk] = row.subject
    found = {}
    for about, rows in wanted.items():
        told = ABOUT[about]
        seen = told.rows(actor).filter(pk__in=set(rows.values())).order_by().in_bulk()
        for notice, subject in rows.items():
            if subject in seen:
                found[notice] = abridged(told.words(seen[subject]), MOST)
    return found
