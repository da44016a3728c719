"""Sealing of texts: AES-GCM with one data key per subject and category, wrapped by a master key.

Deleting a data key erases every text under it for ever; hashes, totals and proofs do not change. What is sealed
bears the mark of its key, so that it stays erased when the same subject has a new key.
"""

import base64
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kinerja.domain.ids import of_service
from kinerja.domain.texts import TextCategory
from kinerja.log.data_keys import MARK_BYTES, NONCE_BYTES, DataKey, KeyName, opened
from kinerja.log.datastore import LogDatastore

SECRET_BYTES = 32
"""Length of every secret and data key."""
_TOKEN_BYTES = 16
_KEPT_KEYS = 10_000
_NEVER_KEPT = frozenset({TextCategory.COMMENT})
"""Citizens may have these erased at any time: a process that keeps none of their keys opens none of them after."""
_MAKE = """
INSERT INTO log.data_keys
SELECT %s, subject, category, wrapped
  FROM unnest(%s::uuid[], %s::text[], %s::bytea[]) AS k (subject, category, wrapped)
    ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Secrets:
    """The secrets of an installation, to be kept and backed up apart from the database.

    ``master`` wraps the data keys, ``claims`` keys the hash that a NIP is claimed by and is never rotated,
    ``receipts`` keys the hash of a command's input. 32 bytes each.
    """

    master: bytes
    claims: bytes
    receipts: bytes

    @classmethod
    def load_or_create(cls, path: Path) -> "Secrets":
        """Read the secrets of a data folder; make them, readable by us alone, on the first start."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            made = {name: secrets.token_hex(SECRET_BYTES) for name in ("master", "claims", "receipts")}
            draft = path.with_suffix(f".{os.getpid()}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as handle:
                json.dump(made, handle)
            try:
                os.link(draft, path)  # of several processes that start at once, one makes them
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return cls(**{name: bytes.fromhex(value) for name, value in json.loads(path.read_text()).items()})

    def claim(self, agency: str, kind: str, value: str) -> bytes:
        """The keyed hash under which something secret but unique is claimed, such as a NIP."""
        return hmac.digest(self.claims, "\x1f".join((agency, kind, value)).encode(), "sha256")

    def fingerprints(self) -> dict[str, str]:
        """A keyed hash of a fixed text under each secret, 32 hex digits: says which it is, and nothing of it."""
        named = {"master": self.master, "claims": self.claims, "receipts": self.receipts}
        return {
            name: hmac.digest(key, f"kinerja {name}".encode(), "sha256").hex()[:32] for name, key in named.items()
        }

    def opens(self, name: KeyName, wrapped: bytes) -> bool:
        """Whether the master key is the one that a data key was wrapped by."""
        try:
            AESGCM(self.master).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], name.encoded)
        except InvalidTag:
            return False
        return True

    def seal_note(self, content: bytes, *purpose: str) -> str:
        """What a client carries for us and neither reads nor changes, for one purpose; as text for an address."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._of_notes.encrypt(nonce, content, "\x1f".join(purpose).encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")

    def open_note(self, sealed: str, *purpose: str) -> bytes | None:
        """What was sealed for a purpose; None when it was not, or not by us."""
        try:
            content = base64.b64decode(sealed + "=" * (-len(sealed) % 4), b"-_", validate=True)
            return self._of_notes.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], "\x1f".join(purpose).encode())
        except (InvalidTag, ValueError):
            return None

    @property
    def _of_notes(self) -> AESGCM:
        """A key of its own, derived from one that is never shown."""
        return AESGCM(hmac.digest(self.receipts, b"kinerja notes", "sha256"))

    def own_id(self, of: UUID, what: str) -> UUID:
        """The id of a command that the service gives itself: the same each time, and nobody else can work it out."""
        key = hmac.digest(self.receipts, b"kinerja own commands", "sha256")
        return of_service(UUID(bytes=hmac.digest(key, f"{of}\x1f{what}".encode(), "sha256")[:16]))

    def giver_mark(self, command: UUID, giver: UUID) -> UUID:
        """What stands in place of a giver in the receipt of an anonymous command: who knows both finds it."""
        key = hmac.digest(self.receipts, b"kinerja givers", "sha256")
        return UUID(bytes=hmac.digest(key, command.bytes + giver.bytes, "sha256")[:16], version=5)

    def feedback_token(self, agency: str, command: UUID) -> str:
        """The token that a command gives to a citizen: random to whoever has not this key, the same each time.

        26 letters and digits that are not mistaken for each other.
        """
        key = hmac.digest(self.receipts, b"kinerja feedback tokens", "sha256")
        made = hmac.digest(key, f"{agency}\x1f{command}".encode(), "sha256")[:_TOKEN_BYTES]
        return base64.b32encode(made).decode().rstrip("=").lower()

    def input_hmac(self, content: bytes) -> bytes:
        """The keyed hash of a command's input: the same id with another input is noticed."""
        return hmac.digest(self.receipts, content, "sha256")


