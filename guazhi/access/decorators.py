"""What a view may require before it runs. A tool walks every route and refuses one without it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpResponse

from guazhi.access.matrix import Capability
from guazhi.access.middleware import Request

LARGEST = 2**63 - 1  # no row has a larger number, and a database answers one with a fault
View = TypeVar("View", bound=Callable[..., HttpResponse])


def requires(*capabilities: Capability) -> Callable[[View], View]:
    """Open the view to actors who hold one of ``capabilities``; to others it looks missing.

    So does, to everybody, what a number in the address could never mean.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.actor.may(capability) for capability in capabilities):
                raise Http404
            if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.capabilities = capabilities  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate
