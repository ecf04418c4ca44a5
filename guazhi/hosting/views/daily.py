"""Pages for the work of the term: tasks, talks, care."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import commands, forms, queries
from guazhi.hosting.views.asking import PERSON, asked, recorded
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.forms import CommandForm
from guazhi.web.page import Request, done


@requires(Capability.ASSIGN_TASK)
@require_http_methods(["GET", "POST"])
def task(request: Request, pk: int) -> HttpResponse:
    """Assign a task."""
    form = forms.TaskForm.of(request, initial={"day": clock.today()})
    words: dict[str, Any] = {"title": _("Assign a task"), "clauses": ("S2.1.17", "S2.1.18")}
    said = _("The task is assigned.")
    return recorded(
        request, pk, form, commands.assign_task, Capability.ASSIGN_TASK, said=said, **words
    )


def _step(
    request: Request, pk: int, form: CommandForm, capability: Capability, title: str
) -> HttpResponse:
    row = queries.task(request.actor, pk, capability)
    return asked(
        request,
        form,
        template="hosting/task_step.html",
        title=title,
        task=row,
        secondment=one(request.actor, row.secondment_id, capability),
    )


@requires(Capability.REPORT_TASK)
@require_http_methods(["GET", "POST"])
def report_task(request: Request, pk: int) -> HttpResponse:
    """Report on a task."""
    form = forms.TaskReportForm.of(request, initial={"day": clock.today()})
    if form.run(commands.report_task, pk, actor=request.actor):
        return done(request, _("The report is handed in."), PERSON, form.outcome.secondment_id)
    return _step(request, pk, form, Capability.REPORT_TASK, _("Report on the task"))


@requires(Capability.ASSIGN_TASK)
@require_http_methods(["GET", "POST"])
def return_task(request: Request, pk: int) -> HttpResponse:
    """Send a report back."""
    form = forms.TaskReturnForm.of(request)
    if form.run(commands.return_task, pk, actor=request.actor):
        return done(request, _("The report is sent back."), PERSON, form.outcome.secondment_id)
    return _step(request, pk, form, Capability.ASSIGN_TASK, _("Send the report back"))


@requires(Capability.ASSIGN_TASK)
@require_http_methods(["GET", "POST"])
def close_task(request: Request, pk: int) -> HttpResponse:
    """Close a task with its result."""
    form = forms.TaskClosingForm.of(request, initial={"day": clock.today()})
    if form.run(commands.close_task, pk, actor=request.actor):
        return done(request, _("The task is closed."), PERSON, form.outcome.secondment_id)
    return _step(request, pk, form, Capability.ASSIGN_TASK, _("Close the task"))


@requires(Capability.HOLD_TALK)
@require_http_methods(["GET", "POST"])
def talk(request: Request, pk: int) -> HttpResponse:
    """Record a talk."""
    first = {"day": clock.today(), "talker": request.actor.name}
    form = forms.TalkForm.of(request, initial=first)
    words: dict[str, Any] = {"title": _("Record a talk"), "clauses": ("S2.1.11", "S2.1.12")}
    said = _("The talk is recorded.")
    return recorded(request, pk, form, commands.hold_talk, Capability.HOLD_TALK, said=said, **words)


@requires(Capability.GIVE_CARE)
@require_http_methods(["GET", "POST"])
def care(request: Request, pk: int) -> HttpResponse:
    """Record care."""
    form = forms.CareForm.of(request, initial={"day": clock.today()})
    words: dict[str, Any] = {"title": _("Record care"), "clauses": ("S2.1.9",)}
    said = _("The care is recorded.")
    return recorded(request, pk, form, commands.give_care, Capability.GIVE_CARE, said=said, **words)
