"""The application that uvicorn serves, and how it starts and ends."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from kinerja.application.batch_thread import BatchThread
from kinerja.application.scheduling import SchedulerThread
from kinerja.clock import system_clock
from kinerja.files.keeping import keeping_of
from kinerja.graphql.compiled.answering import CompiledReads
from kinerja.graphql.compiled.lanes import Lanes
from kinerja.graphql.compiled.shared import SharedAnswers
from kinerja.graphql.compiled.viewers import Viewers
from kinerja.graphql.endpoint import Endpoint
from kinerja.graphql.gateway import Gateway, read_pool
from kinerja.graphql.schema import build_schema
from kinerja.graphql.visibility import Visibility
from kinerja.identity.keys import Keys, KeysUnavailable, keys_of_settings
from kinerja.identity.tokens import Expected, TokenIssuer, TokenVerifier
from kinerja.observing.scraped import LagCollector, Pool, PoolCollector
from kinerja.operating import OperatorError
from kinerja.projections.follower_thread import FollowerThread
from kinerja.service import Service
from kinerja.settings import Settings
from kinerja.web.asking import Trusted
from kinerja.web.evidence import EvidenceFiles
from kinerja.web.feedback_limits import FeedbackDoor, Often
from kinerja.web.feedback_page import FeedbackPage
from kinerja.web.health import Health
from kinerja.web.identifying import Identifying
from kinerja.web.proxies import Proxies
from kinerja.web.requests import RequestsObserved
from kinerja.web.stopping import Stopping
from kinerja.web.streams import Streams
from kinerja.web.sweeping import SweepThread
from kinerja.web.throttling import Throttle
from kinerja.web.view import GraphQLEndpoint

_STATIC = Path(str(resources.files("kinerja.web") / "static"))

_LOOK_AT_KEYS_S = 10
_PREFLIGHT_S = 7_200
_THREADS = 64
"""Commands that are decided or wait for their append at the same time; most of them wait."""


class Wake:
    """Tells the follower of this process that something was appended, once there is one."""

    def __init__(self) -> None:
        self.follower: FollowerThread | None = None

    def __call__(self, agency: str) -> None:  # noqa: ARG002 - whoever lags is found by looking
        if self.follower is not None:
            self.follower.wake()


def create_app(service: Service, settings: Settings, wake: Wake, stopping: Stopping | None = None) -> Starlette:
    """The application over a running service. ``stopping`` says when it is no longer ready."""
    ending = stopping or Stopping()
    visibility = Visibility()
    follower = FollowerThread(service.follower(reached=visibility.reached))
    wake.follower = follower
    batches = BatchThread(service.database.service, service.commands)
    scheduler = SchedulerThread(service.database.service, service.commands)
    pool = read_pool(service.database.service, settings.read_pool)
    _measure(service, {"log": service.logs.datastore.pool, "read": pool})
    gateway = Gateway(
        pool, service.commands, visibility, service.clock, service.observer, public_url=settings.public_address
    )
    verifier = TokenVerifier(_keys(settings), _expected(settings), service.clock)
    lanes = Lanes(service.database.service, settings.lanes)
    shared = SharedAnswers(settings.kept_answers * 1_000_000)
    reads = CompiledReads(gateway, Viewers(gateway, service.clock), lanes, shared)
    compiled = reads if settings.compiled_reads else None
    throttle = Throttle(settings.client_budget, settings.agency_budget, system_clock)
    proxies = Proxies(settings.trusted_proxies)
    often = Often(settings.feedback_per_token, settings.feedback_per_address, settings.feedback_per_service)
    door = FeedbackDoor(often, gateway.invitation, system_clock)
    identifying = Identifying(gateway, verifier, throttle, door, proxies)
    trusted = _trusted(settings)
    streams = Streams(gateway, identifying, trusted)
    endpoint = GraphQLEndpoint(Endpoint(build_schema(), compiled), gateway, identifying, trusted, streams)
    health = Health(pool, follower, scheduler, ending)
    keeping = keeping_of(settings, service.logs.keys, service.secrets)
    files = EvidenceFiles(gateway, identifying, keeping)
    feedback = FeedbackPage(gateway, door, proxies)
    sweeping = SweepThread(service.database.service, keeping.store)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "command"))
        await pool.open()
        lanes.open()
        follower.start()
        batches.start()
        scheduler.start()
        sweeping.start()
        renewing = asyncio.create_task(_keep_fresh(verifier.keys))
        try:
            yield
        finally:
            renewing.cancel()
            sweeping.stop()
            scheduler.stop()
            batches.stop()
            follower.stop()
            await gateway.moves.close()
            await lanes.close()
            await pool.close()

    return Starlette(
        lifespan=lifespan,
        middleware=[Middleware(RequestsObserved, observer=service.observer, stopping=ending), *_of_others(settings)],
        routes=[*files.routes(), *feedback.routes(), *_routes(endpoint, health)],
    )


def _of_others(settings: Settings) -> list[Middleware]:
    """Pages of other origins may ask if they were named. No cookies: who asks is said by the token alone."""
    origins = [each.strip() for each in settings.allowed_origins.split(",") if each.strip()]
    if not origins:
        return []
    asked = ["Accept-Language", "Authorization", "Content-Digest", "Content-Type", "If-None-Match", "X-Request-Id"]
    shown = ["Content-Disposition", "Content-Language", "ETag", "Retry-After", "X-Request-Id"]
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=asked,
            expose_headers=shown,
            max_age=_PREFLIGHT_S,
        )
    ]


def _measure(service: Service, pools: Mapping[str, Pool]) -> None:
    """What is looked up when somebody scrapes."""
    service.observer.metrics.registry.register(PoolCollector(pools))
    service.observer.metrics.registry.register(LagCollector(service.database.service, service.clock))


def _routes(endpoint: GraphQLEndpoint, health: Health) -> list[BaseRoute]:
    return [
        Route("/graphql", endpoint),
        WebSocketRoute("/graphql", endpoint),
        Route("/a/{agency}/graphql", endpoint),
        WebSocketRoute("/a/{agency}/graphql", endpoint),
        Route("/health/live", health.live),
        Route("/health/ready", health.ready),
        Route("/", lambda _: RedirectResponse("/graphiql")),
        Route("/graphiql", _graphiql),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


async def _graphiql(request: Request) -> Response:  # noqa: ARG001 - Starlette gives it
    """GraphiQL, with all of its files from this package."""
    page = (_STATIC / "graphiql.html").read_text(encoding="utf-8")
    policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy, "X-Frame-Options": "DENY"})


def _trusted(settings: Settings) -> Trusted:
    """The documents that clients may name by id. Raises OperatorError for a file that is none."""
    if settings.trusted_documents is None:
        return Trusted({}, settings.trusted_only)
    try:
        documents = msgspec.json.decode(settings.trusted_documents.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError) as error:
        raise OperatorError(f"KINERJA_TRUSTED_DOCUMENTS is no JSON object of texts by id: {error}") from None
    return Trusted(documents, settings.trusted_only)


async def _keep_fresh(keys: Keys) -> None:
    """Fetch the keys again before they are old, so that one that was withdrawn is refused."""
    while True:
        await asyncio.sleep(_LOOK_AT_KEYS_S)
        if keys.old:
            await asyncio.to_thread(keys.renew)


def _expected(settings: Settings) -> Expected:
    """What tokens have to say."""
    return Expected(settings.issuer, settings.audience, settings.subject_claim, settings.agency_claim)


def _keys(settings: Settings) -> Keys:
    """The keys tokens are verified against: the issuer's, those of a JWKS, else the development key.

    Raises OperatorError when they cannot be had.
    """
    development = TokenIssuer(settings.data_dir, issuer=settings.issuer, audience=settings.audience)
    try:
        return Keys(keys_of_settings(settings) or (lambda: development.keys))
    except KeysUnavailable as error:
        raise OperatorError(f"No keys to verify tokens with: {error}. Check KINERJA_OIDC or KINERJA_JWKS.") from None
