"""The days of a rehearsal: every desk looks at its to-do list and does what it does today."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.http import Http404

from guazhi.coordination.commands import remind_of_contacts
from guazhi.coordination.rules import quarter_of
from guazhi.hosting.commands import escalate_difficulties
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.policy.vocabulary import EVIDENCE
from guazhi.simulation import database
from guazhi.simulation.acts import ACTS
from guazhi.simulation.acts.contacts import plan_quarter
from guazhi.simulation.cast import TERMINAL
from guazhi.simulation.happenings import Happenings
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed
from guazhi.web import clock

ORDER = {kind: place for place, kind in enumerate(EVIDENCE)}
COLUMNS = (
    "pk",
    "rule",
    "occurrence",
    "party",
    "owner_id",
    "owner_person_id",
    "opens",
    "due",
    "secondment_id",
    "intake_id",
)
ROUNDS = 4
ATTEMPTS = 4
PAUSE = timedelta(days=3)
AHEAD = timedelta(days=3)  # what an arrival waits for is there so long before


class Agenda:
    """When each open obligation will be worked on, kept from day to day."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.plans: dict[tuple[int, date, date], date | None] = {}
        self.attempts: Counter[int] = Counter()

    def rehearse(self, first: date, last: date) -> Iterator[date]:
        """Live through each day; yields it when it is over."""
        happenings = Happenings(self.stage, first)
        day = first
        while day <= last:
            with clock.clock_at(day), database.one_write():
                self.stage.today = day
                self.stage.risen += escalate_difficulties(day, actor=TERMINAL)
                remind_of_contacts(day, actor=TERMINAL)
                if day in (first, quarter_of(day)[0], self.stage.intake.start):
                    plan_quarter(self.stage)
                todo = self.todo(day)
                self.work([owed for owed in todo if owed.kind == "decision"])
                happenings.live(day)
                self.work([owed for owed in todo if owed.kind != "decision"])
                happenings.live(day)
                if day == last:
                    self.finish(day)
            yield day
            day += timedelta(days=1)

    def finish(self, day: date) -> None:
        """On the last day what one act sets off is done at once, as long as anything is."""
        for _round in range(ROUNDS):
            if not (todo := self.todo(day)):
                return
            self.work(todo)

    def todo(self, day: date) -> list[Owed]:
        """What the desks mean to do today, of all that their lists show."""
        todo = [owed for owed in self.lists(day) if self.is_on(owed, day)]
        return sorted(todo, key=lambda owed: (ORDER[owed.kind], owed.pk))

    def lists(self, day: date) -> Iterator[Owed]:
        """The to-do lists of all desks in one reading."""
        rows = Obligation.objects.filter(
            intake=self.stage.intake, state=Obligation.OPEN, opens__lte=day
        )
        rules = self.stage.pack.obligations
        for pk, rule, occurrence, party, unit, person, *rest in rows.values_list(*COLUMNS):
            yield Owed(pk, rules[rule].evidence, rule, occurrence, party, unit or person, *rest)

    def is_on(self, owed: Owed, day: date) -> bool:
        """Whether the desk does it today; decided when it is first seen, anew when dates move."""
        key = (owed.pk, owed.opens, owed.due)
        if owed.kind not in ACTS:
            return False
        if key not in self.plans:
            self.plans[key] = self.stage.manners.day_of(owed, *self.term_of(owed))
        planned = self.plans[key]
        if planned is not None and self.stage.waits_for(owed.kind):
            planned = min(planned, self.term_of(owed)[0] - AHEAD)
        return planned is not None and planned <= day

    def term_of(self, owed: Owed) -> tuple[date, date]:
        """The first and last day of the term, or of the intake."""
        if owed.secondment is None:
            return self.stage.intake.start, self.stage.intake.end
        placed = self.stage.placed[owed.secondment]
        return placed.start, placed.end

    def work(self, todo: list[Owed]) -> None:
        """Do each; one that another has met meanwhile is passed over."""
        touched: set[tuple[int | None, str]] = set()
        for owed in todo:
            mark = (owed.secondment, owed.kind)
            if mark not in touched or _is_open(owed):
                touched.add(mark)
                self.do(owed)

    def do(self, owed: Owed) -> None:
        """Work on one obligation; what does not come off is tried again some days later."""
        again: date | None = None
        try:
            again = ACTS[owed.kind](self.stage, owed)
        except (Refused, Http404) as refusal:
            self.stage.refuse(owed.rule, refusal)
        if again is None:
            self.attempts[owed.pk] += 1
            if self.attempts[owed.pk] < ATTEMPTS:
                again = self.stage.today + PAUSE
        self.plans[owed.pk, owed.opens, owed.due] = again


def _is_open(owed: Owed) -> bool:
    return Obligation.objects.filter(pk=owed.pk, state=Obligation.OPEN).exists()
