"""SQL of a connection: a page of a list, its cursors and its count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kinerja.graphql.compiled.selections import TYPENAME, NotCompiled, Selected, Selections
from kinerja.graphql.compiled.sql import as_list, literal, quoted
from kinerja.graphql.compiled.writing import Writer
from kinerja.graphql.filtering import Condition
from kinerja.graphql.paging import Ordering, Page, cursor_in, keyset, order_by
from kinerja.graphql.statements import told
from kinerja.identity.visible_rows import on


@dataclass(frozen=True)
class Paged:
    """A page of a list: its rows, conditions, order and page."""

    cls: type[Any]
    conditions: Sequence[Condition]
    ordering: Ordering
    asked: Page

    @property
    def shape(self) -> tuple[Any, ...]:
        """All that decides how its SQL reads: what has the same shape differs in parameters only."""
        texts = tuple(text for text, _ in self.conditions)
        asked = self.asked
        return (
            self.cls,
            texts,
            self.ordering,
            asked.size,
            asked.backwards,
            asked.after is None,
            asked.before is None,
        )

    @property
    def keysets(self) -> tuple[Condition, Condition]:
        """That rows stand beyond and before the cursors. Fails BAD_USER_INPUT for a cursor of another list."""
        return (
            keyset(self.ordering, self.asked.after, beyond=True, name="after"),
            keyset(self.ordering, self.asked.before, beyond=False, name="before"),
        )

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Those of its conditions and cursors."""
        found: dict[str, Any] = {}
        for _, given in (*self.conditions, *self.keysets):
            found |= given
        return found

    def written(self, writer: Writer, selected: Selected, selections: Selections) -> str:
        """The connection as JSON."""
        return _Connection(writer, self).written(selected)


class _Connection:
    """One connection. Its rows are the common table ``page``, numbered, one more than asked for."""

    def __init__(self, writer: Writer, paged: Paged) -> None:
        self._writer = writer
        self._paged = paged

    def written(self, selected: Selected) -> str:
        """The connection as JSON."""
        of_page = [each.name for each in selected.of if each.name in ("nodes", "edges", "page_info")]
        direct = of_page == ["nodes"] and not self._paged.asked.backwards
        parts = ", ".join(f"{self._part(each, direct)} AS {quoted(each.key)}" for each in selected.of)
        whole = f"SELECT row_to_json(c) FROM (SELECT {parts}) c"
        return f"({whole})" if direct or not of_page else f"(WITH page AS MATERIALIZED ({self._page()}) {whole})"

    def _part(self, selected: Selected, direct: bool) -> str:
        match selected.name:
            case "nodes":
                return self._nodes(selected.of, direct)
            case "edges":
                return self._edges(selected)
            case "page_info":
                return self._page_info(selected)
            case "total_count":
                return f"(SELECT count(*)::int4 FROM {self._found(self._writer.alias(), self._paged.conditions)})"
            case name if name == TYPENAME:
                return f"{literal(selected.parent)}::text"
        raise NotCompiled(f"a connection's {selected.name}")

    def _page(self) -> str:
        row = self._writer.alias()
        rows = f"SELECT {row}.* FROM {self._cut(row, more=1)}"
        return f"SELECT *, row_number() OVER () AS nth FROM ({rows}) {row}"

    def _cut(self, row: str, *, more: int) -> str:
        """``rows WHERE … ORDER BY … LIMIT`` of the page, and some more."""
        asked, ordering = self._paged.asked, self._paged.ordering
        found = self._found(row, [*self._paged.conditions, *self._paged.keysets])
        order = on(row, order_by(ordering, backwards=asked.backwards))
        return f"{found} ORDER BY {order} LIMIT {asked.size + more}"

    def _found(self, row: str, conditions: Sequence[Condition]) -> str:
        rows = self._writer.rows(self._paged.cls, row)
        asked = told(self._paged.cls, conditions, self._writer.standings)
        return " AND ".join([rows, *(f"({on(row, condition)})" for condition, _ in asked)])

    def _nodes(self, of: Sequence[Selected], direct: bool) -> str:
        row = self._writer.alias()
        rows = self._cut(row, more=0) if direct else self._in_order(row)
        return as_list(f"SELECT {self._writer.fields(self._paged.cls, of, row)} FROM {rows}")

    def _in_order(self, row: str) -> str:
        asked = self._paged.asked
        direction = "DESC" if asked.backwards else "ASC"
        return f"page {row} WHERE {row}.nth <= {asked.size} ORDER BY {row}.nth {direction}"

    def _edges(self, selected: Selected) -> str:
        row = self._writer.alias()
        parts = ", ".join(f"{self._of_edge(each, row)} AS {quoted(each.key)}" for each in selected.of)
        return as_list(f"SELECT {parts} FROM {self._in_order(row)}")

    def _of_edge(self, selected: Selected, row: str) -> str:
        match selected.name:
            case "cursor":
                return on(row, cursor_in(self._paged.ordering))
            case "node":
                fields = self._writer.fields(self._paged.cls, selected.of, row)
                return f"(SELECT row_to_json(r) FROM (SELECT {fields}) r)"
            case name if name == TYPENAME:
                return f"{literal(selected.parent)}::text"
        raise NotCompiled(f"an edge's {selected.name}")

    def _page_info(self, selected: Selected) -> str:
        asked = self._paged.asked
        cursor = on("e", cursor_in(self._paged.ordering))
        parts = ", ".join(f"{_of_page_info(each, asked)} AS {quoted(each.key)}" for each in selected.of)
        cursors = (
            f"(SELECT {cursor} FROM page e WHERE e.nth = 1) AS first_cursor,"
            f" (SELECT {cursor} FROM page e WHERE e.nth <= {asked.size} ORDER BY e.nth DESC LIMIT 1) AS last_cursor"
        )
        return f"(SELECT row_to_json(i) FROM (SELECT {parts} FROM (SELECT {cursors}) n) i)"


def _of_page_info(selected: Selected, asked: Page) -> str:
    match selected.name:
        case "has_next_page":
            return _truth(asked.before is not None) if asked.backwards else _more(asked)
        case "has_previous_page":
            return _more(asked) if asked.backwards else _truth(asked.after is not None)
        case "start_cursor":
            return "last_cursor" if asked.backwards else "first_cursor"
        case "end_cursor":
            return "first_cursor" if asked.backwards else "last_cursor"
        case name if name == TYPENAME:
            return f"{literal(selected.parent)}::text"
    raise NotCompiled(f"pageInfo's {selected.name}")


def _more(asked: Page) -> str:
    """Whether there was one more row than asked for."""
    return f"(SELECT count(*) FROM page) > {asked.size}"


def _truth(value: bool) -> str:
    return "true" if value else "false"
