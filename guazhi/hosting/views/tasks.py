"""Pages for tasks: assigning one, and each step on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import commands, forms, queries, rules
from guazhi.hosting.views.asking import TAB, asked, work_of
from guazhi.policy.findings import Refused
from guazhi.secondments.queries import one, opinion
from guazhi.secondments.views.shown import recorded
from guazhi.web import clock
from guazhi.web.forms import CommandForm
from guazhi.web.messages import sentence
from guazhi.web.page import Request, done


@requires(Capability.ASSIGN_TASK)
@require_http_methods(["GET", "POST"])
def task(request: Request, pk: int) -> HttpResponse:
    """Assign a task; ``source`` names what it comes of."""
    source = request.GET.get("source", "")
    kind, number = rules.source_of(source) or ("", 0)
    text = request.GET.get("title", "")
    if kind == "opinion":
        text = opinion(request.actor, number).text
    first: dict[str, Any] = {"day": clock.today(), "source": source, "title": text[:120]}
    first["detail"] = text if len(text) > 120 else ""
    secondment = one(request.actor, pk, Capability.ASSIGN_TASK)
    items = queries.plan_items(request.actor, secondment)
    first["plan_item"] = request.GET.get("plan_item", "")
    lines = [(item.pk, f"{item.number} {item.goal}") for item in items]
    form = forms.TaskForm.of(request, initial=first, lines=lines)
    words: dict[str, Any] = {"title": _("Assign a task"), "clauses": ("S2.1.17", "S2.1.18")}
    words |= {"said": _("The task is assigned."), "tab": TAB}
    return recorded(request, pk, form, commands.assign_task, Capability.ASSIGN_TASK, **words)


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
        steps=queries.task_steps(request.actor, row),
        secondment=one(request.actor, row.secondment_id, capability),
    )


@requires(Capability.REPORT_TASK)
@require_POST
def accept_task(request: Request, pk: int) -> HttpResponse:
    """Take a task on, in one tap."""
    row = queries.task(request.actor, pk, Capability.REPORT_TASK)
    try:
        commands.accept_task(pk, day=clock.today(), actor=request.actor)
    except Refused as refused:
        return _refused(request, refused, row.secondment_id)
    return done(request, _("The task is accepted."), work_of(row.secondment_id))


@requires(Capability.ASSIGN_TASK)
@require_POST
def urge_task(request: Request, pk: int) -> HttpResponse:
    """Urge the secondee on, in one tap."""
    row = queries.task(request.actor, pk, Capability.ASSIGN_TASK)
    try:
        commands.urge_task(pk, actor=request.actor)
    except Refused as refused:
        return _refused(request, refused, row.secondment_id)
    return done(request, _("The secondee is urged."), work_of(row.secondment_id))


def _refused(request: Request, refused: Refused, secondment_id: int) -> HttpResponse:
    """Say why it was not done, on the page that the tap came from."""
    for finding in refused.findings:
        messages.error(request, sentence(finding))
    return redirect(work_of(secondment_id))


@requires(Capability.REPORT_TASK)
@require_http_methods(["GET", "POST"])
def report_task(request: Request, pk: int) -> HttpResponse:
    """Report on a task."""
    form = forms.TaskReportForm.of(request, initial={"day": clock.today()})
    if form.run(commands.report_task, pk, actor=request.actor):
        said = _("The report on the task is handed in.")
        return done(request, said, work_of(form.outcome.secondment_id))
    return _step(request, pk, form, Capability.REPORT_TASK, _("Report on the task"))


@requires(Capability.ASSIGN_TASK)
@require_http_methods(["GET", "POST"])
def return_task(request: Request, pk: int) -> HttpResponse:
    """Send a report back."""
    form = forms.TaskReturnForm.of(request)
    if form.run(commands.return_task, pk, actor=request.actor):
        return done(request, _("The report is sent back."), work_of(form.outcome.secondment_id))
    return _step(request, pk, form, Capability.ASSIGN_TASK, _("Send the report back"))


@requires(Capability.ASSIGN_TASK)
@require_http_methods(["GET", "POST"])
def reassign_task(request: Request, pk: int) -> HttpResponse:
    """Give a task to another secondee of the host."""
    row = queries.task(request.actor, pk, Capability.ASSIGN_TASK)
    people = [(each.pk, each.secondee.name) for each in queries.others_at_host(request.actor, row)]
    form = forms.TaskReassigningForm.of(request, initial={"due": row.due}, people=people)
    if form.run(commands.reassign_task, pk, actor=request.actor):
        return done(
            request, _("The task is given to another."), work_of(form.outcome.secondment_id)
        )
    return _step(request, pk, form, Capability.ASSIGN_TASK, _("Give the task to another"))


@requires(Capability.ASSIGN_TASK)
@require_http_methods(["GET", "POST"])
def close_task(request: Request, pk: int) -> HttpResponse:
    """Close a task with its result."""
    form = forms.TaskClosingForm.of(request, initial={"day": clock.today()})
    if form.run(commands.close_task, pk, actor=request.actor):
        return done(request, _("The task is closed."), work_of(form.outcome.secondment_id))
    return _step(request, pk, form, Capability.ASSIGN_TASK, _("Close the task"))


@requires(Capability.ASSIGN_TASK)
@require_http_methods(["GET", "POST"])
def drop_task(request: Request, pk: int) -> HttpResponse:
    """Drop a task that is no longer wanted."""
    form = forms.TaskDroppingForm.of(request, initial={"day": clock.today()})
    if form.run(commands.close_task, pk, done=False, actor=request.actor):
        return done(request, _("The task is dropped."), work_of(form.outcome.secondment_id))
    return _step(request, pk, form, Capability.ASSIGN_TASK, _("Drop the task"))
