"""Answering many nominations alike, as a county or as the city."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.programmes.queries import intakes
from guazhi.selection import commands, queries
from guazhi.selection.forms.nominations import AnswersForm
from guazhi.web.page import Crumb, Request, done, form_page

LISTED = "selection:nominations"
REVIEW, RECEIVE = Capability.REVIEW_NOMINATION, Capability.RECEIVE_NOMINATION


@requires(REVIEW, RECEIVE)
@require_http_methods(["GET", "POST"])
def answer_nominations(request: Request, pk: int) -> HttpResponse:
    """Give the same answer to several nominations whose turn is the actor's."""
    intake, actor = intakes(request.actor).one(pk), request.actor
    is_city = actor.may(RECEIVE)
    form = AnswersForm.of(
        request,
        nominations=[
            (row.pk, f"{row.person.name} · {row.home_organisation.name}{row.home_post}")
            for row in queries.nominations_to_answer(actor, intake, RECEIVE if is_city else REVIEW)
        ],
    )
    yes = ("received", _("Receive")) if is_city else ("endorsed", _("Endorse"))
    form.offer([yes, ("returned", _("Send back")), ("declined", _("Decline"))])
    command = commands.receive_nominations if is_city else commands.review_nominations
    if form.run(command, actor=actor):
        return done(request, _("The answers are recorded."), LISTED, pk)
    listed = reverse(LISTED, args=[pk])
    title = _("Answer several nominations alike")
    return form_page(
        request,
        form=form,
        title=title,
        lede=intake.name,
        breadcrumbs=[
            Crumb(_("Intakes"), reverse("dashboards:intakes")),
            Crumb(intake.name, reverse("dashboards:intake", args=[pk])),
            Crumb(_("Nominations"), listed),
            Crumb(title),
        ],
        clauses=("S3.0.2",),
        cancel_url=listed,
        submit_label=_("Record the answer"),
    )
