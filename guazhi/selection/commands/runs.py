"""Placing an intake and keeping the run; working a kept run out again."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.policy.findings import Finding, Refused
from guazhi.programmes.models import Intake
from guazhi.selection.events import IntakePlaced, PlacementProved
from guazhi.selection.models import PlacementRun
from guazhi.selection.placement.record import canonical, run_of
from guazhi.selection.placement.solve import solve
from guazhi.selection.queries.placing import inputs_to_place
from guazhi.selection.rules.inputs import Inputs, Pair, inputs_from
from guazhi.selection.rules.reckoning import reckon
from guazhi.selection.rules.runs import Outcome, fingerprint
from guazhi.web import clock


@transaction.atomic
def place_intake(
    intake_id: int,
    *,
    actor: Actor,
    pins: Iterable[Pair] = (),
    bars: Iterable[Pair] = (),
    remark: str = "",
    inputs: Inputs | None = None,
) -> PlacementRun:
    """Work out the best placement of an intake and keep it with all that went in.

    ``pins`` fix people to posts and ``bars`` forbid pairs, by the ids of the inputs, which are
    those of today unless given. The same placement kept before is returned. Refused when nobody
    or nowhere is to be placed, and when the pins contradict what is possible.
    """
    allowed = Intake.objects.permitted(actor, Capability.PLACE_INTAKE)
    intake = allowed.select_related("policy", "programme__area").locked(intake_id)
    wanted = (inputs or inputs_to_place(actor, intake, clock.today())).chosen(pins, bars)
    if not wanted.pairs:
        raise Refused([Finding("nothing_to_place")])
    text = _solved(wanted)
    digest = fingerprint(text)
    kept = PlacementRun.objects.filter(intake=intake)
    known = kept.filter(digest=digest).first()
    if known is not None:
        return known
    outcome = Outcome.of(text)
    run = PlacementRun.objects.create(
        intake=intake,
        number=(kept.aggregate(last=Max("number"))["last"] or 0) + 1,
        status=outcome.status,
        people=len(wanted.people),
        placed=len(outcome.placed),
        reckoning=reckon(wanted, outcome.placed).plain(),
        inputs=wanted.text(),
        record=text,
        digest=digest,
        remark=remark,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        IntakePlaced(
            subject=run.pk,
            intake=intake.pk,
            digest=digest,
            people=run.people,
            placed=run.placed,
            pinned=len(wanted.pins),
            barred=len(wanted.bars),
        ),
    )
    return run


@transaction.atomic
def prove_run(run_id: int, *, actor: Actor) -> bool:
    """Work a kept run out again from its own inputs; whether it gives the same bytes."""
    run = PlacementRun.objects.permitted(actor, Capability.VIEW_PLACEMENT).locked(run_id)
    same = _solved(inputs_from(run.inputs)) == run.record
    if same:
        run.proved_at = clock.now()
        run.save(update_fields=["proved_at"])
    record(
        actor,
        PlacementProved(subject=run.pk, intake=run.intake_id, digest=run.digest, same=same),
    )
    return same


def _solved(inputs: Inputs) -> str:
    instance = inputs.instance()
    return canonical(run_of(instance, solve(instance)))
