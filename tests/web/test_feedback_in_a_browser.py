"""The page for citizens in a real browser, as on a phone, without JavaScript (`make browser`; wants Chromium)."""

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from kinerja.web.feedback_words import ENGLISH, INDONESIAN, Words
from tests.citizens import Citizens
from tests.services import Desk
from tests.web.site import Site

playwright = pytest.importorskip("playwright.sync_api", reason="it is installed by make browser")
expect = playwright.expect
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine"),
]
PHONE = {"width": 360, "height": 640}
FINGER = 48
"""Pixels that a finger hits."""


@pytest.fixture
def citizens(site: Site) -> Citizens:
    """The desk is open, and a visit has ended."""
    Desk(site.town).open().serve("A-1", "2025-05-02 08:00", "2025-05-02 09:00")
    return Citizens(site.town)


@pytest.fixture
def phones() -> Iterator[Any]:
    """Opens phones that speak a language."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])

        def open_phone(locale: str) -> Any:
            context = browser.new_context(
                java_script_enabled=False, viewport=PHONE, locale=locale, has_touch=True, is_mobile=True
            )
            return context.new_page()

        yield open_phone
        browser.close()


@pytest.mark.parametrize(("locale", "words"), [("id-ID", INDONESIAN), ("en-GB", ENGLISH)], ids=["id", "en"])
def test_d5_a_citizen_says_how_it_was_and_has_it_erased(
    phones: Any, site: Site, citizens: Citizens, locale: str, words: Words
) -> None:
    token = citizens.invite("A-1")
    page = phones(locale)
    page.goto(f"{site.url}/u/TST/{token}")
    page.get_by_label(words.levels["4"], exact=True).check()
    page.get_by_label(words.text).fill("ramah & <cepat>")
    page.get_by_role("button", name=words.send, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.thanks)
    expect(page.locator(".code")).to_contain_text(token)
    page.get_by_text(words.erase, exact=True).click()
    page.get_by_role("button", name=words.erase_send).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.erased)
    page.goto(f"{site.url}/u/TST/{token}")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.not_valid)
    expect(page.get_by_role("button", name=words.send, exact=True)).to_have_count(0)


def test_d5_what_is_wrong_is_in_focus_and_leads_to_the_field(phones: Any, site: Site, citizens: Citizens) -> None:
    page = phones("id-ID")
    page.goto(f"{site.url}/u/TST/{citizens.invite('A-1')}")
    page.get_by_label("Ada yang ingin disampaikan").fill("kata " * 201)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Perbaiki"))
    page.get_by_role("link", name="Pilih salah satu jawaban.").click()
    expect(page).to_have_url(re.compile("#satisfaction$"))
    expect(page.get_by_label("Ada yang ingin disampaikan")).to_have_value(re.compile("^kata kata"))
    page.get_by_label("Kurang puas").check()
    page.get_by_label("Ada yang ingin disampaikan").fill("kata")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")


def test_d5_the_language_is_switched_and_what_was_entered_stays(phones: Any, site: Site, citizens: Citizens) -> None:
    page = phones("id-ID")
    page.goto(f"{site.url}/u/TST/{citizens.invite('A-1')}")
    page.get_by_label("Kurang puas").check()
    page.get_by_label("Ada yang ingin disampaikan").fill("kata")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("group", name="How satisfied are you with this service?")).to_be_visible()
    expect(page.get_by_label("Not very satisfied")).to_be_checked()
    expect(page.get_by_label("Is there anything")).to_have_value("kata")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page.get_by_role("group", name="Seberapa puas Anda dengan pelayanan ini?")).to_be_visible()
    page.get_by_label("Kurang puas").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")


def test_d5_it_fits_a_phone_and_fingers_hit_it(phones: Any, site: Site, citizens: Citizens) -> None:
    page = phones("id-ID")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/u/TST/{citizens.invite('A-1')}")
    for each in (*page.locator(".choice").all(), *page.get_by_role("button").all()):
        box = each.bounding_box()
        assert box["height"] >= FINGER
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    assert {url.rpartition("/")[2] for url in asked} <= {citizens.token("A-1"), "favicon.ico"}


def test_d5_the_keyboard_alone_is_enough(phones: Any, site: Site, citizens: Citizens) -> None:
    page = phones("en-GB")
    page.goto(f"{site.url}/u/TST/{citizens.invite('A-1')}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bahasa Indonesia")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Very satisfied", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("kind")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def test_d5_a_token_that_is_not_valid_says_so(phones: Any, site: Site, citizens: Citizens) -> None:
    page = phones("en-GB")
    page.goto(f"{site.url}/u/TST/zzzz")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "This code is not valid, was used already, or has expired."
    )
