"""Obligations in words: the why that every page shows, and the names of what proves them."""

from collections.abc import Iterable

from django.db.models import Min
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from guazhi.obligations.models import Happening, Obligation
from guazhi.obligations.queries.why import Row
from guazhi.policy import Basis, clause
from guazhi.policy.describe import Language, when_in_words, word
from guazhi.policy.pack import Obligation as Rule
from guazhi.web.components import Citation, Why
from guazhi.web.words import in_language

Inputs = list[tuple[str | Promise, object]]

# what the amount of a basis says, by the form of timing
ALLOWED = {
    "by": gettext_lazy("May be done early by"),
    "within": gettext_lazy("Time allowed"),
    "around": gettext_lazy("Before or after that day by"),
    "before": gettext_lazy("Before that day by"),
    "every": gettext_lazy("This period ends after"),
    "after": gettext_lazy("Time allowed"),
    "after_end": gettext_lazy("Time allowed"),
}
# what sets an obligation off, by the kind of happening
OCCASIONS = {
    "difficulty_raised": gettext_lazy("difficulty raised on %(day)s"),
    "exchange_sent": gettext_lazy("exchange item of %(day)s"),
    "forum_held": gettext_lazy("forum of %(day)s"),
    "home_request_made": gettext_lazy("request of %(day)s"),
    "mentor_named": gettext_lazy("mentor named on %(day)s"),
    "point_raised": gettext_lazy("point raised at the forum of %(day)s"),
    "practice_proposed": gettext_lazy("practice proposed on %(day)s"),
    "review_asked": gettext_lazy("review asked for on %(day)s"),
}
EVIDENCE = {
    "decision": gettext_lazy("Decision of the organisation"),
    "acceptance": gettext_lazy("Acceptance by the host"),
    "handover": gettext_lazy("Hand-over at home"),
    "mentor": gettext_lazy("Naming of the mentor"),
    "briefing": gettext_lazy("Briefing"),
    "division": gettext_lazy("Division of work"),
    "plan_approved": gettext_lazy("Approved training plan"),
    "substantive_task": gettext_lazy("Substantive task"),
    "talk": gettext_lazy("Talk"),
    "care": gettext_lazy("Care"),
    "difficulty_answer": gettext_lazy("Answer to a difficulty"),
    "difficulty_closed": gettext_lazy("Difficulty closed"),
    "forum": gettext_lazy("Forum"),
    "point_answer": gettext_lazy("Answer to a point of a forum"),
    "work_report": gettext_lazy("Work report"),
    "practice_proposed": gettext_lazy("Practice proposed"),
    "practice_published": gettext_lazy("Practice published"),
    "contact": gettext_lazy("Contact with the host"),
    "midterm_ballot": gettext_lazy("Democratic evaluation at mid-term"),
    "midterm_part": gettext_lazy("Part in the mid-term assessment"),
    "midterm_assessment": gettext_lazy("Mid-term joint assessment"),
    "final_ballot": gettext_lazy("Democratic evaluation at the end"),
    "final_part": gettext_lazy("Part in the final assessment"),
    "final_assessment": gettext_lazy("Final joint assessment"),
    "relation_check": gettext_lazy("Check of the personnel relation"),
    "summary": gettext_lazy("Personal summary"),
    "appraisal": gettext_lazy("Signed appraisal"),
    "result_use": gettext_lazy("Use of the result"),
    "review_decided": gettext_lazy("Decision on a contested result"),
    "request_decided": gettext_lazy("Decision on work at home"),
    "exchange_answer": gettext_lazy("Answer to an exchange item"),
    "home_visit": gettext_lazy("Visit by the home organisation"),
    "return_plan": gettext_lazy("Plan of the return"),
}


def explained(row: Row) -> Why | None:
    """The why of an obligation: rule, clause, version and what its dates were counted from."""
    rule = row.why.pack.obligations.get(row.obligation.rule)
    if rule is None:
        return None
    inputs: Inputs = [(_("The rule"), when_in_words(rule, language()))]
    if row.why.due is not None:
        inputs += counted(row.why.due.basis)
    inputs += [(_("Open from"), str(row.obligation.opens)), (_("Due"), str(row.obligation.due))]
    if row.obligation.cause:
        inputs.append((_("Why it is no longer due"), row.obligation.get_cause_display()))
        if row.obligation.cause == row.obligation.LAPSED and rule.ended_early:
            inputs.append((_("Basis"), in_language(rule.ended_early.source)))
    if row.obligation.met_on:
        inputs.append((_("Met on"), str(row.obligation.met_on)))
    if row.why.missing_years:
        inputs.append((_("Caution"), without_calendar(row.why.missing_years)))
    return Why(
        in_language(rule.names),
        cited(rule, row.obligation.clause),
        f"{in_language(row.why.pack.names)} {row.why.pack.version}",
        inputs,
    )


def counted(basis: Basis) -> Inputs:
    """The day it is counted from, and how much time the rule allows."""
    inputs: Inputs = [(_("Counted from"), f"{basis.day} · {word(basis.anchor, language())}")]
    if basis.amount:
        inputs.append((ALLOWED[basis.form], span(basis.amount, basis.unit)))
    if basis.grace:
        inputs.append((_("At the latest after it by"), span(basis.grace, basis.grace_unit)))
    return inputs


def span(amount: int, unit: str) -> str:
    """An amount of time in words."""
    unit = word(unit, language())
    return f"{amount} {unit}" if language() == "en" else f"{amount}{unit}"


def without_calendar(years: tuple[int, ...]) -> str:
    """The warning that working days were counted without the official calendar."""
    return _(
        "There is no working-day calendar for %(years)s: Monday to Friday are counted as working"
        " days, and the date may move when the calendar is added."
    ) % {"years": ", ".join(str(year) for year in years)}


def occurrences(rows: Iterable[Obligation]) -> dict[int, str]:
    """Which of several each obligation is, in words: its period, or what it answers and since when.

    What is owed once has none. The first day of a happening stands although it was handed on.
    """
    parted = {row.pk: row.occurrence.rpartition("-") for row in rows if row.occurrence}
    records = {int(number) for kind, _dash, number in parted.values() if kind}
    first = (
        Happening.objects.filter(record__in=records).values("kind", "record").annotate(Min("day"))
        if records
        else ()
    )
    days = {(row["kind"], row["record"]): row["day__min"] for row in first}
    return {
        pk: OCCASIONS[kind] % {"day": days.get((kind, int(number)), "–")}
        if kind
        else _("period %(number)d") % {"number": int(number)}
        for pk, (kind, _dash, number) in parted.items()
    }


def cited(rule: Rule, clause_id: str) -> Citation | None:
    """The clause in its own words, else the practice that the rule rests on."""
    if clause_id:
        return Citation(clause_id, in_language(clause(clause_id)))
    return Citation(in_language(rule.source)) if rule.source else None


def language() -> Language:
    """The language of the page, as policy knows it."""
    return "en" if get_language() == "en" else "zh-hans"
