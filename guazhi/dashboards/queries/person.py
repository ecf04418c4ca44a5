"""One person, one page (一人一档): who manages, what happened, and what may be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import ROLES_OF
from guazhi.access.queries import holders
from guazhi.assessments.models import Appraisal, Assessment
from guazhi.assessments.queries import with_result
from guazhi.hosting.models import Acceptance, TrainingPlan
from guazhi.hosting.queries import acceptance
from guazhi.obligations.queries import Row
from guazhi.policy.entries import Words
from guazhi.secondments.models import CourseChange, Handover, Secondment
from guazhi.secondments.queries import Shown, holds
from guazhi.secondments.rules import ENDED, Course, State


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that may be done to a secondment: the page and what it takes."""

    label: "str | Promise"
    route: str
    capability: Capability
    icon: str
    states: tuple[str, ...]


CHECKPOINTS = ("midterm_assessment", "final_assessment", "appraisal", "result_use")
TONES = {"overdue": "red", "due_soon": "yellow"}
BEFORE = (State.PLANNED.value,)
DECIDED = (State.DECIDED.value,)
NOT_YET = (*BEFORE, *DECIDED)
OPEN = (State.DECIDED.value, State.IN_POST.value)
IN_POST = (State.IN_POST.value,)
OVER = (State.IN_POST.value, *ENDED)

C = Capability
DEEDS = (
    Deed(_("Record the decision"), "secondments:decide", C.RECORD_DECISION, "gavel", BEFORE),
    Deed(_("Accept the secondee"), "hosting:accept", C.ACCEPT_SECONDEE, "user-check", OPEN),
    Deed(_("Hand over and decouple"), "secondments:decouple", C.RECORD_HANDOVER, "transfer", OPEN),
    Deed(_("Confirm arrival"), "secondments:arrive", C.CONFIRM_ARRIVAL, "map-pin", DECIDED),
    Deed(_("Training plan"), "hosting:plan", C.DRAFT_PLAN, "clipboard-list", OPEN),
    Deed(_("Name the mentor"), "hosting:mentor", C.NAME_MENTOR, "user-star", OPEN),
    Deed(_("Record mentoring"), "hosting:mentoring", C.LOG_MENTORING, "user-star", OPEN),
    Deed(_("Arrange living conditions"), "hosting:living", C.ARRANGE_LIVING, "home", OPEN),
    Deed(_("Record the briefing"), "hosting:briefing", C.GIVE_BRIEFING, "presentation", OPEN),
    Deed(_("Assign duties"), "hosting:division", C.DIVIDE_WORK, "sitemap", OPEN),
    Deed(_("Assign a task"), "hosting:task", C.ASSIGN_TASK, "list-check", IN_POST),
    Deed(_("Record a talk"), "hosting:talk", C.HOLD_TALK, "message-circle", IN_POST),
    Deed(_("Raise a difficulty"), "hosting:difficulty", C.RAISE_DIFFICULTY, "hand-stop", IN_POST),
    Deed(_("Record care given"), "hosting:care", C.GIVE_CARE, "heart-handshake", IN_POST),
    Deed(_("Record a contact"), "coordination:contact", C.MAKE_CONTACT, "phone", IN_POST),
    Deed(_("Write a work report"), "dashboards:report", C.WRITE_REPORT, "report", IN_POST),
    Deed(_("Ask for leave"), "secondments:ask_leave", C.ASK_LEAVE, "calendar-due", IN_POST),
    Deed(
        _("Send an exchange item"), "coordination:exchange", C.SEND_EXCHANGE, "arrows-up-down",
        IN_POST,
    ),
    Deed(
        _("Request work for the home organisation"), "coordination:request", C.ASK_HOME_WORK,
        "send", IN_POST,
    ),
    Deed(_("Record a visit"), "coordination:home_visit", C.MAKE_HOME_VISIT, "user-heart", IN_POST),
    Deed(
        _("Check the personnel relation"), "secondments:confirm_relation", C.CHECK_RELATION,
        "shield-check", IN_POST,
    ),
    Deed(
        _("Mid-term and final assessment"), "assessments:assessment", C.VIEW_ASSESSMENT,
        "clipboard-check", OVER,
    ),
    Deed(
        _("Opinion of the home organisation"), "assessments:home_opinion", C.GIVE_HOME_OPINION,
        "message-circle", OVER,
    ),
    Deed(_("Personal summary"), "assessments:summary", C.VIEW_SUMMARY, "writing", OVER),
    Deed(_("Appraisal"), "assessments:appraisal", C.VIEW_APPRAISAL, "certificate", OVER),
    Deed(_("Use of the result"), "assessments:use", C.USE_RESULT, "award", OVER),
    Deed(_("Plan the return"), "secondments:plan_return", C.BEGIN_RETURN, "arrow-back-up", IN_POST),
    Deed(
        _("Ask for a change of course"), "secondments:ask_change", C.ASK_CHANGE, "calendar-time",
        OPEN,
    ),
    Deed(
        _("Withdraw the secondment"), "secondments:withdraw", C.WITHDRAW_SECONDMENT, "circle-x",
        NOT_YET,
    ),
    Deed(_("Close the secondment"), "secondments:return_home", C.CLOSE_SECONDMENT, "home", IN_POST),
)  # fmt: skip


def deeds(actor: Actor, secondment: Secondment, today: date) -> list[Deed]:
    """What the actor may do to the secondment in its present state, and can still do."""
    found = [
        deed
        for deed in DEEDS
        if secondment.state in deed.states and holds(actor, deed.capability, secondment)
    ]
    asked = {deed.route for deed in found}
    past = {route for route in asked & PAST.keys() if PAST[route](secondment, today)}
    return [deed for deed in found if deed.route not in past]


def _has_approved_plan(secondment: Secondment) -> bool:
    latest = TrainingPlan.objects.filter(secondment=secondment).order_by("-version").first()
    return latest is not None and latest.approved_on is not None


def _is_signed(secondment: Secondment) -> bool:
    rows = Appraisal.objects.filter(secondment=secondment, signed_on__isnull=False)
    return rows.exists()


def _is_home_heard(secondment: Secondment) -> bool:
    """Whether no assessment waits for the word of the home organisation."""
    begun = Assessment.objects.filter(secondment=secondment, concluded_on__isnull=True)
    return not begun.filter(home_opinion__isnull=True).exists()


# the deeds that are done once, or wait for a day, and when there is nothing to do by them
PAST: dict[str, Callable[[Secondment, date], bool]] = {
    "hosting:accept": lambda row, _day: Acceptance.objects.filter(secondment=row).exists(),
    "secondments:decouple": lambda row, _day: Handover.objects.filter(secondment=row).exists(),
    "hosting:plan": lambda row, _day: _has_approved_plan(row),
    "assessments:home_opinion": lambda row, _day: _is_home_heard(row),
    "assessments:summary": lambda row, _day: _is_signed(row),
    "assessments:use": lambda row, day: day <= row.end or not with_result([row.pk]),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a person's timeline."""

    day: date
    label: "str | Promise | Words"
    tone: str
    is_past: bool = True


def timeline(
    secondment: Secondment,
    rows: Iterable[Row],
    changes: Iterable[CourseChange],
    leaves: Iterable[Shown],
    today: date,
) -> list[Event]:
    """What happened, and the checkpoints to come, newest first."""
    events = [
        Event(secondment.start, _("First day of the term"), "blue", secondment.start <= today),
        Event(secondment.end, _("Last day of the term"), "blue", secondment.end <= today),
    ]
    if secondment.arrived_on:
        events.append(Event(secondment.arrived_on, _("Arrived at the host unit"), "blue"))
    if secondment.left_on:
        events.append(Event(secondment.left_on, _("Returned"), "blue"))
    events += [
        Event(change.settled_on, change.get_kind_display(), "blue")
        for change in changes
        if change.settled_on and change.state == Course.IN_EFFECT
    ]
    events += [
        Event(each.leave.start, each.names, "", each.leave.start <= today)
        for each in leaves
        if each.names
    ]
    for row in rows:
        rule = row.why.pack.obligations.get(row.obligation.rule)
        if rule is None:
            continue
        if row.obligation.met_on:
            tone = "green" if row.standing.value == "met" else ""
            events.append(Event(row.obligation.met_on, rule.names, tone))
        elif rule.evidence in CHECKPOINTS and row.standing.value != "waived":
            tone = TONES.get(row.standing.value, "")
            events.append(Event(row.obligation.due, rule.names, tone, is_past=False))
    return sorted(events, key=lambda event: event.day, reverse=True)


def responsible(secondment: Secondment, day: date) -> dict[str, list[tuple[str, list[str]]]]:
    """For each party its units, and in each the people responsible by name (S2.0.2).

    The host names its leader when it accepts; elsewhere it is whoever holds the party's roles.
    """
    programme = secondment.intake.programme
    counties = [each for each in (secondment.home_county, secondment.host_county) if each]
    places = {
        "city": [(programme.area_id, programme.owner.name)],
        "county": list(dict.fromkeys((county.pk, county.name) for county in counties)),
        "host": [(secondment.host_unit_id, secondment.host_unit.name)],
        "home": [(secondment.home_organisation_id, secondment.home_organisation.name)],
    }
    found = holders((pk for units in places.values() for pk, _name in units), day)
    accepted = acceptance(secondment)
    named = {"host": [accepted.responsible] if accepted else []}
    return {
        party: [
            (
                name,
                list(
                    dict.fromkeys(
                        [
                            *named.get(party, []),
                            *(
                                who
                                for role in reversed(ROLES_OF[party])
                                for who in found.get((pk, role), [])
                            ),
                        ]
                    )
                ),
            )
            for pk, name in units
        ]
        for party, units in places.items()
    }
