"""Pages for leave: who is away, asking, one leave with its steps, and the way back."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.documents.rendering import DOCX, render
from guazhi.documents.sending import download
from guazhi.policy import leave_words
from guazhi.policy.findings import Refused
from guazhi.policy.leave import Away, LeavePolicy
from guazhi.programmes.queries import pack_of
from guazhi.secondments import commands, forms, queries
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.forms import CommandForm
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, done, not_done, page
from guazhi.web.words import in_language, reading

LEAVE, CLAUSE = "secondments:leave", "S2.0.3"
WEEK = timedelta(days=6)
SHOWN = {
    "": gettext_lazy("Away today"),
    "week": gettext_lazy("Away in the next 7 days"),
    "waiting": gettext_lazy("Waiting for approval"),
    "overdue": gettext_lazy("Not reported back"),
    "all": gettext_lazy("All leave"),
}


@requires(Capability.VIEW_LEAVE)
@require_safe
def leaves(request: Request) -> HttpResponse:
    """Who is away today and this week, what waits, and who has not reported back."""
    actor, today = request.actor, clock.today()
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    rows = queries.leaves_showing(actor, show, today, today + WEEK)
    found = keyset(rows, "-start" if show == "all" else "start", request.GET, 30)
    context = {
        "title": _("Leave"),
        "tab_items": [
            Tab(words, f"?show={key}" if key else "?", active=key == show)
            for key, words in SHOWN.items()
        ],
        "rows": queries.shown_leaves(actor, found.rows, today),
        "pages": found.pages(request.GET),
        "show": show,
    }
    return page(request, "secondments/leaves.html", context, partial="rows")


@requires(Capability.ASK_LEAVE)
@require_http_methods(["GET", "POST"])
def ask_leave(request: Request, pk: int) -> HttpResponse:
    """Ask for leave, for oneself or in the secondee's stead."""
    secondment = queries.one(request.actor, pk, Capability.ASK_LEAVE)
    is_own = secondment.secondee_id == request.actor.person_id
    today = clock.today()
    kind = forms.LeaveForm if is_own else forms.LeaveOnBehalfForm
    form = kind.of(request, initial={"start": today, "end": today})
    policy = pack_of(secondment.policy).leave
    _offer(form, policy)
    if form.run(commands.ask_leave, pk, actor=request.actor):
        return done(request, _("The leave is on its way for approval."), LEAVE, form.outcome.pk)
    words: dict[str, Any] = {"title": _("Ask for leave"), "submit_label": _("Ask")}
    return _asked(request, form, policy, secondment=secondment, **words)


@requires(Capability.ASK_LEAVE)
@require_http_methods(["GET", "POST"])
def revise_leave(request: Request, pk: int) -> HttpResponse:
    """Mend a leave that was returned and ask for it again."""
    row = queries.leave_to_ask(request.actor, pk)
    reads = queries.reads(request.actor, row)
    initial = {
        "kind": row.kind,
        "start": row.start,
        "from_noon": "late" if row.from_noon else "early",
        "end": row.end,
        "until_noon": "early" if row.until_noon else "late",
        **({"place": row.place, "reason": row.reason} if reads else {}),
        "substitute": row.substitute,
    }
    form = forms.ReviseLeaveForm.of(request, initial=initial)
    policy = pack_of(row.secondment.policy).leave
    _offer(form, policy)
    if form.run(commands.revise_leave, pk, actor=request.actor):
        return done(request, _("The leave is on its way for approval again."), LEAVE, pk)
    words: dict[str, Any] = {"title": _("Mend the leave"), "submit_label": _("Ask again")}
    cancel = reverse(LEAVE, args=[pk])
    return _asked(request, form, policy, secondment=row.secondment, cancel_url=cancel, **words)


@requires(Capability.ASK_LEAVE)
@require_http_methods(["GET", "POST"])
def extend_leave(request: Request, pk: int) -> HttpResponse:
    """Ask for more while away."""
    row = queries.leave_to_ask(request.actor, pk)
    form = forms.ExtendLeaveForm.of(request, initial={"substitute": row.substitute})
    policy = pack_of(row.secondment.policy).leave
    form.offer(half_days=policy is not None and policy.half_days)
    if form.run(commands.extend_leave, pk, actor=request.actor):
        message = _("The extension is on its way for approval.")
        return done(request, message, LEAVE, form.outcome.pk)
    words: dict[str, Any] = {
        "title": _("Extend the leave"),
        "submit_label": _("Ask"),
        "lede": _("The leave ends on %(day)s; the whole counts for who approves.")
        % {"day": row.end},
    }
    cancel = reverse(LEAVE, args=[pk])
    return _asked(request, form, policy, secondment=row.secondment, cancel_url=cancel, **words)


