"""How a form of this module is shown."""

from typing import Any

from django.http import HttpResponse

from guazhi.access.actor import Capability
from guazhi.secondments import queries
from guazhi.web.forms import CommandForm
from guazhi.web.page import Request, page

PERSON = "dashboards:person"


def form_page(
    request: Request,
    capability: Capability,
    pk: int,
    form: CommandForm,
    *,
    template: str = "form_page.html",
    **words: Any,
) -> HttpResponse:
    """The page that asks for the fields of ``form``; 422 when they were sent and not accepted."""
    secondment = queries.one(request.actor, pk, capability)
    return page(
        request,
        template,
        {"form": form, "secondment": secondment, **words},
        status=422 if form.is_bound else 200,
    )
