"""Files sealed in chunks: whole and in order, or not at all (C2)."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja.domain.texts import TextCategory
from kinerja.files.sealing import CHUNK, BrokenFile, Sealer, opened
from kinerja.log.data_keys import KeyName
from kinerja.log.sealing import KeyRing
from kinerja.service import Service

NAME = KeyName("TST", UUID(int=40), TextCategory.EVIDENCE)
OTHER = KeyName("TST", UUID(int=41), TextCategory.EVIDENCE)
SEALED_CHUNK = CHUNK + 16
HEAD = 76


@pytest.fixture
def keys(service: Service) -> KeyRing:
    return service.logs.keys


def sealed(keys: KeyRing, clear: bytes, block: int = 10_000) -> bytes:
    sealer = Sealer(keys, NAME)
    parts = [sealer.update(clear[at : at + block]) for at in range(0, len(clear), block)]
    return b"".join([sealer.head, *parts, sealer.finish()])


def cut(content: bytes, size: int) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content), size))


def read(keys: KeyRing, stored: bytes, name: KeyName = NAME, block: int = 7_000) -> bytes | None:
    chunks = opened(keys, name, cut(stored, block))
    return None if chunks is None else b"".join(chunks)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    length=st.one_of(st.integers(0, 3 * CHUNK + 1), st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])),
    coming=st.integers(1_000, 200_000),
    stored=st.integers(1_000, 200_000),
)
def test_c2_a_file_of_any_length_in_any_blocks_comes_out_as_it_went_in(
    keys: KeyRing, length: int, coming: int, stored: int
) -> None:
    clear = bytes(index % 251 for index in range(length))
    kept = sealed(keys, clear, coming)
    assert read(keys, kept, block=stored) == clear
    assert len(kept) == HEAD + length + 16 * max(1, -(-length // CHUNK))


def test_c2_the_same_file_is_stored_as_other_bytes_each_time(keys: KeyRing) -> None:
    assert sealed(keys, b"sama") != sealed(keys, b"sama")
    assert b"sama" not in sealed(keys, b"sama" * 1000)


def _chunks(stored: bytes) -> tuple[bytes, list[bytes]]:
    return stored[:HEAD], list(cut(stored[HEAD:], SEALED_CHUNK))


def _tampered(stored: bytes) -> dict[str, bytes]:
    head, (first, second, third) = _chunks(stored)
    return {
        "cut off at a chunk": head + first + second,
        "cut off within a chunk": stored[:-1],
        "only the head": head,
        "nothing": b"",
        "half a head": head[:10],
        "another mark": b"XXXX" + stored[4:],
        "another key": head[:20] + bytes([head[20] ^ 1]) + head[21:] + first + second + third,
        "chunks swapped": head + second + first + third,
        "a chunk left out": head + first + third,
        "a chunk twice": head + first + first + second + third,
        "something behind it": stored + b"x",
        "a chunk behind it": stored + third,
        "a bit": stored[:-20] + bytes([stored[-20] ^ 1]) + stored[-19:],
    }


def test_c2_whatever_is_changed_is_noticed(keys: KeyRing) -> None:
    stored = sealed(keys, b"a" * (2 * CHUNK + 100))
    noticed = []
    for what, changed in _tampered(stored).items():
        try:
            read(keys, changed)
        except BrokenFile:
            noticed.append(what)
    assert noticed == list(_tampered(stored))


def test_c2_a_file_does_not_open_as_somebody_elses(keys: KeyRing) -> None:
    keys.make([OTHER])
    with pytest.raises(BrokenFile):
        read(keys, sealed(keys, b"milik pegawai"), OTHER)


def test_c2_an_erased_key_erases_the_file_at_once(keys: KeyRing, service: Service) -> None:
    stored = sealed(keys, b"hapus")
    assert read(keys, stored) == b"hapus"
    with service.logs.datastore.scoped("TST") as connection:
        connection.execute("DELETE FROM log.data_keys WHERE subject = %s", [NAME.subject])
    assert read(keys, stored) is None, "also in a process that used the key before"


def test_c2_an_erased_file_stays_erased_when_its_person_has_a_new_key(keys: KeyRing, service: Service) -> None:
    stored = sealed(keys, b"hapus")
    old = _unmarked(stored)
    assert read(keys, old) == b"hapus", "a file from before there were marks"
    with service.logs.datastore.scoped("TST") as connection:
        connection.execute("DELETE FROM log.data_keys WHERE subject = %s", [NAME.subject])
    keys.forget()
    assert read(keys, sealed(keys, b"baru")) == b"baru"
    assert (read(keys, stored), read(keys, old)) == (None, None)


def _unmarked(stored: bytes) -> bytes:
    """As the same file was sealed before: another form, and no mark of 12 bytes behind it."""
    return b"KNJ1" + stored[16:]


def test_c2_memory_stays_that_of_a_chunk(keys: KeyRing) -> None:
    import tracemalloc

    block = b"x" * 50_000
    sealer = Sealer(keys, NAME)
    tracemalloc.start()
    for _ in range(400):  # 20 MB
        sealer.update(block)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
