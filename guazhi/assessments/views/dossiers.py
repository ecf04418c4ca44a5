"""The evidence pack of an intake, for the meeting."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands
from guazhi.assessments.views.words import round_asked
from guazhi.documents.printing import PDF
from guazhi.documents.sending import download
from guazhi.policy import Refused
from guazhi.programmes.queries import intakes
from guazhi.web import clock
from guazhi.web.page import Request, not_done


@requires(Capability.VIEW_EVALUATION)
@require_safe
def evidence_pack(request: Request, pk: int) -> HttpResponse:
    """Everybody of the intake on a page each, with annexes, as one PDF."""
    intake, kind = intakes(request.actor).one(pk), round_asked(request)
    try:
        data = commands.make_evidence_pack(
            pk, kind=kind.value, day=clock.today(), actor=request.actor
        )
    except Refused as refused:
        return not_done(request, refused, "assessments:results", pk)
    return download(data, PDF, f"考核材料汇编_{intake.name}")
