"""``kinerja serve`` as Strawberry answers when nothing is kept and nothing is loaded together.

Every document is parsed and validated again, and every object is fetched by a statement of its own; the rest, the
rights among it, is as ever.
"""

from typing import Any

from kinerja.cli import main
from kinerja.graphql.context import Context
from kinerja.graphql.endpoint import Answered, Asked, Endpoint
from kinerja.graphql.reads import Reads


class _OneByOne:
    """A loader that loads what it is asked for, at once."""

    def __init__(self, load: Any) -> None:
        self._load = load

    async def load(self, key: Any) -> Any:
        """One key."""
        (found,) = await self._load([key])
        return found


def forget_everything() -> None:
    """Take the caches and loaders away from this process."""
    answer = Endpoint.answer

    async def answer_anew(self: Endpoint, asked: Asked, context: Context) -> Answered:
        self._schema.documents._known.clear()
        return await answer(self, asked, context)

    def loader(self: Reads, name: Any, load: Any) -> Any:  # noqa: ARG001 - the signature of what it stands for
        return _OneByOne(load)

    Endpoint.answer = answer_anew  # type: ignore[method-assign]  # the peer is the service without its caches
    Reads._loader = loader  # type: ignore[method-assign]  # and without its loaders


if __name__ == "__main__":
    forget_everything()
    main()
