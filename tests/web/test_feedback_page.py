"""The page on which citizens say how a visit was (D5): plain HTTP, without a browser."""

import logging
import re
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from kinerja.settings import Settings
from tests.citizens import Citizens
from tests.conftest import Cluster
from tests.people import Town
from tests.services import Desk
from tests.web.site import Site, served

PROXY = "127.0.0.1"
CITIZEN = "203.0.113.77"
GIVE = """mutation Give($input: GivePublicFeedbackInput!) { givePublicFeedback(input: $input) {
  receipt { commandId } userErrors { rule } } }"""


@pytest.fixture
def citizens(town: Town) -> Citizens:
    """The desk is open, and visits A-0 to A-4 have ended."""
    desk = Desk(town).open()
    desk.record(*(desk.line(f"A-{number}", "2025-05-02 08:00", "2025-05-02 09:00") for number in range(5)))
    return Citizens(town)


@pytest.fixture
def page(site: Site, citizens: Citizens) -> Iterator[httpx.Client]:
    """A browser without JavaScript, at the door of the service."""
    with httpx.Client(base_url=site.url, headers={"Accept-Language": "id"}, timeout=10) as client:
        yield client


@pytest.fixture
def narrow(town: Town, citizens: Citizens, cluster: Cluster) -> Iterator[Site]:
    """A service that lets little in, behind a proxy."""
    settings = Settings(
        data_dir=cluster.folder, trusted_proxies=PROXY, feedback_per_token=2, feedback_per_address=4,
        feedback_per_service=3, public_url="https://kinerja.example/",
    )  # fmt: skip
    with served(town, settings) as made:
        yield made


def at(token: str) -> str:
    return f"/u/TST/{token}"


def command_in(response: httpx.Response) -> str:
    found = re.search(r'name="command" value="([^"]+)"', response.text)
    assert found is not None
    return found.group(1)


def fields(command: str, **entered: str) -> dict[str, str]:
    return {"do": "give", "command": command, **entered}


def without(response: httpx.Response, *parts: str) -> str:
    """A page without what it repeats of the request."""
    text = response.text.replace(command_in(response), "")
    for part in parts:
        text = text.replace(part, "")
    return text


def answers(citizens: Citizens) -> int:
    with psycopg.connect(citizens.town.service.database.owner) as connection:
        found = connection.execute("SELECT count(*) FROM log.facts WHERE topic = 'AnswerGiven'").fetchone()
    assert found is not None
    return int(found[0])


@pytest.mark.parametrize(
    ("asked", "language", "asks"),
    [
        ("id", "id", "Seberapa puas Anda"),
        ("en-GB,en;q=0.8", "en", "How satisfied are you"),
        ("fr", "id", "Seberapa puas Anda"),
    ],
)
def test_d5_the_page_asks_in_the_language_of_the_browser(
    page: httpx.Client, citizens: Citizens, asked: str, language: str, asks: str
) -> None:
    shown = page.get(at(citizens.invite("A-0")), headers={"Accept-Language": asked})
    assert shown.status_code == 200
    assert f'<html lang="{language}">' in shown.text
    assert asks in shown.text
    assert "<h1>Perekaman KTP elektronik</h1>" in shown.text


def test_d5_a_button_switches_the_language_and_sending_keeps_it(page: httpx.Client, citizens: Citizens) -> None:
    token = citizens.invite("A-0")
    shown = page.get(at(token))
    assert (
        f'form="give" formaction="{at(token)}?lang=en" name="only" value="language" lang="en">English' in shown.text
    )
    english = page.get(f"{at(token)}?lang=en")
    assert f'<form id="give" method="post" action="{at(token)}?lang=en"' in english.text
    assert "How satisfied are you" in english.text


def test_d5_the_other_language_keeps_what_was_entered(page: httpx.Client, citizens: Citizens) -> None:
    token = citizens.invite("A-0")
    entered = fields(str(uuid4()), satisfaction="2", text="kata", only="language")
    english = page.post(f"{at(token)}?lang=en", data=entered)
    assert english.status_code == 200
    assert "How satisfied are you" in english.text
    assert re.search(r'value="2" *checked', english.text)
    assert ">\nkata</textarea>" in english.text
    assert command_in(english) == entered["command"]
    code = {"do": "erase", "command": str(uuid4()), "code": "abc", "only": "language"}
    erasing = page.post(f"{at(token)}?lang=en", data=code)
    assert (erasing.status_code, 'name="code" value="abc"' in erasing.text) == (200, True)
    assert "<h1>Erasing what you wrote and sent</h1>" in erasing.text
    assert answers(citizens) == 0


