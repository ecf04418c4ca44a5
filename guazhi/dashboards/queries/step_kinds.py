"""Every kind of step that may wait for somebody; a new one gets its line here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guazhi.coordination import queries as coordination
from guazhi.dashboards.queries.assessing import ASSESSING
from guazhi.dashboards.queries.steps import Act, Kind, Step
from guazhi.hosting import queries as hosting
from guazhi.obligations.queries import waivers_to_decide
from guazhi.programmes.queries import waiting_posts
from guazhi.secondments import queries as secondments
from guazhi.secondments.queries import changes_to_answer
from guazhi.selection import queries as selection

LONGEST = 80


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _note(*parts: object) -> str:
    return " · ".join(_short(str(part)) for part in parts if part)


def _plan(row: Any, today: date) -> Step:
    del today
    titles = {
        "proposed": _("Your training plan waits for your word"),
        "agreed": _("A training plan waits for approval"),
        "returned": _("A training plan was returned"),
    }
    acts = {
        "proposed": Act(_("Agree or return"), "hosting:agree_plan", (row.pk,)),
        "agreed": Act(_("Approve or return"), "hosting:approve_plan", (row.pk,)),
        "returned": Act(_("Draft a new version"), "hosting:plan", (row.secondment_id,)),
    }
    version = _("Version %(number)s") % {"number": row.version}
    why = f"{row.returned_by.name}: {row.returned_reason}" if row.returned_reason else ""
    note = _note(row.secondment.secondee.name, version, why)
    return Step(titles[row.state], note, row.day, (acts[row.state],))


def _task(row: Any, today: date) -> Step:
    urged = ngettext("urged %(n)s time", "urged %(n)s times", row.urged) % {"n": row.urged}
    report = Act(_("Report on the task"), "hosting:report_task", (row.pk,))
    accept = Act(_("Accept the task"), "hosting:accept_task", (row.pk,), is_tap=True)
    return Step(
        row.title,
        _note(_("due by %(day)s") % {"day": row.due}, urged if row.urged else ""),
        row.due,
        (accept,) if row.state == "assigned" else (report,),
        row.get_state_display(),
        bool(row.urged) or row.due < today,
    )


def _task_report(row: Any, today: date) -> Step:
    del today
    acts = (
        Act(_("Close the task"), "hosting:close_task", (row.pk,)),
        Act(_("Send the report back"), "hosting:return_task", (row.pk,)),
    )
    note = _note(row.secondment.secondee.name, row.report)
    return Step(row.title, note, row.reported_on, acts, row.get_state_display())


def _solution(row: Any, today: date) -> Step:
    del today
    act = Act(_("Confirm the solution"), "hosting:confirm", (row.pk,))
    return Step(_short(row.text), _note(row.solution), row.resolved_on, (act,))


def _difficulty(row: Any, today: date) -> Step:
    del today
    act = Act(_("Answer or solve"), "dashboards:source", ("difficulty", row.pk))
    note = _note(row.secondment.secondee.name, row.secondment.host_unit.name)
    return Step(_short(row.text), note, row.since, (act,), row.get_state_display())


def _mentoring(row: Any, today: date) -> Step:
    del today
    act = Act(_("Accept the mentoring"), "hosting:mentoring", (row.secondment_id,))
    note = _note(row.secondment.host_unit.name)
    return Step(row.secondment.secondee.name, note, row.since, (act,))


def _change(row: Any, today: date) -> Step:
    del today
    change = row.change
    act = Act(_("Answer"), "secondments:change", (change.pk,))
    note = _note(change.get_kind_display(), change.get_asked_by_display(), change.reason)
    return Step(change.secondment.secondee.name, note, change.day, (act,))


def _of_leave(row: Any, act: Act, *, is_pressing: bool = False) -> Step:
    days = _("%(start)s to %(end)s") % {"start": row.start, "end": row.end}
    name = row.secondment.secondee.name
    return Step(name, _note(days), row.start, (act,), is_pressing=is_pressing)


def _leave(row: Any, today: date) -> Step:
    act = Act(_("Decide"), "secondments:leave", (row.pk,))
    return _of_leave(row, act, is_pressing=row.start <= today)


def _leave_back(row: Any, today: date) -> Step:
    del today
    return _of_leave(row, Act(_("Confirm the return"), "secondments:leave", (row.pk,)))


def _leave_returned(row: Any, today: date) -> Step:
    del today
    return _of_leave(row, Act(_("Mend the leave"), "secondments:revise_leave", (row.pk,)))


def _leave_over(row: Any, today: date) -> Step:
    del today
    act = Act(_("Report back"), "secondments:leave", (row.pk,))
    return _of_leave(row, act, is_pressing=True)


def _waiver(row: Any, today: date) -> Step:
    del today
    act = Act(_("Decide"), "obligations:decide_waiver", (row.pk,))
    of = row.obligation.secondment.secondee.name if row.obligation.secondment else ""
    who = row.asked_by.name if row.asked_by else ""
    return Step(of or who, _note(who if of else "", row.reason), row.asked_at.date(), (act,))


def _report(row: Any, today: date) -> Step:
    del today
    act = Act(_("Read and countersign"), "coordination:read_report", (row.pk,))
    note = _note(row.secondment.host_unit.name)
    return Step(row.secondment.secondee.name, note, row.day, (act,))


def _report_back(row: Any, today: date) -> Step:
    del today
    act = Act(_("Write it anew"), "dashboards:report", (row.secondment_id,))
    return Step(_("Work report of %(day)s") % {"day": row.day}, _note(row.remark), row.day, (act,))


def _report_urged(row: Any, today: date) -> Step:
    del today
    act = Act(_("Write the report"), "dashboards:report", (row.secondment_id,))
    title = _("Report for the forum of %(day)s") % {"day": row.forum.day}
    return Step(title, _note(row.forum.place), row.forum.day, (act,), is_pressing=True)


def _review(row: Any, today: date) -> Step:
    del today
    act = Act(_("Review"), "coordination:practice", (row.pk,))
    return Step(_short(row.title), _note(row.text), row.day, (act,))


def _reading(row: Any, today: date) -> Step:
    del today
    act = Act(_("Read"), "coordination:practice", (row.pk,))
    return Step(_short(row.title), _note(row.text), row.day, (act,))


def _practice_back(row: Any, today: date) -> Step:
    del today
    act = Act(_("Send it in again"), "coordination:practice", (row.pk,))
    return Step(_short(row.title), _note(row.return_reason), row.day, (act,))


def _exchange(row: Any, today: date) -> Step:
    del today
    act = Act(_("Answer"), "coordination:exchange_item", (row.pk,))
    note = _note(row.secondment.secondee.name, row.get_direction_display())
    return Step(_short(row.text), note, row.day, (act,))


def _request(row: Any, today: date) -> Step:
    del today
    act = Act(_("Decide"), "coordination:decide_request", (row.pk,))
    home = row.secondment.home_organisation.name
    return Step(_short(row.matter), _note(row.secondment.secondee.name, home), row.day, (act,))


def _point(row: Any, today: date) -> Step:
    del today
    act = Act(_("Answer"), "coordination:answer_point", (row.pk,))
    title = _("Forum of %(day)s") % {"day": row.forum.held_on or row.forum.day}
    return Step(_short(row.text), _note(title, row.owner.name), row.forum.held_on, (act,))


def _minutes(row: Any, today: date) -> Step:
    del today
    act = Act(_("Write and confirm"), "coordination:forum", (row.pk,), "?step=minutes")
    title = _("Forum of %(day)s") % {"day": row.held_on}
    return Step(title, _note(row.place), row.held_on, (act,))


def _contact(row: Any, today: date) -> Step:
    act = Act(_("Record the contact"), "coordination:make_contact", (row.host_id,))
    note = _note(row.get_mode_display(), row.spoke_with)
    return Step(row.host.name, note, row.day, (act,), is_pressing=row.day < today)


def _post(row: Any, today: date) -> Step:
    del today
    route = "programmes:answer_post" if row.state == "submitted" else "programmes:rewrite_post"
    label = _("Approve or return") if row.state == "submitted" else _("Rewrite the post")
    note = _note(row.host_unit.name, row.intake.name, row.reason)
    return Step(row.title, note, row.submitted_on, (Act(label, route, (row.pk,)),))


def _nomination(row: Any, today: date) -> Step:
    del today
    act = Act(_("Look at it"), "selection:nomination", (row.pk,))
    note = _note(row.home_organisation.name, row.intake.name)
    return Step(row.person.name, note, row.submitted_on, (act,), row.get_state_display())


def _wishes(row: Any, today: date) -> Step:
    del today
    act = Act(_("State my wishes"), "selection:wishes", (row.pk,))
    until = row.intake.wishes_until
    note = _("by %(day)s") % {"day": until} if until else ""
    return Step(row.intake.name, note, until, (act,))


KINDS: Mapping[str, Kind] = {
    "plan": Kind(
        gettext_lazy("Training plans"), "clipboard-list",
        lambda actor, _day: hosting.waiting_plans(actor), _plan, "day",
    ),
    "task": Kind(
        gettext_lazy("My tasks"), "list-check",
        lambda actor, _day: hosting.tasks_to_do(actor), _task, "due",
    ),
    "task_report": Kind(
        gettext_lazy("Reports on tasks"), "checklist",
        lambda actor, _day: hosting.reports_to_see(actor), _task_report, "reported_on",
    ),
    "solution": Kind(
        gettext_lazy("Solutions to confirm"), "hand-stop",
        lambda actor, _day: hosting.solutions_to_confirm(actor), _solution, "resolved_on",
    ),
    "difficulty": Kind(
        gettext_lazy("Difficulties to solve"), "hand-stop",
        lambda actor, _day: hosting.difficulties_to_solve(actor), _difficulty, "since",
        is_owed=True,
    ),
    "mentoring": Kind(
        gettext_lazy("Mentoring to accept"), "user-star",
        lambda actor, _day: hosting.mentorships_to_accept(actor), _mentoring, "since",
        is_owed=True,
    ),
    "change": Kind(
        gettext_lazy("Changes to consent to"), "calendar-time",
        lambda actor, _day: changes_to_answer(actor), _change, "id",
    ),
    "leave": Kind(
        gettext_lazy("Leave to decide"), "calendar-due",
        lambda actor, _day: secondments.leaves_to_decide(actor), _leave, "start",
    ),
    "leave_back": Kind(
        gettext_lazy("Returns from leave to confirm"), "calendar-due",
        lambda actor, _day: secondments.leaves_to_confirm(actor), _leave_back, "back_on",
    ),
    "leave_returned": Kind(
        gettext_lazy("Leave returned to you"), "arrow-back-up",
        lambda actor, _day: secondments.leaves_returned(actor), _leave_returned, "start",
    ),
    "leave_over": Kind(
        gettext_lazy("Leave to report back from"), "calendar-due",
        secondments.leaves_to_report, _leave_over, "start",
    ),
    "request": Kind(
        gettext_lazy("Requests to decide"), "gavel",
        lambda actor, _day: coordination.requests_to_decide(actor), _request, "day",
        is_owed=True,
    ),
    "waiver": Kind(
        gettext_lazy("Waivers to decide"), "gavel",
        lambda actor, _day: waivers_to_decide(actor), _waiver, "asked_at",
    ),
    "report": Kind(
        gettext_lazy("Work reports to countersign"), "writing",
        lambda actor, _day: coordination.waiting_reports(actor), _report, "day",
    ),
    "report_back": Kind(
        gettext_lazy("Work report returned to you"), "arrow-back-up",
        lambda actor, _day: coordination.returned_reports(actor), _report_back, "day",
    ),
    "report_urged": Kind(
        gettext_lazy("Work report urged by the department"), "send",
        lambda actor, _day: coordination.urged_to_report(actor), _report_urged, "id",
    ),
    "review": Kind(
        gettext_lazy("Good practice to review"), "bulb",
        lambda actor, _day: coordination.practices_showing(actor, "review"), _review, "day",
        is_owed=True,
    ),
    "reading": Kind(
        gettext_lazy("Good practice to read"), "bulb",
        lambda actor, _day: coordination.practices_showing(actor, "unread"), _reading, "day",
    ),
    "practice_back": Kind(
        gettext_lazy("Proposals returned"), "arrow-back-up",
        lambda actor, _day: coordination.practices_showing(actor, "returned"), _practice_back,
        "day",
    ),
    "exchange": Kind(
        gettext_lazy("Exchange items to answer"), "arrows-up-down",
        lambda actor, _day: coordination.to_answer(actor), _exchange, "day", is_owed=True,
    ),
    "point": Kind(
        gettext_lazy("Points of forums to answer"), "messages",
        lambda actor, _day: coordination.owned_points(actor).filter(answered_on=None), _point,
        "id", is_owed=True,
    ),
    "minutes": Kind(
        gettext_lazy("Minutes to confirm"), "messages",
        lambda actor, _day: coordination.minutes_to_confirm(actor), _minutes, "held_on",
    ),
    "post": Kind(
        gettext_lazy("Posts offered"), "table",
        lambda actor, _day: waiting_posts(actor), _post, "submitted_on",
    ),
    "nomination": Kind(
        gettext_lazy("Nominations"), "users",
        lambda actor, _day: selection.waiting_nominations(actor), _nomination, "submitted_on",
    ),
    "wishes": Kind(
        gettext_lazy("Wishes to state"), "star", selection.wishes_to_state, _wishes, "id",
    ),
    "contact": Kind(
        gettext_lazy("Planned contacts to record"), "phone",
        coordination.contacts_to_make, _contact, "day",
    ),
    **ASSESSING,
}  # fmt: skip
# what stands on the home page beside the duties
BESIDE_DUTIES = {key: kind for key, kind in KINDS.items() if not kind.is_owed}
