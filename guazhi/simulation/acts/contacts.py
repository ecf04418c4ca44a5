"""A county's contacts with host units: planned by the quarter, made, and taken up."""

from datetime import date, timedelta

from guazhi.access.actor import Actor
from guazhi.coordination.commands import make_contact, plan_contacts
from guazhi.coordination.queries import covered_at, next_planned
from guazhi.coordination.rules import Note, quarter_of
from guazhi.hosting.commands import raise_difficulty
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Opinion, Secondment
from guazhi.simulation import library, phrases
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed, lot, pick

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
        row.pk: [pick(library.HEARD, "contact", row.pk, owed.occurrence).text]
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
        notes={row.pk: _heard_of(row, owed.occurrence) for row in covered},
        opinions=raised,
        contact_id=planned.pk if planned else None,
        actor=actor,
    )
    for opinion in made.opinions.all() if raised else ():
        is_late = stage.placed[opinion.secondment_id].end - stage.today < QUIET
        if lot("taken up by the county", opinion.pk) < 0.5 and not is_late:
            _take_up(stage, opinion, actor)
    return None


def _heard_of(row: Secondment, occurrence: str) -> Note:
    """What is said of one secondee: mostly ticks, now and then words."""
    key = (row.pk, occurrence)
    if lot("ticked", *key) < 0.6:
        return Note(topics=("work_on_track", "thought_steady"))
    return Note(
        work=pick(phrases.WORKING, "work", *key),
        life=pick(phrases.LIVING, "life", *key) if lot("life", *key) < 0.3 else "",
        thought=pick(phrases.THINKING, "thought", *key),
    )


def _take_up(stage: Stage, opinion: Opinion, actor: Actor) -> None:
    """The county makes a difficulty of its own of what it heard."""
    raise_difficulty(
        opinion.secondment_id,
        kind="work",
        text=opinion.text,
        day=stage.today,
        level="county",
        opinion_id=opinion.pk,
        actor=actor,
    )