def test_d5_the_page_says_who_asks_until_when_and_who_may_open_an_answer(
    page: httpx.Client, citizens: Citizens
) -> None:
    token = citizens.invite("A-0")
    indonesian = page.get(at(token)).text
    assert "Ditanyakan oleh Kota Uji. Kode Anda berlaku sampai 14 Juli 2025." in indonesian
    assert "inspektur boleh membuka jawaban satu per satu" in indonesian
    assert "dengan kode itu tulisan ini dapat dihapus kelak" in indonesian
    english = page.get(f"{at(token)}?lang=en").text
    assert "Asked by Kota Uji. Your code is good until 14 July 2025." in english
    assert "an inspector may open single answers" in english


def test_d5_the_page_needs_nothing_else_keeps_nothing_and_tells_nobody(
    page: httpx.Client, citizens: Citizens
) -> None:
    shown = page.get(at(citizens.invite("A-0")))
    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert shown.headers["x-robots-tag"] == "noindex, nofollow"
    assert "set-cookie" not in shown.headers
    assert not re.search(r"<script|<link|<img|\bsrc=|@import|url\(", shown.text)
    assert 'name="viewport"' in shown.text
    assert 'class=""' not in shown.text


def test_d5_what_is_sent_is_recorded_once_and_thanked_for_with_the_code(
    page: httpx.Client, citizens: Citizens
) -> None:
    token = citizens.invite("A-0")
    command = command_in(page.get(at(token)))
    entered = fields(command, satisfaction="4", text="ramah\r\ndan cepat")
    thanks = page.post(at(token), data=entered)
    assert (thanks.status_code, token in thanks.text) == (200, True)
    assert "Terima kasih" in thanks.text
    assert '<p lang="en">Thank you. Your feedback has been received.</p>' in thanks.text
    assert f'href="{at(token)}' not in thanks.text
    assert page.post(at(token), data=entered).text.replace(command_in(thanks), "").count("Terima kasih") == 1
    assert answers(citizens) == 1


def test_d5_who_wrote_nothing_is_offered_nothing_to_erase(page: httpx.Client, citizens: Citizens) -> None:
    token = citizens.invite("A-0")
    thanks = page.post(at(token), data=fields(str(uuid4()), satisfaction="4", text=" "))
    assert "Terima kasih" in thanks.text
    assert token not in re.sub(r'action="[^"]*"', "", thanks.text)
    assert "Hapus tulisan" not in thanks.text


def test_d5_unknown_used_and_expired_tokens_and_agencies_show_the_same_page(
    page: httpx.Client, citizens: Citizens
) -> None:
    used, expired, unknown = citizens.invite("A-0"), citizens.invite("A-1"), "z" * 26
    citizens.say(used)
    citizens.move_to("2025-07-15 00:00")
    asking: list[Callable[[str], httpx.Response]] = [
        page.get,
        lambda address: page.post(address, data=fields(str(uuid4()), satisfaction="4")),
        lambda address: page.post(address, data=fields(str(uuid4()), satisfaction="9")),
    ]
    for ask in asking:
        shown = [ask(at(token)) for token in (used, expired, unknown)]
        shown.append(ask(f"/u/NOWHERE/{unknown}"))
        texts = {without(each, used, expired, unknown, "/u/TST/", "/u/NOWHERE/") for each in shown}
        assert [each.status_code for each in shown] == [404] * 4
        assert len(texts) == 1
        text = texts.pop()
        assert "Kode ini tidak berlaku, sudah dipakai, atau sudah lewat waktunya." in text
        assert re.search(r"<details>\s*<summary>Menghapus tulisan", text)
    assert answers(citizens) == 1


def test_d5_an_address_without_a_token_is_not_valid_and_offers_no_form(page: httpx.Client) -> None:
    for address in ("/u/TST", "/u/TST/", "/u/NOWHERE/"):
        shown = page.get(address)
        assert (shown.status_code, "Kode ini tidak berlaku" in shown.text) == (404, True)
        assert "<form" not in shown.text
        assert shown.headers["cache-control"] == "no-store"


def test_d5_an_agency_that_is_not_there_leaves_nothing_in_memory(site: Site, citizens: Citizens) -> None:
    body = {"query": GIVE, "variables": {"input": {"commandId": str(uuid4()), "token": "zzzz", "satisfaction": 4}}}
    (error,) = site.post("/a/NOWHERE/graphql", body).json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    httpx.post(f"{site.url}/u/NOWHERE/zzzz", data=fields(str(uuid4()), satisfaction="4"))
    assert "NOWHERE" not in site.town.service.logs._logs


