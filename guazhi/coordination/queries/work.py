"""What coordination shows on a person's page."""

from dataclasses import dataclass

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import (
    ExchangeItem,
    HomeRequest,
    HomeVisit,
    PracticeAdoption,
    PracticeDelivery,
)
from guazhi.coordination.queries.contacts import Heard, contacts
from guazhi.coordination.queries.exchange import exchanges, is_addressed_to
from guazhi.coordination.queries.reports import ReportRow, report_row, reports
from guazhi.coordination.queries.requests import decides, home_requests
from guazhi.coordination.queries.visits import home_visits
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import State


@dataclass(frozen=True, slots=True)
class Answerable:
    """An exchange item, and whether it waits for the actor's answer."""

    item: ExchangeItem
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Decidable:
    """A home request, and whether it waits for the actor's decision."""

    request: HomeRequest
    may_decide: bool


@dataclass(frozen=True, slots=True)
class CoordinationWork:
    """The contacts, reports, practices, exchange, home requests and visits of one secondment.

    ``contacts`` and ``visits`` are None for those who may not see them.
    """

    contacts: list[Heard] | None
    reports: list[ReportRow]
    deliveries: list[PracticeDelivery]
    exchanges: list[Answerable]
    requests: list[Decidable]
    visits: list[HomeVisit] | None
    may_read: bool
    adoptable: set[int]
    may_propose: bool
    may_visit: bool

    @property
    def request_count(self) -> int:
        """How often the home organisation has asked."""
        return len(self.requests)


def work(actor: Actor, secondment: Secondment) -> CoordinationWork:
    """The module's part of the person page, as far as the actor may see it."""
    of_it = Secondment.objects.filter(pk=secondment.pk)
    may_contact = of_it.permitted(actor, Capability.VIEW_CONTACT).exists()
    may_see_visits = of_it.permitted(actor, Capability.VIEW_HOME_VISIT).exists()
    may_answer = of_it.permitted(actor, Capability.ANSWER_EXCHANGE).exists()
    may_decide = decides(actor, secondment)
    may_countersign = of_it.permitted(actor, Capability.COUNTERSIGN_REPORT).exists()
    items = exchanges(actor).filter(secondment=secondment)
    requests = home_requests(actor).filter(secondment=secondment)
    received = PracticeDelivery.objects.permitted(actor, Capability.VIEW_PRACTICE)
    return CoordinationWork(
        contacts=contacts(actor, secondment) if may_contact else None,
        reports=[
            report_row(row, may_countersign=may_countersign) for row in reports(actor, secondment)
        ],
        deliveries=list(
            received.filter(secondment=secondment)
            .select_related("practice")
            .order_by("-delivered_on", "-pk")
        ),
        exchanges=[
            Answerable(
                item, may_answer and item.answered_on is None and is_addressed_to(actor, item)
            )
            for item in items
        ],
        requests=[Decidable(row, may_decide and row.allowed is None) for row in requests],
        visits=list(home_visits(actor, secondment)) if may_see_visits else None,
        may_read=actor.person_id == secondment.secondee_id,
        adoptable=_adoptable(actor, secondment),
        may_propose=of_it.permitted(actor, Capability.PROPOSE_PRACTICE).exists(),
        may_visit=secondment.state == State.IN_POST
        and of_it.permitted(actor, Capability.MAKE_HOME_VISIT).exists(),
    )


def _adoptable(actor: Actor, secondment: Secondment) -> set[int]:
    """The practices received that the actor may still put on record as taken up here."""
    may = Secondment.objects.permitted(actor, Capability.ADOPT_PRACTICE).filter(pk=secondment.pk)
    received = PracticeDelivery.objects.filter(secondment__in=may)
    taken = PracticeAdoption.objects.filter(secondment=secondment)
    left = received.exclude(practice__in=taken.values("practice"))
    return set(left.values_list("practice", flat=True))
