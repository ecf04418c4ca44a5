"""What a change does once the last party has consented; called within that command."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from guazhi.access.actor import Actor
from guazhi.ledger.commands import record
from guazhi.ledger.events import Event
from guazhi.organisations.rules import direction
from guazhi.people.models import Employment, Person
from guazhi.people.queries import relation
from guazhi.policy import term_end
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.models import Post
from guazhi.programmes.queries import pack_of
from guazhi.secondments import rules
from guazhi.secondments.commands.back import cut_leaves, move_deciders
from guazhi.secondments.commands.notices import issue_amended
from guazhi.secondments.commands.placing import Placing, check_placings, put_down
from guazhi.secondments.commands.reach import Ids, ids, recording_days
from guazhi.secondments.events import PostChanged, SecondeeReplaced, StayAgreed, TermChanged
from guazhi.secondments.models import CourseChange, ReturnPlan, Secondment
from guazhi.secondments.queries import settled_changes
from guazhi.secondments.rules import Change, Course
from guazhi.web import clock

ONE_DAY = timedelta(days=1)


def check_wanted(row: CourseChange, secondment: Secondment) -> Iterator[Finding]:
    """Findings against what a change asks for, as things stand now."""
    change = Change(row.kind)
    if change is Change.CHANGE_OF_POST:
        yield from _check_post(row, secondment)
        return
    if row.new_end is None:
        yield Finding("last_day_needed", field="new_end")
        return
    yield from rules.check_change(
        change,
        start=secondment.start,
        end=secondment.end,
        new_end=row.new_end,
        latest=_latest_end(secondment),
    )
    if change is Change.EXTENSION:
        if _is_elsewhere(secondment.secondee_id, secondment.start, row.new_end, secondment.pk):
            yield Finding("secondment_overlaps", field="new_end")
        return
    days = recording_days(secondment)
    earliest = max(secondment.arrived_on or secondment.start, clock.today() - timedelta(days=days))
    if row.new_end < earliest:
        params = {"day": row.new_end, "days": days}
        yield Finding("day_too_far_back", params=params, field="new_end")
    if change is Change.REPLACEMENT:
        yield from _check_successor(row, secondment)


def _check_post(row: CourseChange, secondment: Secondment) -> Iterator[Finding]:
    if row.post is None:
        yield Finding("post_needed", field="post_id")
    if row.day_there is None:
        yield Finding("day_needed", field="day_there")
    if row.post is None or row.day_there is None:
        return
    yield from rules.check_post(
        same=row.post.pk == secondment.post_id,
        same_intake=row.post.intake_id == secondment.intake_id,
        category_known=row.post.category in pack_of(secondment.policy).categories,
        day=row.day_there,
        start=_last_moved(secondment),
        end=secondment.end,
    )
    category = pack_of(secondment.policy).categories.get(row.post.category)
    latest = term_end(secondment.start, category.months.longest) if category else secondment.end
    if latest < secondment.end:
        yield Finding("term_too_long_for_post", params={"latest": latest}, field="post_id")
    if row.day_there <= secondment.end:
        placing = Placing(
            secondment.secondee,
            secondment.home_organisation,
            secondment.home_post,
            row.post,
            row.day_there,
            secondment.end,
        )
        found = check_placings([placing], leaving=secondment.pk)
        yield from (replace(each, field="post_id") for each in found)
    if row.post.host_unit_id == secondment.home_organisation_id:
        yield Finding("post_at_home", field="post_id")


def _last_moved(secondment: Secondment) -> date:
    """The first day in the present post."""
    moved = settled_changes([secondment.pk]).get(secondment.pk, ())
    return max([secondment.start, *(each.day_there for each in moved if each.day_there)])


def _check_successor(row: CourseChange, secondment: Secondment) -> Iterator[Finding]:
    if row.person_id is None or row.new_end is None:
        yield Finding("successor_needed", field="successor_id")
        return
    unit = relation(row.person_id)
    yield from rules.check_successor(
        same=row.person_id == secondment.secondee_id,
        employed=unit is not None and unit.organisation_id != secondment.host_unit_id,
        days_left=(secondment.end - row.new_end).days,
    )
    if _is_elsewhere(row.person_id, row.new_end + ONE_DAY, secondment.end):
        yield Finding("secondment_overlaps", field="successor_id")
    elif unit is not None and row.person is not None:
        placing = _in_place_of(secondment, row.person, unit, row.new_end, secondment.end)
        # who takes a place makes the team no larger
        found = (each for each in check_placings([placing]) if each.code != "team_full")
        yield from (replace(each, field="successor_id") for each in found)


def _latest_end(secondment: Secondment) -> date | None:
    """The last day that an extension may reach, where the policy knows the category."""
    category = pack_of(secondment.policy).categories.get(secondment.category)
    return term_end(secondment.start, category.months.longest) if category else None


def _is_elsewhere(person: int, start: date, end: date, but: int = 0) -> bool:
    live = Secondment.objects.filter(secondee=person, state__in=rules.LIVE)
    return live.filter(start__lte=end, end__gte=start).exclude(pk=but).exists()


@dataclass(frozen=True, slots=True)
class Settled:
    """What every event of an effect carries."""

    subject: int
    ids: Ids
    change: int
    notice: int


def take_effect(row: CourseChange, secondment: Secondment, day: date, *, actor: Actor) -> None:
    """Make of the secondment what the change asked for, and issue the notice that says so."""
    refuse_if(check_wanted(row, secondment))
    row.state, row.settled_on = Course.IN_EFFECT.value, day
    made = EFFECTS[Change(row.kind)](row, secondment, actor)
    row.save(update_fields=["state", "settled_on", "day_there", "successor"])
    notice = issue_amended(row, day=day, actor=actor)
    record(actor, made(Settled(secondment.pk, ids(secondment), row.pk, notice.pk)))


Told = Callable[[Settled], Event]


def _move_end(row: CourseChange, secondment: Secondment, actor: Actor) -> Told:
    del actor
    _end_on(row, secondment)
    return lambda settled: TermChanged(
        subject=settled.subject,
        **settled.ids,
        kind=row.kind,
        old_end=row.old_end,
        new_end=secondment.end,
        change=settled.change,
        notice=settled.notice,
    )


def _end_on(row: CourseChange, secondment: Secondment) -> None:
    assert row.new_end is not None
    secondment.end = row.new_end
    if row.kind == Change.EXTENSION:
        secondment.planned_end = row.new_end
    secondment.save(update_fields=["end", "planned_end"])
    cut_leaves(secondment)


def _in_place_of(
    secondment: Secondment, person: Person, unit: Employment, after: date, until: date
) -> Placing:
    """The rest of a term for somebody else, from the day after the last one."""
    post = secondment.post
    return Placing(person, unit.organisation, unit.post_title, post, after + ONE_DAY, until)


def _replace(row: CourseChange, secondment: Secondment, actor: Actor) -> Told:
    """Cut the term, and put somebody down for the rest of it: planned, as anybody else is."""
    rest = secondment.end
    _end_on(row, secondment)
    person = row.person
    assert person is not None
    unit = relation(person.pk)
    assert unit is not None
    placing = _in_place_of(secondment, person, unit, secondment.end, rest)
    (row.successor,) = put_down([placing], actor=actor)
    successor = row.successor.pk
    return lambda settled: SecondeeReplaced(
        subject=settled.subject,
        **settled.ids,
        successor=successor,
        old_end=row.old_end,
        new_end=secondment.end,
        change=settled.change,
        notice=settled.notice,
    )


def _move_post(row: CourseChange, secondment: Secondment, actor: Actor) -> Told:
    """Put the secondment to another post; what was done for it stays done."""
    del actor
    assert row.post is not None
    assert row.day_there is not None
    assert row.settled_on is not None
    row.day_there = max(row.day_there, row.settled_on)
    put_to(secondment, row.post, keeps_mentor=row.post.host_unit_id == secondment.host_unit_id)
    moved_on = row.day_there
    return lambda settled: PostChanged(
        subject=settled.subject,
        **settled.ids,
        post=secondment.post_id,
        day=moved_on,
        change=settled.change,
        notice=settled.notice,
    )


def put_to(secondment: Secondment, post: Post, *, keeps_mentor: bool) -> None:
    """Let a secondment be served in ``post`` from now on."""
    host = post.host_unit
    if not keeps_mentor:
        secondment.mentor = None
    secondment.post, secondment.host_unit = post, host
    secondment.host_county_id, secondment.host_path = host.county_id, host.path
    secondment.category = post.category
    secondment.direction = direction(secondment.home_organisation.level, host.level)
    secondment.save(
        update_fields=[
            *("post", "host_unit", "host_county", "host_path"),
            *("category", "direction", "mentor"),
        ]
    )
    move_deciders(secondment)


def _stay(row: CourseChange, secondment: Secondment, actor: Actor) -> Told:
    """End the secondment with the person staying; the relation moves by another procedure."""
    assert row.settled_on is not None
    settled_on = row.settled_on
    _end_on(row, secondment)
    plan = ReturnPlan.objects.filter(secondment=secondment).first() or ReturnPlan(
        secondment=secondment, day=settled_on, made_by_id=actor.user_id, made_at=clock.now()
    )
    plan.stays, plan.answered_on = True, plan.answered_on or settled_on
    plan.save()
    return lambda settled: StayAgreed(
        subject=settled.subject,
        **settled.ids,
        plan=plan.pk,
        day=settled_on,
        new_end=secondment.end,
        change=settled.change,
        notice=settled.notice,
    )


EFFECTS: Mapping[Change, Callable[[CourseChange, Secondment, Actor], Told]] = {
    Change.EXTENSION: _move_end,
    Change.EARLY_END: _move_end,
    Change.RECALL: _move_end,
    Change.REPLACEMENT: _replace,
    Change.CHANGE_OF_POST: _move_post,
    Change.STAY: _stay,
}