def test_d5_what_is_wrong_is_said_by_the_field_and_what_was_entered_stays(
    page: httpx.Client, citizens: Citizens
) -> None:
    token = citizens.invite("A-0")
    long = "<b>panjang</b> " + "a" * 1000
    shown = page.post(at(token), data=fields(str(uuid4()), text=long))
    assert shown.status_code == 422
    assert '<a href="#satisfaction">Pilih salah satu jawaban.</a>' in shown.text
    assert '<a href="#text">Tulisan terlalu panjang: 1015 karakter, paling banyak 1000.</a>' in shown.text
    assert "&lt;b&gt;panjang&lt;/b&gt; aaaa" in shown.text
    assert "<b>" not in shown.text
    assert "<title>Perbaiki: " in shown.text
    shown = page.post(at(token), data=fields(str(uuid4()), satisfaction="2", text=long))
    assert re.search(r'value="2" *checked', shown.text)
    assert answers(citizens) == 0


def test_d5_a_body_is_bounded_and_of_a_form(page: httpx.Client, citizens: Citizens) -> None:
    token = citizens.invite("A-0")
    large = page.post(at(token), data=fields(str(uuid4()), satisfaction="4", text="a" * 16_000))
    assert (large.status_code, "terlalu besar" in large.text) == (413, True)
    assert "paling banyak 16000 bita" in large.text
    assert f'href="{at(token)}?lang=id">Kembali ke formulir' in large.text
    assert "<form" not in large.text
    assert page.post(at(token), json={"satisfaction": 4}).status_code == 415
    many = page.post(at(token), data={f"field{number}": "x" for number in range(60)})
    assert many.status_code == 400
    assert page.put(at(token)).status_code == 405
    assert answers(citizens) == 0


def test_d5_an_id_that_only_the_service_gives_is_not_taken_from_a_form(
    page: httpx.Client, citizens: Citizens
) -> None:
    for number, command in enumerate((str(UUID(int=8 << 76 | 1 << 63)), "no id")):
        sent = page.post(at(citizens.invite(f"A-{number}")), data=fields(command, satisfaction="4"))
        assert sent.status_code == 200


def test_h7_who_has_the_code_has_what_was_written_erased(page: httpx.Client, citizens: Citizens) -> None:
    token = citizens.invite("A-0")
    thanks = page.post(at(token), data=fields(str(uuid4()), satisfaction="4", text="kata"))
    assert f'name="code" value="{token}"' in thanks.text
    wrong = page.post(at(token), data={"do": "erase", "command": str(uuid4()), "code": "zzzz"})
    assert (wrong.status_code, "Tidak ada umpan balik dengan kode ini." in wrong.text) == (404, True)
    assert "<details" not in wrong.text
    nothing = page.post(at(token), data={"do": "erase", "command": str(uuid4()), "code": " "})
    assert (nothing.status_code, "Isi kode tanda terima." in nothing.text) == (422, True)
    typed = f" {token[:4].upper()} {token[4:]}"
    erased = page.post(f"{at(token)}?lang=en", data={"do": "erase", "command": str(uuid4()), "code": typed})
    assert (erased.status_code, "What you wrote is erased." in erased.text) == (200, True)
    with psycopg.connect(citizens.town.service.database.owner) as connection:
        found = connection.execute("SELECT count(*) FROM log.facts WHERE topic = 'FeedbackErased'").fetchone()
    assert found == (1,)


def test_d5_one_token_is_tried_so_often_within_an_hour(narrow: Site, citizens: Citizens) -> None:
    path = f"{narrow.url}{at(citizens.invite('A-0'))}"
    for _ in range(2):
        assert httpx.post(path, data=fields(str(uuid4()))).status_code == 422
    entered = fields(str(uuid4()), satisfaction="4", text="kind & <quick>")
    busy = httpx.post(path, data=entered, headers={"Accept-Language": "en"})
    assert busy.status_code == 429
    assert 1 <= int(busy.headers["retry-after"]) <= 3600
    assert re.search(r"Try again in \d+ minutes", busy.text)
    assert ">\nkind &amp; &lt;quick&gt;</textarea>" in busy.text
    assert re.search(r'value="4"[^>]* checked', busy.text)
    assert command_in(busy) == entered["command"]
    body = {"query": GIVE, "variables": {"input": {
        "commandId": str(uuid4()), "token": citizens.token("A-0").upper(), "satisfaction": 4,
    }}}  # fmt: skip
    (error,) = narrow.post("/a/TST/graphql", body).json()["errors"]
    assert error["extensions"]["code"] == "THROTTLED"
    assert error["extensions"]["retryAfter"] >= 1
    assert answers(citizens) == 0


