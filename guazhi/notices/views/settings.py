"""When and where somebody wants to hear, and the address of the calendar."""

from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guazhi.notices import commands, queries
from guazhi.notices.forms import ChannelForm, HabitsForm
from guazhi.policy.findings import Refused
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, done, page


@require_http_methods(["GET", "POST"])
def habits(request: Request) -> HttpResponse:
    """The settings of whoever signed in."""
    form = HabitsForm.of(request, initial=asdict(queries.habits(request.user.pk or 0)))
    if form.run(commands.set_habits, actor=request.actor):
        return done(request, _("Kept."), "notices:settings")
    return settings_page(request, form=form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def add_channel(request: Request) -> HttpResponse:
    """Give an address for messages."""
    form = ChannelForm.of(request, offered=settings.CHANNELS)
    if form.run(commands.add_channel, actor=request.actor):
        return done(
            request,
            _("Messages will go there from now on. Send a test message to see that it works."),
            "notices:settings",
        )
    context = {
        "title": _("Address for messages"),
        "form": form,
        "lede": _("A message says how much waits for you, and where to sign in; never a name."),
        "cancel_url": reverse("notices:settings"),
        "breadcrumbs": [*_crumbs(), Crumb(_("Address for messages"))],
    }
    return page(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove_channel(request: Request, pk: int) -> HttpResponse:
    """Take an address away."""
    commands.remove_channel(pk, actor=request.actor)
    return done(request, _("No more messages go there."), "notices:settings")


@require_POST
def try_channel(request: Request, pk: int) -> HttpResponse:
    """Send a test message to an own address, and say what became of it."""
    try:
        outcome = commands.try_channel(pk, at=clock.now(), actor=request.actor)
    except Refused as refused:
        messages.error(request, sentence(refused.findings[0]))
        return redirect("notices:settings")
    if outcome.fate == "sent":
        messages.success(request, _("The test message was sent. See whether it arrived."))
    elif outcome.fate == "failed":
        messages.error(request, _("The test message could not be sent. Check the address."))
    else:
        messages.warning(request, _("It is not known whether the test message arrived."))
    return redirect("notices:settings")


def settings_page(
    request: Request, *, form: HabitsForm | None = None, secret: str = "", status: int = 200
) -> HttpResponse:
    """The page of all settings; ``secret`` is a calendar's new address, shown this once."""
    user = request.user.pk or 0
    context = {
        "title": _("Notice settings"),
        "breadcrumbs": [*_crumbs()[:2], Crumb(_("Notice settings"))],
        "form": form or HabitsForm(initial=asdict(queries.habits(user))),
        "addresses": queries.addresses(user),
        "offered": settings.CHANNELS,
        "feed": queries.feed(user),
        "secret": secret,
    }
    return page(request, "notices/settings.html", context, status=status)


def _crumbs() -> list[Crumb]:
    return [
        Crumb(_("To do"), reverse("dashboards:home")),
        Crumb(_("Inbox"), reverse("notices:inbox")),
        Crumb(_("Notice settings"), reverse("notices:settings")),
    ]
