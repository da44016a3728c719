"""Files that the cast of a story uploads: sealed and kept as those of every employee are (C2)."""

import mimetypes
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from kinerja.files.keeping import Keeping
from kinerja.files.uploads import Announced, Receiving, receipt_of


def upload(keeping: Keeping, agency: str, subject: UUID, file: Path, at: datetime) -> str:
    """The receipt of an uploaded file, with which its sender attaches it."""
    content = file.read_bytes()
    media_type = mimetypes.guess_type(file.name)[0] or ""
    announced = Announced(agency, subject, media_type, sha256(content).hexdigest())
    with Receiving(keeping.keys, announced, keeping.most, keeping.folder) as coming:
        coming.write(content)
        return receipt_of(keeping.secrets, agency, subject, coming.keep_in(keeping.store, at))
