"""A site, a time, and clients that ask it."""

from collections.abc import Callable, Iterator

import pytest

from dateline.fetch import Client, Policy
from tests.fetch.site import Site, Time

Make = Callable[..., Client]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def make(time: Time) -> Make:
    """`make(delay=5)`: a client that may ask this machine, in a time that passes at once."""

    def make(**policy: object) -> Client:
        return Client(Policy(**{"allow_private": True, **policy}), clock=time.clock, sleep=time.sleep)  # type: ignore[arg-type]

    return make


@pytest.fixture
def client(make: Make) -> Client:
    return make()
