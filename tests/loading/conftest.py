"""Loads of last year's files."""

from datetime import UTC, datetime

import pytest

from tests.conftest import TestClock


@pytest.fixture
def clock() -> TestClock:
    """The year after that of the files."""
    return TestClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
