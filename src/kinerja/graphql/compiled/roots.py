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
        """Their types."""
        return tuple(None if each is None else each.cls for each in self.of)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Their ids."""
        return {f"id{number}": each.id for number, each in enumerate(self.of) if each is not None}

    def written(self, writer: Writer, selected: Selected, selections: Selections) -> str:
        """The list as JSON, with null for what is not there or not for the viewer."""
        each = (
            "NULL" if one is None else one.written(writer, selected, selections).replace("%(id)s", f"%(id{number})s")
            for number, one in enumerate(self.of)
        )
        return f"array_to_json(ARRAY[{', '.join(each)}]::json[])"


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