class KeyRing:
    """Seals and opens the texts of one process. Keys are made on first use and kept once read.

    ``forget`` drops what is kept: before a rebuild, so that a key erased meanwhile is not used again.
    """

    def __init__(self, datastore: LogDatastore, master: bytes) -> None:
        self._datastore = datastore
        self._master = AESGCM(master)
        self._keys: dict[KeyName, DataKey] = {}

    def forget(self) -> None:
        """Read every key anew from the database from here on."""
        self._keys = {}

    def seal(self, name: KeyName, clear: str, place: str) -> str:
        """The text encrypted for its place (stream, version and field): the mark of its key, a dot, the rest."""
        sealed = self.seal_bytes(name, clear.encode(), place)
        return ".".join(base64.b64encode(part).decode() for part in (sealed[:MARK_BYTES], sealed[MARK_BYTES:]))

    def seal_bytes(self, name: KeyName, clear: bytes, place: str) -> bytes:
        """Something short that is no text, such as the key of a file, encrypted for its place."""
        key = self._keys.get(name) or self._made(name)
        nonce = os.urandom(NONCE_BYTES)
        return key.mark + nonce + key.cipher.encrypt(nonce, clear, place.encode())

    def open(self, name: KeyName, sealed: str, place: str) -> str | None:
        """The text in clear; None when the key it was sealed by was erased, also where there is a newer one.

        Raises InvalidTag when it was tampered with; of a text without a mark, from before there were any, that cannot
        be told from an erased one.
        """
        mark, _, content = sealed.rpartition(".")
        clear = opened(name, self._found(name), base64.b64decode(mark), base64.b64decode(content), place)
        return None if clear is None else clear.decode()

    def open_bytes(self, name: KeyName, sealed: bytes, place: str, *, marked: bool = True) -> bytes | None:
        """The same of what ``seal_bytes`` gives, or gave before there were marks. Whether the key was erased is
        looked up each time: a process that gives out files does so for long.
        """
        cut = MARK_BYTES if marked else 0
        return opened(name, self._read([name]).get(name), sealed[:cut], sealed[cut:], place)

    def warm(self, names: Iterable[KeyName]) -> None:
        """Read the keys that are not kept yet, all of one agency, in one statement."""
        missing = [name for name in set(names) if name not in self._keys and name.category not in _NEVER_KEPT]
        if not missing:
            return
        if len(self._keys) > _KEPT_KEYS:
            self.forget()
        self._keys |= self._read(missing)

    def _read(self, names: Sequence[KeyName]) -> dict[KeyName, DataKey]:
        """The keys as they stand in the database, all of one agency."""
        agency = names[0].agency
        query = (
            "SELECT k.subject, k.category, k.wrapped FROM log.data_keys k"
            " JOIN unnest(%s::uuid[], %s::text[]) AS wanted (subject, category) USING (subject, category)"
            " WHERE k.agency = %s"
        )
        wanted = [[name.subject for name in names], [str(name.category) for name in names], agency]
        found = {}
        with self._datastore.scoped(agency) as connection:
            for row in connection.execute(query.encode(), wanted, prepare=True):
                name = KeyName(agency, row["subject"], TextCategory(row["category"]))
                found[name] = self._unwrap(name, row["wrapped"])
        return found

    def _found(self, name: KeyName) -> DataKey | None:
        if name.category in _NEVER_KEPT:
            return self._read([name]).get(name)
        self.warm([name])
        return self._keys.get(name)

    def erase(self, agency: str, subjects: Sequence[UUID]) -> None:
        """Delete for ever the keys of what some subjects said in words, and the words where they are shown."""
        with self._datastore.scoped(agency) as connection:
            connection.execute("SELECT log.erase_words(%s, %s)", [agency, list(subjects)])

    def make(self, names: Iterable[KeyName]) -> None:
        """Make the keys that are not there yet, all of one agency, in one statement."""
        self.warm(names := set(names))
        missing = sorted((name for name in names if name not in self._keys), key=lambda name: name.encoded)
        if not missing:
            return
        made = [missing[0].agency, [n.subject for n in missing], [str(n.category) for n in missing]]
        with self._datastore.scoped(missing[0].agency) as connection:
            connection.execute(_MAKE, [*made, [self._wrapped(name) for name in missing]], prepare=True)
        self.warm(missing)  # another process may have been faster: what stands in the database counts

    def _wrapped(self, name: KeyName) -> bytes:
        """A new data key, wrapped."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._master.encrypt(nonce, os.urandom(SECRET_BYTES), name.encoded)

    def _made(self, name: KeyName) -> DataKey:
        self.make([name])
        key = self._found(name)
        if key is None:
            raise RuntimeError("a data key vanished while it was made")
        return key

    def _unwrap(self, name: KeyName, wrapped: bytes) -> DataKey:
        nonce, content = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        key = self._master.decrypt(nonce, content, name.encoded)
        return DataKey.of(name, key)
