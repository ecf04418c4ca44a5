"""Work leaves evidence, and evidence meets what is owed."""

from datetime import date
from functools import lru_cache

from django.db import IntegrityError, transaction

from guazhi.obligations.commands.reconcile import (
    proof_of,
    reconcile,
    reconcile_intake,
    refresh_earliest_of,
)
from guazhi.obligations.models import Evidence, Happening, Obligation
from guazhi.policy import Basis, Due, Party, settle
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_by_digest
from guazhi.secondments.models import Secondment


@lru_cache(maxsize=64)
def _rules_by_evidence(digest: str) -> dict[str, tuple[str, ...]]:
    """For each kind of evidence, the rules of the pack that it meets."""
    rules: dict[str, tuple[str, ...]] = {}
    for rule, owed in pack_by_digest(digest).obligations.items():
        rules[owed.evidence] = (*rules.get(owed.evidence, ()), rule)
    return rules


def give_evidence(
    kind: str,
    record: int,
    day: date,
    *,
    secondment: Secondment | None = None,
    intake: Intake | None = None,
    party: str = "",
    owner: int | None = None,
    occurrence: str = "",
) -> Evidence:
    """Note that a record was made, and meet the obligation it is evidence of.

    Give ``secondment`` or, for what is owed for a whole intake, ``intake``. ``owner`` narrows it
    to one organisation's obligation, ``occurrence`` to one occurrence. A record gives evidence
    of a kind once: given again, nothing changes.
    """
    intake_id = secondment.intake_id if secondment else intake.pk if intake else 0
    given = Evidence(
        kind=kind,
        record=record,
        secondment=secondment,
        intake_id=intake_id,
        day=day,
        party=party,
        owner=owner,
        occurrence=occurrence,
    )
    evidence = _kept(given)
    if evidence is not given:
        return evidence
    policy = secondment.policy if secondment else intake.policy if intake else None
    assert policy is not None
    rules = _rules_by_evidence(policy.digest).get(kind, ())
    rows = Obligation.objects.filter(
        intake_id=intake_id, secondment=secondment, rule__in=rules, state=Obligation.OPEN
    )
    by_key = {
        (row.rule, row.occurrence, row.owner_id or row.owner_person_id or 0): row for row in rows
    }
    met = settle([_due(row, kind) for row in by_key.values()], [proof_of(evidence)], {})
    for key in met:
        row = by_key[key]
        row.state, row.evidence, row.met_on = Obligation.MET, evidence, day
        row.save(update_fields=["state", "evidence", "met_on"])
    if met and secondment is not None:
        refresh_earliest_of(secondment.pk)
    return evidence


def _kept(given: Evidence) -> Evidence:
    """The evidence as it is on record: ``given``, unless the same was given before.

    The constraint that forbids a second one is tried first, being nearly always content; it
    does not hold for what is owed for a whole intake.
    """
    same = Evidence.objects.filter(
        kind=given.kind,
        record=given.record,
        secondment=given.secondment_id,
        intake=given.intake_id,
    )
    if given.secondment_id is None and (known := same.first()) is not None:
        return known
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError:
        return same.get()
    return given


def note_happening(
    kind: str,
    record: int,
    day: date,
    *,
    party: str,
    owner: int,
    secondment: Secondment | None = None,
    intake: Intake | None = None,
) -> Happening:
    """Note what sets off an obligation, and derive it. A change of owner moves it."""
    happening, _made = Happening.objects.update_or_create(
        kind=kind,
        record=record,
        defaults={
            "day": day,
            "party": party,
            "owner": owner,
            "secondment": secondment,
            "intake_id": secondment.intake_id if secondment else intake.pk if intake else 0,
        },
    )
    if secondment is not None:
        reconcile(secondment)
    elif intake is not None:
        reconcile_intake(intake)
    return happening


def _due(row: Obligation, kind: str) -> Due:
    return Due(
        rule=row.rule,
        occurrence=row.occurrence,
        party=Party(row.party),
        owner=row.owner_id or row.owner_person_id or 0,
        opens=row.opens,
        due=row.due,
        evidence=kind,
        clause=row.clause,
        basis=Basis("", "", row.opens),
    )
