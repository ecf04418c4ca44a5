"""Putting people down for posts, one or many."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Subquery

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record_all
from guazhi.organisations.models import Organisation
from guazhi.organisations.rules import direction
from guazhi.people.models import Person
from guazhi.policy.findings import Finding, Refused, refuse_if
from guazhi.programmes.models import Post
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.events import SecondmentPlaced
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries.checks import (
    counties_of,
    kinds_in,
    person_facts,
    post_facts,
    team_of,
    terms_of_teams,
)
from guazhi.secondments.rules.checks import named, refusals
from guazhi.web import clock


@dataclass(frozen=True, slots=True)
class Placing:
    """A person, where from, to which post and for which term. Related rows are loaded."""

    secondee: Person
    home: Organisation
    home_post: str
    post: Post
    start: date
    end: date


@transaction.atomic
def place(placing: Placing, *, actor: Actor) -> Secondment:
    """Put one person down for a post."""
    (secondment,) = place_all([placing], actor=actor)
    return secondment


@transaction.atomic
def place_all(placings: Iterable[Placing], *, actor: Actor) -> list[Secondment]:
    """Put people down for posts under the policy of each post's intake.

    Refused to anyone but the programme's owner, and to whom a check of the policy blocks.
    Posts over their places are refused by the database.
    """
    wanted = list(placings)
    areas = {placing.post.intake.programme.area.path for placing in wanted}
    paths = actor.paths(Capability.PREPARE_INTAKE)
    if not all(any(area.startswith(path) for path in paths) for area in areas):
        raise Refused([Finding("not_yours_to_do")])
    refuse_if(check_placings(wanted))
    return put_down(wanted, actor=actor)


def put_down(placings: Iterable[Placing], *, actor: Actor) -> list[Secondment]:
    """Put people down, as part of a command that was permitted."""
    rows = [_row(placing) for placing in placings]
    Secondment.objects.bulk_create(rows, batch_size=500)
    record_all(
        actor,
        [
            SecondmentPlaced(
                subject=row.pk,
                **ids(row),
                start=row.start,
                end=row.end,
                category=row.category,
            )
            for row in rows
        ],
    )
    return rows


def check_placings(placings: Sequence[Placing], *, leaving: int = 0) -> Iterator[Finding]:
    """Findings for whoever a policy keeps from a post, the others put down before him counted.

    Where there are several each finding names whom it is about. The secondment ``leaving`` its
    post for the one asked about counts neither as an earlier one nor in a team.
    """
    for each, finding in _refused(placings, leaving):
        yield finding if len(placings) == 1 else named(finding, each.secondee.name)


def ruled_out(placings: Sequence[Placing]) -> list[Finding]:
    """The same, and each names whom it is about."""
    return [named(finding, each.secondee.name) for each, finding in _refused(placings, 0)]


def _refused(placings: Sequence[Placing], leaving: int) -> Iterator[tuple[Placing, Finding]]:
    packs = {each.post.intake.policy_id: pack_of(each.post.intake.policy) for each in placings}
    kinds = kinds_in(packs.values(), blocking=True)
    if not kinds:
        return
    posts = [each.post for each in placings]
    people = person_facts((each.secondee for each in placings), kinds, leaving=leaving)
    counties = counties_of(posts, kinds)
    hosts = {post.host_unit_id for post in posts}
    held = terms_of_teams(hosts, leaving=leaving) if "team" in kinds else {}
    for each in placings:
        others, term = held.setdefault(team_of(each.post), []), (each.start, each.end)
        facts = post_facts(each.post, term, counties=counties, held=others)
        pack = packs[each.post.intake.policy_id]
        for finding in refusals(pack, people[each.secondee.pk], facts, clock.today()):
            yield each, finding
        others.append(term)


def _row(placing: Placing) -> Secondment:
    post, home, host = placing.post, placing.home, placing.post.host_unit
    return Secondment(
        intake=post.intake,
        secondee=placing.secondee,
        home_organisation=home,
        home_post=placing.home_post,
        post=post,
        host_unit=host,
        home_county_id=home.county_id,
        host_county_id=host.county_id,
        policy=post.intake.policy,
        category=post.category,
        cadre_category=placing.secondee.cadre_category,
        direction=direction(home.level, host.level),
        start=placing.start,
        end=placing.end,
        planned_end=placing.end,
        owner_path=post.intake.programme.area.path,
        home_path=home.path,
        host_path=host.path,
        sort_key=placing.secondee.sort_key,
    )


@transaction.atomic
def resort(person_id: int) -> None:
    """Take over the sort key of a person whose name has changed."""
    key = Person.objects.filter(pk=person_id).values("sort_key")[:1]
    Secondment.objects.filter(secondee=person_id).update(sort_key=Subquery(key))
