"""Pages for contacts with host units: the plan of a quarter, planning and making one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries, rules
from guazhi.coordination.views.asking import asked
from guazhi.policy.findings import Refused
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.components import Pages, Tab
from guazhi.web.keyset import keyset
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, done, page

if TYPE_CHECKING:
    from guazhi.secondments.models import Secondment

PLAN, MADE, CONTACT = (
    "coordination:contact_plan",
    "coordination:contacts",
    "coordination:host_contact",
)


def _quarter(asked_for: str, today: date) -> tuple[date, date]:
    """The quarter that the address names, such as 2026Q3; else the present one."""
    year, _sign, number = asked_for.partition("Q")
    if year.isdecimal() and len(year) == 4 and number in {"1", "2", "3", "4"} and int(year):
        return rules.quarter_of(date(int(year), int(number) * 3, 1))
    return rules.quarter_of(today)


def _name(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def _tabs(shown: str) -> list[Tab]:
    return [
        Tab(_("Plan"), reverse(PLAN), active=shown == PLAN),
        Tab(_("Contacts"), reverse(MADE), active=shown == MADE),
    ]


@requires(Capability.VIEW_CONTACT)
@require_safe
def contact_plan(request: Request) -> HttpResponse:
    """The hosts of a county in a quarter: who is owed contact, what is planned, what is done."""
    actor, today = request.actor, clock.today()
    quarter = _quarter(request.GET.get("quarter", ""), today)
    counties = queries.plan_counties(actor)
    sought = forms.PlanFilter(request.GET, counties=counties)
    after = request.GET.get("after", "")
    found = queries.contact_plan(actor, quarter, today, county=sought.wanted(), after=after)
    onward = request.GET.copy()
    onward["after"] = found.after
    context = {
        "title": _("Contact plan"),
        "tab_items": _tabs(PLAN),
        "filter_form": sought if len(counties) > 1 else None,
        "plan": found,
        "lines": found.lines,
        "months": [date(quarter[0].year, quarter[0].month + n, 1) for n in range(3)],
        "quarter": _name(quarter[0]),
        "before": _name(quarter[0] - timedelta(days=1)),
        "next": _name(quarter[1] + timedelta(days=1)),
        "pages": Pages(
            shown=len(found.lines), next_url=f"?{onward.urlencode()}" if found.after else ""
        ),
        "may_plan": actor.may(Capability.MAKE_CONTACT) and quarter[1] >= today,
        "shows_department": len(counties) > 1 or not actor.may(Capability.READ_CONTACT_NOTE),
    }
    return page(request, "coordination/contact_plan.html", context, partial="rows")


@requires(Capability.MAKE_CONTACT)
@require_POST
def plan_quarter(request: Request) -> HttpResponse:
    """Plan all that is owed up to the end of a quarter, in one tap."""
    quarter = _quarter(request.POST.get("quarter", ""), clock.today())
    try:
        count = commands.plan_contacts(until=quarter[1], actor=request.actor)
    except Refused as refused:
        for finding in refused.findings:
            messages.error(request, sentence(finding))
    else:
        said = ngettext("%(n)s contact is planned.", "%(n)s contacts are planned.", count)
        messages.success(request, said % {"n": count})
    return redirect(f"{reverse(PLAN)}?quarter={_name(quarter[0])}")


@requires(Capability.VIEW_CONTACT)
@require_safe
def contacts(request: Request) -> HttpResponse:
    """The contacts, the latest first."""
    sought = forms.ContactFilter(request.GET)
    rows = queries.contacts_made(
        request.actor, state=sought.said("state"), mode=sought.said("mode")
    )
    found = keyset(rows, "-day", request.GET, 30)
    context = {
        "title": _("Contacts with host units"),
        "tab_items": _tabs(MADE),
        "filter_form": sought,
        "contacts": queries.with_covered(request.actor, found.rows),
        "pages": found.pages(request.GET),
    }
    return page(request, "coordination/contacts.html", context, partial="rows")


@requires(Capability.VIEW_CONTACT)
@require_safe
def host_contact(request: Request, pk: int) -> HttpResponse:
    """One contact: what it said, and what came of the opinions raised."""
    found = queries.contact_page(request.actor, pk)
    row = found.contact
    context = {
        "title": _("Contact with %(host)s") % {"host": row.host.name},
        "breadcrumbs": [Crumb(_("Contact plan"), reverse(PLAN)), Crumb(str(row.day))],
        "found": found,
        "contact": row,
    }
    return page(request, "coordination/contact.html", context)


@requires(Capability.MAKE_CONTACT)
@require_safe
def contact(request: Request, pk: int) -> HttpResponse:
    """From a secondee to the form for a contact with the host."""
    secondment = one(request.actor, pk, Capability.MAKE_CONTACT)
    return redirect("coordination:make_contact", secondment.host_unit_id)


def _covered(request: Request, host: int) -> "list[Secondment]":
    covered = queries.covered_at(request.actor, host)
    if not covered:
        raise Http404
    return covered


def _asked(
    request: Request, form: Any, covered: "Sequence[Secondment]", **words: Any
) -> HttpResponse:
    return asked(
        request,
        form,
        lede=covered[0].host_unit.name,
        cancel_url=reverse(PLAN),
        breadcrumbs=[Crumb(_("Contact plan"), reverse(PLAN)), Crumb(words["title"])],
        **words,
    )


@requires(Capability.MAKE_CONTACT)
@require_http_methods(["GET", "POST"])
def make_contact(request: Request, pk: int) -> HttpResponse:
    """Record a contact with a host: what is usual stands there, so that ticks are enough."""
    actor = request.actor
    covered = [row for row in _covered(request, pk) if row.start <= clock.today()]
    if not covered:
        raise Http404
    first: dict[str, Any] = {"day": clock.today(), **queries.usual_contact(actor, pk)}
    planned = queries.next_planned(actor, pk, clock.today())
    if planned is not None:
        first |= {"contact_id": planned.pk, "mode": planned.mode}
        first |= {"spoke_with": planned.spoke_with or first["spoke_with"]}
    form = forms.ContactForm.of(
        request, initial=first, covered=covered, topics=queries.topics_about(covered)
    )
    if form.run(commands.make_contact, pk, actor=actor):
        return done(request, _("The contact is recorded."), CONTACT, form.outcome.pk)
    return _asked(
        request,
        form,
        covered,
        template="coordination/contact_form.html",
        title=_("Record a contact with the host unit"),
        clauses=("S2.2.8", "S2.2.9"),
        planned=planned,
    )


@requires(Capability.MAKE_CONTACT)
@require_http_methods(["GET", "POST"])
def plan_contact(request: Request, pk: int) -> HttpResponse:
    """Plan a contact with a host."""
    actor = request.actor
    covered = _covered(request, pk)
    first = {"officer_id": actor.user_id, **queries.usual_contact(actor, pk)}
    form = forms.PlanContactForm.of(
        request, initial=first, covered=covered, officers=queries.officers(actor)
    )
    if form.run(commands.plan_contact, pk, actor=actor):
        return done(request, _("The contact is planned."), PLAN)
    return _asked(request, form, covered, title=_("Plan a contact"), clauses=("S2.2.8",))


@requires(Capability.MAKE_CONTACT)
@require_http_methods(["GET", "POST"])
def replan_contact(request: Request, pk: int) -> HttpResponse:
    """Change a planned contact."""
    actor = request.actor
    row = queries.contact(actor, pk, Capability.MAKE_CONTACT)
    covered = _covered(request, row.host_id)
    form = forms.ReplanContactForm.editing(
        request,
        lambda: queries.kept_contact(queries.contact(actor, pk, Capability.MAKE_CONTACT)),
        initial={"covers": queries.covered_by(row)},
        covered=covered,
        officers=queries.officers(actor),
    )
    if form.run(commands.plan_contact, row.host_id, contact_id=pk, actor=actor):
        return done(request, _("The plan is changed."), PLAN)
    return _asked(request, form, covered, title=_("Change a planned contact"))


@requires(Capability.MAKE_CONTACT)
@require_http_methods(["GET", "POST"])
def call_off_contact(request: Request, pk: int) -> HttpResponse:
    """Say that a planned contact will not be made."""
    row = queries.contact(request.actor, pk, Capability.MAKE_CONTACT)
    form = forms.CallOffForm.of(request)
    if form.run(commands.call_off_contact, pk, actor=request.actor):
        return done(request, _("The contact is called off."), PLAN)
    words = {"title": _("Call off a contact"), "lede": f"{row.host.name} {row.day}"}
    return asked(request, form, cancel_url=reverse(CONTACT, args=[pk]), **words)
