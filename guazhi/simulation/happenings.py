"""What nobody owes and yet happens: arrivals and returns, difficulties, exchange, requests, reads.

Each comes on a day drawn from ids, through the command that a page would call.
"""

from collections import Counter
from datetime import date, timedelta
from functools import partial

from django.db.models import Q
from django.http import Http404

from guazhi.coordination.commands import ask_home_work, note_flow, send_exchange
from guazhi.coordination.models import ExchangeItem
from guazhi.coordination.queries import exchange_flows
from guazhi.hosting.commands import raise_difficulty
from guazhi.hosting.models import Difficulty
from guazhi.obligations.commands import ask_waiver, decide_waiver
from guazhi.obligations.models import Obligation
from guazhi.policy import add_months
from guazhi.policy.findings import Refused
from guazhi.secondments.commands import arrive, ask_change, return_home
from guazhi.simulation import library, matters, phrases
from guazhi.simulation.acts.changes import consent_in_turn
from guazhi.simulation.acts.coordination import own_practice
from guazhi.simulation.acts.hosting import begin_task
from guazhi.simulation.acts.leave import take_leave
from guazhi.simulation.stage import Placed, Stage
from guazhi.simulation.temper import lot, pick, unsaid

QUIET = timedelta(days=45)  # nothing new is begun so shortly before the end
DAYS_ON = timedelta(days=2)
NOTED_AFTER = timedelta(days=120)
ATTEMPTS = 3


