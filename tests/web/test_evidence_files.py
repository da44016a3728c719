"""Files of evidence over real HTTP: uploaded, attached, given out to those who may read them (C2)."""

import base64
import contextlib
import os
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from kinerja.application.feedback import GiveFeedback
from kinerja.domain.ids import made_by
from kinerja.domain.vocabulary import CoreValue
from kinerja.files.store import FolderStore
from kinerja.files.uploads import key_of
from kinerja.graphql.ids import GlobalId
from kinerja.settings import Settings
from kinerja.web import downloading, uploading
from kinerja.web.sweeping import sweep
from tests.conftest import Cluster
from tests.graphql.test_evidence import plan, target
from tests.people import Town
from tests.web.site import Site, served

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 1_000
TYPE = "application/pdf"
ATTACH = """mutation A($input: AttachEvidenceInput!) { attachEvidence(input: $input) {
  evidence { id url size sha256 storedAs fileName mediaType } userErrors { rule } } }"""


@pytest.fixture
def reported(town: Town) -> Town:
    town.draft()
    town.approve()
    town.report("2025-01", "90")
    return town


@pytest.fixture
def site(reported: Town, cluster: Cluster, tmp_path: Path) -> Iterator[Site]:
    """The town with a report, on a server that keeps files of up to a megabyte."""
    settings = Settings(data_dir=cluster.folder, evidence_dir=tmp_path / "evidence", evidence_megabytes=1)
    with served(reported, settings) as made:
        yield made


def digest(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(sha256(content).digest()).decode()}:"


def bearer(site: Site, who: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {site.token(who)}"}


def upload(site: Site, content: Any = PDF, who: str | None = "member", **headers: str | None) -> httpx.Response:
    given: dict[str, str | None] = {"Content-Type": TYPE, "Content-Digest": digest(PDF)}
    if who is not None:
        given |= bearer(site, who)
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in given.items() if value is not None}
    return httpx.post(f"{site.url}/a/TST/evidence", content=content, headers=sent, timeout=20)


def attach(site: Site, receipt: str, who: str = "member", **changes: Any) -> dict[str, Any]:
    given = {
        "commandId": str(uuid4()), "planId": plan(site.town), "month": "2025-01", "targetId": target(site.town),
        "title": "Rekapitulasi", "upload": receipt, "fileName": "Rekap Januari é.pdf", **changes,
    }  # fmt: skip
    body = {"query": ATTACH, "variables": {"input": given}}
    answer = site.post("/a/TST/graphql", body, **bearer(site, who)).json()
    payload: dict[str, Any] = answer["data"]["attachEvidence"]
    return payload


def attached(site: Site) -> dict[str, Any]:
    evidence: dict[str, Any] = attach(site, upload(site).json()["upload"])["evidence"]
    return evidence


def get(site: Site, url: str, who: str | None = "member", **headers: str) -> httpx.Response:
    given = bearer(site, who) if who is not None else {}
    return httpx.get(f"{site.url}{url}", headers=given | {n.replace("_", "-"): v for n, v in headers.items()})


def kept(site: Site) -> list[Path]:
    folder = site.settings.evidence_path
    return [path for path in folder.rglob("*") if path.is_file()]


def rule(answer: httpx.Response) -> tuple[int, str]:
    (error,) = answer.json()["errors"]
    return answer.status_code, error["extensions"]["rule"]


