"""The SQL of a generation of read models: tables, history twins, triggers, policies."""

from collections.abc import Iterable, Iterator

from kinerja.projections.tables import Column, Table

OPEN_END = 2**63 - 1
"""``to_position`` of a row that still holds."""

_ENGINE_TABLES = """
CREATE TABLE tracking (
    agency text PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    recorded_us bigint NOT NULL DEFAULT 0,
    rights_position bigint NOT NULL DEFAULT 0,
    stalled_position bigint,
    stalled_topic text,
    stalled_error text
) WITH (fillfactor = 20);
CREATE TABLE texts (
    agency text NOT NULL DEFAULT current_setting('kinerja.agency'),
    id uuid NOT NULL,
    subject uuid NOT NULL,
    category text NOT NULL,
    content text NOT NULL
)
"""
_UNTENDED = "WITH (autovacuum_enabled = off)"
"""Filling only adds to these tables, and nobody reads them yet: they are looked after once they are whole."""
_TENDED = "ALTER TABLE {name} RESET (autovacuum_enabled)"
_TEXT_KEYS = (
    "ALTER TABLE texts ADD PRIMARY KEY (agency, id)",
    "CREATE INDEX texts_subject ON texts (agency, subject, category)",
)


def generation_sql(schema: str, tables: Iterable[Table]) -> str:
    """All statements that make an empty generation in a new schema, to be run by the owner."""
    tables = list(tables)
    finishing = (statements for _, statements in finishing_sql(schema, tables))
    return "\n".join([bare_sql(schema, tables), *finishing, guarding_sql(schema, tables)])


def bare_sql(schema: str, tables: Iterable[Table]) -> str:
    """A generation to be filled in bulk: tables with what filling looks rows up by, and nothing else yet."""
    parts = [f"CREATE SCHEMA {schema}", f"SET LOCAL search_path = {schema}, public", _ENGINE_TABLES.strip()]
    for table in tables:
        parts.append(_bare_table(table))
        if not table.append_only:
            parts += [_key(table), _bare_twin(table)]
    return ";\n".join(parts) + ";"


def finishing_sql(schema: str, tables: Iterable[Table]) -> list[tuple[list[str], str]]:
    """What makes filled tables whole ones: open rows of the twins, keys, indexes, triggers.

    For each table, with its twin: their names and one string; they may run side by side.
    """
    path = f"SET LOCAL search_path = {schema}, public"
    parts = [(["texts"], _TEXT_KEYS), *((list(_relations(table)), _finished(table)) for table in tables)]
    return [(names, ";\n".join([path, *statements]) + ";") for names, statements in parts]


