"""The page in a real browser: it knows the schema, asks, and subscribes (`make conformance`; wants Chromium)."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.site import Site
from tests.web.test_subscriptions import establish

playwright = pytest.importorskip("playwright.sync_api", reason="it is installed by make conformance")
expect = playwright.expect
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture
def page(live: Site) -> Iterator[Any]:
    """GraphiQL at the agency's address, as somebody opens it from the invitation."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.goto(f"{live.url}/graphiql?agency=TST")
        yield opened
        browser.close()


def write(page: Any, editor: str, text: str) -> None:
    page.locator(f"{editor} .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.wait_for_timeout(500)  # until the page has read what was written


def test_h12_the_page_knows_the_schema_and_asks(page: Any) -> None:
    page.get_by_label("Show Documentation Explorer").click()
    expect(page.locator(".graphiql-doc-explorer")).to_contain_text("Subscription")
    page.get_by_label("Execute query").click()
    expect(page.locator(".result-window")).to_contain_text('"code": "TST"')


def test_h12_a_token_in_the_headers_says_who_asks(page: Any, live: Site) -> None:
    write(
        page,
        ".graphiql-editor-tool .graphiql-editor:not(.hidden)",
        f'{{"Authorization": "Bearer {live.token("head")}"}}',
    )
    write(page, ".graphiql-query-editor", "{ viewer { appraises } }")
    page.get_by_label("Execute query").click()
    expect(page.locator(".result-window")).to_contain_text('"appraises"')


def test_h13_a_subscription_runs_in_the_page(page: Any, live: Site) -> None:
    write(
        page,
        ".graphiql-editor-tool .graphiql-editor:not(.hidden)",
        f'{{"Authorization": "Bearer {live.token("inspector")}"}}',
    )
    write(page, ".graphiql-query-editor", "subscription { recorded { position entries { kind } } }")
    page.get_by_label("Execute query").click()
    expect(page.locator(".result-window")).to_contain_text('"entries": []')
    establish(live, "SEEN")
    expect(page.locator(".result-window")).to_contain_text('"OrgUnitEstablished"')
