"""The personal summary: written, helped, countersigned or returned."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.rules.drafting import summary_from
from guazhi.assessments.views.words import opens_later, titled
from guazhi.policy.abridging import abridged
from guazhi.secondments.queries import holds, one
from guazhi.web import clock
from guazhi.web.drafts import OtherDraft, keep
from guazhi.web.page import Request, done, form_page, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from guazhi.assessments.models import Summary, SummaryDraft
    from guazhi.secondments.models import Secondment
    from guazhi.web.forms import CommandForm


@requires(Capability.VIEW_SUMMARY)
@require_http_methods(["GET", "POST"])
def summary(request: Request, pk: int) -> HttpResponse:
    """See the versions; the secondee writes the next, which saves itself as he types."""
    actor, secondment = request.actor, one(request.actor, pk, Capability.VIEW_SUMMARY)
    draft = queries.summary_draft(actor, secondment)
    form = forms.SummaryForm.editing(
        request,
        lambda: queries.kept_summary(secondment),
        initial=_begun(request, secondment, draft),
    )
    if form.run(commands.write_summary, pk, actor=actor):
        return done(request, _("The summary is kept."), "assessments:summary", pk)
    if form.is_bound:
        form.put("edition", str(draft.edition if draft else 0))
    versions = list(queries.summaries(actor).filter(secondment=secondment))
    context = {
        **titled(secondment, _("Personal summary"), "S2.1.13", "S3.0.1"),
        "versions": versions[::-1],
        "draft": draft,
        "form": form if _may_write(request, secondment) else None,
        "opens": opens_later(secondment, "summary"),
        "may_help": holds(actor, Capability.HELP_SUMMARY, secondment),
        "may_answer": holds(actor, Capability.COUNTERSIGN_SUMMARY, secondment),
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/summary.html", context, status=status)


def _may_write(request: Request, secondment: "Secondment") -> bool:
    """Whether another version may be written: by the secondee, until the appraisal is signed."""
    if not holds(request.actor, Capability.WRITE_SUMMARY, secondment):
        return False
    signed = queries.appraisals(request.actor).filter(secondment=secondment)
    return not signed.filter(signed_on__isnull=False).exists()


def _begun(
    request: Request, secondment: "Secondment", draft: "SummaryDraft | None"
) -> dict[str, Any]:
    """What was typed last; else the last version, and before the first the facts on record."""
    may_submit = opens_later(secondment, "summary") is None
    first: dict[str, Any] = {"day": clock.today(), "submit": may_submit, "edition": 0}
    if draft is not None:
        names = ("text", "view_of_achievement", "seen", "edition")
        return first | {name: getattr(draft, name) for name in names}
    if not queries.kept_summary(secondment).texts["text"]:
        term = queries.term_of(request.actor, secondment, clock.today())
        first["text"] = summary_from(term)
    return first


@requires(Capability.WRITE_SUMMARY)
@require_POST
def draft_summary(request: Request, pk: int) -> HttpResponse:
    """Save what has been typed."""
    secondment = one(request.actor, pk, Capability.WRITE_SUMMARY)
    form = forms.SummaryForm.of(request)

    def save(edition: int) -> "SummaryDraft":
        return commands.save_summary(pk, **form.typed(), edition=edition, actor=request.actor)

    def other() -> OtherDraft | None:
        kept = queries.summary_draft(request.actor, secondment)
        if kept is None:
            return None
        texts = [
            (form[name].label, getattr(kept, name)) for name in ("text", "view_of_achievement")
        ]
        return OtherDraft(kept.edition, "", kept.made_at, texts)

    return keep(request, save, other, back=reverse("assessments:summary", args=[pk]))


@requires(Capability.HELP_SUMMARY)
@require_http_methods(["GET", "POST"])
def help_summary(request: Request, pk: int) -> HttpResponse:
    """Note the host's help."""
    row, form = queries.helpable(request.actor, pk), forms.HelpForm
    titles = (_("Help with the summary"), _("The help is noted."))
    return _answer(request, row, form, commands.help_summary, titles)


@requires(Capability.COUNTERSIGN_SUMMARY)
@require_http_methods(["GET", "POST"])
def countersign_summary(request: Request, pk: int) -> HttpResponse:
    """Countersign a summary."""
    row, form = queries.summary_to_answer(request.actor, pk), forms.CountersignForm
    titles = (_("Countersign the summary"), _("The summary is countersigned."))
    return _answer(request, row, form, commands.countersign_summary, titles)


@requires(Capability.COUNTERSIGN_SUMMARY)
@require_http_methods(["GET", "POST"])
def return_summary(request: Request, pk: int) -> HttpResponse:
    """Return a summary to its writer."""
    row, form = queries.summary_to_answer(request.actor, pk), forms.ReturnForm
    titles = (_("Return the summary"), _("The summary is returned."))
    return _answer(request, row, form, commands.return_summary, titles)


def _answer(
    request: Request,
    row: "Summary",
    kind: "type[CommandForm]",
    command: "Callable[..., object]",
    titles: tuple[str, str],
) -> HttpResponse:
    """The host's answer to a version: its form, the command, and back to the summary."""
    form = kind.of(request, initial={"day": clock.today()})
    title, said = titles
    if form.run(command, row.pk, actor=request.actor):
        return done(request, said, "assessments:summary", row.secondment_id)
    lede = abridged(row.text, 200)
    context = {**titled(row.secondment, title, "S2.1.13"), "form": form, "lede": lede}
    return form_page(request, **context)
