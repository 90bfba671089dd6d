"""The rules of this folder are tested with the cue lexicon, whose answers a new training does not change."""

import pytest

import dateline
from dateline.events import LexiconTyper


@pytest.fixture(scope="session")
def coder() -> dateline.Coder:
    return dateline.Coder(typer=LexiconTyper())


@pytest.fixture(scope="session")
def default_coder() -> dateline.Coder:
    return dateline.load()
