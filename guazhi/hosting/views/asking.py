"""How a form of this module is shown, and what comes after it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from guazhi.web.forms import CommandForm
from guazhi.web.page import Request, page

PERSON = "dashboards:person"
TAB = "hosting"


def work_of(pk: int) -> str:
    """The address of the host's work on the secondment's page."""
    return f"{reverse(PERSON, args=[pk])}?tab={TAB}"


def asked(
    request: Request, form: CommandForm, *, template: str = "form_page.html", **words: Any
) -> HttpResponse:
    """The page that asks for the fields of ``form``; 422 when they were sent and not accepted."""
    return page(request, template, {"form": form, **words}, status=422 if form.is_bound else 200)
