"""The tables that hold the log of an agency, as the database has them: every one in ``log`` that names the agency."""

from collections.abc import Mapping
from typing import Any

import psycopg

_COLUMNS = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = to_regnamespace('log') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND a.attgenerated = ''
 GROUP BY c.relname HAVING 'agency' = ANY(array_agg(a.attname)) ORDER BY c.relname
"""
_KEY = """
SELECT array_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum))
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
 WHERE i.indisprimary AND i.indrelid = ('log.' || quote_ident(%s))::regclass
"""


def log_tables(connection: psycopg.Connection[Any]) -> Mapping[str, tuple[str, ...]]:
    """The columns of each table; empty where no log was made."""
    return {table: tuple(columns) for table, columns in connection.execute(_COLUMNS)}


def key_of(connection: psycopg.Connection[Any], table: str) -> tuple[str, ...]:
    """The columns of a table's primary key, in its order."""
    ((columns,),) = connection.execute(_KEY, [table]).fetchall()
    return tuple(columns)
