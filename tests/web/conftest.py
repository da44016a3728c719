"""The town, served."""

from collections.abc import Iterator

import pytest

from kinerja.settings import Settings
from tests.conftest import Cluster
from tests.people import Town
from tests.web.site import Site, served


@pytest.fixture
def site(town: Town, cluster: Cluster) -> Iterator[Site]:
    """The town on a server of its own."""
    with served(town, Settings(data_dir=cluster.folder)) as made:
        yield made
