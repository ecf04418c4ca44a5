"""A county's contacts with host units: planned by the quarter, made, and taken up."""

from datetime import date, timedelta

from guazhi.access.actor import Actor
from guazhi.coordination.commands import make_contact, plan_contacts
from guazhi.coordination.queries import covered_at, next_planned
from guazhi.coordination.rules import Note, quarter_of
from guazhi.hosting.commands import raise_difficulty
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Opinion, Secondment
from guazhi.simulation import matters, phrases
from guazhi.simulation.acts.hosting import opinion_of
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed, in_turn, lot

QUIET = timedelta(days=45)  # nothing new is begun so shortly before the end


def plan_quarter(stage: Stage) -> None:
    """Every county plans the contacts of the quarter in one step."""
    until = quarter_of(stage.today)[1]
    for handler in stage.cast.county_handlers.values():
        try:
            plan_contacts(until=until, actor=handler)
        except Refused as refusal:
            if [finding.code for finding in refusal.findings] != ["contacts_all_planned"]:
                raise


def contact(stage: Stage, owed: Owed) -> date | None:
    """The county asks the host how its secondees work, live and think: all of them at once."""
    host, actor = stage.place_of(owed).host, stage.actor(owed)
    if stage.contacted.get((owed.owner, host)) == stage.today:
        return None
    stage.contacted[owed.owner, host] = stage.today
    planned = next_planned(actor, host, stage.today)
    covered = [row for row in covered_at(actor, host) if row.start <= stage.today <= row.end]
    raised = {
        row.pk: [opinion_of(stage.placed[row.pk], "contact", row.pk, owed.occurrence)]
        for row in covered
        if lot("heard by the county", row.pk, owed.occurrence) < 0.12
    }
    made = make_contact(
        host,
        day=stage.today,
        mode=planned.mode if planned else "telephone",
        spoke_with=stage.cast.host_leaders[host].name,
        covers=[row.pk for row in covered],
        whole=Note(topics=("life_settled",)),
        notes={row.pk: _heard_of(row, owed) for row in covered},
        opinions=raised,
        contact_id=planned.pk if planned else None,
        actor=actor,
    )
    for opinion in made.opinions.all() if raised else ():
        is_trouble = opinion.text in matters.OF_TROUBLE
        is_late = stage.placed[opinion.secondment_id].end - stage.today < QUIET
        if is_trouble and not is_late:
            _take_up(stage, opinion, actor)
    return None


def _heard_of(row: Secondment, owed: Owed) -> Note:
    """What is said of one secondee: mostly ticks, now and then words."""
    key = (row.pk, owed.occurrence)
    if lot("ticked", *key) < 0.6:
        return Note(topics=("work_on_track", "thought_steady"))
    return Note(
        work=phrases.working(owed.turn, "contact", row.pk),
        life=in_turn(phrases.LIVING, owed.turn, row.pk) if lot("life", *key) < 0.3 else "",
        thought=phrases.thinking(owed.turn, "contact", row.pk),
    )


def _take_up(stage: Stage, opinion: Opinion, actor: Actor) -> None:
    """The county makes a difficulty of its own of what it heard."""
    raise_difficulty(
        opinion.secondment_id,
        kind=matters.trouble(opinion.text).kind,
        text=opinion.text,
        day=stage.today,
        level="county",
        opinion_id=opinion.pk,
        actor=actor,
    )
