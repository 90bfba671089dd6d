"""What the tests share: one engine and one coder a session, since loading takes a second."""

import pytest

import dateline
from dateline.language import Engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def coder() -> dateline.Coder:
    return dateline.load()
