"""The sitting of a joint assessment: the parts, the conclusion and the release."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.views.shown import sitting_page
from guazhi.assessments.views.words import here, kind_asked, titled
from guazhi.policy import AssessmentForm
from guazhi.programmes.queries import pack_of
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.drafts import OtherDraft, keep
from guazhi.web.page import Request, done, form_page

if TYPE_CHECKING:
    from guazhi.assessments.models import PartDraft
    from guazhi.secondments.models import Secondment

READ = Capability.VIEW_ASSESSMENT
ASSESS = (Capability.ASSESS_FOR_CITY, Capability.ASSESS_FOR_COUNTY, Capability.ASSESS_FOR_HOST)


@requires(READ, *ASSESS)
@require_http_methods(["GET", "POST"])
def assessment(request: Request, pk: int) -> HttpResponse:
    """See the record and the parts; give the part of one's own party."""
    secondment = one(request.actor, pk, READ)
    kind = kind_asked(request, secondment)
    if request.method != "POST":
        return sitting_page(request, secondment, kind)
    form = forms.PartForm.of(request, assessed=assessed(secondment))
    if form.run(commands.enter_part, pk, kind=kind.value, actor=request.actor):
        return done(request, _("The part is recorded."), *here("assessment", pk, kind))
    kept = queries.sitting(request.actor, secondment, kind).draft
    if kept is not None:
        form.put("edition", str(kept.edition))
    return sitting_page(request, secondment, kind, {"form": form})


@requires(*ASSESS)
@require_POST
def draft_part(request: Request, pk: int) -> HttpResponse:
    """Save what has been typed; ``over`` replaces a text saved from another window meanwhile."""
    secondment = one(request.actor, pk, READ)
    kind = kind_asked(request, secondment)
    form = forms.PartForm.of(request, assessed=assessed(secondment))

    def save(edition: int) -> "PartDraft":
        return commands.save_part(
            pk, kind=kind.value, content=form.typed(), edition=edition, actor=request.actor
        )

    def other() -> OtherDraft | None:
        kept = queries.sitting(request.actor, secondment, kind).draft
        if kept is None:
            return None
        by = kept.made_by.name if kept.made_by else ""
        opinion = [(form["opinion"].label, str(kept.content.get("opinion", "")))]
        return OtherDraft(kept.edition, by, kept.made_at, opinion)

    return keep(request, save, other, back=here("assessment", pk, kind)[0])


@requires(Capability.CONCLUDE_ASSESSMENT)
@require_http_methods(["GET", "POST"])
def conclude(request: Request, pk: int) -> HttpResponse:
    """Set the grade."""
    secondment = one(request.actor, pk, Capability.CONCLUDE_ASSESSMENT)
    kind = kind_asked(request, secondment)
    form = forms.ConclusionForm.of(
        request,
        members=queries.members_of(request.actor, secondment, kind),
        initial={"day": clock.today()},
    )
    if form.run(commands.conclude_assessment, pk, kind=kind.value, actor=request.actor):
        return done(request, _("The assessment is concluded."), *here("assessment", pk, kind))
    title = _("Conclude the assessment")
    return sitting_page(request, secondment, kind, {"conclude_form": form}, title)


@requires(Capability.CONCLUDE_ASSESSMENT)
@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int) -> HttpResponse:
    """Open the result to home and secondee."""
    secondment = one(request.actor, pk, Capability.CONCLUDE_ASSESSMENT)
    kind = kind_asked(request, secondment)
    form = forms.ReleaseForm.of(request, initial={"day": clock.today()})
    if form.run(commands.release_assessment, pk, kind=kind.value, actor=request.actor):
        return done(request, _("The result is released."), *here("assessment", pk, kind))
    return form_page(
        request,
        **titled(secondment, _("Release the result"), "S2.2.15"),
        lede=_("Home organisation and secondee can see the result from then on."),
        form=form,
        submit_label=_("Release"),
    )


def assessed(secondment: "Secondment") -> AssessmentForm:
    """The form of assessment that the secondment's policy holds."""
    return pack_of(secondment.policy).assessment
