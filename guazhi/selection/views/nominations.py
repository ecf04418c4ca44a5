"""Nominations: the list of an intake, one of them, writing, submitting, answering, taking back."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.documents.rendering import DOCX, render
from guazhi.documents.sending import download
from guazhi.policy import Pack
from guazhi.policy.findings import Refused
from guazhi.programmes.queries import calls, intakes, pack_of
from guazhi.programmes.views.trails import intake_trail
from guazhi.selection import commands, queries
from guazhi.selection.forms.nominations import (
    AnswerForm,
    EmptyForm,
    NominateForm,
    NominationForm,
    ReasonForm,
)
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, closed_page, done, form_page, not_done, page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.programmes.models import Call, Intake
    from guazhi.selection.models import Nomination

NOMINATION = "selection:nomination"
FORM = ["GET", "POST"]
SHOWN = {
    "": gettext_lazy("All nominations"),
    "draft": gettext_lazy("Being written"),
    "submitted": gettext_lazy("Under review"),
    "endorsed": gettext_lazy("Endorsed by the county"),
    "received": gettext_lazy("Received by the city"),
    "returned": gettext_lazy("Sent back"),
    "declined": gettext_lazy("Declined"),
    "withdrawn": gettext_lazy("Taken back"),
}


@requires(Capability.VIEW_NOMINATION)
@require_safe
def nominations(request: Request, pk: int) -> HttpResponse:
    """The nominations of an intake, as far as the actor sees them."""
    intake = intakes(request.actor).one(pk)
    rows = list(queries.nominations(request.actor, intake))
    show = request.GET.get("state", "")
    counts = {key: sum(row.state == key for row in rows) for key in SHOWN if key}
    pack = pack_of(intake.policy)
    homes = _homes(request, intake)
    closed = queries.nominations_closed(intake, clock.today()) if homes else []
    narrowed = queries.narrowed(rows, request.GET, pack)
    if post := request.GET.get("wishes"):
        first = queries.wishing(request.actor, intake, post)
        narrowed = [row for row in narrowed if row.pk in first]
    context = {
        "title": _("Nominations"),
        "breadcrumbs": intake_trail(intake, Crumb(_("Nominations"))),
        "lede": intake.name,
        "intake": intake,
        "tab_items": [
            Tab(words, f"?state={key}" if key else "?", show == key, counts.get(key, len(rows)))
            for key, words in SHOWN.items()
            if not key or counts[key] or show == key
        ],
        "rows": [
            (row, category(pack, row.category)) for row in narrowed if not show or row.state == show
        ],
        "homes": [] if closed else homes,
        "to_answer": _to_answer(request, intake),
        "closed": [sentence(finding) for finding in closed],
    }
    return page(request, "selection/nominations.html", context, partial="rows")


def trail(intake: "Intake", *further: Crumb) -> list[Crumb]:
    """From the nominations of an intake to a page below them."""
    listed = reverse("selection:nominations", args=[intake.pk])
    return intake_trail(intake, Crumb(_("Nominations"), listed), *further)


def _to_answer(request: Request, intake: "Intake") -> int:
    """How many nominations wait for the answer of the actor."""
    actor = request.actor
    return sum(
        queries.nominations_to_answer(actor, intake, capability).count()
        for capability in (Capability.REVIEW_NOMINATION, Capability.RECEIVE_NOMINATION)
        if actor.may(capability)
    )


def _homes(request: Request, intake: "Intake") -> list[tuple["Call", str]]:
    """The units for which the actor is asked for people, with the way to the form."""
    if not request.actor.may(Capability.NOMINATE):
        return []
    return [
        (call, reverse("selection:nominate", args=[intake.pk, call.organisation_id]))
        for call in calls(request.actor, intake, Capability.NOMINATE).filter(asks_people=True)
    ]


def category(pack: Pack, key: str) -> str:
    """What a category of posts is called."""
    found = pack.categories.get(key)
    return in_language(found.names) if found else key


def categories(pack: Pack) -> list[tuple[str, str]]:
    """The categories of posts to choose from."""
    return [(key, in_language(each.names)) for key, each in pack.categories.items()]


@requires(Capability.NOMINATE)
@require_http_methods(FORM)
def nominate(request: Request, pk: int, home: int) -> HttpResponse:
    """Begin the form of a nominee."""
    intake = intakes(request.actor).one(pk)
    call = queries.call_to_answer(request.actor, intake, home)
    words: dict[str, Any] = {
        "title": _("Nominate somebody"),
        "breadcrumbs": trail(intake, Crumb(_("Nominate somebody"))),
        "lede": f"{call.organisation.name} · {intake.name}",
        "cancel_url": reverse("selection:nominations", args=[pk]),
    }
    if request.method == "GET" and (closed := queries.nominations_closed(intake, clock.today())):
        return closed_page(request, closed, **words)
    form = NominateForm.of(request)
    form.offer(categories(pack_of(intake.policy)))
    over = queries.nominations(request.actor, intake).filter(
        home_organisation=home, state__in=["withdrawn", "declined"]
    )
    form.people(
        [(str(person.pk), person.name) for person in queries.staff(call)],
        [(str(row.pk), row.person.name) for row in over],
    )
    if form.run(commands.nominate, pk, home, actor=request.actor):
        message = _("The nomination is written. Submit it when it is ready.")
        return done(request, message, NOMINATION, form.outcome.pk)
    return form_page(request, form=form, clauses=("S3.0.2",), **words)


@requires(Capability.VIEW_NOMINATION)
@require_safe
def nomination(request: Request, pk: int) -> HttpResponse:
    """One nomination with all that the reader may know of it."""
    found = queries.nomination(request.actor, pk, clock.today())
    row = found.row
    pack = pack_of(row.intake.policy)
    context = {
        "title": row.person.name,
        "breadcrumbs": trail(row.intake, Crumb(row.person.name)),
        "it": found,
        "closed": [sentence(finding) for finding in found.closed],
        "row": row,
        "said": queries.said(request.actor, row),
        "category": category(pack, row.category),
        "earlier": [(each.secondment, _grade(pack, each.grade)) for each in found.earlier],
        "fits": _fits(request, row) if found.may_read_opinions else [],
        "texts": _texts(row) if found.may_read_opinions else [],
    }
    return page(request, "selection/nomination.html", context)


def _fits(request: Request, row: "Nomination") -> list[tuple[object, int, list[object]]]:
    """The posts that fit best, each with its points and how they come about."""
    pack = pack_of(row.intake.policy)
    return [
        (post, fit.score, [*queries.fit_words(pack, fit)])
        for post, fit in queries.best_fits(request.actor, row)
    ]


def _grade(pack: Pack, grade: str) -> str:
    found = pack.assessment.grade(grade)
    return in_language(found.names) if found else grade


def _considered(row: "Nomination") -> str:
    if row.considered is None:
        return row.how_considered
    found = _("Taken as a basis") if row.considered else _("Did not count")
    return f"{found}\n{row.how_considered}"


def _texts(row: "Nomination") -> list[tuple[str, str]]:
    return [
        (_("Reasons for the nomination"), row.reasons),
        (_("Opinion of the Party organisation"), row.party_opinion),
        (_("Opinion of discipline inspection"), row.discipline_opinion),
        (_("Supporting papers"), row.evidence),
        (_("Results of earlier secondments"), _considered(row)),
    ]


@requires(Capability.NOMINATE)
@require_http_methods(FORM)
def rewrite_nomination(request: Request, pk: int) -> HttpResponse:
    """Rewrite a form before it is submitted, or when it came back."""
    row = queries.own_nomination(request.actor, pk)
    form = NominationForm.editing(
        request, lambda: queries.kept_nomination(queries.own_nomination(request.actor, pk))
    )
    form.offer(categories(pack_of(row.intake.policy)))
    if form.run(commands.rewrite_nomination, pk, actor=request.actor):
        return done(request, _("The nomination is saved."), NOMINATION, pk)
    return _about(request, row, form, _("Rewrite the nomination"))


@requires(Capability.NOMINATE)
@require_http_methods(FORM)
def submit_nomination(request: Request, pk: int) -> HttpResponse:
    """Submit a nomination to the department above."""
    row = queries.own_nomination(request.actor, pk)
    form = EmptyForm.of(request)
    if form.run(commands.submit_nominations, [pk], actor=request.actor):
        return done(request, _("The nomination is submitted."), NOMINATION, pk)
    if not form.is_bound and (closed := queries.nominations_closed(row.intake, clock.today())):
        return closed_page(request, closed, **_words(row, _("Submit the nomination")))
    return _about(request, row, form, _("Submit the nomination"), submit_label=_("Submit"))


@requires(Capability.NOMINATE)
@require_http_methods(FORM)
def withdraw_nomination(request: Request, pk: int) -> HttpResponse:
    """Take a nomination back."""
    row = queries.own_nomination(request.actor, pk)
    form = ReasonForm.of(request)
    if form.run(commands.withdraw_nomination, pk, actor=request.actor):
        return done(request, _("The nomination is taken back."), NOMINATION, pk)
    return _about(
        request, row, form, _("Take the nomination back"), danger=True, submit_label=_("Take back")
    )


@requires(Capability.REVIEW_NOMINATION)
@require_http_methods(FORM)
def review_nomination(request: Request, pk: int) -> HttpResponse:
    """Endorse a nomination as the county, send it back or decline it."""
    row = queries.to_answer(request.actor, Capability.REVIEW_NOMINATION, pk)
    return _answer(request, row, commands.review_nominations, ("endorsed", _("Endorse")))


@requires(Capability.RECEIVE_NOMINATION)
@require_http_methods(FORM)
def receive_nomination(request: Request, pk: int) -> HttpResponse:
    """Receive a nomination for the city, send it back or decline it."""
    row = queries.to_answer(request.actor, Capability.RECEIVE_NOMINATION, pk)
    return _answer(request, row, commands.receive_nominations, ("received", _("Receive")))


@requires(Capability.READ_NOMINATION_OPINION)
@require_safe
def nomination_form(request: Request, pk: int) -> HttpResponse:
    """The form of a nomination (推荐表) as docx."""
    row = queries.form_to_print(request.actor, pk, clock.today())
    try:
        data = render("nomination.docx", queries.form_values(row, clock.today()))
    except Refused as refused:
        return not_done(request, refused, NOMINATION, pk)
    commands.note_printed(pk, actor=request.actor)
    return download(data, DOCX, f"挂职干部推荐表_{row.person.name}")


def _answer(
    request: Request, row: "Nomination", command: Any, yes: tuple[str, str]
) -> HttpResponse:
    form = AnswerForm.of(request)
    form.offer([yes, ("returned", _("Send back")), ("declined", _("Decline"))])
    if form.run(command, [row.pk], actor=request.actor):
        return done(request, _("The answer is recorded."), NOMINATION, row.pk)
    return _about(
        request, row, form, _("Answer the nomination"), submit_label=_("Record the answer")
    )


def _about(
    request: Request, row: "Nomination", form: Any, title: str, **words: Any
) -> HttpResponse:
    return form_page(request, form=form, **_words(row, title), **words)


def _words(row: "Nomination", title: str) -> dict[str, Any]:
    return {
        "title": title,
        "breadcrumbs": trail(
            row.intake, Crumb(row.person.name, reverse(NOMINATION, args=[row.pk])), Crumb(title)
        ),
        "lede": f"{row.person.name} · {row.home_organisation.name}{row.home_post}",
        "cancel_url": reverse(NOMINATION, args=[row.pk]),
    }
