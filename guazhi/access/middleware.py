"""Ends sessions in time, and gives every request its actor."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from guazhi.access.actor import Actor
from guazhi.access.models import User
from guazhi.access.queries import actor_of
from guazhi.web.clock import instant, today

BACKGROUND = "X-Background"  # sent by what a page asks for by itself
GRAIN = 60  # seconds; how often a session in use is written
NOBODY = Actor(user_id=None, person_id=None, name="")


class Request(HttpRequest):
    """A request with an actor."""

    actor: Actor


class SessionEndMiddleware:
    """Signs out whoever has done nothing for a while, and everybody after a working day.

    What a page asks for by itself keeps no session alive.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the session, or note that it is in use."""
        session = request.session
        if SESSION_KEY not in session:
            return self.get_response(request)
        now = int(instant().timestamp())
        since, seen = session.get("since", now), session.get("seen", now)
        if now - since >= settings.SESSION_MOST or now - seen >= settings.SESSION_IDLE:
            logout(request)
            if request.headers.get("HX-Request"):
                return HttpResponse(
                    status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)}
                )
        elif "since" not in session:
            session["since"] = session["seen"] = now
        elif now - seen >= GRAIN and BACKGROUND not in request.headers:
            session["seen"] = now
        return self.get_response(request)


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
