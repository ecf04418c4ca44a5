"""How a form about one secondment is shown, and what comes after it; hosts' pages use it too."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from guazhi.access.actor import Capability
from guazhi.secondments import queries
from guazhi.web.forms import CommandForm
from guazhi.web.page import Request, done, page

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


def recorded(
    request: Request,
    pk: int,
    form: CommandForm,
    command: Callable[..., Any],
    capability: Capability,
    *,
    said: str,
    tab: str = "",
    **words: Any,
) -> HttpResponse:
    """Run ``command`` on the secondment ``pk`` and go to where its page shows it, or ask."""
    if form.run(command, pk, actor=request.actor):
        answer = done(request, said, PERSON, pk)
        if tab:
            answer["Location"] += f"?tab={tab}"
        return answer
    return form_page(request, capability, pk, form, **words)
