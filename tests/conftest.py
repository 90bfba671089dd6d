"""What the tests share: one engine and one coder a session, since loading takes a second."""

import signal

import pytest

import dateline
from dateline.language import Engine

# A job in the background ignores Ctrl-C, and so would the programs that tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def coder() -> dateline.Coder:
    return dateline.load()
