"""Multiplying by the database: a hundred thousand secondments in a minute, not in an hour."""

from datetime import date

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Min, Model

from guazhi.obligations.commands import reconcile_many
from guazhi.obligations.models import Evidence, Obligation
from guazhi.people.models import Employment, NameKey, Person
from guazhi.policy import Pack
from guazhi.programmes.models import Post
from guazhi.secondments.models import Secondment

# of each table: the column of the person, or the key, by which copies are told, and what moves
COPIED: tuple[tuple[type[Model], str, dict[str, type[Model]]], ...] = (
    (Person, "id", {"id": Person}),
    (NameKey, "person_id", {"id": NameKey, "person_id": Person}),
    (Employment, "person_id", {"id": Employment, "person_id": Person}),
    (Post, "id", {"id": Post}),
    (Secondment, "id", {"id": Secondment, "secondee_id": Person, "post_id": Post}),
)


def of_people(size: int, made: int) -> None:
    """Copy the ``made`` people, with posts and secondments, until there are ``size``."""
    steps = {model: _reach(model) for model, _column, _moved in COPIED}
    with connection.cursor() as cursor:
        for number, begin in enumerate(range(made, size, made), 1):
            for model, column, moved in COPIED:
                first, _step = steps[Person if column == "person_id" else model]
                by = {key: number * steps[of][1] for key, of in moved.items()}
                last = first + min(made, size - begin)
                cursor.execute(_copy(model, column, by, number), [first, last])
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [model for model, _column, _moved in COPIED]
        ):
            cursor.execute(statement)


def _reach(model: type[Model]) -> tuple[int, int]:
    """The first key of a table, and a step from any key to one that is free."""
    found = model._base_manager.aggregate(first=Min("pk"), last=Max("pk"))  # noqa: SLF001
    return found["first"], found["last"]


def _copy(model: type[Model], column: str, by: dict[str, int], number: int) -> str:
    """The statement that copies the rows of one table."""
    meta = model._meta  # noqa: SLF001
    quoted = connection.ops.quote_name
    names = [field.attname for field in meta.concrete_fields]
    values = [f"{quoted(name)} + {by[name]}" if name in by else quoted(name) for name in names]
    if model is Post:
        values[names.index("title")] = f"title || '{number}'"
    return (
        f"INSERT INTO {meta.db_table} ({', '.join(map(quoted, names))}) "  # noqa: S608 - our names
        f"SELECT {', '.join(values)} FROM {meta.db_table} "
        f"WHERE {column} >= %s AND {column} < %s"
    )


def of_obligations(models: list[Secondment], pack: Pack, today: date) -> None:
    """Derive for one secondment of each category, then copy to all others by SQL.

    All but about one in forty of what was due has been done. Whoever has the same number as what
    he did keeps the evidence of it; the order of keys is put right at the end.
    """
    Secondment.objects.update(state="in_post", arrived_on=models[0].start)
    by_category = {row.category: row for row in models}
    whole = Secondment.objects.select_related("intake__programme", "policy")
    wanted = whole.filter(pk__in=[row.pk for row in by_category.values()])
    for _done in reconcile_many(wanted):
        pass
    kinds = [(rule, owed.evidence) for rule, owed in pack.obligations.items()]
    proof = PROOF.replace("KIND", f"CASE rule {'WHEN %s THEN %s ' * len(kinds)}END")
    day = today.isoformat()
    indexes = Obligation._meta.indexes  # noqa: SLF001 - filled first and indexed then, as in a load
    editor = connection.schema_editor()
    is_sqlite = connection.vendor == "sqlite"
    # PostgreSQL changes no table of which something is still to be checked; SQLite checks for
    # each record whether somebody waits for it
    check = "SELECT 1" if is_sqlite else "SET CONSTRAINTS ALL IMMEDIATE"
    with connection.cursor() as cursor:
        cursor.execute(check)
        cursor.execute(check.replace("IMMEDIATE", "DEFERRED"))
        for index in indexes:
            if not (is_sqlite and index.fields == ["evidence"]):
                cursor.execute(f"DROP INDEX {index.name}")
        for category, row in by_category.items():
            cursor.execute(COPY, [day, day, day, row.pk, category, row.pk])
        cursor.execute(proof, [word for pair in kinds for word in pair])
        cursor.execute(check)
        for index in indexes:
            if not (is_sqlite and index.fields == ["evidence"]):
                cursor.execute(str(index.create_sql(Obligation, editor)))
        cursor.execute(EARLIEST)
        for statement in connection.ops.sequence_reset_sql(no_style(), [Obligation, Evidence]):
            cursor.execute(statement)


COPY = """
INSERT INTO guazhi_obligation
  (id, intake_id, secondment_id, rule, occurrence, party, owner_id, owner_person_id,
   opens, due, clause, state, cause, evidence_id, met_on)
SELECT made.id, intake_id, secondment_id, rule, occurrence, party, owner_id, owner_person_id,
  opens, due, clause,
  CASE WHEN due < %s AND done THEN 'met' ELSE 'open' END, '',
  CASE WHEN due < %s AND done THEN made.id END,
  CASE WHEN due < %s AND done THEN due END
FROM (
  SELECT (SELECT max(id) FROM guazhi_obligation) + row_number() OVER (ORDER BY s.id, o.id) AS id,
    s.intake_id, s.id AS secondment_id, o.rule, o.occurrence, o.party,
    CASE o.party WHEN 'host' THEN s.host_unit_id WHEN 'home' THEN s.home_organisation_id
      WHEN 'county' THEN coalesce((SELECT d.id FROM guazhi_organisation d
         WHERE d.kind = 'department' AND d.county_id = s.host_county_id), o.owner_id)
      ELSE o.owner_id END AS owner_id,
    CASE WHEN o.owner_person_id IS NOT NULL THEN s.secondee_id END AS owner_person_id,
    o.opens, o.due, o.clause, s.id %% 40 <> o.id %% 40 AS done
  FROM guazhi_obligation o JOIN guazhi_secondment s ON o.secondment_id = %s AND s.category = %s
    AND s.id <> %s) made
"""
PROOF = """
INSERT INTO guazhi_evidence
  (id, kind, record, intake_id, secondment_id, day, party, owner, occurrence)
SELECT id, KIND, id, intake_id, secondment_id, due, party, coalesce(owner_id, owner_person_id), ''
FROM guazhi_obligation WHERE state = 'met'
"""
EARLIEST = """
UPDATE guazhi_secondment SET earliest_due = (SELECT min(o.due) FROM guazhi_obligation o
  WHERE o.secondment_id = guazhi_secondment.id AND o.state = 'open')
"""
