"""Summary and appraisal: the papers that close a term."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.rules.drafting import summary_from
from guazhi.assessments.views.sources import by_sentence
from guazhi.assessments.views.words import crumbs
from guazhi.documents.printing import PDF, pdf
from guazhi.documents.rendering import DOCX, attachment, render
from guazhi.policy import Refused
from guazhi.policy.abridging import abridged
from guazhi.programmes.queries import intakes
from guazhi.secondments.queries import one, secondments
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Request, done, page

if TYPE_CHECKING:
    from guazhi.secondments.models import Secondment


def _may(request: Request, capability: Capability, pk: int) -> bool:
    return secondments(request.actor, capability).filter(pk=pk).exists()


@requires(Capability.VIEW_SUMMARY)
@require_http_methods(["GET", "POST"])
def summary(request: Request, pk: int) -> HttpResponse:
    """See the versions; the secondee writes the next."""
    secondment = one(request.actor, pk, Capability.VIEW_SUMMARY)
    form = forms.SummaryForm.editing(
        request, lambda: queries.kept_summary(secondment), initial=_begun(request, secondment)
    )
    if form.run(commands.write_summary, pk, actor=request.actor):
        return done(request, _("The summary is kept."), "assessments:summary", pk)
    versions = list(queries.summaries(request.actor).filter(secondment=secondment))
    context = {
        **_words(secondment, _("Personal summary"), "S2.1.13", "S3.0.1"),
        "versions": versions[::-1],
        "form": form if _may(request, Capability.WRITE_SUMMARY, pk) else None,
        "opens": _opens(secondment, "summary"),
        "may_help": _may(request, Capability.HELP_SUMMARY, pk),
        "may_answer": _may(request, Capability.COUNTERSIGN_SUMMARY, pk),
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/summary.html", context, status=status)


def _opens(secondment: "Secondment", evidence: str) -> date | None:
    """The day from which it may be done, where that is to come."""
    opens = queries.opens_on(secondment, evidence)
    return opens if clock.today() < opens else None


def _begun(request: Request, secondment: "Secondment") -> dict[str, Any]:
    """A summary begins with the dated facts on record, the next version with the last."""
    day = clock.today()
    first: dict[str, Any] = {"day": day, "submit": _opens(secondment, "summary") is None}
    if not queries.kept_summary(secondment).texts["text"]:
        term = queries.term_of(request.actor, secondment, day)
        first["text"] = summary_from(term)
    return first


@requires(Capability.HELP_SUMMARY)
@require_http_methods(["GET", "POST"])
def help_summary(request: Request, pk: int) -> HttpResponse:
    """Note the host's help."""
    row = queries.helpable(request.actor, pk)
    form = forms.HelpForm.of(request, initial={"day": clock.today()})
    if form.run(commands.help_summary, pk, actor=request.actor):
        return done(request, _("The help is noted."), "assessments:summary", row.secondment_id)
    return _answer_page(request, row, form, _("Help with the summary"))


@requires(Capability.COUNTERSIGN_SUMMARY)
@require_http_methods(["GET", "POST"])
def countersign_summary(request: Request, pk: int) -> HttpResponse:
    """Countersign a summary."""
    row = queries.summary_to_answer(request.actor, pk)
    form = forms.CountersignForm.of(request, initial={"day": clock.today()})
    if form.run(commands.countersign_summary, pk, actor=request.actor):
        words = _("The summary is countersigned.")
        return done(request, words, "assessments:summary", row.secondment_id)
    return _answer_page(request, row, form, _("Countersign the summary"))


@requires(Capability.COUNTERSIGN_SUMMARY)
@require_http_methods(["GET", "POST"])
def return_summary(request: Request, pk: int) -> HttpResponse:
    """Return a summary to its writer."""
    row = queries.summary_to_answer(request.actor, pk)
    form = forms.ReturnForm.of(request, initial={"day": clock.today()})
    if form.run(commands.return_summary, pk, actor=request.actor):
        words = _("The summary is returned.")
        return done(request, words, "assessments:summary", row.secondment_id)
    return _answer_page(request, row, form, _("Return the summary"))


def _answer_page(request: Request, row: Any, form: Any, title: str) -> HttpResponse:
    lede = abridged(row.text, 200)
    context = {**_words(row.secondment, title, "S2.1.13"), "form": form, "lede": lede}
    return page(request, "form_page.html", context, status=422 if form.is_bound else 200)