def test_c2_a_file_goes_in_and_comes_out(site: Site) -> None:
    answer = upload(site)
    assert answer.status_code == 201
    said = answer.json()
    assert (said["sha256"], said["size"], said["mediaType"]) == (sha256(PDF).hexdigest(), len(PDF), TYPE)
    made = attach(site, said["upload"])["evidence"]
    assert (made["size"], made["sha256"], made["mediaType"]) == (len(PDF), sha256(PDF).hexdigest(), TYPE)
    out = get(site, made["url"])
    assert (out.status_code, out.content) == (200, PDF)
    assert out.headers["content-type"] == TYPE
    assert out.headers["content-disposition"] == "attachment; filename*=UTF-8''Rekap%20Januari%20%C3%A9.pdf"
    assert out.headers["x-content-type-options"] == "nosniff"
    assert out.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert out.headers["cache-control"] == "private, no-cache"
    again = get(site, made["url"], If_None_Match=out.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_c2_what_lies_on_the_disk_is_sealed_and_named_by_its_own_hash(site: Site) -> None:
    made = attached(site)
    (path,) = kept(site)
    assert path.name == made["storedAs"] == sha256(path.read_bytes()).hexdigest()
    assert b"%PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 200), ("officer", 200), ("head", 200), ("admin", 200), ("inspector", 200), ("second", 404),
     (None, 401)],
)  # fmt: skip
def test_c2_a_file_is_for_those_who_read_the_report(site: Site, who: str | None, status: int) -> None:
    url = attached(site)["url"]
    answer = get(site, url, who)
    assert answer.status_code == status
    if status != 200:
        assert b"%PDF" not in answer.content
        assert httpx.post(f"{site.url}{url}/ticket", headers=bearer(site, who) if who else {}).status_code == status


def test_c2_nor_has_a_link_a_file_nor_what_is_not_there(site: Site) -> None:
    made = attach(site, "", upload=None, fileName=None, link="https://arsip.example.go.id/1")["evidence"]
    assert made["url"] is None
    assert rule(get(site, f"/a/TST/evidence/{uuid4()}")) == (404, "C2.18")
    assert get(site, "/a/TST/evidence/bukan-id").status_code == 404


def test_c2_a_browser_opens_a_file_by_a_ticket_for_a_minute(site: Site) -> None:
    url = attached(site)["url"]
    answer = httpx.post(f"{site.url}{url}/ticket", headers=bearer(site, "officer"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    opened = get(site, answer.json()["url"], None)
    assert (opened.status_code, opened.content) == (200, PDF)
    assert opened.headers["referrer-policy"] == "no-referrer"
    other = attach(site, upload(site).json()["upload"])["evidence"]["url"]
    ticket = answer.json()["url"].partition("?")[2]
    assert rule(get(site, f"{other}?{ticket}", None)) == (401, "H6.2"), "of another file"
    assert rule(get(site, f"{url}?{ticket}x", None)) == (401, "H6.2")
    assert rule(get(site, f"{url.replace('TST', 'LAIN')}?{ticket}", None)) == (401, "H6.2")
    clock: Any = site.town.service.clock
    clock.now += timedelta(seconds=61)
    assert rule(get(site, answer.json()["url"], None)) == (401, "H6.2")


def test_c2_who_no_longer_may_read_opens_nothing_with_a_ticket(site: Site) -> None:
    from datetime import date

    from kinerja.application.agency import RevokeRole
    from kinerja.domain.ids import made_by

    url = attached(site)["url"]
    ticket = httpx.post(f"{site.url}{url}/ticket", headers=bearer(site, "inspector")).json()["url"]
    grant = made_by(site.town.command_id("grant-inspector-INSPECTOR"), "grant")
    ended = RevokeRole(
        holder_id=site.town.ids["inspector"], grant_id=grant, last_day=date(2025, 5, 4), reason="selesai"
    )
    receipt = site.town.give(ended, "admin", "revoke")
    level = {"query": f'{{ agency(minPosition: "{receipt.position}") {{ code }} }}'}
    assert site.post("/a/TST/graphql", level).status_code == 200
    assert rule(get(site, ticket, None)) == (404, "C2.18")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Content_Type": "text/html"}, (415, "C2.12")),
        ({"Content_Type": None}, (415, "C2.12")),
        ({"Content_Encoding": "gzip"}, (415, "C2.12")),
        ({"Content_Type": "image/png"}, (415, "C2.13")),
        ({"Content_Digest": None}, (400, "C2.15")),
        ({"Content_Digest": "sha-512=:AAAA:"}, (400, "C2.15")),
        ({"Content_Digest": "sha-256=:bukan:"}, (400, "C2.15")),
        ({"Content_Digest": digest(b"lain")}, (400, "C2.16")),
    ],
)
def test_c2_what_is_not_what_it_is_said_to_be_is_not_kept(
    site: Site, headers: dict[str, str | None], expected: tuple[int, str]
) -> None:
    assert rule(upload(site, **headers)) == expected
    assert kept(site) == []


