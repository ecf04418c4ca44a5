"""Gives every request its actor and its language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from guazhi.access.actor import Actor
from guazhi.access.models import User
from guazhi.access.queries import actor_of
from guazhi.web.clock import today

NOBODY = Actor(user_id=None, person_id=None, name="")


class Request(HttpRequest):
    """A request with an actor."""

    actor: Actor


class ActorMiddleware:
    """Reads the grants anew for each request, so a withdrawn role ends at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor, looked up only when asked for."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return actor_of(user, today()) if isinstance(user, User) and user.is_active else NOBODY
