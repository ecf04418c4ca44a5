"""How a form of this module is shown."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from guazhi.web.forms import CommandForm
from guazhi.web.page import Request, page

PERSON = "dashboards:person"


def work_of(pk: int) -> str:
    """The address of the departments' and the home organisation's work on the person's page."""
    return f"{reverse(PERSON, args=[pk])}?tab=coordination"


def asked(
    request: Request, form: CommandForm, *, template: str = "form_page.html", **words: Any
) -> HttpResponse:
    """The page that asks for the fields of ``form``; 422 when they were sent and not accepted."""
    return page(request, template, {"form": form, **words}, status=422 if form.is_bound else 200)


def number(sent: QueryDict, name: str) -> int | None:
    """The key of a row that the address or the form names."""
    value = sent.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 18 else None