def guarding_sql(schema: str, tables: Iterable[Table]) -> str:
    """Who may see and do what in a generation of whole tables."""
    names = ["tracking", "texts", *(name for table in tables for name in _relations(table))]
    parts = [f"SET LOCAL search_path = {schema}, public", *map(_policy, names)]
    parts.append(f"GRANT USAGE ON SCHEMA {schema} TO kinerja_service")
    parts.append(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO kinerja_service")
    parts.append(f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC")
    parts.append(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO kinerja_service")
    return ";\n".join(parts) + ";"


def index_sql(table: Table, number: int) -> str:
    """One of the indexes that a table declares, unless it is there."""
    columns = ", ".join(table.indexes[number])
    return f"CREATE INDEX IF NOT EXISTS {table.name}_{number} ON {table.name} (agency, {columns})"


def _relations(table: Table) -> Iterator[str]:
    """A table, and its twin if it has one."""
    yield table.name
    if not table.append_only:
        yield table.history


def _policy(name: str) -> str:
    return (
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY own_agency ON {name} USING (agency = current_setting('kinerja.agency', true))"
    )


def _bare_table(table: Table) -> str:
    return (
        f"CREATE TABLE {table.name} (\n    agency text NOT NULL DEFAULT current_setting('kinerja.agency'),\n"
        f"{_columns(table)}    position bigint NOT NULL\n)" + (f" {_UNTENDED}" if table.append_only else "")
    )


def _key(table: Table) -> str:
    keys = ", ".join(column.name for column in table.key)
    return f"ALTER TABLE {table.name} ADD PRIMARY KEY (agency, {keys})"


def _bare_twin(table: Table) -> str:
    return (
        f"CREATE TABLE {table.history} (\n    agency text NOT NULL,\n{_columns(table)}"
        "    position bigint NOT NULL,\n    from_position bigint NOT NULL,\n"
        f"    to_position bigint NOT NULL DEFAULT {OPEN_END}\n) {_UNTENDED}"
    )


def _finished(table: Table) -> list[str]:
    indexes = [index_sql(table, number) for number in range(len(table.indexes))]
    if table.append_only:
        return [_key(table), *indexes, *_frozen(table), _TENDED.format(name=table.name)]
    return [*indexes, *_twin(table), _TENDED.format(name=table.history)]


def _columns(table: Table) -> str:
    return "".join(f"    {_column(column)},\n" for column in table.all_columns)


def _column(column: Column) -> str:
    return f"{column.name} {column.type}{'' if column.nullable else ' NOT NULL'}"


def _frozen(table: Table) -> list[str]:
    """An append-only table is its own history: changing a row is refused by the database."""
    return [
        f"CREATE FUNCTION {table.name}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN RAISE EXCEPTION 'rows of {table.name} never change'; END $$",
        f"CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON {table.name}\n"
        f"FOR EACH ROW EXECUTE FUNCTION {table.name}_is_frozen()",
    ]


def _twin(table: Table) -> list[str]:
    """The rows that still hold join the closed ones; from here on a trigger keeps both."""
    names = ", ".join(["agency", *(column.name for column in table.all_columns), "position"])
    key_list = ", ".join(column.name for column in table.key)
    indexes = [
        f"CREATE INDEX {table.history}_{number} ON {table.history} (agency, {', '.join(index)}, from_position)"
        for number, index in enumerate(table.indexes)
    ]
    return [
        f"INSERT INTO {table.history} ({names}, from_position) SELECT {names}, position FROM {table.name}",
        f"ALTER TABLE {table.history} ADD PRIMARY KEY (agency, {key_list}, from_position)",
        *indexes,
        _history_function(table),
        f"CREATE TRIGGER history AFTER INSERT OR UPDATE OR DELETE ON {table.name}\n"
        f"FOR EACH ROW EXECUTE FUNCTION {table.name}_to_history()",
    ]


def _history_function(table: Table) -> str:
    """Close the open row of the twin and open a new one; a second change in one position overwrites."""
    names = ["agency", *(column.name for column in table.all_columns), "position"]
    columns = [column.name for column in table.columns] + ["position"]
    open_row = " AND ".join(["h.agency = {row}.agency", *(f"h.{c.name} = {{row}}.{c.name}" for c in table.key)])
    new_row, old_row = open_row.format(row="NEW"), open_row.format(row="OLD")
    still_open = f"h.to_position = {OPEN_END}"
    overwrite = ", ".join(f"{name} = NEW.{name}" for name in columns)
    inserted = ", ".join(f"NEW.{name}" for name in names)
    changed_key = " OR ".join(f"NEW.{c.name} <> OLD.{c.name}" for c in table.key)
    return f"""
CREATE FUNCTION {table.name}_to_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deleted_at bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        deleted_at := current_setting('kinerja.position')::bigint;
        DELETE FROM {table.history} h WHERE {old_row} AND {still_open} AND h.from_position = deleted_at;
        IF NOT FOUND THEN
            UPDATE {table.history} h SET to_position = deleted_at WHERE {old_row} AND {still_open};
        END IF;
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF {changed_key} THEN
            RAISE EXCEPTION 'the key of a row of {table.name} changed';
        END IF;
        UPDATE {table.history} h SET {overwrite}
         WHERE {new_row} AND {still_open} AND h.from_position = NEW.position;
        IF FOUND THEN
            RETURN NULL;
        END IF;
        UPDATE {table.history} h SET to_position = NEW.position WHERE {new_row} AND {still_open};
    END IF;
    INSERT INTO {table.history} ({", ".join(names)}, from_position)
    VALUES ({inserted}, NEW.position)
    ON CONFLICT (agency, {", ".join(c.name for c in table.key)}, from_position)
    DO UPDATE SET {overwrite}, to_position = {OPEN_END};
    RETURN NULL;
END $$""".strip()