def test_c2_a_page_that_calls_itself_a_pdf_is_none(site: Site) -> None:
    page = b"<!doctype html><script>alert(1)</script>" * 400
    assert rule(upload(site, page, Content_Digest=digest(page))) == (415, "C2.13")
    assert rule(upload(site, b"", Content_Digest=digest(b""))) == (415, "C2.13")
    assert kept(site) == []


def test_c2_a_digest_may_stand_among_others(site: Site) -> None:
    several = f"sha-512=:{'A' * 86}==:, {digest(PDF)}"
    assert upload(site, Content_Digest=several).status_code == 201


def test_c2_a_file_has_its_size_declared_and_real(site: Site) -> None:
    big = b"%PDF-1.7\n" + b"0" * 1_000_000
    declared = upload(site, big, Content_Digest=digest(big))
    assert rule(declared) == (413, "C2.14")
    assert declared.json()["errors"][0]["extensions"]["maximum"] == 1_000_000
    assert rule(upload(site, iter([big]), Content_Digest=digest(big))) == (413, "C2.14"), "nothing was declared"
    assert kept(site) == []


@pytest.mark.parametrize(("who", "expected"), [(None, (401, "H6.3")), ("stranger", (403, "C2.11"))])
def test_c2_only_employees_of_the_agency_upload(site: Site, who: str | None, expected: tuple[int, str]) -> None:
    site.town.ids["stranger"] = uuid4()
    assert rule(upload(site, who=who)) == expected
    assert kept(site) == []
    elsewhere = httpx.post(f"{site.url}/a/LAIN/evidence", content=PDF, headers=bearer(site, "member"))
    assert rule(elsewhere) == (403, "H6.4")


def test_c2_no_other_method_is_known(site: Site) -> None:
    assert httpx.get(f"{site.url}/a/TST/evidence", headers=bearer(site, "member")).status_code == 405
    assert httpx.delete(f"{site.url}{attached(site)['url']}", headers=bearer(site, "member")).status_code == 405


def _connection(site: Site, length: int, first: bytes) -> socket.socket:
    """An upload that has begun."""
    host, port = site.url.removeprefix("http://").split(":")
    opened = socket.create_connection((host, int(port)))
    head = (
        f"POST /a/TST/evidence HTTP/1.1\r\nHost: x\r\nContent-Type: {TYPE}\r\nContent-Length: {length}\r\n"
        f"Content-Digest: {digest(PDF)}\r\nAuthorization: {bearer(site, 'member')['Authorization']}\r\n\r\n"
    )
    opened.sendall(head.encode() + first)
    return opened


def test_c2_an_upload_that_is_cut_off_leaves_nothing(site: Site) -> None:
    _connection(site, len(PDF), PDF[:100_000]).close()
    _until(lambda: site.connections() == 0)
    assert kept(site) == []
    assert upload(site).status_code == 201


def test_c2_an_upload_that_stalls_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "_STALL_S", 0.3)
    with contextlib.closing(_connection(site, len(PDF), PDF[:100_000])) as waiting:
        waiting.settimeout(10)
        answer = waiting.recv(4_000)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"C2.17" in answer
    assert kept(site) == []


def test_c2_with_little_room_no_file_is_taken(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "_LEAST_FREE", 2**60)
    assert rule(upload(site)) == (507, "C2.20")


def test_c2_uploads_and_downloads_are_counted_like_everything_else(
    reported: Town, cluster: Cluster, tmp_path: Path
) -> None:
    settings = Settings(data_dir=cluster.folder, evidence_dir=tmp_path / "evidence", client_budget=2_200)
    with served(reported, settings) as site:
        url = attached(site)["url"]
        answers = [get(site, url) for _ in range(4)]
        last = answers[-1]
        assert rule(last) == (429, "H12.26")
        assert int(last.headers["retry-after"]) > 0
        assert rule(upload(site)) == (429, "H12.26")
        assert get(site, url, "officer").status_code == 200, "others have their own"


