"""What schemathesis writes for our own scalars and for pages: values that there are, and some that there are not."""

from dataclasses import replace
from datetime import UTC
from typing import Any

import schemathesis
from graphql import ArgumentNode, DocumentNode, FieldNode, IntValueNode, NameNode, Visitor, print_ast, visit
from hypothesis import strategies as st
from schemathesis.graphql import nodes

_TEXT = st.text(max_size=12)


def _scalar(name: str, good: st.SearchStrategy[str]) -> None:
    schemathesis.graphql.scalar(name, (good | good | _TEXT).map(nodes.String))


_scalar("Date", st.dates().map(str))
_scalar("DateTime", st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat()))
_scalar("Decimal", st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str))
_scalar("LogPosition", st.integers(min_value=-1, max_value=2**70).map(str))
_scalar("UUID", st.uuids().map(str))


_OF_PAGES = {"nodes", "edges", "pageInfo", "totalCount"}


class _APage(Visitor):
    """Asks for a page that there is, now and as it stands: what is random seldom is."""

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode:
        below = node.selection_set.selections if node.selection_set else ()
        if any(isinstance(each, FieldNode) and each.name.value in _OF_PAGES for each in below):
            others = [each for each in node.arguments or () if each.name.value == "where"]
            first = ArgumentNode(name=NameNode(value="first"), value=IntValueNode(value="5"))
            return replace(node, arguments=(*others, first))
        return node


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: DocumentNode) -> Any:
    """Two of three documents stay as they are."""
    if len(print_ast(body)) % 3 == 0:
        return visit(body, _APage())
    return body
