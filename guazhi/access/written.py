"""Tables that commands write often: their statements are composed once, not for every row."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models

PLAIN: tuple[tuple[type, tuple[type, ...]], ...] = (
    (str, (models.CharField, models.TextField)),
    (int, (models.IntegerField, models.ForeignKey)),
)


class Written(models.Model):
    """A row that is inserted and changed by statements kept for its table and columns.

    Saved by Django in all else. What is not a plain value, or lies in another database, is left
    to Django altogether.
    """

    class Meta:
        abstract = True

    def _do_insert(
        self, manager: Any, using: str | None, fields: Any, returning_fields: Any, raw: Any
    ) -> Any:
        columns = _columns(tuple(fields))
        values = columns.of(self)
        returns = connection.features.can_return_columns_from_insert
        if raw or using != DEFAULT_DB_ALIAS or not returns or not _are_values(values):
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
        statement = _insertion(type(self), tuple(fields), tuple(returning_fields))
        with connection.cursor() as cursor:
            cursor.execute(statement, columns.prepared(values))
            return [cursor.fetchone()]

    def _do_update(
        self, base_qs: Any, using: str | None, pk_val: Any, values: Any, *rest: Any
    ) -> Any:
        given = [value for _field, _model, value in values]
        if not values or using != DEFAULT_DB_ALIAS or not _are_values(given):
            return super()._do_update(base_qs, using, pk_val, values, *rest)
        fields = tuple([field for field, _model, _value in values])
        with connection.cursor() as cursor:
            cursor.execute(_change(type(self), fields), [*_columns(fields).prepared(given), pk_val])
            return cursor.rowcount > 0


def add_all(rows: Iterable[Written]) -> None:
    """Insert rows of one table whose keys nobody needs afterwards."""
    added = list(rows)
    if not added:
        return
    model = type(added[0])
    fields = tuple([each for each in model._meta.local_fields if not each.primary_key])  # noqa: SLF001
    columns = _columns(fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            _insertion(model, fields, ()), [columns.prepared(columns.of(row)) for row in added]
        )


class Columns:
    """Columns of a table: the values of a row in them, and how the database takes these."""

    def __init__(self, fields: Sequence[Any]) -> None:
        self.fields = fields
        self.plain = [
            next((kind for kind, fields in PLAIN if isinstance(field, fields)), None)
            for field in fields
        ]
        own = all(type(field).pre_save is models.Field.pre_save for field in fields)
        names = [field.attname for field in fields]
        self.reads = attrgetter(*names) if own and len(names) > 1 else None

    def of(self, row: models.Model) -> Sequence[Any]:
        """What the row says."""
        if self.reads is not None:
            return self.reads(row)
        return [field.pre_save(row, add=True) for field in self.fields]

    def prepared(self, values: Sequence[Any]) -> list[Any]:
        """The values as the database takes them; numbers and texts are taken as they are."""
        return [
            value
            if value is None or type(value) is plain
            else field.get_db_prep_save(value, connection)
            for field, plain, value in zip(self.fields, self.plain, values, strict=True)
        ]


@lru_cache(maxsize=1024)
def _columns(fields: Sequence[Any]) -> Columns:
    return Columns(fields)


def _are_values(values: Iterable[Any]) -> bool:
    return not any(hasattr(value, "resolve_expression") for value in values)


@lru_cache(maxsize=1024)
def _insertion(model: type[models.Model], fields: Sequence[Any], returning: Sequence[Any]) -> str:
    name = connection.ops.quote_name
    table, columns = name(model._meta.db_table), ", ".join(name(each.column) for each in fields)  # noqa: SLF001
    marks = ", ".join(["%s"] * len(fields))
    back = ", ".join(name(each.column) for each in returning)
    inserted = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our names
    return f"{inserted} RETURNING {back}" if back else inserted


@lru_cache(maxsize=1024)
def _change(model: type[models.Model], fields: Sequence[Any]) -> str:
    name, meta = connection.ops.quote_name, model._meta  # noqa: SLF001
    changed = ", ".join(f"{name(each.column)} = %s" for each in fields)
    return f"UPDATE {name(meta.db_table)} SET {changed} WHERE {name(str(meta.pk.column))} = %s"  # noqa: S608
