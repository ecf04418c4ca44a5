"""Caring for daily life."""

from datetime import date
from functools import partial

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.hosting.commands.reach import check_twice, locked
from guazhi.hosting.commands.records import check_open, keep
from guazhi.hosting.events import CareGiven
from guazhi.hosting.models import CARE_KINDS, Care
from guazhi.policy.findings import Finding, check_words, refuse_if


@transaction.atomic
def give_care(secondment_id: int, *, day: date, kind: str, text: str, actor: Actor) -> Care:
    """Record what was done for the secondee's daily life (S2.1.9). Refused twice."""
    secondment = locked(actor, Capability.GIVE_CARE, secondment_id)
    findings = [
        *check_open(secondment, day),
        *check_words(text=text),
        *check_twice(Care, secondment, day=day, kind=kind, text=text),
    ]
    if kind not in CARE_KINDS:
        findings.append(Finding("choice_unknown", params={"choice": kind}, field="kind"))
    refuse_if(findings)
    given = partial(CareGiven, kind=kind)
    return keep(Care, given, "care", secondment, day=day, actor=actor, kind=kind, text=text)
