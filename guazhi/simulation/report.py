"""What a rehearsal came to: figures for a program, and what a reader would want to know."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum

from guazhi.assessments.models import Appraisal, Assessment, ResultUse
from guazhi.coordination.models import (
    Contact,
    ContactNote,
    ExchangeItem,
    Forum,
    ForumAttendance,
    HomeRequest,
    HomeVisit,
    PracticeAdoption,
    PracticeDelivery,
)
from guazhi.hosting.models import Difficulty, Talk, Task, TaskStep
from guazhi.ledger.verify import head, verify
from guazhi.obligations.models import Obligation, Waiver
from guazhi.organisations.models import Organisation
from guazhi.policy import Light, light
from guazhi.secondments.models import Leave, Opinion, Secondment
from guazhi.secondments.rules import TAKEN, LeaveState
from guazhi.simulation.stage import Stage

PARTIES = ("city", "county", "host", "home", "mentor", "secondee")


@dataclass(slots=True)
class Tally:
    """How many were due, and what became of them; the four others add up to it."""

    due: int = 0
    met: int = 0
    late: int = 0
    overdue: int = 0
    waived: int = 0
    days_late: int = 0

    def add(self, outcome: str, days_late: int) -> None:
        """Count one more."""
        self.due += 1
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.days_late += days_late

    def figures(self) -> dict[str, int]:
        """The five figures, which must agree."""
        assert self.met + self.late + self.overdue + self.waived == self.due
        return {
            "due": self.due,
            "met": self.met,
            "late": self.late,
            "overdue": self.overdue,
            "waived": self.waived,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """One obligation due by the last day."""

    rule: str
    party: str
    owner: int | None
    due: date
    what: str
    days_late: int


def outcomes(stage: Stage, last: date) -> list[Outcome]:
    """Every obligation of the intake that was due by ``last``, and what became of it."""
    rows = (
        Obligation.objects.filter(intake=stage.intake, due__lte=last)
        .exclude(state=Obligation.VOID)
        .order_by("due", "pk")
        .values_list("rule", "party", "owner_id", "due", "state", "met_on")
    )
    return [
        Outcome(rule, party, owner, due, *_what(due, state, met_on, last))
        for rule, party, owner, due, state, met_on in rows
    ]


def _what(due: date, state: str, met_on: date | None, last: date) -> tuple[str, int]:
    if state == Obligation.WAIVED:
        return "waived", 0
    if met_on is None:
        return "overdue", (last - due).days
    if met_on > due:
        return "late", (met_on - due).days
    return "met", 0


def tallies(rows: Iterable[Outcome], *names: str) -> dict[Any, Tally]:
    """The outcomes counted by one or more of their fields."""
    counted: dict[Any, Tally] = defaultdict(Tally)
    for row in rows:
        values = tuple(getattr(row, name) for name in names)
        counted[values if len(names) > 1 else values[0]].add(row.what, row.days_late)
    return counted


def figures(stage: Stage, last: date) -> dict[str, Any]:
    """The whole report as plain data; the first six entries are what programs rely on."""
    rows = outcomes(stage, last)
    by_rule = tallies(rows, "rule")
    months = tallies((_by_month(row) for row in rows), "party", "due")
    mine = {"secondment__intake": stage.intake}
    held = Assessment.objects.filter(concluded_on__isnull=False, **mine)
    entries, _hash = head()
    return {
        "secondments": Secondment.objects.filter(intake=stage.intake).count(),
        "assessments": {kind: held.filter(kind=kind).count() for kind in ("midterm", "final")},
        "appraisals": Appraisal.objects.filter(
            signed_on__isnull=False, is_superseded=False, **mine
        ).count(),
        "uses_of_result": ResultUse.objects.filter(**mine).count(),
        "obligations": {
            rule: by_rule[rule].figures() for rule in stage.pack.obligations if rule in by_rule
        },
        "ledger": {"entries": entries, "verified": not any(True for _ in verify())},
        "total": _total(rows).figures(),
        "by_party": {
            party: tally.figures() for party, tally in _in_order(tallies(rows, "party"), PARTIES)
        },
        "by_month": {
            f"{due:%Y-%m}": {
                party: months[party, due].figures() for party in PARTIES if (party, due) in months
            }
            for due in sorted({due for _party, due in months})
        },
        "busiest": _busiest(rows),
        "lights": _lights(stage, last),
        "work": _work(stage, last),
        "grades": dict(
            sorted(Counter(held.filter(kind="final").values_list("grade", flat=True)).items())
        ),
        "refused": dict(stage.refused.most_common()),
    }


def _by_month(row: Outcome) -> Outcome:
    return Outcome(row.rule, row.party, row.owner, row.due.replace(day=1), row.what, row.days_late)


def _total(rows: Iterable[Outcome]) -> Tally:
    total = Tally()
    for row in rows:
        total.add(row.what, row.days_late)
    return total


def _in_order(counted: dict[Any, Tally], order: Iterable[str]) -> list[tuple[str, Tally]]:
    return [(key, counted[key]) for key in order if key in counted]


def _busiest(rows: list[Outcome]) -> list[dict[str, Any]]:
    """The ten units of which most was asked in one month."""
    asked = Counter((row.owner, row.due.replace(day=1)) for row in rows if row.owner is not None)
    tops: dict[int, tuple[int, date]] = {}
    for (owner, month), count in asked.items():
        tops[owner] = max(tops.get(owner, (0, month)), (count, month))
    whole = tallies((row for row in rows if row.owner is not None), "owner")
    names = Organisation.objects.in_bulk(list(whole))
    first = sorted(whole, key=lambda owner: (-whole[owner].due, owner))[:10]
    return [
        {
            "unit": names[owner].name,
            **whole[owner].figures(),
            "busiest_month": f"{tops[owner][1]:%Y-%m}",
            "in_that_month": tops[owner][0],
        }
        for owner in first
    ]


def _lights(stage: Stage, last: date) -> dict[str, int]:
    """How many secondments show green, yellow and red on the last day."""
    soon = stage.pack.number("due_soon_days", last)
    firsts = Secondment.objects.filter(intake=stage.intake).values_list("earliest_due", flat=True)
    shown = Counter(light(first, last, soon).value for first in firsts)
    return {each.value: shown[each.value] for each in Light}


def _work(stage: Stage, last: date) -> dict[str, Any]:
    """What was done, and how the softer things went."""
    mine = {"secondment__intake": stage.intake}
    tasks = Task.objects.filter(**mine)
    said = Opinion.objects.filter(secondment__intake=stage.intake)
    exchange = ExchangeItem.objects.filter(**mine)
    requests = HomeRequest.objects.filter(**mine)
    waivers = Waiver.objects.filter(obligation__intake=stage.intake)
    return {
        "tasks": tasks.count(),
        "substantive_tasks": tasks.filter(substantive=True).count(),
        "tasks_returned": TaskStep.objects.filter(kind="return", task__in=tasks).count(),
        "tasks_urged": TaskStep.objects.filter(kind="urge", task__in=tasks).count(),
        "tasks_reassigned": tasks.filter(state="reassigned").count(),
        "talks": Talk.objects.filter(**mine).count(),
        "opinions": said.count(),
        "opinions_taken_up": said.exclude(became="").count(),
        "home_visits": HomeVisit.objects.filter(**mine).count(),
        "difficulties": _difficulties(stage, last),
        "contacts": _contacts(stage),
        "forums": _forums(stage),
        "practices": _practices(stage),
        "exchange": {
            "brought_up": exchange.filter(direction="brought_up").count(),
            "brought_down": exchange.filter(direction="brought_down").count(),
            "adopted": exchange.filter(adopted=True).count(),
        },
        "home_requests": {
            "asked": requests.count(),
            "allowed": requests.filter(allowed=True).count(),
        },
        "leaves": _leaves(stage),
        "waivers": {
            "asked": waivers.count(),
            "granted": waivers.filter(granted=True).count(),
        },
    }


def _leaves(stage: Stage) -> dict[str, float]:
    """How much leave was approved, how often it was extended, and how it was reported back from."""
    rows = Leave.objects.filter(secondment__intake=stage.intake, state__in=TAKEN)
    found = rows.aggregate(
        taken=Count("pk", filter=Q(continues=None)),
        extended=Count("pk", filter=Q(continues__isnull=False)),
        halves=Sum("halves"),
    )
    # of leave that was extended the last part says when one had to be back
    longer = rows.filter(continues__isnull=False).values("continues")
    last = rows.filter(state=LeaveState.ENDED).exclude(pk__in=longer)
    return {
        "taken": found["taken"],
        "days": (found["halves"] or 0) / 2,
        "extended": found["extended"],
        "back_late": last.filter(back_on__gt=F("back_by")).count(),
    }


def _difficulties(stage: Stage, last: date) -> dict[str, float]:
    """How many were raised, and how long they stood open, the unsolved ones to the last day."""
    rows = Difficulty.objects.filter(secondment__intake=stage.intake)
    days = [
        ((closed or last) - raised).days for raised, closed in rows.values_list("day", "closed_on")
    ]
    return {
        "raised": len(days),
        "risen": stage.risen,
        "open": rows.filter(closed_on__isnull=True).count(),
        "average_days_open": round(sum(days) / len(days), 1) if days else 0,
        "longest_days_open": max(days, default=0),
    }


def _contacts(stage: Stage) -> dict[str, int]:
    """How often counties contacted hosts, how many were visits, after how many they asked."""
    made = Contact.objects.filter(intake=stage.intake, state="made")
    return {
        "made": made.count(),
        "visits": made.filter(mode="visit").count(),
        "asked_after": ContactNote.objects.filter(contact__in=made).count(),
    }


def _forums(stage: Stage) -> dict[str, int]:
    """How many were held, and who of those invited came."""
    invited = ForumAttendance.objects.filter(forum__intake=stage.intake, attended__isnull=False)
    return {
        "held": Forum.objects.filter(intake=stage.intake, held_on__isnull=False).count(),
        "invited": invited.count(),
        "attended": invited.filter(attended=True).count(),
    }


def _practices(stage: Stage) -> dict[str, int]:
    """How far good practice was spread, and what came of it."""
    deliveries = PracticeDelivery.objects.filter(practice__intake=stage.intake)
    adoptions = PracticeAdoption.objects.filter(secondment__intake=stage.intake)
    return {
        "spread": deliveries.values("practice").distinct().count(),
        "delivered": deliveries.count(),
        "read": deliveries.filter(read_on__isnull=False).count(),
        "taken_up": adoptions.count(),
    }
