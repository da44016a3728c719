"""Nothing personal stands in clear in the log or in any read model but the one table of texts."""

import contextlib
import csv
import subprocess
from base64 import b64decode, b64encode
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from cryptography.exceptions import InvalidTag

from kinerja.application.plan_inputs import ResultInput
from kinerja.application.plans import AddWorkResult
from kinerja.demo.run import examples_folder
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.texts import TextCategory
from kinerja.log.data_keys import KeyName
from kinerja.log.sealing import KeyRing
from kinerja.projections.store import tables
from kinerja.service import Service
from tests.conftest import Cluster
from tests.people import Town

CITY = examples_folder() / "sawahlunto"
PERSONAL = {
    "employees": ("name", "nip"),
    "roles": ("holder_name",),
    "work_results": ("title",),
    "expectations": ("expectation",),
    "progress": ("note",),
    "feedback": ("text",),
    "ratings": ("note",),
    "evaluations": ("reason",),
}
STORY_TEXTS = (
    "Beberapa izin reklame harus dicetak ulang.",
    "Indikator disesuaikan agar mutu layanan ikut dinilai.",
    "Indikator hanya menghitung jumlah; izin yang harus diperbaiki ikut terhitung.",
)


def personal_texts() -> set[str]:
    """Every name, NIP and text about a person in the example."""
    found = set(STORY_TEXTS)
    for name, columns in PERSONAL.items():
        with (CITY / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            found |= {row[column] for row in csv.DictReader(handle) for column in columns if row[column]}
    return found


def test_no_name_nip_or_text_of_the_examples_stands_in_clear_in_the_log(sawahlunto: Service) -> None:
    with psycopg.connect(sawahlunto.database.owner) as connection:
        log = b"\n".join(bytes(row[0]) for row in connection.execute("SELECT state FROM log.facts"))
        receipts = repr(connection.execute("SELECT * FROM log.receipts").fetchall())
        keys = repr(connection.execute("SELECT * FROM log.data_keys").fetchall())
    texts = personal_texts()
    assert len(texts) > 150
    for text in texts:
        assert text.encode() not in log, text
        assert text not in receipts
        assert text not in keys


def test_no_read_model_twin_or_index_holds_a_text_but_the_table_of_texts(sawahlunto: Service) -> None:
    texts = personal_texts()
    names = [name for t in tables() for name in ([t.name] if t.append_only else [t.name, t.history])]
    with psycopg.connect(sawahlunto.database.owner) as connection:
        for name in names:
            content = repr(connection.execute(f"SELECT * FROM read.{name}".encode()).fetchall())
            assert not [text for text in texts if text in content], name
        held = {row[0] for row in connection.execute("SELECT content FROM read.texts")}
        indexed = connection.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'read' AND indexdef LIKE '%content%'"
        ).fetchall()
    assert texts <= held
    assert indexed == []


def test_the_bytes_of_the_tables_on_disk_hold_none_either(sawahlunto: Service, cluster: Cluster) -> None:
    """The files themselves, indexes included, all but those of the table of texts."""
    cluster.checkpoint()
    with psycopg.connect(sawahlunto.database.owner, autocommit=True) as connection:
        paths = [
            row[0]
            for row in connection.execute(
                "SELECT pg_relation_filepath(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE n.nspname IN ('log', 'read') AND c.relkind IN ('r', 'i', 't') AND c.relname NOT LIKE 'texts%'"
            )
            if row[0]
        ]
    base = cluster.folder / "postgres" / "cluster"
    names = sorted(text for text in personal_texts() if text.isdecimal() or len(text) < 40)
    patterns = cluster.folder / "patterns.txt"
    patterns.write_text("\n".join(names), encoding="utf-8")
    files = [str(base / path) for path in paths if (base / path).exists()]
    assert len(files) > 50
    found = subprocess.run(["grep", "-laF", "-f", str(patterns), *files], capture_output=True, text=True, check=False)
    assert found.stdout == ""


def test_a_sealed_text_opens_only_in_its_place_and_under_its_key(service: Service) -> None:
    service.logs.open("TST")
    name = KeyName("TST", UUID(int=5), TextCategory.IDENTITY)
    other = KeyName("TST", UUID(int=6), TextCategory.IDENTITY)
    keys = service.logs.keys
    sealed = keys.seal(name, "Siti", "stream/1/name")
    keys.seal(other, "Budi", "stream/1/name")
    assert "Siti" not in sealed
    assert keys.open(name, sealed, "stream/1/name") == "Siti"
    with pytest.raises(InvalidTag):
        keys.open(name, sealed, "stream/2/name")
    with pytest.raises(InvalidTag):
        keys.open(other, sealed, "stream/1/name")


