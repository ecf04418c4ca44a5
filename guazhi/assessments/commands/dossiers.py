"""The evidence pack of an intake for the meeting that decides on its assessments."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor
from guazhi.assessments.events import EvidencePackMade
from guazhi.assessments.queries.dossiers import TEMPLATE, dossier
from guazhi.assessments.rules import Kind
from guazhi.documents.printing import typeset
from guazhi.ledger.commands import record
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.queries import intakes


@transaction.atomic
def make_evidence_pack(intake_id: int, *, kind: str, day: date, actor: Actor) -> bytes:
    """The pack as PDF, with everybody the actor may see in it; that it was made is recorded.

    Refused where there is nobody to show, and when the office's template cannot be set.
    """
    intake = intakes(actor).one(intake_id)
    values = dossier(actor, intake, Kind(kind), day)
    people = values["people"]
    refuse_if([] if people else [Finding("nobody_to_show")])
    data = typeset(TEMPLATE, "pack", values)
    event = EvidencePackMade(subject=intake.pk, intake=intake.pk, kind=kind, people=len(people))
    record(actor, event)
    return data
