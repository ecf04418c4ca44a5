"""Answering with a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from guazhi.access.middleware import Request
from guazhi.policy.findings import Finding, Level, Refused
from guazhi.web import clock
from guazhi.web.menu import menu
from guazhi.web.messages import sentence

__all__ = ["Crumb", "Request", "closed_page", "done", "form_page", "not_done", "page"]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb: a label and where it leads ("" for the page itself)."""

    label: "str | Promise"
    url: str = ""


def page(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render ``template``; for htmx only its ``partial``. Personal data is never cached."""
    name = f"{template}#{partial}" if partial and _asks_part(request) else template
    answer = render(
        request,
        name,
        {
            "actor": request.actor,
            "today": clock.today(),
            "simulated_day": clock.simulated(),
            "menu": () if "#" in name else menu(request),
            **(context or {}),
        },
        status=status,
    )
    answer["Cache-Control"] = "no-store"
    answer["Vary"] = "HX-Request, Cookie, Accept-Language"
    return answer


def form_page(request: Request, **context: Any) -> HttpResponse:
    """The page of ``context["form"]``; 422 when it was sent, since then it was refused."""
    status = 422 if context["form"].is_bound else 200
    return page(request, "form_page.html", context, status=status)


def closed_page(request: Request, findings: Iterable[Finding], **context: Any) -> HttpResponse:
    """A page that says why a form is not offered now, in the words that would refuse it."""
    context["sentences"] = [sentence(finding) for finding in findings]
    return page(request, "closed_page.html", context)


def done(request: Request, message: str, route: str, *args: Any) -> HttpResponse:
    """Say that it worked and go on to ``route``."""
    messages.success(request, message)
    return redirect(route, *args)


def not_done(request: Request, refusal: Refused, route: str, *args: Any) -> HttpResponse:
    """Say why it was refused, with every reason, and go on to ``route``."""
    for finding in refusal.findings:
        if finding.level is Level.ERROR:
            messages.error(request, sentence(finding))
    return redirect(route, *args)


def _asks_part(request: Request) -> bool:
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)
