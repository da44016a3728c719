"""Whose agency, and who asks: from the address and the token of a request."""

import asyncio
import re
from functools import partial

from starlette.requests import HTTPConnection

from kinerja.application.inputs import CODE_FORM
from kinerja.graphql.context import Context
from kinerja.graphql.failures import OTHER_AGENCY, UNAUTHENTICATED, UNKNOWN_AGENCY, RequestFailed
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.language import Language
from kinerja.graphql.schema import schema_version
from kinerja.identity.tokens import Identity, InvalidToken, TokenVerifier, UnknownKey
from kinerja.web.feedback_limits import FeedbackDoor
from kinerja.web.proxies import Proxies
from kinerja.web.throttling import Throttle


class Identifying:
    """``/a/<code>/graphql`` is for everyone whose token fits, ``/graphql`` for the agency of the token."""

    def __init__(
        self, gateway: Gateway, verifier: TokenVerifier, throttle: Throttle, door: FeedbackDoor, proxies: Proxies
    ) -> None:
        self._gateway = gateway
        self._door = door
        self._proxies = proxies
        self._verifier = verifier
        self._throttle = throttle
        self._renewing: asyncio.Task[None] | None = None

    def unidentified(self, request: HTTPConnection, language: Language) -> Context:
        """The context of a request before it is known who asks: it has the agency of the address, if any."""
        context = Context(self._gateway, request.path_params.get("agency") or "", None, language, schema_version())
        context.client = context.address = self._proxies.address_of(request)
        return context

    async def identified(self, request: HTTPConnection, language: Language) -> Context:
        """The context of a request, once it is known who asks. Fails UNAUTHENTICATED or FORBIDDEN."""
        context = self.unidentified(request, language)
        try:
            await self.identify(context, request.headers.get("authorization"))
        finally:
            self._gateway.observer.of_agency(context.agency)
        return context

    async def identify(self, context: Context, authorization: str | None) -> None:
        """Say in a context who asks. Fails UNAUTHENTICATED or FORBIDDEN."""
        identity = await self._identity(authorization)
        if identity is not None:
            if context.agency not in ("", identity.agency):
                raise RequestFailed(OTHER_AGENCY)
            context.agency, context.subject, context.expires = identity.agency, identity.subject, identity.expires
            context.client = str(identity.subject)
        if not re.fullmatch(CODE_FORM, context.agency):
            raise RequestFailed(UNKNOWN_AGENCY)
        # What nobody in particular asks has a budget of its own: it cannot use up that of the agency's people.
        payer = context.agency if identity is not None else f"{context.agency} public"
        context.spend = partial(self._throttle.spend, payer, context.client)
        context.admit = partial(self._door.admits, context)

    async def _identity(self, authorization: str | None) -> Identity | None:
        if authorization is None:
            return None
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise RequestFailed(UNAUTHENTICATED)
        try:
            return await self._verified(token.strip())
        except InvalidToken:
            raise RequestFailed(UNAUTHENTICATED) from None

    async def _verified(self, token: str) -> Identity:
        """Whom it identifies; for a key that is not known, after the keys were fetched again."""
        try:
            return self._verifier.verify(token)
        except UnknownKey:
            await self._renewed()
            return self._verifier.verify(token)

    async def _renewed(self) -> None:
        """The keys fetched again: by one thread for however many tokens wait for it."""
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(asyncio.to_thread(self._verifier.keys.renew))
        await asyncio.shield(self._renewing)