def test_d5_one_address_asks_so_often_behind_a_proxy_and_others_still_may(narrow: Site, citizens: Citizens) -> None:
    path = f"{narrow.url}{at(citizens.invite('A-0'))}"
    codes = [httpx.get(path, headers={"X-Forwarded-For": f"10.9.9.9, {CITIZEN}"}).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    busy = httpx.get(path, headers={"X-Forwarded-For": CITIZEN, "Accept-Language": "id"})
    assert 'lang=id">Kembali ke formulir' in busy.text
    assert "<form" not in busy.text
    assert httpx.get(path, headers={"X-Forwarded-For": f"{CITIZEN}, 203.0.113.78"}).status_code == 200
    assert httpx.get(path, headers={"X-Forwarded-For": "2001:db8::1"}).status_code == 200


def test_d5_one_service_takes_so_much_within_an_hour(narrow: Site, citizens: Citizens) -> None:
    for number in range(4):
        sent = httpx.post(
            f"{narrow.url}{at(citizens.invite(f'A-{number}'))}",
            data=fields(str(uuid4()), satisfaction="4"),
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )
        assert sent.status_code == (200 if number < 3 else 429)
    assert answers(citizens) == 3


def test_d5_empty_forms_do_not_tell_how_many_answered(narrow: Site, citizens: Citizens) -> None:
    path = f"{narrow.url}{at(citizens.invite('A-3'))}"
    empty = [
        httpx.post(path, data=fields(str(uuid4())), headers={"X-Forwarded-For": "203.0.113.99"}) for _ in range(2)
    ]
    assert [sent.status_code for sent in empty] == [422, 422]
    for number in range(3):
        sent = httpx.post(
            f"{narrow.url}{at(citizens.invite(f'A-{number}'))}",
            data=fields(str(uuid4()), satisfaction="4"),
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )
        assert sent.status_code == 200


@pytest.mark.parametrize("agency", ["%00", "TST%00", "tst", "%F0%9F%98%80", "A" * 200])
def test_d5_an_address_of_no_agency_is_answered_like_an_unknown_token(site: Site, agency: str) -> None:
    path = f"{site.url}/u/{agency}/x"
    assert httpx.get(path).status_code == 404
    assert httpx.post(path, data=fields(str(uuid4()), satisfaction="4")).status_code == 404
    assert httpx.get(f"{site.url}/u/TST/%00").status_code == 404


def test_d5_nobody_invents_where_he_comes_from_where_no_proxy_is_trusted(site: Site, citizens: Citizens) -> None:
    path = f"{site.url}{at(citizens.invite('A-0'))}"
    codes = {
        httpx.get(path, headers={"X-Forwarded-For": f"203.0.{number // 250}.{number % 250}"}).status_code
        for number in range(301)
    }
    assert codes == {200, 429}


def test_d5_neither_token_nor_address_stands_in_a_line_or_a_row(
    narrow: Site, citizens: Citizens, caplog: pytest.LogCaptureFixture
) -> None:
    token = citizens.invite("A-0")
    with caplog.at_level(logging.DEBUG):
        for data in (fields("x"), fields(str(uuid4()), satisfaction="4", text="kata")):
            httpx.post(f"{narrow.url}{at(token)}", data=data, headers={"X-Forwarded-For": CITIZEN})
    # What writes in a process of its own, the server's access log left out, tests/observing looks at.
    ours = [record for record in caplog.records if record.name.startswith("kinerja")]
    lines = "\n".join(f"{record.getMessage()} {vars(record)}" for record in ours)
    assert "request" in lines
    for hidden in (token, CITIZEN):
        assert hidden not in lines
    with psycopg.connect(citizens.town.service.database.owner) as connection:
        tables = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('log', 'read')"
        ).fetchall()
        for (table,) in tables:
            found = connection.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE ANY (%s)", [[f"%{token}%", f"%{CITIZEN}%"]]
            ).fetchone()
            assert (table, found) == (table, (0,))


def test_d5_links_begin_with_the_address_that_citizens_know(narrow: Site, citizens: Citizens) -> None:
    body = {
        "query": "mutation Issue($input: IssueFeedbackTokenInput!) { issueFeedbackToken(input: $input) { link } }",
        "variables": {"input": {"commandId": str(uuid4()), "encounterId": citizens.global_visit("A-0")}},
    }
    told = narrow.post("/graphql", body, Authorization=f"Bearer {narrow.token('member')}").json()
    assert told["data"]["issueFeedbackToken"]["link"].startswith("https://kinerja.example/u/TST/")
