"""Pages for one obligation and for waivers."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.obligations import commands, forms, queries
from guazhi.obligations.queries import Row
from guazhi.web import clock
from guazhi.web.components import Happening, Tone
from guazhi.web.page import Crumb, Request, done, page
from guazhi.web.words import in_language

VERBS = {
    "WaiverAsked": (gettext_lazy("A waiver was asked for"), Tone.BLUE),
    "WaiverGranted": (gettext_lazy("The waiver was granted"), Tone.PLAIN),
    "WaiverRefused": (gettext_lazy("The waiver was refused"), Tone.PLAIN),
    "TermChanged": (gettext_lazy("The last day of the term moved"), Tone.BLUE),
    "PostChanged": (gettext_lazy("The post changed"), Tone.BLUE),
    "SecondeeReplaced": (gettext_lazy("Another person took over"), Tone.BLUE),
    "StayAgreed": (gettext_lazy("The person stays with the host"), Tone.BLUE),
    "MentorSet": (gettext_lazy("The mentor changed"), Tone.BLUE),
}


@requires(Capability.VIEW_SECONDMENT)
@require_safe
def obligation(request: Request, pk: int) -> HttpResponse:
    """One obligation: how it stands, why it is owed, what proves it, what happened to it."""
    found = queries.dossier(request.actor, pk, clock.today())
    context = {
        **shown(found.row),
        "breadcrumbs": [Crumb(_("To do"), reverse("dashboards:home")), *_above(found.row)],
        "waivers": found.waivers,
        "may_ask": found.may_ask,
        "to_decide": found.to_decide,
        "happenings": _happenings(found),
    }
    return page(request, "obligations/obligation.html", context)


@requires(Capability.ASK_WAIVER)
@require_http_methods(["GET", "POST"])
def ask_waiver(request: Request, pk: int) -> HttpResponse:
    """Ask that an obligation be waived."""
    row = queries.obligation(request.actor, pk, Capability.ASK_WAIVER)
    form = forms.AskWaiverForm.of(request)
    if form.run(commands.ask_waiver, pk, actor=request.actor):
        return done(request, _("The waiver is asked for."), "obligations:obligation", pk)
    context = {
        **shown(queries.row_of(row, clock.today())),
        "form": form,
        "title": _("Ask for a waiver"),
        "submit_label": _("Ask"),
        "cancel_url": reverse("obligations:obligation", args=[pk]),
    }
    status = 422 if form.is_bound else 200
    return page(request, "obligations/ask_waiver.html", context, status=status)


@requires(Capability.DECIDE_WAIVER, Capability.ASK_WAIVER)
@require_safe
def waivers(request: Request) -> HttpResponse:
    """Waivers that wait for me, and those I asked for."""
    actor = request.actor
    context = {
        "title": _("Waivers"),
        "breadcrumbs": [Crumb(_("To do"), reverse("dashboards:home")), Crumb(_("Waivers"))],
        "to_decide": list(queries.waivers_to_decide(actor)[:200]),
        "asked": list(queries.waivers_asked(actor)[:200]),
    }
    return page(request, "obligations/waivers.html", context)


@requires(Capability.DECIDE_WAIVER)
@require_http_methods(["GET", "POST"])
def decide_waiver(request: Request, pk: int) -> HttpResponse:
    """Grant or refuse a waiver that somebody else asked for."""
    waiver = queries.waiver(request.actor, pk)
    form = forms.DecideWaiverForm.of(request)
    if form.run(commands.decide_waiver, pk, actor=request.actor):
        return done(request, _("The decision is recorded."), "obligations:waivers")
    row = queries.obligation(request.actor, waiver.obligation_id, Capability.DECIDE_WAIVER)
    context = {
        **shown(queries.row_of(row, clock.today())),
        "form": form,
        "waiver": waiver,
        "title": _("Decide on a waiver"),
        "cancel_url": reverse("obligations:waivers"),
    }
    status = 422 if form.is_bound else 200
    return page(request, "obligations/decide_waiver.html", context, status=status)


def shown(row: Row) -> dict[str, object]:
    """What every page of an obligation shows of it."""
    due = row.obligation
    rule = row.why.pack.obligations.get(due.rule)
    years = row.why.missing_years
    return {
        "title": in_language(rule.names) if rule else due.rule,
        "obligation": due,
        "occurrence": queries.occurrences([due]).get(due.pk, ""),
        "secondment": due.secondment,
        "owner": due.owner.name if due.owner else due.owner_person and due.owner_person.name,
        "standing": "void" if due.state == due.VOID else row.standing.value,
        "why": queries.explained(row),
        "caution": queries.without_calendar(years) if years else "",
        "evidence_name": queries.EVIDENCE.get(due.evidence.kind) if due.evidence else "",
    }


def _above(row: Row) -> Iterable[Crumb]:
    secondment = row.obligation.secondment
    if secondment is not None:
        where = reverse("dashboards:person", args=[secondment.pk])
        yield Crumb(secondment.secondee.name, where)
    else:
        intake = row.obligation.intake
        yield Crumb(intake.name, reverse("dashboards:intake", args=[intake.pk]))
    yield Crumb(_("Obligation"))


def _happenings(found: queries.Dossier) -> list[Happening]:
    """What happened to it, the latest first."""
    told = [
        Happening(entry.at.date(), VERBS[entry.verb][0], by=entry.actor_name, tone=tone)
        for entry in found.history
        if (tone := VERBS[entry.verb][1]) is not None
    ]
    row = found.row.obligation
    if row.met_on is not None:
        told.append(Happening(row.met_on, _("Met"), tone=Tone.GREEN))
    return sorted(told, key=lambda each: each.day, reverse=True)
