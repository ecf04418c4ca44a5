"""The report of a rehearsal in words and tables, in the present language."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from guazhi.obligations.models import PARTIES
from guazhi.policy import Pack
from guazhi.policy.describe import said, table

COUNTS = ("due", "met", "late", "overdue", "waived")
HEADS = {
    "due": gettext_lazy("fell due"),
    "met": gettext_lazy("on time"),
    "late": gettext_lazy("late"),
    "overdue": gettext_lazy("overdue"),
    "waived": gettext_lazy("waived"),
}


def told(figures: Mapping[str, Any], pack: Pack, first: date, last: date) -> str:
    """The whole report as text for a terminal."""
    parts = [
        "\n".join(_summary(figures, first, last)),
        _section(_("By responsible party"), _party_rows(figures)),
        _section(_("By obligation"), _rule_rows(figures, pack)),
        _section(_("By month"), _month_rows(figures)),
        _section(_("Busiest units"), _busy_rows(figures)),
        f"{_('What was done')}\n" + "\n".join(_work(figures["work"])),
    ]
    if figures["refused"]:
        rows = [(_("refused"), _("times")), *((k, str(v)) for k, v in figures["refused"].items())]
        parts.append(_section(_("What was refused on the way"), rows))
    return "\n\n".join(parts)


def _section(title: str, rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join([title, *table(rows)])


def _summary(figures: Mapping[str, Any], first: date, last: date) -> Iterator[str]:
    total, held, lights = figures["total"], figures["assessments"], figures["lights"]
    yield _("Rehearsed from %(first)s until %(last)s.") % {"first": first, "last": last}
    yield _(
        "%(people)s secondments; %(midterm)s mid-term and %(final)s final assessments, "
        "%(appraisals)s signed appraisals, %(uses)s uses of the result."
    ) % {
        "people": figures["secondments"],
        "midterm": held["midterm"],
        "final": held["final"],
        "appraisals": figures["appraisals"],
        "uses": figures["uses_of_result"],
    }
    yield (
        _(
            "%(due)s obligations fell due: %(met)s met on time, %(late)s late, "
            "%(overdue)s overdue, %(waived)s waived."
        )
        % total
    )
    yield _("On the last day: green %(green)s, yellow %(yellow)s, red %(red)s.") % lights
    ledger = figures["ledger"]
    if ledger["verified"]:
        yield _("The ledger is whole: %(entries)s entries.") % ledger
    else:
        yield _("The ledger does not verify: %(entries)s entries.") % ledger


def _counts(row: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in COUNTS)


def _heads() -> tuple[str, ...]:
    return tuple(str(HEADS[name]) for name in COUNTS)


def _party_rows(figures: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    yield (_("party"), *_heads())
    for party, row in figures["by_party"].items():
        yield (str(PARTIES[party]), *_counts(row))


def _rule_rows(figures: Mapping[str, Any], pack: Pack) -> Iterator[tuple[str, ...]]:
    yield (_("obligation"), *_heads())
    english = (get_language() or "").startswith("en")
    for rule, row in figures["obligations"].items():
        names = pack.obligations[rule].names
        yield (said(names, "en" if english else "zh-hans"), *_counts(row))


def _month_rows(figures: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """For each month and party: how many were due, and of these late or overdue."""
    parties = list(figures["by_party"])
    yield (_("month"), *(str(PARTIES[party]) for party in parties))
    for month, row in figures["by_month"].items():
        yield (month, *(_cell(row.get(party)) for party in parties))


def _cell(row: Mapping[str, int] | None) -> str:
    if row is None:
        return "·"
    slipped = row["late"] + row["overdue"]
    return f"{row['due']} (-{slipped})" if slipped else str(row["due"])


def _busy_rows(figures: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    yield (_("unit"), *_heads(), _("busiest month"))
    for row in figures["busiest"]:
        busiest = f"{row['busiest_month']} ({row['in_that_month']})"
        yield (row["unit"], *_counts(row), busiest)


def _host_work(work: Mapping[str, Any]) -> Iterator[str]:
    yield (
        _("Tasks: %(tasks)s, of which substantive %(substantive_tasks)s; talks: %(talks)s.") % work
    )
    yield (
        _(
            "Tasks returned %(tasks_returned)s times, urged %(tasks_urged)s times, given to "
            "another %(tasks_reassigned)s times; opinions: %(opinions)s, of which taken up "
            "%(opinions_taken_up)s."
        )
        % work
    )
    yield (
        _(
            "Difficulties: %(raised)s raised, %(risen)s times passed up unsolved in time, "
            "%(open)s still open; open for "
            "%(average_days_open)s days on average, %(longest_days_open)s at most."
        )
        % work["difficulties"]
    )


def _work(work: Mapping[str, Any]) -> Iterator[str]:
    yield from _host_work(work)
    yield (
        _(
            "Contacts of counties with hosts: %(made)s, of which visits %(visits)s; asked after "
            "secondees %(asked_after)s times."
        )
        % work["contacts"]
    )
    yield (
        _("Forums: %(held)s held; %(attended)s of %(invited)s invitations attended.")
        % work["forums"]
    )
    yield (
        _(
            "Practices: %(spread)s spread, %(read)s of %(delivered)s copies read, "
            "%(taken_up)s taken up."
        )
        % work["practices"]
    )
    yield (
        _(
            "Exchange: %(brought_up)s brought up, %(brought_down)s brought down, "
            "%(adopted)s adopted."
        )
        % work["exchange"]
    )
    yield (
        _("Requests of home organisations: %(asked)s, of which allowed %(allowed)s.")
        % work["home_requests"]
    )
    yield (
        _(
            "Leave: %(taken)s times, %(days)s days in all; extended %(extended)s times, reported "
            "back from late %(back_late)s times."
        )
        % work["leaves"]
    )
    yield _("Waivers: %(asked)s asked for, %(granted)s granted.") % work["waivers"]
    if work["home_visits"]:
        yield _("Visits by home organisations: %(home_visits)s.") % work
