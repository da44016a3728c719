"""The page for citizens: how a visit was, by a one-time token, in two languages, without JavaScript (D5).

It sets no cookie and asks for no file of anybody. The address with the token is written nowhere.
"""

import base64
import math
import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Literal

import jinja2
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from kinerja.application.actors import ANYBODY
from kinerja.application.commands import Command
from kinerja.application.commands import Request as CommandRequest
from kinerja.application.inputs import CODE_FORM
from kinerja.application.public_feedback import LONGEST, ErasePublicFeedback, GivePublicFeedback
from kinerja.domain.refusals import Refused
from kinerja.graphql.failures import RequestFailed
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.language import Language
from kinerja.web.asking import BadRequest
from kinerja.web.feedback_form import MOST_BYTES, Form, form_of, new_form
from kinerja.web.feedback_limits import FeedbackDoor
from kinerja.web.feedback_words import WORDS, Words
from kinerja.web.proxies import Proxies
from kinerja.web.view import language_of

PATH = "/u/{agency}/{token}"
_OK, _NOT_FOUND, _TOO_LARGE, _FAULTY, _BUSY = 200, 404, 413, 422, 429
_MINUTE = 60
_LONGEST_TOKEN = 64
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("kinerja.web"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_STYLE = str(_ENVIRONMENT.get_template("style.css").render())
_STYLE_HASH = base64.b64encode(sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Language",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True)
class Page:
    """What one page shows. ``service``: the name of the service; ``faults``: what is wrong, by the field.

    ``shows``: the form that is open on it, whose button for the other language keeps what was entered.
    """

    language: Language
    words: Words
    others: Words
    here: str
    elsewhere: str
    token: str
    form: Form
    shows: Literal["", "give", "erase"] = ""
    service: str = ""
    asked_by: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    said: str = ""
    hint: str = ""
    longest: int = LONGEST


class FeedbackPage:
    """Answers for the page of each token."""

    def __init__(self, gateway: Gateway, door: FeedbackDoor, proxies: Proxies) -> None:
        self._gateway = gateway
        self._door = door
        self._proxies = proxies
        self._templates = Jinja2Templates(env=_ENVIRONMENT)

    def routes(self) -> list[BaseRoute]:
        """Where it is, and what an address without a token says."""
        unfinished = [Route(path, self._without_token) for path in ("/u/{agency}", "/u/{agency}/")]
        return [Route(PATH, self._answer, methods=["GET", "POST"]), *unfinished]

    async def _without_token(self, request: Request) -> Response:
        return self._not_valid(request, _page_of(request))

    async def _answer(self, request: Request) -> Response:
        page = _page_of(request)
        if not re.fullmatch(CODE_FORM, request.path_params["agency"]):
            return self._not_valid(request, page)
        try:
            if request.method == "POST":
                form = await form_of(request)
                page = replace(page, form=form, shows="erase" if form.erases else "give")
            return await self._answered(request, page)
        except RequestFailed as failed:
            return self._busy(request, page, failed)
        except BadRequest as bad:
            return self._not_taken(request, page, bad)

    async def _answered(self, request: Request, page: Page) -> Response:
        """Only what is sent to be kept counts as sent; the form in another language is looked at."""
        if page.shows and not page.form.translates:
            return await (self._erase if page.form.erases else self._give)(request, page)
        self._door.looks(request.path_params["agency"], self._proxies.address_of(request))
        if page.form.erases:
            return self._shown(request, "erase.html", page)
        return await self._asked(request, page)

    async def _asked(self, request: Request, page: Page) -> Response:
        """The form, with what is wrong in it, where the token is good."""
        found = await self._gateway.invitation(request.path_params["agency"], page.token)
        if found is None:
            return self._not_valid(request, page)
        asked_by = page.words.asked_by.format(agency=found.agency, day=page.words.day(found.closes_on))
        asking = replace(page, shows="give", service=found.service, asked_by=asked_by)
        return self._shown(request, "feedback.html", asking, _FAULTY if page.faults else _OK)

    async def _give(self, request: Request, page: Page) -> Response:
        form, agency = page.form, request.path_params["agency"]
        self._door.sends(agency, page.token, self._proxies.address_of(request))
        faults = form.faults(page.words)
        if faults:
            return await self._asked(request, replace(page, faults=faults))
        await self._door.says(agency, page.token)
        command = GivePublicFeedback(token=page.token, satisfaction=int(form.satisfaction), text=form.text or None)
        if not await self._carried_out(agency, form, command):
            return self._not_valid(request, page)
        erasable = replace(new_form(), text=form.text, code=page.token)
        return self._shown(request, "thanks.html", replace(page, form=erasable))

    async def _erase(self, request: Request, page: Page) -> Response:
        form, agency = page.form, request.path_params["agency"]
        self._door.erases(agency, form.code, self._proxies.address_of(request))
        if not form.code:
            return self._shown(request, "erase.html", replace(page, faults={"code": page.words.no_code}), _FAULTY)
        if not await self._carried_out(agency, form, ErasePublicFeedback(token=form.code[:_LONGEST_TOKEN])):
            faults = {"code": page.words.nothing_to_erase}
            return self._shown(request, "erase.html", replace(page, faults=faults), _NOT_FOUND)
        return self._shown(request, "erased.html", page)

    async def _carried_out(self, agency: str, form: Form, command: Command) -> bool:
        """Whether a command was recorded, or had been; false when it was refused, whyever."""
        if not await self._gateway.knows(agency):
            return False
        try:
            await self._gateway.execute(CommandRequest(agency, ANYBODY, form.command, command))
        except Refused:
            return False
        return True

    def _not_valid(self, request: Request, page: Page) -> Response:
        """The same for a token that is unknown, used or expired."""
        erasable = replace(new_form(), code=page.token)
        told = replace(page, shows="", faults={}, form=erasable)
        return self._shown(request, "not_valid.html", told, _NOT_FOUND)

    def _not_taken(self, request: Request, page: Page, bad: BadRequest) -> Response:
        """What was sent was not read, so it cannot be shown again."""
        words = page.words
        told = replace(page, said=words.not_understood)
        if bad.status == _TOO_LARGE:
            hint = words.too_large_hint.format(bytes=MOST_BYTES, most=LONGEST)
            told = replace(page, said=words.too_large, hint=hint)
        return self._shown(request, "said.html", told, bad.status)

    def _busy(self, request: Request, page: Page, failed: RequestFailed) -> Response:
        seconds = int(failed.detail["retryAfter"])
        hint = page.words.busy_hint.format(minutes=math.ceil(seconds / _MINUTE))
        response = self._shown(request, "said.html", replace(page, said=page.words.busy, hint=hint), _BUSY)
        response.headers["Retry-After"] = str(seconds)
        return response

    def _shown(self, request: Request, template: str, page: Page, status: int = _OK) -> Response:
        context: dict[str, Any] = {"page": page, "words": page.words, "style": _STYLE}
        headers = {**_HEADERS, "Content-Language": page.language}
        return self._templates.TemplateResponse(request, template, context, status, headers)


def _page_of(request: Request) -> Page:
    """The page that is asked for: in the language that its address names, or the browser prefers."""
    named = request.query_params.get("lang")
    language: Language = "en" if named == "en" else "id" if named == "id" else language_of(request)
    here = URL(path=request.url.path)
    other: Language = "id" if language == "en" else "en"
    return Page(
        language=language,
        words=WORDS[language],
        others=WORDS[other],
        here=str(here.include_query_params(lang=language)),
        elsewhere=str(here.include_query_params(lang=other)),
        token=request.path_params.get("token", "")[:_LONGEST_TOKEN],
        form=new_form(),
    )
