"""Walls in the database itself: no overlapping terms or leaves, no post over its places, no ledger edits,
no change to a signed appraisal. And the full-text index, which a model cannot say.

Written for SQLite and PostgreSQL alike; the same names, the same refusals.
"""

import re

from django.db import migrations

LIVE = "('planned','decided','in_post','returned','ended_early','stayed')"

# The others who hold the post of the new row, and whether all its places are taken on any one day.
# The greatest number at one time is reached on the first day of the new row or of one of them.
OTHERS = f"""guazhi_secondment s WHERE s.post_id = NEW.post_id AND s.state IN {LIVE}
              AND s.id IS {{another}} NEW.id AND"""
FULL = f"""EXISTS (
              SELECT 1 FROM (
                SELECT NEW.start AS day
                UNION SELECT s.start FROM {OTHERS} s.start > NEW.start AND s.start <= NEW."end") d
              WHERE (SELECT count(*) FROM {OTHERS} s.start <= d.day AND s."end" >= d.day)
                >= (SELECT places FROM guazhi_post WHERE id = NEW.post_id))"""

HELD = "('waiting','returned','granted','extended','reported','ended')"
# Another leave of the same secondment that takes a half day of the new row.
TAKEN = f"""EXISTS (
              SELECT 1 FROM guazhi_leave l WHERE l.secondment_id = NEW.secondment_id
                AND l.id IS {{another}} NEW.id AND l.state IN {HELD}
                AND l.start <= NEW."end" AND l."end" >= NEW.start
                AND NOT (l."end" = NEW.start AND l.until_noon AND NEW.from_noon)
                AND NOT (NEW."end" = l.start AND NEW.until_noon AND l.from_noon))"""

# All that a signed appraisal says; only ``is_superseded`` may still be set.
APPRAISAL = """secondment_id, made_by_id, made_at, version, day, facts, strengths, weaknesses, hopes,
  sources, supersedes_id, signed_on, signed_at, signed_by_id, signer_name, payload, digest_name, digest"""

SQLITE = [
    # A signed appraisal stands.
    f"""CREATE TRIGGER appraisal_stands_once_signed BEFORE UPDATE OF {APPRAISAL} ON guazhi_appraisal
       WHEN OLD.signed_on IS NOT NULL
       BEGIN SELECT RAISE(ABORT, 'appraisal_stands_once_signed'); END""",
    """CREATE TRIGGER appraisal_never_removed_once_signed BEFORE DELETE ON guazhi_appraisal
       WHEN OLD.signed_on IS NOT NULL
       BEGIN SELECT RAISE(ABORT, 'appraisal_stands_once_signed'); END""",
    # The ledger is append-only.
    """CREATE TRIGGER ledger_entry_never_changed BEFORE UPDATE ON guazhi_entry
       BEGIN SELECT RAISE(ABORT, 'ledger_is_append_only'); END""",
    """CREATE TRIGGER ledger_entry_never_removed BEFORE DELETE ON guazhi_entry
       BEGIN SELECT RAISE(ABORT, 'ledger_is_append_only'); END""",
]
for when, name in (("INSERT", "insert"), ("UPDATE OF start, end, state, secondee_id, post_id", "update")):
    SQLITE += [
        f"""CREATE TRIGGER secondment_never_overlaps_{name} BEFORE {when} ON guazhi_secondment
            WHEN NEW.state IN {LIVE} AND EXISTS (
              SELECT 1 FROM guazhi_secondment s WHERE s.secondee_id = NEW.secondee_id
                AND s.id IS NOT NEW.id AND s.state IN {LIVE}
                AND s.start <= NEW."end" AND s."end" >= NEW.start)
            BEGIN SELECT RAISE(ABORT, 'secondment_never_overlaps'); END""",
        f"""CREATE TRIGGER post_never_over_its_places_{name} BEFORE {when} ON guazhi_secondment
            WHEN NEW.state IN {LIVE} AND {FULL.format(another="NOT")}
            BEGIN SELECT RAISE(ABORT, 'post_never_over_its_places'); END""",
    ]
for when, name in (
    ("INSERT", "insert"),
    ("UPDATE OF start, end, from_noon, until_noon, state, secondment_id", "update"),
):
    SQLITE.append(
        f"""CREATE TRIGGER leave_never_overlaps_{name} BEFORE {when} ON guazhi_leave
            WHEN NEW.state IN {HELD} AND {TAKEN.format(another="NOT")}
            BEGIN SELECT RAISE(ABORT, 'leave_never_overlaps'); END"""
    )

POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION appraisal_stands_once_signed() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'appraisal_stands_once_signed'
         USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER appraisal_stands_once_signed BEFORE UPDATE OF {APPRAISAL} ON guazhi_appraisal
       FOR EACH ROW WHEN (OLD.signed_on IS NOT NULL)
       EXECUTE FUNCTION appraisal_stands_once_signed()""",
    """CREATE TRIGGER appraisal_never_removed_once_signed BEFORE DELETE ON guazhi_appraisal
       FOR EACH ROW WHEN (OLD.signed_on IS NOT NULL)
       EXECUTE FUNCTION appraisal_stands_once_signed()""",
    """CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'ledger_is_append_only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER ledger_entry_never_changed BEFORE UPDATE OR DELETE ON guazhi_entry
       FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()""",
    """CREATE TRIGGER ledger_entry_never_emptied BEFORE TRUNCATE ON guazhi_entry
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()""",
    f"""CREATE OR REPLACE FUNCTION secondment_walls() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.state NOT IN {LIVE} THEN RETURN NEW; END IF;
         PERFORM 1 FROM guazhi_person WHERE id = NEW.secondee_id FOR UPDATE;
         IF EXISTS (SELECT 1 FROM guazhi_secondment s WHERE s.secondee_id = NEW.secondee_id
             AND s.id IS DISTINCT FROM NEW.id AND s.state IN {LIVE}
             AND s.start <= NEW."end" AND s."end" >= NEW.start) THEN
           RAISE EXCEPTION 'secondment_never_overlaps' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         PERFORM 1 FROM guazhi_post WHERE id = NEW.post_id FOR UPDATE;
         IF {FULL.format(another="DISTINCT FROM")} THEN
           RAISE EXCEPTION 'post_never_over_its_places' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER secondment_walls BEFORE INSERT OR UPDATE OF start, "end", state, secondee_id, post_id
       ON guazhi_secondment FOR EACH ROW EXECUTE FUNCTION secondment_walls()""",
    f"""CREATE OR REPLACE FUNCTION leave_walls() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.state NOT IN {HELD} THEN RETURN NEW; END IF;
         PERFORM 1 FROM guazhi_secondment WHERE id = NEW.secondment_id FOR UPDATE;
         IF {TAKEN.format(another="DISTINCT FROM")} THEN
           RAISE EXCEPTION 'leave_never_overlaps' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER leave_walls
       BEFORE INSERT OR UPDATE OF start, "end", from_noon, until_noon, state, secondment_id
       ON guazhi_leave FOR EACH ROW EXECUTE FUNCTION leave_walls()""",
]

# What stands in the index by words follows its table; places and phrases are kept, so that
# pairs of characters that follow each other are found as such.
TERMS = "rowid, kind, title_terms, text_terms"
OLD = "('delete', old.id, old.kind, old.title_terms, old.text_terms)"
NEW = "(new.id, new.kind, new.title_terms, new.text_terms)"
FORGET = f"INSERT INTO guazhi_search (guazhi_search, {TERMS}) VALUES {OLD};"
LEARN = f"INSERT INTO guazhi_search ({TERMS}) VALUES {NEW};"
SEARCH = {
    "sqlite": [
        """CREATE VIRTUAL TABLE guazhi_search USING fts5(kind, title_terms, text_terms,
           content='guazhi_searchtext', content_rowid='id', tokenize='ascii', prefix='1')""",
        f"""CREATE TRIGGER search_text_learned AFTER INSERT ON guazhi_searchtext
           BEGIN {LEARN} END""",
        f"""CREATE TRIGGER search_text_forgotten AFTER DELETE ON guazhi_searchtext
           BEGIN {FORGET} END""",
        f"""CREATE TRIGGER search_text_learned_anew AFTER UPDATE ON guazhi_searchtext
           BEGIN {FORGET} {LEARN} END""",
    ],
    "postgresql": [
        """CREATE INDEX search_text_by_terms ON guazhi_searchtext
           USING gin (((title_terms || ' ' || text_terms)::tsvector))""",
    ],
}
UNSEARCH = {
    "sqlite": [
        "DROP TRIGGER search_text_learned",
        "DROP TRIGGER search_text_forgotten",
        "DROP TRIGGER search_text_learned_anew",
        "DROP TABLE guazhi_search",
    ],
    "postgresql": ["DROP INDEX search_text_by_terms"],
}


def up(vendor):
    """The statements that build the walls."""
    return SQLITE if vendor == "sqlite" else POSTGRESQL


def down(vendor):
    """The statements that take the walls down, last built first."""
    found = [re.match(r"CREATE TRIGGER (\w+)[^$]*? ON (\w+)", each) for each in up(vendor)]
    on = "" if vendor == "sqlite" else " ON {}"
    return [
        f"DROP TRIGGER {each[1]}" + on.format(each[2]) for each in reversed(found) if each
    ]


def build(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        vendor = schema_editor.connection.vendor
        for statement in [*up(vendor), *SEARCH[vendor]]:
            cursor.execute(statement)
    apps.get_model("guazhi", "Head").objects.create(pk=1)


def remove(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        vendor = schema_editor.connection.vendor
        for statement in [*UNSEARCH[vendor], *down(vendor)]:
            cursor.execute(statement)
    apps.get_model("guazhi", "Head").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("guazhi", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]
