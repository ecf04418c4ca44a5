"""The evidence pack of an intake, for the meeting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands
from guazhi.assessments.views.papers import download
from guazhi.assessments.views.words import round_asked
from guazhi.documents.printing import PDF
from guazhi.policy import Refused
from guazhi.programmes.queries import intakes
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Request


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
        messages.error(request, sentence(refused.findings[0]))
        return redirect("assessments:results", pk)
    return download(data, PDF, f"考核材料汇编_{intake.name}")
