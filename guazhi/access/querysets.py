"""The door to rows: ``permitted()`` answers both "which rows" and "this row?"."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Lookup, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability, Held
from guazhi.access.composed import after, beginning
from guazhi.access.matrix import NOT_ON_ONESELF, Condition, Reach
from guazhi.access.recalled import Mark, RecalledQuerySet, Step

M = TypeVar("M", bound=models.Model)


@models.CharField.register_lookup
class Under(Lookup):
    """``path__under``: an index range on every database, for paths such as ``1/5/``."""

    lookup_name = "under"

    def get_prep_lookup(self) -> str:
        """Paths are compared as they are stored."""
        return str(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The half-open range of every path that begins with the value."""
        left, left_params = self.process_lhs(compiler, connection)
        path = str(self.rhs)
        if connection.vendor == "postgresql":
            return f"{left} LIKE %s", (*left_params, beginning(path))
        return f"({left} >= %s AND {left} < %s)", (*left_params, path, *left_params, after(path))


# relations to many rows by which a party comes to a row, found by the indexes of those rows
RELATIONS = ("secondments", "calls", "nominations")
Reaches = dict[Reach, tuple[str, ...]]

SECONDMENT_REACH: Reaches = {
    Reach.PROGRAMME: ("owner_path",),
    Reach.COUNTY: ("home_path", "host_path"),
    Reach.HOST: ("host_path",),
    Reach.HOME: ("home_path",),
    Reach.MENTOR: ("mentor_id",),
    Reach.SELF: ("secondee_id",),
}


def through(prefix: str) -> Reaches:
    """The reach of a row that belongs to a secondment by way of ``prefix``."""
    return {
        reach: tuple(f"{prefix}__{lookup}" for lookup in lookups)
        for reach, lookups in SECONDMENT_REACH.items()
    }


class ScopedQuerySet(RecalledQuerySet[M]):
    """Rows that belong to parties.

    ``reach`` names, for each way of reaching, the columns that make a party one; ``subject``
    the column of the person a row is about; ``released`` what counts as released. Set ``many``
    when a lookup crosses to several rows, other than by one of the ``RELATIONS``.

    The text of ``permitted()`` depends on the roles of the actor and not on where they are held,
    so that it is composed once for each capability and set of roles.
    """

    reach: ClassVar[Reaches] = {}
    subject: ClassVar[str] = "secondment__secondee_id"
    released: ClassVar[Q | None] = None
    many: ClassVar[bool] = False

    def permitted(self, actor: Actor, *capabilities: Capability) -> Self:
        """Only the rows on which ``actor`` holds the capability, or one of several."""
        roles = tuple([held.role for held in actor.held])
        person = actor.person_id
        shape = ("_narrowed", capabilities, roles, person is not None)
        values = (person, *[held.path for held in actor.held])
        rows = self._further(Step(shape, values, (actor, capabilities), {}))
        return self._narrowed(actor, capabilities) if rows is None else rows

    @classmethod
    def said_with(cls, shape: tuple[Any, ...], mark: Mark) -> tuple[Any, ...]:
        """The arguments of ``_narrowed`` with marks for person and places."""
        _step, capabilities, roles, has_person = shape
        person = mark(int, is_needed=False)
        held = tuple([Held(role, 0, mark(str, is_needed=False)) for role in roles])
        return Actor(None, person if has_person else None, "", held), capabilities

    def _narrowed(self, actor: Actor, capabilities: Iterable[Capability]) -> Self:
        owned = Q(pk__in=[])
        for reach, held, condition in chain.from_iterable(map(actor.grants, capabilities)):
            allowed = self._reached(reach, held.path if held else None, actor)
            if allowed is not None and (extra := self._condition(condition, actor)) is not None:
                owned |= allowed & extra
        if self.many:
            inner = self.model._base_manager.filter(owned).values("pk")  # noqa: SLF001
            return self.filter(pk__in=inner)
        return self.filter(owned)

    def _reached(self, reach: Reach, path: str | None, actor: Actor) -> Q | None:
        lookups = self.reach.get(reach, ())
        if reach is Reach.EVERY:
            return ~Q(pk__in=[]) if lookups else None
        if not lookups:
            return None
        allowed = Q()
        crossing: dict[str, Q] = {}
        for lookup in lookups:
            relation, column = _crossed(lookup)
            is_person = reach in (Reach.MENTOR, Reach.SELF)
            part = Q(**({column: actor.person_id} if is_person else {f"{column}__under": path}))
            if relation:
                crossing[relation] = crossing.get(relation, Q()) | part
            else:
                allowed |= part
        for relation, wanted in crossing.items():
            allowed |= self._with_one(relation, wanted)
        return allowed

    def _with_one(self, name: str, wanted: Q) -> Q:
        """Rows with a related one that is ``wanted``, found by the indexes of the others."""
        relation: Any = self.model._meta.get_field(name)  # noqa: SLF001
        found = relation.related_model._base_manager.filter(wanted)  # noqa: SLF001
        return Q(pk__in=found.values(relation.field.attname))

    def _condition(self, condition: Condition, actor: Actor) -> Q | None:
        if condition in NOT_ON_ONESELF and actor.person_id is not None:
            return ~Q(**{self.subject: actor.person_id})
        if condition is Condition.RELEASED:
            return self.released
        return Q()

    def locked(self, pk: int) -> M:
        """The row ``pk``, locked until the transaction ends; 404 when out of reach."""
        row = next(iter(self.locked_rows(pk=pk)), None)
        if row is None:
            raise Http404
        return row

    def one(self, pk: int) -> M:
        """The row ``pk``; 404 when out of reach."""
        return get_object_or_404(self, pk=pk)


def _crossed(lookup: str) -> tuple[str, str]:
    """The relation that a lookup crosses first, if it is one to many rows, and the column there."""
    relation, _between, column = lookup.partition("__")
    return (relation, column) if relation in RELATIONS else ("", lookup)
