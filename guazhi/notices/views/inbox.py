"""The inbox: what to know (待阅) and what is known (已阅), beside what to do and what is done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.notices import commands, queries
from guazhi.notices.forms import ReadAllForm
from guazhi.notices.rules.kinds import KINDS
from guazhi.web.components import Tab
from guazhi.web.keyset import keyset
from guazhi.web.menu import address
from guazhi.web.page import Crumb, Request, done, page


def badge(request: HttpRequest) -> dict[str, object]:
    """How much waits to be read, for the banner; asked only when a page shows it."""
    actor = getattr(request, "actor", None)
    return {"unread": SimpleLazyObject(lambda: queries.count_unread(actor) if actor else 0)}


@require_safe
def inbox(request: Request) -> HttpResponse:
    """The notices of whoever signed in, newest first, unread or read."""
    actor, show = request.actor, "read" if request.GET.get("show") == "read" else "unread"
    rows = queries.read(actor) if show == "read" else queries.unread(actor)
    found = keyset(rows.select_related(*queries.LOADED), "-id", request.GET, 30, has_gaps=False)
    context = {
        "title": _("Inbox"),
        "breadcrumbs": [Crumb(_("To do"), reverse("dashboards:home")), Crumb(_("Inbox"))],
        "tab_items": tabs(show),
        "items": [
            (item, queries.title_of(item.notice.kind)) for item in queries.items(actor, found.rows)
        ],
        "newest": found.rows[0].pk if found.rows else 0,
        "pages": found.pages(request.GET),
        "show": show,
    }
    return page(request, "notices/inbox.html", context, partial="rows")


def tabs(show: str) -> list[Tab]:
    """What to do and what is done are kept where the duties are."""
    home, here = reverse("dashboards:home"), reverse("notices:inbox")
    return [
        Tab(_("To do"), home),
        Tab(_("Coming up"), f"{home}?show=upcoming"),
        Tab(_("To read"), here, active=show == "unread"),
        Tab(_("Done"), f"{home}?show=done"),
        Tab(_("Already read"), f"{here}?show=read", active=show == "read"),
    ]


@require_http_methods(["GET", "POST"])
def open_notice(request: Request, pk: int) -> HttpResponse:
    """Note that it was read, and unless that is all, go on to what it is about."""
    notice = commands.mark_read(pk, actor=request.actor)
    if request.method == "POST":
        return done(request, _("Marked as read."), "notices:inbox")
    return redirect(where(notice.kind, notice.subject, notice.secondment_id))


def where(name: str, subject: int, secondment: int | None) -> str:
    """The page a notice leads to; the inbox where this installation has no such page."""
    kind = KINDS[name]
    takes = {"subject": subject, "secondment": secondment}.get(kind.takes)
    found = address(kind.route, *([takes] if takes else []))
    return f"{found}?tab={kind.tab}" if found and kind.tab else found or reverse("notices:inbox")


@require_POST
def read_all(request: Request) -> HttpResponse:
    """Note that everything shown so far was read; what has come meanwhile stays unread."""
    form = ReadAllForm.of(request)
    form.run(commands.mark_all_read, actor=request.actor)
    return done(request, _("All marked as read."), "notices:inbox")
