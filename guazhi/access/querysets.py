"""The door to rows: ``permitted()`` answers both "which rows" and "this row?"."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any, ClassVar, NamedTuple, Self, TypeVar

from django.db import connection, models
from django.db.models import Lookup, Q
from django.http import Http404

from guazhi.access.actor import Actor, Capability, Held
from guazhi.access.composed import MARKS, Composed, after, beginning
from guazhi.access.matrix import NOT_ON_ONESELF, Condition, Reach, Role

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)


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


SECONDMENTS = "secondments__"
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of all rows of a model: whose, and what to load with them."""

    actor: Actor
    capabilities: tuple[Capability, ...]
    related: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()


Compose = Callable[..., models.QuerySet[Any, Any]]


class Shape(NamedTuple):
    """All that the text of a query for one row depends on."""

    rows: type["ScopedQuerySet[Any]"]
    model: type[models.Model]
    capabilities: tuple[Capability, ...]
    roles: tuple[Role, ...]
    has_person: bool
    related: tuple[str, ...]
    deferred: tuple[str, ...]
    compose: Compose
    args: tuple[str, ...]
    vendor: str


def _one(rows: models.QuerySet[M], pk: int) -> models.QuerySet[M]:
    return rows.filter(pk=pk)


def _locked(rows: models.QuerySet[M], pk: int) -> models.QuerySet[M]:
    return rows.filter(pk=pk).select_for_update(of=("self",))


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that belong to parties.

    ``reach`` names, for each way of reaching, the columns that make a party one; ``subject``
    the column of the person a row is about; ``released`` what counts as released. Set ``many``
    when a lookup crosses to several rows, other than by a relation called ``secondments``.

    ``permitted()`` is spelt out when the rows are read or narrowed further. One row by its key
    is a question composed once for each capability and set of roles (``row``).
    """

    reach: ClassVar[Reaches] = {}
    subject: ClassVar[str] = "secondment__secondee_id"
    released: ClassVar[Q | None] = None
    many: ClassVar[bool] = False

    def __init__(
        self,
        model: type[M] | None = None,
        query: Any = None,
        using: str | None = None,
        hints: dict[str, models.Model] | None = None,
    ) -> None:
        super().__init__(model, query, using, hints)
        self._is_whole = query is None and using is None
        self._asked: Asked | None = None

    @property
    def query(self) -> Any:
        """Django's query; what was asked is written into it when it is first looked at."""
        if self._asked is not None and self._is_whole:
            self._is_whole = False
            self._query = self._spelt_out(self._asked).query
        return super().query

    @query.setter
    def query(self, value: Any) -> None:
        """Take a query composed elsewhere."""
        models.QuerySet.query.fset(self, value)  # type: ignore[attr-defined]

    def permitted(self, actor: Actor, *capabilities: Capability) -> Self:
        """Only the rows on which ``actor`` holds the capability, or one of several."""
        if self._is_whole and self._asked is None:
            return self._asking(Asked(actor, capabilities))
        return self._narrowed(actor, capabilities)

    def select_related(self, *fields: Any) -> Self:
        """Load other rows along with these."""
        if self._asked is None or not fields or fields == (None,):
            return super().select_related(*fields)
        return self._asking(replace(self._asked, related=(*self._asked.related, *fields)))

    def defer(self, *fields: Any) -> Self:
        """Leave columns until they are asked for."""
        if self._asked is None or not fields or fields == (None,):
            return super().defer(*fields)
        return self._asking(replace(self._asked, deferred=(*self._asked.deferred, *fields)))

    def _asking(self, asked: Asked) -> Self:
        rows = type(self)(self.model)
        rows._asked = asked  # noqa: SLF001 - of the same class
        return rows

    def _spelt_out(self, asked: Asked) -> Self:
        rows = type(self)(self.model)._narrowed(asked.actor, asked.capabilities)  # noqa: SLF001
        rows = rows.select_related(*asked.related) if asked.related else rows
        return rows.defer(*asked.deferred) if asked.deferred else rows

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
        allowed, by_secondment = Q(), Q()
        for lookup in lookups:
            column = lookup.removeprefix(SECONDMENTS)
            is_person = reach in (Reach.MENTOR, Reach.SELF)
            part = Q(**({column: actor.person_id} if is_person else {f"{column}__under": path}))
            if column == lookup:
                allowed |= part
            else:
                by_secondment |= part
        return allowed | self._with_one(by_secondment) if by_secondment else allowed

    def _with_one(self, wanted: Q) -> Q:
        """Rows with a secondment that is ``wanted``, found by the indexes of secondments."""
        relation: Any = self.model._meta.get_field(SECONDMENTS.rstrip("_"))  # noqa: SLF001
        found = relation.related_model._base_manager.filter(wanted)  # noqa: SLF001
        return Q(pk__in=found.values(relation.field.attname))

    def _condition(self, condition: Condition, actor: Actor) -> Q | None:
        if condition in NOT_ON_ONESELF and actor.person_id is not None:
            return ~Q(**{self.subject: actor.person_id})
        if condition is Condition.RELEASED:
            return self.released
        return Q()

    def row(self, compose: Compose, pk: int, *args: str) -> Any:
        """The row that ``compose(rows, pk, *args)`` finds in these, or None.

        What ``permitted()`` gave is not composed for every row: the text of the query depends
        on the roles of the actor and not on where they are held.
        """
        if self._asked is None:
            return next(iter(compose(self, pk, *args)), None)
        asked, actor = self._asked, self._asked.actor
        shape = Shape(
            type(self),
            self.model,
            asked.capabilities,
            tuple([held.role for held in actor.held]),
            actor.person_id is not None,
            asked.related,
            asked.deferred,
            compose,
            args,
            connection.vendor,
        )
        values = [pk, actor.person_id, *[held.path for held in actor.held]]
        return next(iter(_composed(shape).ask(values)), None)

    def locked(self, pk: int) -> M:
        """The row ``pk``, locked until the transaction ends; 404 when out of reach."""
        row: M | None = self.row(_locked, pk)
        return self.found(row)

    def one(self, pk: int) -> M:
        """The row ``pk``; 404 when out of reach."""
        row: M | None = self.row(_one, pk)
        return self.found(row)

    @classmethod
    def found(cls, row: N | None) -> N:
        """The row that was asked for; 404 when there is none, or none within reach."""
        if row is None:
            raise Http404
        return row


@lru_cache(maxsize=4096)
def _composed(shape: Shape) -> Composed:
    """The query for whoever holds such roles, wherever they are held."""
    pk, person = MARKS[int](0), MARKS[int](1)
    paths = [MARKS[str](place) for place, _role in enumerate(shape.roles)]
    held = tuple(Held(role, 0, path) for role, path in zip(shape.roles, paths, strict=True))
    actor = Actor(None, person if shape.has_person else None, "", held)
    asked = Asked(actor, shape.capabilities, shape.related, shape.deferred)
    rows = shape.rows(shape.model)._asking(asked)  # noqa: SLF001 - of the same file
    return Composed(shape.compose(rows, pk, *shape.args), [pk, person, *paths])