class Happenings:
    """What is going to happen of itself; one thing may lead to another."""

    def __init__(self, stage: Stage, first: date) -> None:
        self.stage = stage
        self.attempts: Counter[int] = Counter()
        for row in stage.placed.values():
            stage.later(max(row.start, first), "arrive", partial(self.arrive, row))
            stage.later(self.return_day(row.end), "return", partial(self.return_home, row))
            self.plan_term(row)
        self.plan_extension()
        self.stage.later(stage.intake.start + NOTED_AFTER, "flows", self.note_flows)

    def live(self, day: date) -> None:
        """Let happen what belongs to ``day``; refused, it is tried again two days later."""
        while todo := self.stage.coming.pop(day, None):
            for name, deed in todo:
                try:
                    deed()
                except (Refused, Http404) as refusal:
                    self.stage.refuse(name, refusal)
                    self.attempts[id(deed)] += 1
                    if self.attempts[id(deed)] < ATTEMPTS:
                        self.stage.later(day + DAYS_ON, name, deed)
        if day.day == 1 and self.stage.temper.waivers:
            self.waivers()

    def plan_term(self, row: Placed) -> None:
        """The occasions in one term."""
        open_days = (row.end - row.start - QUIET).days
        if open_days < QUIET.days:
            return
        for number in range(3):
            key = (row.secondee, number)
            day = row.start + timedelta(days=20 + int(lot("when", *key) * (open_days - 20)))
            if lot("exchange", *key) < 0.6:
                self.stage.later(day, "exchange", partial(self.exchange, row, number))
            if lot("difficulty", *key) < self.stage.temper.troubles:
                troubled = day + timedelta(days=int(lot("trouble", *key) * 9))
                self.stage.later(troubled, "difficulty", partial(self.difficulty, row, number))
            if lot("work", *key) < 0.55:
                busy = day - timedelta(days=int(lot("busy", *key) * 12))
                self.stage.later(busy, "task", partial(self.task, row, number + 1))
            if lot("leave", *key) < 0.35:
                # each in its own third of the term, so that none touches another
                share = (number + 0.7 * lot("away", *key)) / 3
                away = row.start + timedelta(days=20 + int(share * (open_days - 20)))
                self.stage.later(away, "leave", partial(take_leave, self.stage, row, number))
            if number == 1 and lot("own practice", *key) < 0.06:
                self.stage.later(day, "practice", partial(own_practice, self.stage, row))
            if number == 0 and lot("home request", *key) < 0.18:
                self.stage.later(day, "home request", partial(self.home_request, row))

    def plan_extension(self) -> None:
        """Now and then a term is made longer, where policy and the days left allow it."""
        stage = self.stage
        for row in stage.placed.values():
            length = stage.pack.categories[row.category].months
            longer = add_months(row.end, 2)
            if (
                length.extended
                and lot("extension", row.secondee) < 0.03
                and longer + timedelta(days=75) <= stage.last
                and longer <= stage.intake.end
            ):
                day = row.end - timedelta(days=50)
                self.stage.later(day, "extension", partial(self.extend, row, longer))

    def return_day(self, end: date) -> date:
        """The first working day after the term."""
        day = end + timedelta(days=1)
        while not self.stage.calendar.is_working(day):
            day += timedelta(days=1)
        return day

    def arrive(self, row: Placed) -> None:
        """The host confirms that the secondee has come, once what the policy wants is ready."""
        if not self.stage.is_ready(row):
            self.stage.later(
                self.stage.today + timedelta(days=1), "arrive", partial(self.arrive, row)
            )
            return
        arrive(row.pk, day=self.stage.today, actor=self.stage.cast.host_handlers[row.host])

    def return_home(self, row: Placed) -> None:
        """The term is over; where it has been made longer, it is over later."""
        if row.end < self.stage.today:
            return_home(row.pk, day=self.stage.today, actor=self.stage.cast.handler)

    def extend(self, row: Placed, longer: date) -> None:
        """The host asks for two more months and the city agrees."""
        change = ask_change(
            row.pk,
            kind="extension",
            new_end=longer,
            reason="牵头项目正处关键期，需再用两个月完成验收和移交",
            day=self.stage.today,
            actor=self.stage.cast.host_leaders[row.host],
        )
        consent_in_turn(self.stage, change, row)
        row.end = longer
        self.stage.later(self.return_day(longer), "return", partial(self.return_home, row))

    def task(self, row: Placed, number: int) -> None:
        """Another piece of work, two times in three a substantive one."""
        handler = self.stage.cast.host_handlers[row.host]
        substantive = lot("substantive", row.secondee, number) < 0.68
        begin_task(self.stage, row, handler, substantive=substantive, number=number)

    def difficulty(self, row: Placed, number: int) -> None:
        """The secondee, or now and then the county, says that something is wrong."""
        here = Difficulty.objects.filter(secondment__host_unit=row.host)
        said = set(here.values_list("text", flat=True))
        chosen = unsaid(matters.troubles(row.host_kind), said, row.secondee, number)
        level = pick(("host", "host", "host", "city"), "level", row.secondee, number)
        raise_difficulty(
            row.pk,
            kind=chosen.kind,
            text=chosen.text,
            day=self.stage.today,
            level=level,
            actor=self.stage.cast.secondees[row.secondee],
        )

    def exchange(self, row: Placed, number: int) -> None:
        """The secondee brings something up or down, mostly to the other side he knows."""
        own_way = lot("own way", row.secondee, number) < 0.7
        sent_up = row.direction == "up"
        down = sent_up != own_way
        to = row.host if sent_up != down else row.home
        if not down and lot("to the city", row.secondee, number) < 0.25:
            to = self.stage.intake.programme.owner_id
        known = ExchangeItem.objects.filter(Q(secondment=row.pk) | Q(to_organisation=to))
        said = set(known.values_list("text", flat=True))
        choices = library.matters_of(library.DOWNWARD if down else library.UPWARD, row.host_kind)
        matter = unsaid(choices, said, row.secondee, number)
        send_exchange(
            row.pk,
            text=matter.text,
            to_organisation_id=to,
            day=self.stage.today,
            direction="brought_down" if down else "brought_up",
            actor=self.stage.cast.secondees[row.secondee],
        )

    def note_flows(self) -> None:
        """The city says why nothing flowed between some kinds of unit."""
        stage = self.stage
        for cell in exchange_flows(stage.cast.handler, stage.intake.pk):
            if (
                not cell.count
                and not cell.note
                and lot("noted", cell.from_kind, cell.to_kind) < 0.6
            ):
                note_flow(
                    stage.intake.pk,
                    from_kind=cell.from_kind,
                    to_kind=cell.to_kind,
                    text=library.NO_FLOW,
                    actor=stage.cast.handler,
                )

    def home_request(self, row: Placed) -> None:
        """The home organisation asks for work, which it normally may not (S3.0.10)."""
        matter, reason, days = pick(phrases.HOME_WORK, row.secondee)
        ask_home_work(
            row.pk,
            day=self.stage.today,
            matter=matter,
            reason=reason,
            days=days,
            actor=self.stage.cast.home_handlers[row.home],
        )

    def waivers(self) -> None:
        """On the first of a month hosts ask to be let off some talks missed; the city decides."""
        stage = self.stage
        missed = Obligation.objects.filter(
            intake=stage.intake,
            state=Obligation.OPEN,
            party="host",
            due__lt=stage.today,
            due__gte=stage.today - timedelta(days=31),
            waivers__isnull=True,
        ).order_by("pk")
        for pk, owner in missed.values_list("pk", "owner_id"):
            if owner is None or lot("waiver", pk) >= stage.temper.waivers:
                continue
            waiver = ask_waiver(
                pk,
                reason="防汛关键期全员下沉一线，当月未能开展",
                actor=stage.cast.host_leaders[owner],
            )
            granted = lot("granted", pk) < 0.5
            decide_waiver(
                waiver.pk,
                granted=granted,
                remark="情况属实，同意免办" if granted else "应当补办，不予免办",
                actor=stage.cast.approver,
            )