@requires(Capability.VIEW_APPRAISAL, Capability.DRAFT_APPRAISAL)
@require_http_methods(["GET", "POST"])
def appraisal(request: Request, pk: int) -> HttpResponse:
    """See the appraisal; the host drafts the next version."""
    secondment = one(request.actor, pk)
    form = forms.AppraisalForm.editing(
        request,
        lambda: queries.kept_appraisal(secondment),
        initial={"day": clock.today()},
    )
    if form.run(commands.draft_appraisal, pk, actor=request.actor):
        return done(request, _("The draft is kept."), "assessments:appraisal", pk)
    versions = list(queries.appraisals(request.actor).filter(secondment=secondment))
    last = versions[-1] if versions else None
    signing = _may(request, Capability.SIGN_APPRAISAL, pk)
    waits = signing and last is not None and last.signed_on is None
    opens = _opens(secondment, "appraisal") if waits else None
    sees_sources = last is not None and _may(request, Capability.VIEW_ASSESSMENT, pk)
    context = {
        **_words(secondment, _("Appraisal"), "S2.1.14", "S2.1.19"),
        "last": last,
        "parts": _parts(last),
        "said": by_sentence(last) if last and sees_sources else None,
        "is_true": last is not None and queries.verify_appraisal(last),
        "earlier": versions[-2::-1],
        "form": form if _may(request, Capability.DRAFT_APPRAISAL, pk) else None,
        "may_sign": waits and opens is None,
        "opens": opens,
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/appraisal.html", context, status=status)


@requires(Capability.DRAFT_APPRAISAL)
@require_POST
def draft_from_evidence(request: Request, pk: int) -> HttpResponse:
    """Draft the next version from what is on record."""
    try:
        commands.draft_from_evidence(pk, day=clock.today(), actor=request.actor)
    except Refused as refused:
        messages.error(request, sentence(refused.findings[0]))
        return redirect("assessments:appraisal", pk)
    words = _("Drafted from the evidence. Read each sentence and make it your own.")
    return done(request, words, "assessments:appraisal", pk)


def _parts(row: Any) -> list[tuple[object, str]]:
    fields = forms.AppraisalForm.base_fields
    return [(fields[name].label, getattr(row, name)) for name in queries.PARTS] if row else []


@requires(Capability.SIGN_APPRAISAL)
@require_http_methods(["GET", "POST"])
def sign_appraisal(request: Request, pk: int) -> HttpResponse:
    """Sign the latest version."""
    row = queries.signable(request.actor, pk)
    opens = _opens(row.secondment, "appraisal")
    if request.method == "GET" and opens is not None:
        messages.info(request, _("The appraisal may be signed from %(day)s.") % {"day": opens})
        return redirect("assessments:appraisal", row.secondment_id)
    form = forms.SigningForm.of(request, initial={"day": clock.today()})
    if form.run(commands.sign_appraisal, pk, actor=request.actor):
        return done(
            request,
            _("The appraisal is signed and can no longer change."),
            "assessments:appraisal",
            row.secondment_id,
        )
    context = {
        **_words(row.secondment, _("Sign the appraisal"), "S2.1.14"),
        "form": form,
        "parts": _parts(row),
        "submit_label": _("Sign"),
        "confirm": _("Sign this appraisal? It cannot be changed afterwards."),
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/sign.html", context, status=status)


@requires(Capability.VIEW_APPRAISAL)
@require_safe
def appraisal_paper(request: Request, pk: int) -> HttpResponse:
    """The appraisal form as docx or PDF; a version not signed is marked a draft."""
    row = queries.readable(request.actor, pk)
    kind = PDF if request.GET.get("as") == "pdf" else DOCX
    try:
        if kind == PDF:
            data = pdf(queries.printed([row], clock.today()))
        else:
            data = render("appraisal.docx", queries.paper_values(row, clock.today()))
    except Refused as refused:
        messages.error(request, sentence(refused.findings[0]))
        return redirect("assessments:appraisal", row.secondment_id)
    commands.note_paper(pk, actor=request.actor)
    return _file(data, kind, f"鉴定表_{row.secondment.secondee.name}")


@requires(Capability.VIEW_RESULT)
@require_safe
def registration_paper(request: Request, pk: int) -> HttpResponse:
    """The registration form of a concluded assessment as PDF."""
    row, form = queries.registration(request.actor, pk, clock.today())
    try:
        data = pdf([form])
    except Refused as refused:
        messages.error(request, sentence(refused.findings[0]))
        return redirect("dashboards:person", row.secondment_id)
    commands.note_registration(pk, actor=request.actor)
    return _file(data, PDF, f"考核登记表_{row.secondment.secondee.name}")


@requires(Capability.VIEW_ASSESSMENT)
@require_safe
def appraisal_papers(request: Request, pk: int) -> HttpResponse:
    """The signed appraisal forms of an intake in one PDF, for the personnel files."""
    intake = intakes(request.actor).one(pk)
    rows = queries.to_be_filed(request.actor, intake)
    if not rows:
        messages.info(request, _("No appraisal of this intake is signed yet."))
        return redirect("assessments:results", pk)
    try:
        data = pdf(queries.printed(rows, clock.today()))
    except Refused as refused:
        messages.error(request, sentence(refused.findings[0]))
        return redirect("assessments:results", pk)
    commands.note_papers(pk, actor=request.actor)
    return _file(data, PDF, f"鉴定表_{intake.name}")


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = attachment(f"{name}.{'pdf' if kind == PDF else 'docx'}")
    answer["Cache-Control"] = "no-store"
    return answer


def _words(secondment: "Secondment", title: str, *ids: str) -> dict[str, Any]:
    return {
        "title": title,
        "breadcrumbs": crumbs(secondment, title),
        "secondment": secondment,
        "clauses": ids,
    }
