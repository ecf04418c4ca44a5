"""The democratic evaluation for those who hold it: put up, slips printed, closed, counted."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.rules import Kind
from guazhi.assessments.views.tallies import shown
from guazhi.assessments.views.words import crumbs, here, kind_asked
from guazhi.documents.squares import square
from guazhi.policy import Refused
from guazhi.policy.pack import BallotForm
from guazhi.programmes.queries import pack_of
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.components import Citation, Tab
from guazhi.web.page import Request, done, not_done, page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.secondments.models import Secondment

MORNING, EVENING = time(9), time(18)
OPEN_FOR = timedelta(days=3)
A_PAGE = 8  # slips on a sheet of A4


@requires(Capability.VIEW_TALLY, Capability.HOLD_POLL)
@require_http_methods(["GET", "POST"])
def poll(request: Request, pk: int) -> HttpResponse:
    """See how the poll stands or what it came to; put one up where there is none."""
    secondment = one(request.actor, pk, Capability.VIEW_TALLY)
    kind = kind_asked(request, secondment)
    work = queries.poll_work(request.actor, secondment, kind, clock.now())
    form = None
    if work.may_open and work.form:
        form = forms.PollForm.of(request, ballot=work.form, initial=_usual(secondment, kind))
        if form.run(commands.open_poll, pk, kind=kind.value, actor=request.actor):
            return done(
                request, _("The vote is put up. Print the slips now."), *here("poll", pk, kind)
            )
    context = {
        "title": _("Democratic evaluation"),
        "breadcrumbs": crumbs(secondment, _("Democratic evaluation")),
        "secondment": secondment,
        "tab_items": [
            Tab(label, *here("poll", pk, Kind(key)), active=key == kind.value)
            for key, label in queries.KINDS.items()
        ],
        "work": work,
        "form": form,
        "groups": _groups(work),
        "tally": shown(work.tally, secondment) if work.tally else None,
        "citation": _citation(work.form),
    }
    status = 422 if form and form.is_bound else 200
    return page(request, "assessments/poll.html", context, status=status)


@requires(Capability.PRINT_CODES)
@require_POST
def slips(request: Request, pk: int) -> HttpResponse:
    """Make codes and show them, this once, as slips to print and cut."""
    row = queries.poll_of(request.actor, pk)
    form = forms.IssueForm.of(request)
    if not form.run(commands.issue_codes, pk, actor=request.actor):
        messages.error(request, " ".join(map(str, form.non_field_errors())))
        return redirect(*here("poll", row.secondment_id, Kind(row.kind)))
    groups = pack_of(row.secondment.policy).ballot
    assert groups is not None
    site = settings.SITE.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    address = f"{site}{reverse('voting:vote')}"
    made = [
        {
            "code": slip.code,
            "group": in_language(groups.groups[slip.group].names),
            "url": f"{address}#{slip.code}",
            "square": square(f"{address}#{slip.code}"),
        }
        for slip in form.outcome
    ]
    context = {
        "title": _("Slips for the democratic evaluation"),
        "breadcrumbs": crumbs(row.secondment, _("Democratic evaluation")),
        "poll": row,
        "secondment": row.secondment,
        "host": row.secondment.host_unit.name,
        "address": address,
        "sheets": [made[at : at + A_PAGE] for at in range(0, len(made), A_PAGE)],
        "back": here("poll", row.secondment_id, Kind(row.kind))[0],
    }
    return page(request, "assessments/slips.html", context)


@requires(Capability.HOLD_POLL)
@require_POST
def close_poll(request: Request, pk: int) -> HttpResponse:
    """Close the vote and count it."""
    return _ended(request, pk, commands.close_poll, _("The vote is closed and counted."))


@requires(Capability.HOLD_POLL)
@require_POST
def cancel_poll(request: Request, pk: int) -> HttpResponse:
    """Call the vote off."""
    return _ended(request, pk, commands.cancel_poll, _("The vote is called off."))


def _ended(request: Request, pk: int, command: Any, said: str) -> HttpResponse:
    row = queries.poll_of(request.actor, pk)
    where = here("poll", row.secondment_id, Kind(row.kind))
    try:
        command(pk, actor=request.actor)
    except Refused as refused:
        return not_done(request, refused, *where)
    return done(request, said, *where)


def _usual(secondment: "Secondment", kind: Kind) -> dict[str, datetime]:
    """From now, or the first day of the window, until the evening some days on, in the term."""
    begins = timezone.localtime(clock.now()).replace(second=0, microsecond=0)
    window = queries.opens_on(secondment, kind.evidence)
    if begins.date() < window:
        begins = datetime.combine(window, MORNING, begins.tzinfo)
    last = min(begins.date() + OPEN_FOR, secondment.end)
    return {"opens_at": begins, "closes_at": datetime.combine(last, EVENING, begins.tzinfo)}


def _groups(work: queries.PollWork) -> list[tuple[str, Any]]:
    form = work.form
    return (
        [(in_language(form.groups[turn.group].names), turn) for turn in work.turns] if form else []
    )


def _citation(form: BallotForm | None) -> Citation | None:
    if form is None or form.source is None:
        return None
    return Citation(form.clause or in_language(form.names), in_language(form.source))
