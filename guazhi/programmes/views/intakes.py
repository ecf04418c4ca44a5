"""Preparing an intake: its notes, its days, and whom it calls upon."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.programmes import commands, forms, queries
from guazhi.programmes.views.trails import intake_trail
from guazhi.web.page import Crumb, Request, done, form_page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.organisations.models import Organisation
    from guazhi.programmes.models import Call, Intake


@requires(Capability.PREPARE_INTAKE)
@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponse:
    """Open an intake that begins from needs."""
    cities = queries.cities_to_prepare(request.actor)
    form = forms.OpeningForm.of(request, initial={"programme": queries.last_programme(cities)})
    form.offer(
        cities,
        [
            (pack.id, f"{in_language(pack.names)} {pack.version}")
            for pack in queries.packs().packs.values()
        ],
    )
    if form.run(commands.begin_intake, actor=request.actor):
        said = _("The intake is open. Set its days, then call upon units.")
        return done(request, said, "dashboards:intake", form.outcome.pk)
    return form_page(
        request,
        form=form,
        title=_("Open an intake"),
        breadcrumbs=[
            Crumb(_("Intakes"), reverse("dashboards:intakes")),
            Crumb(_("Open an intake")),
        ],
        clauses=("S3.0.2",),
        cancel_url=reverse("dashboards:intakes"),
    )


@requires(Capability.PREPARE_INTAKE)
@require_http_methods(["GET", "POST"])
def notes(request: Request, pk: int) -> HttpResponse:
    """Rewrite the notes of an intake."""
    intake = queries.intake_to_prepare(request.actor, pk)
    form = forms.IntakeNotesForm.editing(
        request, lambda: queries.kept_notes(queries.intake_to_prepare(request.actor, pk))
    )
    if form.run(commands.note_intake, pk, actor=request.actor):
        return done(request, _("The notes are saved."), "dashboards:intake", pk)
    context = {
        "form": form,
        "title": _("Notes on the intake"),
        "breadcrumbs": intake_trail(intake, Crumb(_("Notes on the intake"))),
        "lede": intake.name,
        "clauses": ("S3.0.11",),
        "cancel_url": reverse("dashboards:intake", args=[pk]),
    }
    return form_page(request, **context)


@requires(Capability.PREPARE_INTAKE)
@require_http_methods(["GET", "POST"])
def schedule(request: Request, pk: int) -> HttpResponse:
    """Set the days of needs, nominations and wishes."""
    intake = queries.intake_to_prepare(request.actor, pk)
    form = forms.ScheduleForm.editing(
        request, lambda: queries.kept_schedule(queries.intake_to_prepare(request.actor, pk))
    )
    if form.run(commands.schedule_intake, pk, actor=request.actor):
        return done(request, _("The days are set."), "dashboards:intake", pk)
    return _form(request, form, intake, _("Days of the intake"))


@requires(Capability.PREPARE_INTAKE)
@require_http_methods(["GET", "POST"])
def call(request: Request, pk: int) -> HttpResponse:
    """Call upon units for posts, for people, or for both."""
    intake = queries.intake_to_prepare(request.actor, pk)
    form = forms.CallForm.of(request)
    areas = queries.units_of(intake)
    units = {unit.pk: unit for _area, asked in areas for unit, _call in asked}
    form.offer(
        (area, [(str(unit.pk), _asked(unit, call)) for unit, call in of]) for area, of in areas
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        asked = [
            commands.Asked(units[unit], given["posts"], given["people"], given["quota"])
            for unit in given["organisations"]
        ]
        if form.carry(commands.call_upon, pk, asked, actor=request.actor):
            return done(request, _("The units are called upon."), "programmes:posts", pk)
    return _form(request, form, intake, _("Call upon units"), clauses=("S1.3.2", "S2.1.3"))


def _asked(unit: "Organisation", call: "Call | None") -> str:
    """A unit, and what it was asked for."""
    if call is None:
        return unit.name
    said = [_("Asked for posts")] if call.asks_posts else []
    if call.asks_people:
        said.append(f"{_('Asked for people')} {call.quota or ''}".strip())
    return " · ".join([unit.name, *said])


def _form(
    request: Request,
    form: forms.ScheduleForm | forms.CallForm,
    intake: "Intake",
    title: str,
    clauses: tuple[str, ...] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "breadcrumbs": intake_trail(intake, Crumb(title)),
        "lede": intake.name,
        "clauses": clauses,
        "cancel_url": reverse("dashboards:intake", args=[intake.pk]),
    }
    return form_page(request, **context)
