"""A proposal: made, its lines changed before the meeting or taken out after it, given up."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.policy.findings import Refused
from guazhi.selection import commands, forms, queries
from guazhi.selection.queries.wording import fit_in_words, why_left
from guazhi.selection.rules.proposals import ProposalState
from guazhi.selection.views.runs import crumbs
from guazhi.selection.views.warnings import open_warnings
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, done, form_page, not_done, page
from guazhi.web.words import in_language

PROPOSE, DECIDE = Capability.PROPOSE_PLACEMENT, Capability.DECIDE_PLACEMENT


@requires(PROPOSE)
@require_POST
def propose(request: Request, pk: int) -> HttpResponse:
    """Make a proposal of a run."""
    try:
        made = commands.propose(pk, actor=request.actor)
    except Refused as refused:
        return not_done(request, refused, "selection:run", pk)
    return done(request, _("The proposal is made."), "selection:proposal", made.pk)


@requires(Capability.VIEW_PLACEMENT)
@require_safe
def proposal(request: Request, pk: int) -> HttpResponse:
    """A proposal: one line a person, what the meeting decided, what may be done now."""
    found = queries.proposal_page(request.actor, pk, clock.today())
    row, decision, actor = found.row, found.decision, request.actor
    is_draft = row.state == ProposalState.DRAFT
    is_decided = row.state == ProposalState.DECIDED
    end = decision.publicity_end if decision else None
    is_public = is_decided and end is not None and clock.today() <= end
    is_own = row.made_by_id is not None and row.made_by_id == actor.user_id
    title = _("Proposed placement %(number)s") % {"number": row.number}
    context = {
        "title": title,
        "breadcrumbs": crumbs(row.intake, Crumb(title)),
        "found": found,
        "figures": queries.figures_in_words(found.reckoning),
        "row": row,
        "decision": decision,
        "sent": [(line, fit_in_words(line.fit), _warned(line)) for line in found.sent],
        "left": [
            (line, why_left(line, found.posts, found.people), _warned(line)) for line in found.left
        ],
        "open": open_warnings(found) if is_draft or is_decided else None,
        "is_public": is_public,
        "may_decide_warnings": actor.may(Capability.DECIDE_CHECK),
        "may_change": is_draft and actor.may(PROPOSE),
        "may_drop": (is_draft or is_decided) and (actor.may(PROPOSE) or actor.may(DECIDE)),
        "may_decide": is_draft and actor.may(DECIDE) and not is_own,
        "may_object": is_public and actor.may(Capability.RECORD_OBJECTION),
        "may_take_out": is_decided and actor.may(DECIDE),
        "may_settle": is_decided and actor.may(DECIDE),
        "may_carry_out": (
            is_decided and not is_public and not found.open_objections and actor.may(DECIDE)
        ),
    }
    return page(request, "selection/proposal.html", context)


def _warned(line: queries.ProposedLine) -> list[tuple[object, str, str]]:
    """What the checks warn of: the warning, its name, its sentence."""
    return [
        (each, in_language(each.names), sentence(each.result.finding())) for each in line.warnings
    ]


@requires(PROPOSE)
@require_http_methods(["GET", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """Send somebody elsewhere, or nowhere, with a reason."""
    line = queries.line_to_change(request.actor, pk, PROPOSE)
    posts = queries.posts_of(line.proposal.run, line.nomination_id)
    form = forms.LineForm.of(request, posts=posts)
    if form.run(commands.change_line, pk, actor=request.actor):
        return done(request, _("The line is changed."), "selection:proposal", line.proposal_id)
    there = line.post.title if line.post else _("Not sent this time")
    return _form(request, form, line.proposal_id, _("Change the post"), line.person.name, there)


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def take_out(request: Request, pk: int) -> HttpResponse:
    """Take somebody out of what the meeting decided."""
    line = queries.line_to_change(request.actor, pk, DECIDE)
    form = forms.WhyForm.of(request)
    if form.run(commands.take_out, pk, actor=request.actor):
        told = _("The person is taken out.")
        return done(request, told, "selection:proposal", line.proposal_id)
    title = _("Take out of the decision")
    return _form(request, form, line.proposal_id, title, line.person.name, danger=True)


@requires(PROPOSE, DECIDE)
@require_http_methods(["GET", "POST"])
def drop(request: Request, pk: int) -> HttpResponse:
    """Give a proposal up."""
    row = queries.proposal_row(request.actor, pk)
    form = forms.WhyForm.of(request)
    if form.run(commands.drop_proposal, pk, actor=request.actor):
        return done(request, _("The proposal is dropped."), "selection:runs", row.intake_id)
    return _form(request, form, pk, _("Drop the proposal"), str(row.intake), "", danger=True)


def _form(
    request: Request,
    form: forms.LineForm | forms.WhyForm,
    proposal: int,
    title: str,
    *lede: str,
    danger: bool = False,
) -> HttpResponse:
    intake = queries.proposal_row(request.actor, proposal).intake
    back = reverse("selection:proposal", args=[proposal])
    context = {
        "title": title,
        "lede": " · ".join(filter(None, lede)),
        "breadcrumbs": crumbs(intake, Crumb(_("Proposed placement"), back), Crumb(title)),
        "form": form,
        "clauses": ("S3.0.3",),
        "cancel_url": back,
        "danger": danger,
    }
    return form_page(request, **context)
