"""The organisational appraisal: drafted by the host in versions, signed by its leader, frozen."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.events import AppraisalDrafted, AppraisalSigned
from guazhi.assessments.models import Appraisal
from guazhi.assessments.queries.paper import PARTS, content
from guazhi.assessments.queries.parties import opens_on
from guazhi.assessments.queries.term import carried, sources_kept, term_of
from guazhi.assessments.queries.versions import as_kept, latest_appraisal
from guazhi.assessments.rules.drafting import appraisal_from, as_text
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands.reach import (
    appraisal_days,
    check_dated,
    ids,
    locked_of,
    recording_days,
)
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import check_day
from guazhi.web import clock


@transaction.atomic
def draft_appraisal(
    secondment_id: int,
    *,
    facts: str,
    strengths: str,
    weaknesses: str,
    hopes: str,
    day: date,
    actor: Actor,
    seen: str | None = None,
) -> Appraisal:
    """Write a new version of the appraisal (S2.1.14); once signed it supersedes the one in force.

    Refused when one of the four parts says nothing, the day is out of the term, or the latest
    version is not the one that the writer began from, whose marks are ``seen``.
    """
    secondment = _to_draft(secondment_id, actor)
    latest = latest_appraisal(secondment)
    parts = {"facts": facts, "strengths": strengths, "weaknesses": weaknesses, "hopes": hopes}
    refuse_if(
        [
            *_check_drafting(secondment, day),
            *check_words("", 2, **parts),
            *check_seen(seen, as_kept(latest)),
        ]
    )
    return _add_version(secondment, latest, parts, carried(parts, latest), day=day, actor=actor)


@transaction.atomic
def draft_from_evidence(secondment_id: int, *, day: date, actor: Actor) -> Appraisal:
    """Write a new version of the appraisal from what is on record (S2.1.14, S2.1.19).

    Each sentence keeps the records it stands on. A part of which no record speaks stays empty,
    and nothing is signed before people have written it. Refused out of the term.
    """
    secondment = _to_draft(secondment_id, actor, "host_unit", "post")
    refuse_if(list(_check_drafting(secondment, day)))
    drafted = appraisal_from(term_of(actor, secondment, day))
    parts = {part: as_text(drafted[part]) for part in PARTS}
    latest = latest_appraisal(secondment)
    return _add_version(secondment, latest, parts, sources_kept(drafted), day=day, actor=actor)


def _to_draft(secondment_id: int, actor: Actor, *related: str) -> Secondment:
    allowed = Secondment.objects.permitted(actor, Capability.DRAFT_APPRAISAL)
    return allowed.select_related("policy", *related).locked(secondment_id)


def _check_drafting(secondment: Secondment, day: date) -> Iterator[Finding]:
    yield from rules.check_served(secondment.state)
    yield from check_dated(secondment, day, after=appraisal_days(secondment))


def _add_version(
    secondment: Secondment,
    latest: Appraisal | None,
    parts: Mapping[str, str],
    sources: list[dict[str, Any]],
    *,
    day: date,
    actor: Actor,
) -> Appraisal:
    in_force = Appraisal.objects.filter(
        secondment=secondment, signed_on__isnull=False, is_superseded=False
    )
    appraisal = Appraisal.objects.create(
        secondment=secondment,
        version=latest.version + 1 if latest else 1,
        supersedes=in_force.first() if latest else None,
        day=day,
        sources=sources,
        made_by_id=actor.user_id,
        made_at=clock.now(),
        **parts,
    )
    record(
        actor,
        AppraisalDrafted(
            subject=appraisal.pk,
            **ids(secondment),
            version=appraisal.version,
            sourced=len(sources),
            day=day,
        ),
    )
    return appraisal


@transaction.atomic
def sign_appraisal(appraisal_id: int, *, day: date, actor: Actor) -> Appraisal:
    """Sign a version: freeze all that stands on the paper under a digest.

    Refused twice, with a part not written, on a version that is not the latest, or dated before
    its window or its draft.
    """
    allowed = Appraisal.objects.permitted(actor, Capability.SIGN_APPRAISAL)
    appraisal, secondment = locked_of(
        allowed.select_related("supersedes"), appraisal_id, "intake__programme"
    )
    refuse_if(_check_signing(appraisal, secondment, day))
    superseded = appraisal.supersedes
    if superseded is not None:
        superseded.is_superseded = True
        superseded.save(update_fields=["is_superseded"])
    _freeze(appraisal, day, actor)
    record(
        actor,
        AppraisalSigned(
            subject=appraisal.pk,
            **ids(secondment),
            version=appraisal.version,
            digest=appraisal.digest,
            supersedes=appraisal.supersedes_id,
            day=day,
        ),
    )
    give_evidence("appraisal", appraisal.pk, day, secondment=secondment)
    return appraisal


def _check_signing(appraisal: Appraisal, secondment: Secondment, day: date) -> Iterator[Finding]:
    yield from check_day(
        day,
        today=clock.today(),
        since=appraisal.day,
        until=secondment.end + appraisal_days(secondment),
        days_back=recording_days(secondment),
    )
    yield from rules.check_opens(day, opens_on(secondment, "appraisal"))
    if appraisal.signed_on is not None:
        yield Finding("signed_already")
    if not all(getattr(appraisal, part).strip() for part in PARTS):
        yield Finding("part_not_written")
    later = Appraisal.objects.filter(secondment=secondment, version__gt=appraisal.version)
    if later.exists():
        yield Finding("not_the_latest")


def _freeze(appraisal: Appraisal, day: date, actor: Actor) -> None:
    appraisal.payload = rules.canonical(content(appraisal, signer=actor.name, signed_on=day))
    appraisal.digest_name = settings.DIGEST
    appraisal.digest = rules.digest(appraisal.payload, settings.DIGEST)
    appraisal.signed_on, appraisal.signed_at = day, clock.now()
    appraisal.signed_by_id, appraisal.signer_name = actor.user_id, actor.name
    appraisal.save()
