"""Contracts of the surface: everything is described, every field has its cell, what may be hidden is nullable."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    specified_scalar_types,
)
from strawberry.types.base import StrawberryOptional, get_object_definition

from kinerja.application.command_rules import COMMAND_RULES
from kinerja.application.inputs import camel
from kinerja.domain.catalogue import fact_types
from kinerja.domain.rulebook import CHAPTERS
from kinerja.domain.rulebook import commands as for_every_command
from kinerja.domain.vocabulary import Role
from kinerja.graphql.declarations import (
    EmbeddedRead,
    LongDocumentRead,
    ManyRead,
    TextRead,
    columns_of,
    declaration_of,
    table_of,
)
from kinerja.graphql.failures import FAILURES, RequestFailed
from kinerja.graphql.file_failures import FILE_FAILURES
from kinerja.graphql.filtering import Asking, Condition
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.labels import TERM_LABELS
from kinerja.graphql.listing import ListRead
from kinerja.graphql.node import node_types
from kinerja.graphql.schema import CAPABILITIES, build_schema, schema_text
from kinerja.graphql.statements import column_seen_when, told
from kinerja.graphql.views.view import View
from kinerja.identity.command_rights import COMMAND_RIGHTS
from kinerja.identity.read_rights import READ_RIGHTS
from kinerja.identity.relations import Standing
from kinerja.identity.viewer import Viewer
from kinerja.projections import store
from kinerja.projections.store import tables
from tests.laws.everything import selected

SCHEMA = build_schema()._schema
COLUMN = re.compile(r"\bt\.(\w+)")
SYSTEM_COMMANDS = {
    "foundAgency", "reportBatchItems", "refuseBatchItem", "finishBatch", "passDeadline", "passCollection",
    "releaseAnswers",
}  # fmt: skip


def readable_types() -> dict[str, type[Any]]:
    """Every type that is read from a table."""
    found = {}
    for module in CAPABILITIES:
        for value in vars(module).values():
            if isinstance(value, type) and hasattr(value, "__declaration__") and declaration_of(value).table:
                found[value.__name__] = value
    return found


def elements() -> Iterator[tuple[str, str | None]]:
    """Every type, field, argument and enum value with its description."""
    for name, kind in SCHEMA.type_map.items():
        if not name.startswith("__") and name not in specified_scalar_types:
            yield name, kind.description
            yield from _parts(name, kind)


def _parts(name: str, kind: Any) -> Iterator[tuple[str, str | None]]:
    if isinstance(kind, GraphQLEnumType):
        yield from ((f"{name}.{value_name}", value.description) for value_name, value in kind.values.items())
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        for field_name, field in kind.fields.items():
            yield f"{name}.{field_name}", field.description
            for argument_name, argument in getattr(field, "args", {}).items():
                yield f"{name}.{field_name}({argument_name})", argument.description


def test_every_type_field_argument_and_enum_value_is_described() -> None:
    silent = [name for name, description in elements() if not (description or "").strip()]
    assert silent == []
    assert len(list(elements())) > 700


def test_every_readable_type_and_each_of_its_fields_has_its_cells() -> None:
    missing = []
    for name, cls in readable_types().items():
        rights = READ_RIGHTS[name]
        missing += [f"{name}.{field}" for field in declaration_of(cls).reads if not rights.fields.get(field)]
    assert missing == []


def test_no_cell_is_left_over() -> None:
    known = readable_types()
    assert set(READ_RIGHTS) == set(known)
    for name, rights in READ_RIGHTS.items():
        fields = {made.python_name for made in known[name].__strawberry_definition__.fields}
        assert set(rights.fields) <= fields, name


def test_a_field_that_some_who_see_the_row_do_not_see_is_nullable() -> None:
    for name, cls in readable_types().items():
        rights = READ_RIGHTS[name]
        kind = SCHEMA.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        for field, read in declaration_of(cls).reads.items():
            cells = rights.fields[field]
            hidden = set(rights.rows) - set(cells) or any(moment != "true" for moment in cells.values())
            if hidden and not isinstance(read, EmbeddedRead):
                assert not isinstance(kind.fields[camel(field)].type, GraphQLNonNull), f"{name}.{field}"


EVERY_EMPLOYEE = Viewer("TST", uuid4(), date(2025, 5, 5)).standings
VIEWERS = (
    frozenset({Standing.PUBLIC}),
    EVERY_EMPLOYEE,
    EVERY_EMPLOYEE | {Standing.APPRAISER},
    EVERY_EMPLOYEE | {Standing.APPRAISER, Standing.REVIEWER},
    *(EVERY_EMPLOYEE | {Standing[role.name]} for role in Role),
)
"""The standings that somebody who asks may have together, but for who has several roles."""


def lists() -> Iterator[tuple[str, ListRead]]:
    """Every list of the schema."""
    query: Any = build_schema().schema_converter.type_map["Query"].definition
    for field in query.fields:
        read = field.metadata.get("read")
        if isinstance(read, ListRead):
            yield field.python_name, read


@pytest.mark.parametrize("standings", VIEWERS, ids=lambda each: "+".join(sorted(each - EVERY_EMPLOYEE)) or "employee")
def test_a_filter_tells_nothing_that_the_rows_do_not_show(standings: frozenset[Standing]) -> None:
    """Whatever a filter asks about is asked of those rows alone of which this viewer sees it."""
    asked_about = 0
    for name, read in lists():
        for condition in asked_in(read):
            ((composed, _),) = told(read.cls, [condition], standings)
            for column in set(COLUMN.findall(condition[0])):
                gate = column_seen_when(read.cls, column, standings)
                assert gate == "true" or f"({gate})" in composed, f"{name}: {column}"
                asked_about += 1
    assert asked_about > 100


def test_an_order_tells_nothing_that_the_rows_do_not_show() -> None:
    for name, read in lists():
        for column in read.ordering.columns:
            gates = {column_seen_when(read.cls, column, standings) for standings in VIEWERS}
            assert gates == {"true"}, f"{name} by {column}"


def asked_in(read: ListRead) -> Iterator[Condition]:
    """The condition of every field of a filter, for some value."""
    definition = get_object_definition(read.where) if read.where is not None else None
    for field in definition.fields if definition else ():
        for value in values_of(field):
            found = field.metadata["leaving"](field.python_name, value, Asking("TST", past=False))
            yield found


def values_of(field: Any) -> Iterator[Any]:
    """Global ids of every kind for an id, both for a flag, and for others anything: values are but parameters."""
    kind = field.type.of_type if isinstance(field.type, StrawberryOptional) else field.type
    if kind is bool:
        yield from (True, False)
    elif kind is strawberry.ID:
        yield str(GlobalId(kind_of_id(field), "TST", uuid4()))
    else:
        yield "x"


def kind_of_id(field: Any) -> str:
    """The kind of object that a filter takes the id of: the one that it does not refuse."""
    for kind in (*node_types(), "Target"):
        try:
            field.metadata["leaving"](field.python_name, str(GlobalId(kind, "TST", uuid4())), Asking("TST", False))
        except RequestFailed:
            continue
        return kind
    raise AssertionError(field.python_name)


def test_a_non_null_field_is_a_not_null_column() -> None:
    for name, cls in readable_types().items():
        declared, kind = declaration_of(cls), SCHEMA.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        columns = {column.name: column for column in table_of(cls).all_columns}
        for field, read in declared.reads.items():
            non_null = isinstance(kind.fields[camel(field)].type, GraphQLNonNull)
            if non_null:
                assert not any(columns[column].nullable for column in columns_of(read)), f"{name}.{field}"
            if isinstance(read, TextRead):
                assert columns[read.column].text_id, f"{name}.{field}"
                assert not non_null, f"{name}.{field} can be erased"


def test_no_text_about_a_person_is_read_as_a_plain_column() -> None:
    for name, cls in readable_types().items():
        declared = declaration_of(cls)
        sealed = {column.name for column in table_of(cls).all_columns if column.text_id}
        others = (read for read in declared.reads.values() if not isinstance(read, TextRead))
        plain = {column for read in others for column in columns_of(read)}
        assert not sealed & plain, name


def test_every_command_has_its_row_and_its_mutation() -> None:
    mutation = SCHEMA.mutation_type
    assert mutation is not None
    assert set(mutation.fields) == set(COMMAND_RIGHTS) - SYSTEM_COMMANDS
    assert all(COMMAND_RIGHTS.values())


def test_every_payload_is_nullable_and_every_input_has_a_command_id() -> None:
    mutation = SCHEMA.mutation_type
    assert mutation is not None
    for name, field in mutation.fields.items():
        assert not isinstance(field.type, GraphQLNonNull), name
        given = field.args["input"].type
        assert isinstance(given, GraphQLNonNull)
        assert isinstance(given.of_type, GraphQLInputObjectType)
        assert "commandId" in given.of_type.fields, name


def test_every_field_that_may_be_null_says_when_it_is() -> None:
    silent = [
        f"{name}.{field}"
        for name, kind in SCHEMA.type_map.items()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__")
        for field, declared in kind.fields.items()
        if not isinstance(declared.type, GraphQLNonNull) and "null" not in (declared.description or "").lower()
        if kind is not SCHEMA.mutation_type  # a payload is null when the command failed; the errors say why
    ]
    assert silent == []


def test_no_field_that_is_always_there_speaks_of_null() -> None:
    """But for lists, whose items may be null."""
    wrong = [
        f"{name}.{field}"
        for name, kind in SCHEMA.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__") and name != "Query"
        for field, declared in kind.fields.items()
        if isinstance(declared.type, GraphQLNonNull) and "null" in (declared.description or "").lower()
    ]
    assert wrong == []


def test_the_laws_ask_for_every_field_of_every_type_that_is_read() -> None:
    """They walk the schema: what is added is held to them without a line in them."""
    asked = selected()
    missing = [
        f"{name}.{camel(field)}"
        for name, cls in readable_types().items()
        for field in declaration_of(cls).reads
        if f"{name}.{camel(field)}" not in asked
    ]
    assert set(missing) == {
        "Acknowledgement.dissemination",  # lead back to where they are asked from
        "AppraisingOfficer.assignment",
        "CollectedGroup.collection",
        "ReleasedComment.collection",
        "BatchItem.refusals",  # of an interface
        "BatchRefusal.refusals",
        "Measurement.cases",  # too dear below all reports; `countedCases` asks for the rows
    }


def test_an_object_made_of_columns_of_a_row_names_none_as_the_row_names_another() -> None:
    """Both hold what they read under the names of their fields."""
    for cls in readable_types().values():
        of_row = declaration_of(cls).reads
        for field in get_object_definition(cls, strict=True).fields:
            if not isinstance(of_row.get(field.python_name), EmbeddedRead):
                continue
            kind: Any = SCHEMA.type_map[cls.__name__]
            shown = get_named_type(kind.fields[camel(field.python_name)].type)
            inner = declaration_of(readable_types()[shown.name]).reads
            assert {name for name in inner.keys() & of_row.keys() if inner[name] != of_row[name]} == set()


def test_every_command_says_who_may_give_it_and_what_refuses_it() -> None:
    assert SCHEMA.mutation_type is not None
    assert set(COMMAND_RULES) == set(COMMAND_RIGHTS)
    for name, field in SCHEMA.mutation_type.fields.items():
        said = field.description or ""
        assert "Given by " in said, name
        assert all(rule.id in said for rule in COMMAND_RULES[name]), name


def test_every_rule_of_the_domain_refuses_some_command() -> None:
    refusing = {rule.id for rules in COMMAND_RULES.values() for rule in rules}
    every_command = {rule.id for rule in for_every_command.RULES}
    assert {rule.id for chapter in CHAPTERS for rule in chapter.RULES} - every_command == refusing


def test_an_id_names_one_rule_whether_it_refuses_a_command_or_fails_a_request() -> None:
    ids = [rule.id for chapter in CHAPTERS for rule in chapter.RULES]
    ids += [failure.rule for failure in (*FAILURES, *FILE_FAILURES)]
    assert sorted(set(ids)) == sorted(ids)


def test_no_float_and_no_built_in_scalar_for_scores_money_and_time() -> None:
    names = {name for name, kind in SCHEMA.type_map.items() if isinstance(kind, GraphQLScalarType)}
    assert names == {"ID", "String", "Int", "Boolean", "Date", "DateTime", "Decimal", "LogPosition", "UUID"}


def test_every_fact_is_handled_once_or_not_shown_on_purpose() -> None:
    handled = set(store.handlers())
    not_shown = {fact.__name__ for fact in store.not_shown()}
    assert handled | not_shown == set(fact_types())
    assert not handled & not_shown


def test_every_capability_module_of_the_read_models_is_wired() -> None:
    import importlib
    import pkgutil

    from kinerja import projections

    found = [
        importlib.import_module(f"kinerja.projections.{each.name}")
        for each in pkgutil.iter_modules(projections.__path__)
    ]
    assert {module for module in found if hasattr(module, "ON")} == set(store.CAPABILITIES)


def test_every_index_and_key_begins_with_the_agency() -> None:
    from kinerja.projections.ddl import generation_sql

    text = generation_sql("read", tables())
    for line in text.splitlines():
        if line.startswith("CREATE INDEX") or "PRIMARY KEY (" in line:
            assert "(agency" in line, line


def test_every_list_is_ordered_by_an_index() -> None:
    """The columns of each order are those of a declared index or of the key, so that pages are found by it.

    A view is read by the beginning of its key, for which its tables have indexes.
    """
    orders = {
        module.__name__: [value for value in vars(module).values() if type(value).__name__ == "Ordering"]
        for module in CAPABILITIES
    }
    views = [table_of(cls) for cls in readable_types().values() if isinstance(table_of(cls), View)]
    known = [column for table in (*tables(), *views) for column in (*table.indexes, tuple(c.name for c in table.key))]
    for module, found in orders.items():
        for ordering in found:
            ends = [index for index in known if ordering.columns == index[-len(ordering.columns) :]]
            starts = [index for index in known if index == ordering.columns[: len(index)]]
            assert ends or starts, f"{module}: {ordering.columns}"


def test_every_label_of_a_term_is_said_in_both_languages() -> None:
    import inspect
    import re

    from kinerja.domain.rules import evaluator

    used = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', inspect.getsource(evaluator)))
    said = {label for label in used if label in TERM_LABELS}
    assert said == set(TERM_LABELS)
    assert all(labels.keys() == {"id", "en"} for labels in TERM_LABELS.values())


@pytest.mark.parametrize("name", sorted(node_types()))
def test_every_node_implements_the_interface(name: str) -> None:
    kind = SCHEMA.type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    assert "Node" in {interface.name for interface in kind.interfaces}


def test_the_committed_schema_is_the_served_one() -> None:
    from pathlib import Path

    committed = Path(__file__).parents[2] / "schema.graphql"
    assert committed.read_text(encoding="utf-8") == schema_text()


def test_long_documents_are_looked_up_by_the_key_of_a_table_that_never_changes() -> None:
    found = [read for cls in readable_types().values() for read in declaration_of(cls).reads.values()]
    documents = [read for read in found if isinstance(read, LongDocumentRead)]
    assert documents
    for read in documents:
        assert read.table.append_only
        assert len(read.table.key) == 1
        assert read.document in read.table.column_names


def test_many_reads_match_and_order_by_columns_of_their_table() -> None:
    known = readable_types()
    for name, cls in known.items():
        kind = SCHEMA.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        for field, read in declaration_of(cls).reads.items():
            if isinstance(read, ManyRead):
                from graphql import get_named_type

                target = table_of(known[get_named_type(kind.fields[camel(field)].type).name])
                assert {*read.by, *read.order} <= target.column_names, f"{name}.{field}"
                assert set(read.key) <= table_of(cls).column_names, f"{name}.{field}"
                leading = [index[: len(read.by)] for index in target.indexes]
                leading.append(tuple(column.name for column in target.key[: len(read.by)]))
                assert read.by in leading, f"{name}.{field} is read without an index"
