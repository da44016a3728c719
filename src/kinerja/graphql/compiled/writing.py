"""SQL of what is selected: every object as JSON made by PostgreSQL, every row under the viewer's rights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graphql import is_enum_type, is_list_type, is_non_null_type

from kinerja.domain.vocabulary import Role
from kinerja.graphql.compiled.selections import TYPENAME, NotCompiled, Selected, class_of
from kinerja.graphql.compiled.sql import as_list, literal, quoted
from kinerja.graphql.declarations import (
    ColumnRead,
    CountRead,
    EdgeRead,
    EmbeddedRead,
    FirstRead,
    GlobalIdRead,
    ItemRead,
    ItemsRead,
    LabelRead,
    LinkedRead,
    ManyRead,
    Read,
    RolesRead,
    TextRead,
    ViewerEdgeRead,
    ViewerRead,
    columns_of,
    declaration_of,
    key_of,
    table_of,
)
from kinerja.graphql.language import Language
from kinerja.graphql.reads import MOST_OF_MANY
from kinerja.graphql.scalars import SHOWN_IN_SQL
from kinerja.graphql.statements import Known, relation, seen_when, text_in, visible
from kinerja.identity.relations import Standing
from kinerja.identity.visible_rows import ALWAYS, on

_UNGATED = (EmbeddedRead, ItemRead, ViewerRead, RolesRead, ViewerEdgeRead)
"""What has rights of its own inside, or is of a row that was seen already, or of the one who asks."""


@dataclass
class Writer:
    """Writes the SQL of one statement: for whom, now or as of a past position, in which language.

    ``whole``: the whole agency is mandated to the viewer.
    """

    standings: frozenset[Standing]
    past: bool
    language: Language
    whole: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def alias(self) -> str:
        """A name for a row that no other row of the statement has; no predicate of the rights uses such a one."""
        return f"row{next(self._numbers)}"

    def known(self, parent: type[Any] | None = None, key: str | None = None) -> Known:
        """What need not be asked of a row, in a list of what belongs to a parent that is seen or in none.

        Rights are of now: of what belonged to a row of the past, only the statement can say.
        """
        if parent is None or self.past:
            return Known(self.whole)
        return Known(self.whole, declaration_of(parent).type_name, key)

    def rows(self, cls: type[Any], alias: str, known: Known | None = None) -> str:
        """``rows WHERE`` what the viewer may see of a type."""
        rows = relation(table_of(cls), past=self.past, alias=alias)
        return f"{rows} WHERE {on(alias, visible(cls, self.standings, known or self.known()))}"

    def fields(self, cls: type[Any], selected: Sequence[Selected], alias: str, known: Known | None = None) -> str:
        """The fields that are selected of a row, each under its key of the answer."""
        of_row = known or self.known()
        return ", ".join(f"{self._field(cls, each, alias, of_row)} AS {quoted(each.key)}" for each in selected)

    def _field(self, cls: type[Any], selected: Selected, alias: str, known: Known) -> str:
        if selected.name == TYPENAME:
            return f"{literal(selected.parent)}::text"
        read = declaration_of(cls).reads.get(selected.name)
        if read is None:
            raise NotCompiled(f"{cls.__name__}.{selected.name}")
        written = self._written(cls, read, selected, alias)
        moment = ALWAYS if isinstance(read, _UNGATED) else seen_when(cls, selected.name, self.standings, known)
        if moment == ALWAYS:
            return written
        if selected.non_null:
            raise NotCompiled(f"{cls.__name__}.{selected.name} is not always there")
        return f"CASE WHEN {on(alias, moment)} THEN {written} END"

    def _written(self, cls: type[Any], read: Read, selected: Selected, alias: str) -> str:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of read
        match read:
            case ColumnRead(name):
                return self._column(cls, name, selected, alias)
            case TextRead(name):
                return on(alias, text_in(name))
            case GlobalIdRead():
                return _global_id(cls, read, alias)
            case LabelRead(name, labels):
                cases = " ".join(
                    f"WHEN {literal(code)} THEN {literal(said[self.language])}" for code, said in labels().items()
                )
                return f"CASE {alias}.{name} {cases} END"
            case EdgeRead(name):
                return self._edge(selected, f"{alias}.{name}", alias)
            case ManyRead(by, key, order, condition):
                belongs = f"{_equal(by, key, alias)} AND {condition}"
                return self._many(selected, belongs, _columns(order), self._below(cls, by, key))
            case CountRead(of_cls, ManyRead(by, key, _, condition)):
                return self._count(of_cls(), f"{_equal(by, key, alias)} AND {condition}", self._below(cls, by, key))
            case FirstRead(by, key, order, condition):
                return self._first(selected, f"{_equal(by, key, alias)} AND {condition}", order)
            case LinkedRead():
                return self._linked(selected, read, alias)
            case EmbeddedRead():
                fields = self.fields(class_of(selected.type), selected.of, alias)
                return f"(SELECT row_to_json(r) FROM (SELECT {fields}) r)"
            case ItemsRead(name):
                return self._items(selected, f"{alias}.{name}")
            case ItemRead():
                return _item(read, alias)
            case ViewerRead(sql):
                return sql
            case RolesRead():
                return f"array_to_json(ARRAY[{self._roles()}]::text[])"
            case ViewerEdgeRead():
                return self._edge(selected, "%(viewer)s", alias)
            case _:
                raise NotCompiled(f"{cls.__name__}.{selected.name}")

    def _roles(self) -> str:
        return ", ".join(literal(name) for name in sorted(Role.__members__) if name in self.standings)

    def _column(self, cls: type[Any], name: str, selected: Selected, alias: str) -> str:
        column = next(each for each in table_of(cls).all_columns if each.name == name)
        if selected.non_null and column.nullable:
            raise NotCompiled(f"{cls.__name__}.{selected.name} can be null")
        return shown(f"{alias}.{name}", selected)

    def _edge(self, selected: Selected, key: str, alias: str) -> str:
        cls, row = class_of(selected.type), self.alias()
        fields = self.fields(cls, selected.of, row)
        found = f"{self.rows(cls, row)} AND {row}.{key_of(table_of(cls))} = {key}"
        one = f"(SELECT row_to_json(r) FROM (SELECT {fields} FROM {found}) r)"
        # Where it must be there and is not, the statement fails, and the ordinary resolvers say how.
        return f"coalesce({one}, ('absent ' || {alias}.agency)::json)" if selected.non_null else one

    def _below(self, cls: type[Any], by: Sequence[str], key: Sequence[str]) -> Known:
        """What is known of the rows whose columns ``by`` hold the ``key`` of a row."""
        return self.known(cls, by[0]) if tuple(key) == (key_of(table_of(cls)),) else self.known()

    def _many(self, selected: Selected, condition: str, order: str, known: Known) -> str:
        """``condition`` and ``order`` are of the row ``t`` of the list."""
        cls, row = class_of(selected.type), self.alias()
        fields = self.fields(cls, selected.of, row, known)
        found = (
            f"{self.rows(cls, row, known)} AND {on(row, condition)} ORDER BY {on(row, order)} LIMIT {MOST_OF_MANY}"
        )
        return as_list(f"SELECT {fields} FROM {found}")

    def _count(self, cls: type[Any], condition: str, known: Known) -> str:
        row = self.alias()
        return f"(SELECT count(*)::int4 FROM {self.rows(cls, row, known)} AND {on(row, condition)})"

    def _first(self, selected: Selected, condition: str, order: str) -> str:
        cls, row = class_of(selected.type), self.alias()
        fields = self.fields(cls, selected.of, row)
        found = f"{self.rows(cls, row)} AND {on(row, condition)} ORDER BY {on(row, order)} LIMIT 1"
        return f"(SELECT row_to_json(r) FROM (SELECT {fields} FROM {found}) r)"

    def _linked(self, selected: Selected, read: LinkedRead, alias: str) -> str:
        link = self.alias()
        links = relation(read.links, past=self.past, alias=link)
        condition = (
            f"EXISTS (SELECT FROM {links} WHERE {link}.agency = t.agency AND {link}.{read.other} = t.id"
            f" AND {link}.{read.own} = {alias}.id)"
        )
        return self._many(selected, condition, _columns(read.order), self.known())

    def _items(self, selected: Selected, column: str) -> str:
        row = self.alias()
        fields = self.fields(class_of(selected.type), selected.of, row)
        items = f"json_array_elements({column}) WITH ORDINALITY {row} (item, nth)"
        return as_list(f"SELECT {fields} FROM {items} ORDER BY {row}.nth")


def shown(expression: str, selected: Selected) -> str:
    """A column as its scalar shows it."""
    kind = selected.kind.of_type if is_non_null_type(selected.kind) else selected.kind
    form = SHOWN_IN_SQL.get(selected.type.name)
    if is_list_type(kind) or is_enum_type(selected.type):
        if form is not None:
            raise NotCompiled(f"a list of {selected.type.name}")
        return expression
    return form.format(expression) if form is not None else expression


def _columns(names: Sequence[str]) -> str:
    return ", ".join(f"t.{name}" for name in names)


def _equal(by: Sequence[str], key: Sequence[str], alias: str) -> str:
    return " AND ".join(f"t.{theirs} = {alias}.{ours}" for theirs, ours in zip(by, key, strict=True))


def _global_id(cls: type[Any], read: GlobalIdRead, alias: str) -> str:
    """As ``ids.GlobalId`` writes it."""
    name, *_ = columns_of(read)
    kind = literal(read.kind or declaration_of(cls).type_name)
    if read.kind_column is not None:
        kind = f"{alias}.{read.kind_column}"
    content = f"convert_to({kind} || ':' || {alias}.agency || ':', 'UTF8') || uuid_send({alias}.{name})"
    return f"translate(encode({content}, 'base64'), E'+/=\\n', '-_')"


def _item(read: ItemRead, alias: str) -> str:
    plain = f"{alias}.item ->> '{read.name}'"
    if read.text is None:
        return plain
    text = f"({alias}.item ->> '{read.text}')::uuid"
    content = f"(SELECT x.content FROM texts x WHERE x.agency = %(agency)s AND x.id = {text})"
    return f"CASE WHEN {alias}.item ->> '{read.text}' IS NULL THEN {plain} ELSE {content} END"
