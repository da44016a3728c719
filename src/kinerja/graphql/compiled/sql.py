"""Small pieces of SQL that statements are put together from."""

from kinerja.graphql.compiled.selections import NotCompiled

_LONGEST_NAME = 63
"""Bytes of a column name in PostgreSQL: a longer key of the answer would be cut."""


def as_list(rows: str) -> str:
    """The rows of a SELECT as a JSON array of objects, in its order."""
    return f"array_to_json(ARRAY(SELECT row_to_json(r) FROM ({rows}) r))"


def quoted(key: str) -> str:
    """A key of the answer as the name of a column. Raises NotCompiled for one that PostgreSQL would cut."""
    if len(key.encode()) > _LONGEST_NAME:
        raise NotCompiled("a long alias")
    return f'"{key}"'


def literal(text: str) -> str:
    """A text of ours as SQL."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
