"""Pages of a person's record: read, rewritten, and the masked number shown for a reason."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.people import commands, forms, queries
from guazhi.policy.findings import Finding
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, done, page

RECORD = "people:record"
FORM_METHODS = ["GET", "POST"]


@requires(Capability.VIEW_PERSON)
@require_safe
def record(request: Request, pk: int) -> HttpResponse:
    """The record, in the order of the appointment form."""
    shown = queries.record(request.actor, pk, clock.today())
    return page(
        request,
        "people/record_page.html",
        {"record": shown, "title": shown.name, "breadcrumbs": _crumbs(pk, shown.name)},
    )


def _crumbs(pk: int, name: str, title: str = "") -> list[Crumb]:
    steps = [Crumb(name, reverse(RECORD, args=[pk])), Crumb(title)] if title else [Crumb(name)]
    return [Crumb(_("Register"), reverse("dashboards:register")), *steps]


def _form(request: Request, person: Any, title: str, **words: Any) -> HttpResponse:
    bound = words.get("form") or words.get("rows")
    context = {
        "title": title,
        "breadcrumbs": _crumbs(person.pk, person.name, title),
        "cancel_url": reverse(RECORD, args=[person.pk]),
        **words,
    }
    template = "people/rows.html" if "rows" in words else "form_page.html"
    return page(request, template, context, status=422 if bound and bound.is_bound else 200)


def _warn(request: Request, findings: Iterable[Finding]) -> None:
    """Say what was saved and yet wants a look."""
    for finding in findings:
        messages.warning(request, sentence(finding))


@requires(Capability.EDIT_PERSON)
@require_http_methods(FORM_METHODS)
def edit(request: Request, pk: int) -> HttpResponse:
    """Rewrite the fields."""
    person = queries.to_keep(request.actor, pk)
    form = forms.RecordForm.editing(
        request, lambda: queries.kept_record(queries.to_keep(request.actor, pk)), person=person
    )
    if form.run(commands.rewrite_record, pk, actor=request.actor):
        _warn(request, form.outcome)
        return done(request, _("The record is saved."), RECORD, pk)
    return _form(request, person, _("Edit the record"), form=form)


def _rows(
    request: Request, person: Any, rows: Any, command: Any, words: dict[str, Any]
) -> HttpResponse:
    if rows.run(command, person.pk, actor=request.actor):
        _warn(request, rows.outcome)
        again = f"people:{words['part']}" if "more" in request.POST else RECORD
        return done(request, _("The record is saved."), again, person.pk)
    return _form(request, person, rows=rows, lede=forms.LEADS[words["part"]], **words)


@requires(Capability.EDIT_PERSON)
@require_http_methods(FORM_METHODS)
def resume(request: Request, pk: int) -> HttpResponse:
    """Write the résumé."""
    person = queries.to_keep(request.actor, pk)
    lines = queries.resume_lines(pk)
    rows = forms.ResumeRows.editing(request, lines, lambda: queries.kept_resume(pk))
    words = {"title": _("Résumé"), "part": "resume"}
    return _rows(request, person, rows, commands.write_resume, words)


@requires(Capability.EDIT_PERSON)
@require_http_methods(FORM_METHODS)
def family(request: Request, pk: int) -> HttpResponse:
    """Write the family."""
    person = queries.to_keep(request.actor, pk, Capability.VIEW_FAMILY)
    lines = queries.family_lines(pk)
    rows = forms.FamilyRows.editing(request, lines, lambda: queries.kept_family(pk))
    words = {"title": _("Family and important relations"), "part": "family"}
    return _rows(request, person, rows, commands.write_family, words)


@requires(Capability.EDIT_PERSON)
@require_http_methods(FORM_METHODS)
def sanctions(request: Request, pk: int) -> HttpResponse:
    """Write the sanctions."""
    person = queries.to_keep(request.actor, pk, Capability.VIEW_SANCTIONS)
    lines = queries.sanction_lines(pk)
    rows = forms.SanctionRows.editing(request, lines, lambda: queries.kept_sanctions(pk))
    words = {"title": _("Sanctions"), "part": "sanctions"}
    return _rows(request, person, rows, commands.write_sanctions, words)


@requires(Capability.EDIT_PERSON)
@require_http_methods(FORM_METHODS)
def grades(request: Request, pk: int) -> HttpResponse:
    """Enter the grade of a year."""
    person = queries.to_keep(request.actor, pk)
    form = forms.GradeForm.of(request, initial={"year": clock.today().year - 1})
    if form.run(commands.grade_year, pk, actor=request.actor):
        return done(request, _("The grade is saved."), RECORD, pk)
    return _form(request, person, _("Grade of a year"), form=form)


@requires(Capability.REVEAL_IDENTITY)
@require_http_methods(FORM_METHODS)
def reveal(request: Request, pk: int) -> HttpResponse:
    """Show ID number and telephone once, for a reason."""
    person = queries.revealable(request.actor, pk)
    form = forms.RevealForm.of(request)
    words = {"title": _("Show the ID number"), "submit_label": _("Show once")}
    if form.run(commands.reveal_identity, pk, actor=request.actor):
        crumbs = _crumbs(pk, person.name, words["title"])
        shown = {"identity": form.outcome, "person": person, "breadcrumbs": crumbs, **words}
        return page(request, "people/revealed.html", shown)
    return _form(request, person, form=form, **words)
