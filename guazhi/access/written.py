"""Tables that commands write often: their statements are composed once, not for every row."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
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
        values = [field.pre_save(self, add=True) for field in fields]
        returns = connection.features.can_return_columns_from_insert
        if raw or using != DEFAULT_DB_ALIAS or not returns or not _are_values(values):
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
        statement = _insertion(type(self), tuple(fields), tuple(returning_fields))
        with connection.cursor() as cursor:
            cursor.execute(statement, prepared(fields, values))
            return [cursor.fetchone()]

    def _do_update(
        self, base_qs: Any, using: str | None, pk_val: Any, values: Any, *rest: Any
    ) -> Any:
        given = [value for _field, _model, value in values]
        if not values or using != DEFAULT_DB_ALIAS or not _are_values(given):
            return super()._do_update(base_qs, using, pk_val, values, *rest)
        fields = [field for field, _model, _value in values]
        statement = _change(type(self), tuple(fields))
        with connection.cursor() as cursor:
            cursor.execute(statement, [*prepared(fields, given), pk_val])
            return cursor.rowcount > 0


def add_all(rows: Iterable[Written]) -> None:
    """Insert rows of one table whose keys nobody needs afterwards."""
    added = list(rows)
    if not added:
        return
    model = type(added[0])
    fields = [field for field in model._meta.local_fields if not field.primary_key]  # noqa: SLF001
    values = [[field.pre_save(row, add=True) for field in fields] for row in added]
    statement = _insertion(model, tuple(fields), ())
    with connection.cursor() as cursor:
        cursor.executemany(statement, [prepared(fields, each) for each in values])


def _are_values(values: Iterable[Any]) -> bool:
    return not any(hasattr(value, "resolve_expression") for value in values)


def prepared(fields: Sequence[Any], values: Iterable[Any]) -> list[Any]:
    """The values as the database takes them; numbers and texts are taken as they are."""
    return [
        value
        if value is None or type(value) is _plain(field)
        else field.get_db_prep_save(value, connection)
        for field, value in zip(fields, values, strict=True)
    ]


@cache
def _plain(field: Any) -> type | None:
    return next((kind for kind, fields in PLAIN if isinstance(field, fields)), None)


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
