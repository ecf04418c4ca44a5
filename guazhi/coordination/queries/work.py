"""What coordination shows on a person's page."""

from dataclasses import dataclass

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import (
    Contact,
    ExchangeItem,
    HomeRequest,
    PracticeDelivery,
    WorkReport,
)
from guazhi.coordination.queries.contacts import contacts
from guazhi.coordination.queries.exchange import exchanges, is_addressed_to
from guazhi.coordination.queries.forums import reports
from guazhi.coordination.queries.requests import home_requests
from guazhi.secondments.models import Secondment


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
    """The contacts, reports, practices, exchange and home requests of one secondment.

    ``contacts`` is None for those who may not see them.
    """

    contacts: list[Contact] | None
    reports: list[WorkReport]
    deliveries: list[PracticeDelivery]
    exchanges: list[Answerable]
    requests: list[Decidable]
    may_read: bool
    may_adopt: bool

    @property
    def request_count(self) -> int:
        """How often the home organisation has asked."""
        return len(self.requests)


def work(actor: Actor, secondment: Secondment) -> CoordinationWork:
    """The module's part of the person page, as far as the actor may see it."""
    of_it = Secondment.objects.filter(pk=secondment.pk)
    may_contact = of_it.permitted(actor, Capability.VIEW_CONTACT).exists()
    may_answer = of_it.permitted(actor, Capability.ANSWER_EXCHANGE).exists()
    may_decide = of_it.permitted(actor, Capability.DECIDE_HOME_WORK).exists()
    items = exchanges(actor).filter(secondment=secondment)
    requests = home_requests(actor).filter(secondment=secondment)
    received = PracticeDelivery.objects.permitted(actor, Capability.VIEW_PRACTICE)
    return CoordinationWork(
        contacts=list(contacts(actor, secondment)) if may_contact else None,
        reports=list(reports(actor, secondment)),
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
        may_read=actor.person_id == secondment.secondee_id,
        may_adopt=of_it.permitted(actor, Capability.ADOPT_PRACTICE).exists(),
    )