def test_c2_5_an_upload_is_attached_within_a_day(site: Site) -> None:
    receipt = upload(site).json()["upload"]
    clock: Any = site.town.service.clock
    clock.now += timedelta(hours=24)
    assert attach(site, receipt)["userErrors"] == [{"rule": "C2.5"}]


def test_c2_what_is_not_attached_is_swept_after_a_day_and_what_is_attached_is_not(site: Site) -> None:
    made = attached(site)
    other = upload(site)
    assert other.status_code == 201
    store, service = FolderStore(site.settings.evidence_path), site.town.service.database.service
    now = datetime.now(UTC)
    assert sweep(service, store, now + timedelta(hours=24)) == 0, "it may still be attached"
    assert sweep(service, store, now + timedelta(hours=26)) == 1
    assert [path.name for path in kept(site)] == [made["storedAs"]]
    assert get(site, made["url"]).content == PDF


def test_c2_nothing_is_swept_while_the_read_models_lag(reported: Town, cluster: Cluster, tmp_path: Path) -> None:
    settings = Settings(data_dir=cluster.folder, evidence_dir=tmp_path / "evidence")
    with served(reported, settings) as site:
        attached(site)
        store = FolderStore(site.settings.evidence_path)
    late = datetime.now(UTC) + timedelta(hours=26)
    reported.report("2025-02", "91")  # nobody follows any more
    os.utime(kept(site)[0], (0, 0))
    store.put("TST", sha256(b"x").hexdigest(), [b"x"])
    assert sweep(reported.service.database.service, store, late) == 0
    assert len(kept(site)) == 2
    with contextlib.closing(reported.service.follower()) as follower:
        follower.catch_up()
    assert sweep(reported.service.database.service, store, late) == 1


def test_c2_an_erased_file_says_that_it_is_erased(site: Site) -> None:
    made = attached(site)
    with site.town.service.logs.datastore.scoped("TST") as connection:
        connection.execute("DELETE FROM log.data_keys WHERE category = 'EVIDENCE'")
    assert rule(get(site, made["url"])) == (410, "C2.19")
    keys = site.town.service.logs.keys
    keys.forget()
    keys.make([key_of("TST", site.town.ids["member"])])
    assert rule(get(site, made["url"])) == (410, "C2.19"), "also when something new of its person was sealed"


def test_c2_a_file_that_is_gone_or_changed_is_not_given_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made = attached(site)
    (path,) = kept(site)
    path.write_bytes(b"XXXX" + path.read_bytes()[4:])
    assert rule(get(site, made["url"])) == (500, "H12.11")
    path.unlink()
    assert rule(get(site, made["url"])) == (500, "H12.11")
    assert downloading._HEADERS["X-Content-Type-Options"] == "nosniff"


def test_c2_a_file_that_is_changed_in_its_midst_is_cut_off(site: Site) -> None:
    made = attached(site)
    (path,) = kept(site)
    stored = bytearray(path.read_bytes())
    stored[150_000] ^= 1
    path.write_bytes(stored)
    with pytest.raises(httpx.RemoteProtocolError):
        get(site, made["url"])


def _until(holds: Any) -> None:
    for _ in range(200):
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come about")


def test_d1_a_file_that_proves_feedback_is_for_both_sides(site: Site) -> None:
    """It was sealed for who sent it, and is given out to whom the feedback is for."""
    town = site.town
    told = GiveFeedback(plan_id=town.plan(), value=CoreValue.LOYAL, text="rapi")
    town.give(told, "second", "told")
    id = GlobalId("Feedback", town.agency, made_by(town.command_id("told"), "feedback"))
    given = {"feedbackId": str(id), "planId": None, "month": None, "targetId": None}
    evidence = attach(site, upload(site, who="second").json()["upload"], who="second", **given)["evidence"]
    for who in ("second", "member", "officer"):
        assert get(site, evidence["url"], who).content == PDF, who
    assert get(site, evidence["url"], "admin").status_code == 200
    town.register("other", "Pegawai other", "198501012010011888")
    assert get(site, evidence["url"], "other").status_code == 404
