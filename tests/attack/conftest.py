"""What attacks share."""

import pytest

from tests.attack.worlds import made_asked_template
from tests.conftest import Cluster


@pytest.fixture(scope="session")
def asked_template(cluster: Cluster, town_template: str) -> str:
    """A database with the town in which everything is ready to be answered."""
    return made_asked_template(cluster, town_template)
