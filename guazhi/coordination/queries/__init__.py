"""Reading coordination: contacts, forums, reports, practices, exchange, home requests, visits."""

from guazhi.coordination.queries.contacts import contacts
from guazhi.coordination.queries.exchange import (
    addressed_units,
    exchange,
    exchanges,
    is_addressed_to,
)
from guazhi.coordination.queries.forums import (
    Seat,
    forum,
    forums,
    intakes,
    open_forums,
    point_owners,
    points,
    reports,
    seats,
)
from guazhi.coordination.queries.practices import (
    adoptions,
    deliveries,
    own_delivery,
    practice,
    practices,
    sources_of,
)
from guazhi.coordination.queries.requests import (
    Asking,
    asking,
    decides,
    home_requests,
    request_to_decide,
)
from guazhi.coordination.queries.visits import home_visits
from guazhi.coordination.queries.work import CoordinationWork, work

__all__ = [
    "Asking",
    "CoordinationWork",
    "Seat",
    "addressed_units",
    "adoptions",
    "asking",
    "contacts",
    "decides",
    "deliveries",
    "exchange",
    "exchanges",
    "forum",
    "forums",
    "home_requests",
    "home_visits",
    "intakes",
    "is_addressed_to",
    "open_forums",
    "own_delivery",
    "point_owners",
    "points",
    "practice",
    "practices",
    "reports",
    "request_to_decide",
    "seats",
    "sources_of",
    "work",
]
