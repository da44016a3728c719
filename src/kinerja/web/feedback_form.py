"""What the forms of the page for citizens send."""

from dataclasses import dataclass
from urllib.parse import parse_qsl
from uuid import UUID, uuid4

from starlette.requests import Request

from kinerja.application.public_feedback import LONGEST
from kinerja.domain.feedback_quarters import LEVELS
from kinerja.domain.ids import is_of_service
from kinerja.web.asking import BadRequest, body_of
from kinerja.web.feedback_words import Words

MOST_BYTES = 16_000
_MOST_FIELDS = 50
_MEDIA = "application/x-www-form-urlencoded"
_UNSUPPORTED = 415


@dataclass(frozen=True)
class Form:
    """What was sent: of the first form how it was, of the second one which words are to be erased.

    ``command``: the id under which the page asked, so that a form that is sent twice is recorded once.
    ``translates``: only the other language is wanted, with what was entered.
    """

    command: UUID
    erases: bool = False
    translates: bool = False
    satisfaction: str = ""
    text: str = ""
    code: str = ""

    def faults(self, words: Words) -> dict[str, str]:
        """What is wrong with what was entered, by the field."""
        found = {}
        if self.satisfaction not in LEVELS:
            found["satisfaction"] = words.choose
        if len(self.text) > LONGEST:
            found["text"] = words.too_long.format(length=len(self.text), most=LONGEST)
        return found


def new_form() -> Form:
    """A form in which nothing is entered yet."""
    return Form(uuid4())


async def form_of(request: Request) -> Form:
    """What a form sent. Raises BadRequest."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _MEDIA:
        raise BadRequest(status=_UNSUPPORTED)
    body = await body_of(request, MOST_BYTES)
    try:
        given = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise BadRequest from None
    return Form(
        command=_command(given.get("command", "")),
        erases=given.get("do") == "erase",
        translates=given.get("only") == "language",
        satisfaction=given.get("satisfaction", ""),
        text=_lines(given.get("text", "")),
        code=given.get("code", "").strip(),
    )


def _command(given: str) -> UUID:
    """The id that the page gave; another one where it was changed to what no client may give."""
    try:
        id = UUID(given)
    except ValueError:
        return uuid4()
    return uuid4() if is_of_service(id) else id


def _lines(text: str) -> str:
    """A text as it was written: browsers end lines with two characters, and one cannot be stored."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
