"""Taking somebody in: acceptance, living conditions, briefing, division of work; the gate."""

from datetime import date
from typing import Any

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import check_twice, locked
from guazhi.hosting.commands.records import check_open, keep
from guazhi.hosting.events import BriefingGiven, HostAccepted, LivingArranged, WorkDivided
from guazhi.hosting.models import Acceptance, Briefing, Division, Living
from guazhi.hosting.queries.readiness import readiness_of
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.models import Secondment


@transaction.atomic
def accept(
    secondment_id: int, *, day: date, responsible: str, actor: Actor, remark: str = ""
) -> Acceptance:
    """Accept the secondee and name the leader responsible (S2.1.4). Refused twice."""
    secondment = locked(actor, Capability.ACCEPT_SECONDEE, secondment_id)
    findings = [
        *check_open(secondment, day),
        *check_words(responsible=responsible),
    ]
    if Acceptance.objects.filter(secondment=secondment).exists():
        findings.append(Finding("accepted_already"))
    refuse_if(findings)
    return keep(
        Acceptance,
        HostAccepted,
        "acceptance",
        secondment,
        day=day,
        actor=actor,
        responsible=responsible,
        remark=remark,
    )


@transaction.atomic
def brief(
    secondment_id: int,
    *,
    day: date,
    briefer: str,
    situation: str,
    functions: str,
    actor: Actor,
    other: str = "",
) -> Briefing:
    """Record a briefing on the unit's situation and functions (S2.1.7).

    It may be given in the month before the term, since an arrival may wait for it. Refused
    without one of the two, and the same briefing twice.
    """
    secondment = locked(actor, Capability.GIVE_BRIEFING, secondment_id)
    refuse_if(
        [
            *check_open(secondment, day),
            *check_words(briefer=briefer, situation=situation, functions=functions),
            *check_twice(Briefing, secondment, day=day, briefer=briefer),
        ]
    )
    return keep(
        Briefing,
        BriefingGiven,
        "briefing",
        secondment,
        day=day,
        actor=actor,
        briefer=briefer,
        situation=situation,
        functions=functions,
        other=other,
    )


@transaction.atomic
def divide_work(
    secondment_id: int,
    *,
    day: date,
    duties: str,
    powers: str,
    actor: Actor,
    in_roster: bool = False,
    in_meetings: bool = False,
    in_study: bool = False,
) -> Division:
    """Put duties and delegated powers in writing (S2.1.15).

    Refused unless the secondee is treated as the unit's own staff: on its staff list, in its
    meetings, in its study (S2.1.16).
    """
    secondment = locked(actor, Capability.DIVIDE_WORK, secondment_id)
    findings = [
        *check_open(secondment, day),
        *check_words(duties=duties, powers=powers),
        *check_twice(Division, secondment, day=day, duties=duties),
    ]
    treated = {"in_roster": in_roster, "in_meetings": in_meetings, "in_study": in_study}
    findings += [
        Finding("not_treated_as_own", clause="S2.1.16", field=field)
        for field, is_so in treated.items()
        if not is_so
    ]
    refuse_if(findings)
    return keep(
        Division,
        WorkDivided,
        "division",
        secondment,
        day=day,
        actor=actor,
        duties=duties,
        powers=powers,
        **treated,
    )


@transaction.atomic
def arrange_living(
    secondment_id: int,
    *,
    day: date,
    lodging: str,
    meals: str,
    contact: str,
    actor: Actor,
    transport: str = "",
) -> Living:
    """Record where the secondee lives and eats, and whom to turn to (S2.1.9). Refused twice."""
    secondment = locked(actor, Capability.ARRANGE_LIVING, secondment_id)
    said: dict[str, Any] = {"lodging": lodging, "meals": meals, "contact": contact}
    refuse_if(
        [
            *check_open(secondment, day),
            *check_words(**said),
            *check_twice(Living, secondment, day=day, **said),
        ]
    )
    return keep(
        Living,
        LivingArranged,
        "living",
        secondment,
        day=day,
        actor=actor,
        transport=transport,
        **said,
    )


def hold_gate(secondment: Secondment) -> None:
    """Refuse the arrival where the policy says that it waits for what is missing.

    Called when somebody arrives, inside that transaction; every missing thing is named.
    """
    found = readiness_of(secondment)
    if found is not None and found.blocks:
        refuse_if(rules.check_ready(item.kind for item in found.items if item.day is None))
