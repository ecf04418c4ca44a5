"""Kept runs: a list, one with names, two side by side."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from guazhi.access.actor import Actor, Capability
from guazhi.programmes.models import Intake, Post
from guazhi.selection.models import Nomination, PlacementRun
from guazhi.selection.models.runs import PlacementRunQuerySet
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.plan import Plan
from guazhi.selection.placement.record import plan_of
from guazhi.selection.placement.telling import asked_to_explain, document
from guazhi.selection.queries.wording import changes_in_words, lack_in_words
from guazhi.selection.rules.inputs import Inputs, inputs_from
from guazhi.selection.rules.reckoning import Reckoning
from guazhi.selection.rules.runs import Compared, Outcome, compared


@dataclass(frozen=True)
class Run:
    """A kept run, read: what went in, what came out, and whom its numbers mean.

    ``people`` are the nominations with person and home organisation, ``posts`` have their hosts.
    """

    row: PlacementRun
    people: Mapping[str, Nomination]
    posts: Mapping[str, Post]

    @cached_property
    def inputs(self) -> Inputs:
        """What went in."""
        return inputs_from(self.row.inputs)

    @cached_property
    def outcome(self) -> Outcome:
        """What came out."""
        return Outcome.of(self.row.record)

    @property
    def reckoning(self) -> Reckoning:
        """What the plan comes to for people."""
        return Reckoning.of(self.row.reckoning)

    @cached_property
    def instance(self) -> Instance:
        """What the solver was given."""
        return self.inputs.instance()

    @cached_property
    def plan(self) -> Plan:
        """The plan on record, for questions about it."""
        return plan_of(json.loads(self.row.record), self.instance)

    def told(self) -> dict[str, Any]:
        """What the plan comes to, as plain data."""
        return document(self.instance, self.plan, asked_to_explain(len(self.instance.people)))

    def placements(self, told: Mapping[str, Any]) -> list[tuple[Nomination, Post, dict[str, Any]]]:
        """Who goes where, by name, with score, wish and whether it was fixed."""
        rows = [
            (self.people[each["person"]], self.posts[each["post"]], each)
            for each in told["assignment"]
            if each["person"] in self.people and each["post"] in self.posts
        ]
        return sorted(rows, key=lambda row: (row[0].sort_key, row[0].pk))

    def helps(self, told: Mapping[str, Any]) -> list[str]:
        """The least that would place everybody who has a possible post, by names."""
        posts = {post.pk: post for post in self.posts.values()}
        names = {name: row.person.name for name, row in self.people.items()}
        return changes_in_words(told["all_placed_with"], posts, names)

    def left(self, told: Mapping[str, Any]) -> list[tuple[Nomination, list[str]]]:
        """Who has no post, by name, and why in words."""
        posts = {post.pk: post for post in self.posts.values()}
        names = {name: row.person.name for name, row in self.people.items()}
        rows = [
            (self.people[each["person"]], lack_in_words(each, posts, names))
            for each in told["unplaced"]
            if each["person"] in self.people
        ]
        return sorted(rows, key=lambda row: (row[0].sort_key, row[0].pk))


def intake_to_place(actor: Actor, pk: int) -> Intake:
    """The intake for whoever may see its placements; 404 for others."""
    return (
        Intake.objects.permitted(actor, Capability.VIEW_PLACEMENT)
        .select_related("programme", "policy")
        .one(pk)
    )


def runs(actor: Actor, intake: Intake) -> PlacementRunQuerySet:
    """The runs of an intake, newest first, without their texts."""
    rows = PlacementRun.objects.permitted(actor, Capability.VIEW_PLACEMENT).filter(intake=intake)
    return rows.defer("inputs", "record").select_related("made_by").order_by("-number")


def run_of(actor: Actor, pk: int, capability: Capability = Capability.VIEW_PLACEMENT) -> Run:
    """One run with the people and posts it speaks of; 404 when out of reach."""
    (found,) = _read([_one(actor, pk, capability)])
    return found


def compare_runs(actor: Actor, pk: int, other: int) -> tuple[Run, Run, Compared]:
    """Two runs side by side; 404 when one is out of reach."""
    view = Capability.VIEW_PLACEMENT
    one, two = _read([_one(actor, pk, view), _one(actor, other, view)])
    people = (frozenset(each.id for each in run.inputs.people) for run in (one, two))
    return one, two, compared(one.outcome, two.outcome, *people)


def _one(actor: Actor, pk: int, capability: Capability) -> PlacementRun:
    rows = PlacementRun.objects.permitted(actor, capability)
    return rows.select_related("intake__programme", "made_by").one(pk)


def _read(rows: Iterable[PlacementRun]) -> list[Run]:
    """The runs with whom they speak of, read at once."""
    kept = list(rows)
    inputs = [inputs_from(row.inputs) for row in kept]
    people = {int(each.id) for found in inputs for each in found.people}
    posts = {int(each.id) for found in inputs for each in found.posts}
    named = Nomination.objects.filter(pk__in=people).select_related("person", "home_organisation")
    who = {str(each.pk): each for each in named}
    offered = Post.objects.filter(pk__in=posts).select_related("host_unit")
    where = {str(each.pk): each for each in offered}
    return [Run(row, who, where) for row in kept]
