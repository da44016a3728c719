"""SQL of the root fields: connections, single objects by their id, and who is asking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import GraphQLObjectType

from kinerja.graphql.compiled.connections import Paged
from kinerja.graphql.compiled.selections import Selected, Selections
from kinerja.graphql.compiled.sql import literal
from kinerja.graphql.compiled.writing import Writer
from kinerja.graphql.declarations import key_of, table_of

_NOTHING = UUID(int=0)


@dataclass(frozen=True)
class Single:
    """The object with an id; of a type that only the id says, where the field gives an interface."""

    cls: type[Any]
    kind: GraphQLObjectType
    id: UUID

    @property
    def shape(self) -> tuple[Any, ...]:
        """Its type."""
        return (self.cls,)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Its id."""
        return {"id": self.id}

    def written(self, writer: Writer, selected: Selected, selections: Selections) -> str:
        """The object as JSON; null when there is none for the viewer."""
        row, of = writer.alias(), selections.of_type(selected, self.kind)
        found = f"{writer.rows(self.cls, row)} AND {row}.{key_of(table_of(self.cls))} = %(id)s"
        return f"(SELECT row_to_json(r) FROM (SELECT {writer.fields(self.cls, of, row)} FROM {found}) r)"


@dataclass(frozen=True)
class Only:
    """The one object of a type that an agency has."""

    cls: type[Any]

    @property
    def shape(self) -> tuple[Any, ...]:
        """Its type."""
        return (self.cls,)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def written(self, writer: Writer, selected: Selected, selections: Selections) -> str:
        """The object as JSON."""
        row = writer.alias()
        fields = writer.fields(self.cls, selected.of, row)
        return f"(SELECT row_to_json(r) FROM (SELECT {fields} FROM {writer.rows(self.cls, row)} LIMIT 1) r)"


@dataclass(frozen=True)
class Several:
    """The objects with some ids, in their order; None for an id of nothing."""

    of: tuple[Single | None, ...]

    @property
    def shape(self) -> tuple[Any, ...]:
        """Their types: however many ids there are, the SQL has one part for each type."""
        return tuple(self._types)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Their ids, and the name of the type of each; an empty one of nothing."""
        return {
            "ids": [_NOTHING if each is None else each.id for each in self.of],
            "kinds": ["" if each is None else each.kind.name for each in self.of],
        }

    @property
    def _types(self) -> dict[str, Single]:
        """One of each type, by its name."""
        found = {each.kind.name: each for each in self.of if each is not None}
        return {name: found[name] for name in sorted(found)}

    def written(self, writer: Writer, selected: Selected, selections: Selections) -> str:
        """The list as JSON, with null for what is not there or not for the viewer."""
        found = " ".join(
            f"WHEN {literal(name)} THEN {one.written(writer, selected, selections).replace('%(id)s', 'wanted.id')}"
            for name, one in self._types.items()
        )
        wanted = "unnest(%(ids)s::uuid[], %(kinds)s::text[]) WITH ORDINALITY AS wanted(id, kind, place)"
        each = f"CASE wanted.kind WHEN '' THEN NULL::json {found} END"
        return f"array_to_json(ARRAY(SELECT {each} FROM {wanted} ORDER BY wanted.place))"


@dataclass(frozen=True)
class Asker:
    """Who is asking."""

    cls: type[Any]

    @property
    def shape(self) -> tuple[Any, ...]:
        """Its type."""
        return (self.cls,)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """None of its own."""
        return {}

    def written(self, writer: Writer, selected: Selected, selections: Selections) -> str:
        """The viewer as JSON; null for nobody."""
        fields = writer.fields(self.cls, selected.of, "k")
        return f"(SELECT row_to_json(r) FROM (SELECT {fields} WHERE %(viewer)s::uuid IS NOT NULL) r)"


@dataclass(frozen=True)
class TypeName:
    """The name of the query type."""

    @property
    def shape(self) -> tuple[Any, ...]:
        """Always the same."""
        return ()

    @property
    def parameters(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def written(self, writer: Writer, selected: Selected, selections: Selections) -> str:
        """The name."""
        return f"{literal(selected.parent)}::text"


Root = Paged | Single | Several | Only | Asker | TypeName
