"""Files that were uploaded, without a server."""

from hashlib import sha256
from pathlib import Path

from kinerja.application.evidence import AttachEvidence
from kinerja.files.store import FolderStore
from kinerja.files.uploads import Announced, Receiving, receipt_of
from tests.people import Town

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 1_000


def uploaded(town: Town, folder: Path, content: bytes = PDF, who: str = "member") -> str:
    """The receipt of a file that is kept in a folder."""
    subject = town.ids[who]
    announced = Announced(town.agency, subject, "application/pdf", sha256(content).hexdigest())
    with Receiving(town.service.logs.keys, announced, 10_000_000, folder) as coming:
        coming.write(content)
        upload = coming.keep_in(FolderStore(folder), town.service.clock())
    return receipt_of(town.service.secrets, town.agency, subject, upload)


def with_evidence(town: Town, folder: Path) -> str:
    """The member reported January, with a file that proves it; gives the file's key."""
    town.draft()
    town.approve()
    town.report("2025-01", "90")
    command = AttachEvidence(
        plan_id=town.plan(), month="2025-01", target_id=town.target(), title="Rekap",
        upload=uploaded(town, folder), file_name="rekap.pdf",
    )  # fmt: skip
    town.give(command, "member", "evidence")
    (key,) = FolderStore(folder).before(town.agency, town.service.clock().replace(year=2999))
    return key
