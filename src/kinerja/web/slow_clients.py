"""Clients that do not take what they asked for are let go: nothing piles up for them."""

import asyncio
import contextlib
import socket
from asyncio.trsock import TransportSocket

from starlette.types import Message, Receive, Scope, Send

TOO_SLOW = 1013
"""Close code for them: they come back later and resume by position."""
SEND_S = 10.0
"""How long one message may take to be sent."""
_UNACKNOWLEDGED_MS = 30_000

_DISCONNECTED: dict[str, Message] = {
    "http": {"type": "http.disconnect"},
    "websocket": {"type": "websocket.disconnect", "code": TOO_SLOW},
}


def must_take(door: socket.socket | TransportSocket) -> None:
    """Connections that come in by it end when what was sent is not taken for half a minute, whatever was asked."""
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS)


class InTime:
    """A connection whose client is gone, to the application, once a message could not be sent in time."""

    send_s = SEND_S

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._kind = scope["type"]
        self._receive = receive
        self._send = send
        self._gone = asyncio.Event()

    async def send(self, message: Message) -> None:
        """Send; what cannot be sent waits for the end of its task, which ``receive`` brings about."""
        if not self._gone.is_set():
            try:
                async with asyncio.timeout(self.send_s):
                    await self._send(message)
                    return
            except TimeoutError:
                self._gone.set()
        await asyncio.Event().wait()

    async def receive(self) -> Message:
        """The client's next message, or that it is gone."""
        next_message = asyncio.ensure_future(self._receive())
        gone = asyncio.ensure_future(self._gone.wait())
        try:
            await asyncio.wait({next_message, gone}, return_when=asyncio.FIRST_COMPLETED)
            return next_message.result() if next_message.done() else _DISCONNECTED[self._kind]
        finally:
            next_message.cancel()
            gone.cancel()

    async def end(self) -> None:
        """Tell a client that was let go why, should it still come to read it. Everything it asked for has ended."""
        if self._gone.is_set() and self._kind == "websocket":
            with contextlib.suppress(OSError):
                async with asyncio.timeout(_UNACKNOWLEDGED_MS / 1000):
                    await self._send({"type": "websocket.close", "code": TOO_SLOW, "reason": "too slow"})