def test_without_its_data_key_a_text_is_erased_also_in_a_rebuild(service: Service) -> None:
    town = Town(service).found()
    subject = town.ids["member"]
    service.rebuild()
    with service.logs.datastore.scoped(town.agency) as connection:
        connection.execute("DELETE FROM log.data_keys WHERE agency = %s AND subject = %s", [town.agency, subject])
        connection.execute("DELETE FROM read.texts WHERE agency = %s AND subject = %s", [town.agency, subject])
    service.rebuild()
    with service.logs.datastore.scoped(town.agency) as connection:
        left = connection.execute("SELECT count(*) AS n FROM read.texts WHERE subject = %s", [subject]).fetchone()
        rows = connection.execute("SELECT count(*) AS n FROM read.employees WHERE id = %s", [subject]).fetchone()
    assert left is not None
    assert rows is not None
    assert (left["n"], rows["n"]) == (0, 1)


def _erase(service: Service, agency: str, subject: UUID) -> None:
    """As the guide for operators has it."""
    with psycopg.connect(service.database.owner) as connection:
        connection.execute("DELETE FROM log.data_keys WHERE agency = %s AND subject = %s", [agency, subject])
    service.logs.keys.forget()


def test_an_erased_text_stays_erased_when_its_person_has_a_new_key(service: Service) -> None:
    """Also one that was sealed before texts bore the mark of their key."""
    service.logs.open("TST")
    name, keys = KeyName("TST", UUID(int=5), TextCategory.IDENTITY), service.logs.keys
    sealed = keys.seal(name, "Siti", "place")
    old = b64encode(b64decode(sealed.partition(".")[2])).decode()
    assert keys.open(name, old, "place") == "Siti"
    _erase(service, "TST", name.subject)
    assert (keys.open(name, sealed, "place"), keys.open(name, old, "place")) == (None, None)
    new = keys.seal(name, "Siti Baru", "place")
    assert keys.open(name, new, "place") == "Siti Baru"
    assert (keys.open(name, sealed, "place"), keys.open(name, old, "place")) == (None, None)


def test_the_read_models_are_built_after_an_erasure_that_another_text_followed(town: Town) -> None:
    service = town.service
    subject = town.ids["member"]
    town.draft("member")
    service.rebuild()
    before = _texts(service, subject)
    _erase(service, town.agency, subject)
    town.give(AddWorkResult(plan_id=town.plan("member"), result=result("Hasil baru")), "member", "after")
    service.rebuild()
    assert _texts(service, subject) == {"Hasil baru"}
    assert "Hasil baru" not in before
    with contextlib.closing(service.follower()) as follower:
        follower.catch_up()
    assert _texts(service, subject) == {"Hasil baru"}


def result(title: str) -> ResultInput:
    return ResultInput(title=title, kind=WorkResultKind.ADDITIONAL, weight=Decimal(0))


def _texts(service: Service, subject: UUID) -> set[str]:
    with psycopg.connect(service.database.owner) as connection:
        rows = connection.execute("SELECT content FROM read.texts WHERE subject = %s", [subject])
        return {row[0] for row in rows}


def test_a_wrong_master_key_opens_nothing(service: Service) -> None:
    service.logs.open("TST")
    name = KeyName("TST", UUID(int=5), TextCategory.IDENTITY)
    sealed = service.logs.keys.seal(name, "Siti", "place")
    with pytest.raises(InvalidTag):
        KeyRing(service.logs.datastore, b"\x01" * 32).open(name, sealed, "place")


def test_secrets_are_made_once_and_are_readable_by_us_alone(tmp_path: Path) -> None:
    from kinerja.log.sealing import Secrets

    first = Secrets.load_or_create(tmp_path / "secrets.json")
    assert Secrets.load_or_create(tmp_path / "secrets.json") == first
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0


def test_one_nip_belongs_to_one_employee_and_its_claim_says_nothing_of_it(service: Service) -> None:
    from kinerja.domain.refusals import Refused

    town = Town(service).found()
    with pytest.raises(Refused) as refused:
        town.register("twin", "Orang Lain", "198501012010011002")
    assert refused.value.refusals[0].rule.id == "B1.5"
    claim = service.logs.of(town.agency).claim("NIP", "198501012010011002")
    other_agency = service.logs.of("OTHER").claim("NIP", "198501012010011002")
    assert claim != other_agency
