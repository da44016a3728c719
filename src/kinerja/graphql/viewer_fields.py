"""The fields that are about who is asking, and not about a row."""

from collections.abc import Callable
from typing import Any

from kinerja.graphql.context import Info
from kinerja.graphql.declarations import RolesRead, ViewerEdgeRead, ViewerRead
from kinerja.graphql.declaring import field, type_of
from kinerja.identity.viewer import Viewer


def of_viewer(sql: str, described: Callable[[Viewer], Any], description: str) -> Any:
    """A field about who is asking: as SQL over the viewer's parameters, as ``described`` makes it of the viewer."""
    return field(description, lambda _: ViewerRead(sql), _about_viewer(described))


def roles_of_viewer(described: Callable[[Viewer], Any], description: str) -> Any:
    """The roles of who is asking."""
    return field(description, lambda _: RolesRead(), _about_viewer(described))


def viewer_edge(description: str) -> Any:
    """The object whose key is the id of who is asking; null when there is none."""

    async def resolve(info: Info) -> Any:
        return await info.context.reads.one(type_of(info), info.context.reads.viewer.subject)

    return field(description, lambda _: ViewerEdgeRead(), resolve)


def _about_viewer(described: Callable[[Viewer], Any]) -> Any:
    def resolve(info: Info) -> Any:
        return described(info.context.reads.viewer)

    return resolve
