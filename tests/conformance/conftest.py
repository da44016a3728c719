"""The town behind a live service that knows the documents of our clients by id."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinerja.settings import Settings
from tests.conftest import Cluster
from tests.people import Town
from tests.web.site import Site, served

ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / "clients"
MANIFESTS = [
    CLIENTS / "apollo/src/gql/persisted-documents.json",
    CLIENTS / "urql/src/gql/persisted-documents.json",
    CLIENTS / "relay/persisted-documents.json",
]


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    """The manifests of all clients in one; what a client has not generated yet is generated."""
    documents: dict[str, str] = {}
    for manifest in MANIFESTS:
        if not manifest.exists():
            folder = next(each for each in manifest.parents if each.parent == CLIENTS)
            subprocess.run(["npm", "run", "generate"], cwd=folder, check=True, capture_output=True)
        documents |= json.loads(manifest.read_text())
    file = tmp_path / "documents.json"
    file.write_text(json.dumps(documents))
    return file


@pytest.fixture
def live(town: Town, cluster: Cluster, trusted: Path) -> Iterator[Site]:
    """The service."""
    with served(town, Settings(data_dir=cluster.folder, trusted_documents=trusted)) as made:
        yield made


@pytest.fixture
def unthrottled(town: Town, cluster: Cluster) -> Iterator[Site]:
    """The service without budgets."""
    many = 10**9
    with served(town, Settings(data_dir=cluster.folder, client_budget=many, agency_budget=many)) as made:
        yield made
