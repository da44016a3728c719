"""Follow the log in a process of its own, to be killed in mid-page."""

import sys
from pathlib import Path

from kinerja.database.connections import Database
from kinerja.log.sealing import Secrets
from kinerja.service import service_on

if __name__ == "__main__":
    owner, service, folder = sys.argv[1:]
    with service_on(Database(owner, service), Secrets.load_or_create(Path(folder) / "secrets.json")) as running:
        follower = running.follower()
        sys.stdout.write("following\n")
        sys.stdout.flush()
        follower.catch_up()