def _offer(form: forms.ReviseLeaveForm, policy: LeavePolicy | None) -> None:
    kinds = policy.kinds.items() if policy else ()
    form.offer(
        [(key, in_language(kind.names)) for key, kind in kinds],
        half_days=policy is not None and policy.half_days,
    )


def _asked(
    request: Request, form: CommandForm, policy: LeavePolicy | None, **words: Any
) -> HttpResponse:
    """The page that asks for the fields of a leave, with what the policy says of it."""
    language = reading()
    context = {
        "form": form,
        "clauses": (CLAUSE,),
        "rungs": list(leave_words.rungs_in_words(policy, language)) if policy else [],
        "says": leave_words.sentences(policy, language) if policy else [],
        **words,
    }
    status = 422 if form.is_bound else 200
    return page(request, "secondments/ask_leave.html", context, status=status)


@requires(Capability.VIEW_LEAVE)
@require_http_methods(["GET", "POST"])
def leave(request: Request, pk: int) -> HttpResponse:
    """One leave with its steps; whoever is asked now decides here."""
    found = queries.leave(request.actor, pk, clock.today())
    form = forms.DecideLeaveForm.of(request)
    form.asks_for_substitute(needed=found.substitute_waits)
    if form.run(commands.decide_leave, pk, actor=request.actor):
        return done(request, _("The decision is recorded."), LEAVE, pk)
    return _shown(request, found, deciding=form)


@requires(Capability.REPORT_BACK)
@require_http_methods(["GET", "POST"])
def report_back(request: Request, pk: int) -> HttpResponse:
    """Report back from leave."""
    form = forms.ReportBackForm.of(request)
    if form.run(commands.report_back, pk, actor=request.actor):
        return done(request, _("Your return is reported; the host confirms it."), LEAVE, pk)
    return _shown(request, queries.leave(request.actor, pk, clock.today()), reporting=form)


@requires(Capability.CONFIRM_BACK)
@require_http_methods(["GET", "POST"])
def confirm_back(request: Request, pk: int) -> HttpResponse:
    """Confirm a return, or say why it is not so."""
    form = forms.ConfirmBackForm.of(request)
    if form.run(commands.confirm_back, pk, actor=request.actor):
        return done(request, _("The answer is recorded."), LEAVE, pk)
    return _shown(request, queries.leave(request.actor, pk, clock.today()), confirming=form)


@requires(Capability.ASK_LEAVE)
@require_POST
def call_back_leave(request: Request, pk: int) -> HttpResponse:
    """Call a leave back."""
    try:
        commands.call_back_leave(pk, actor=request.actor)
    except Refused as refused:
        return not_done(request, refused, LEAVE, pk)
    return done(request, _("The leave is called back."), LEAVE, pk)


def _back_today(away: Away) -> dict[str, Any]:
    """Today; at noon where the leave itself ends then, or began this very day."""
    today = clock.today()
    at_noon = today == away.start or (today == away.end and away.until_noon)
    return {"back_on": today, "back_at_noon": "late" if at_noon else "early"}


def _shown(
    request: Request,
    found: queries.LeavePage,
    *,
    deciding: CommandForm | None = None,
    reporting: CommandForm | None = None,
    confirming: CommandForm | None = None,
) -> HttpResponse:
    row = found.shown.leave
    name = row.secondment.secondee.name
    context: dict[str, Any] = {
        "title": _("Leave"),
        "breadcrumbs": [
            Crumb(_("To do"), reverse("dashboards:home")),
            Crumb(_("Leave"), reverse("secondments:leaves")),
            Crumb(name, reverse("dashboards:person", args=[row.secondment_id]) + "?tab=leave"),
            Crumb(_("Leave")),
        ],
        "found": found,
        "row": row,
        "deciding": deciding,
        "reporting": reporting or forms.ReportBackForm(initial=_back_today(row.away)),
        "confirming": confirming or forms.ConfirmBackForm(),
    }
    sent = [form for form in (deciding, reporting, confirming) if form and form.is_bound]
    return page(request, "secondments/leave.html", context, status=422 if sent else 200)


@requires(Capability.VIEW_LEAVE)
@require_safe
def leave_paper(request: Request, pk: int) -> HttpResponse:
    """The form of approval as docx."""
    found = queries.leave(request.actor, pk, clock.today())
    try:
        data = render("leave.docx", queries.leave_values(found))
    except Refused as refused:
        return not_done(request, refused, LEAVE, pk)
    return download(data, DOCX, f"请假审批表_{found.shown.leave.secondment.secondee.name}")
