"""The client: asks for one address at a time, as the policy and the host's robots.txt have it."""

from __future__ import annotations

import io
import ipaddress
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Final, Self

import httpx2

from dateline.errors import FetchError, InputError
from dateline.fetch import robots
from dateline.fetch.addresses import require_public
from dateline.fetch.pace import FIRST_WAIT, Pace, backoff, retry_after
from dateline.fetch.policy import Policy
from dateline.fetch.robots import Robots
from dateline.fetch.transport import CheckedTransport
from dateline.read.gunzip import Gunzip

GOOD: Final = frozenset({200, 203, 304})
"""Statuses that are an answer to what was asked: all of it, or that it has not changed."""

TRY_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
"""Statuses that pass by themselves: too many requests, a server or what stands behind it in trouble."""

PACKINGS: Final = frozenset({"", "identity", "gzip"})
"""Content-Encodings that are asked for."""

MEANINGS: Final = {status.value: status.phrase for status in HTTPStatus}

LONGEST_URL: Final = 8_000
"""Characters; RFC 9110 asks servers to take this many."""

ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, "
    "application/json;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the address after redirects, the status, headers, and the unpacked body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Fetches addresses; to be closed, or used in a `with` statement. Threads may share it.

    `transport` sends the requests (None: over the network, to checked addresses); `clock` (seconds, never backwards)
    and `sleep` (seconds) are the time.
    """

    def __init__(
        self,
        policy: Policy | None = None,
        transport: httpx2.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.policy = policy or Policy()
        self._clock = clock
        self._sleep = sleep
        self._pace = Pace(self.policy.longest_wait, clock, sleep)
        self._robots = Robots(self._ask_robots, clock)
        self._http = httpx2.Client(
            transport=transport or CheckedTransport(self.policy),
            timeout=self.policy.timeout,
            trust_env=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={
                "User-Agent": self.policy.user_agent,
                "Accept": ACCEPT,
                "Accept-Encoding": "gzip",
                "Connection": "close",
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open."""
        self._http.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer of an address, redirects followed: of a status of `GOOD`. Waits for the host's turn.

        Raises `FetchError` for every other status and for whatever else goes wrong, after further attempts where it
        may pass.
        """
        answer = self._persist(url, lambda: self._follow(url, headers or {}))
        if answer.status not in GOOD:
            raise FetchError(_status(answer.status))
        return answer

    def _persist(self, url: str, ask: Callable[[], Answer]) -> Answer:
        """What `ask` answers, asked again while its trouble may pass and the waits are short.

        No attempt begins later than the longest wait after the first: a server that took its two minutes to give
        nothing will not do better at once, and others wait.
        """
        jitter = random.Random(f"{self.policy.seed} {url}")
        attempt = 1
        end = self._clock() + self.policy.longest_wait
        while True:
            try:
                return ask()
            except FetchError as error:
                wait = error.retry_after or backoff(attempt, FIRST_WAIT, jitter)
                if not error.passing or attempt >= self.policy.attempts or self._clock() + wait > end:
                    raise
            self._sleep(wait)
            attempt += 1

    def _follow(self, url: str, headers: Mapping[str, str]) -> Answer:
        for _ in range(self.policy.redirects + 1):
            address = self._address(url)
            wanted = self._robots.require_allowed(_origin(address), str(address))
            delay = max(self.policy.delay, wanted)
            self._pace.wait(address.host, delay)
            try:
                answer, target = self._ask(address, headers, self.policy.max_bytes, cut=False)
            finally:
                # A server that is slow to answer is not to be asked again the moment it has.
                self._pace.leave(address.host, delay)
            if target is None:
                return answer
            url = target
        raise FetchError(f"redirected more than {self.policy.redirects} times, at last to {url}")

    def _ask_robots(self, url: str) -> tuple[int, bytes]:
        """A robots.txt. It does not wait for the host's turn: it is asked for once a day, before all else."""
        answer = self._persist(url, lambda: self._follow_robots(url))
        return answer.status, answer.body

    def _follow_robots(self, url: str) -> Answer:
        for _ in range(self.policy.redirects + 1):
            answer, target = self._ask(self._address(url), {}, robots.MAX_BYTES, cut=True)
            if target is None:
                return answer
            url = target
        # RFC 9309, 2.3.1.2: too many redirects are as good as no file.
        return Answer(url, 404, {}, b"")

    def _address(self, url: str) -> httpx2.URL:
        """The address, checked. Raises `FetchError`."""
        if len(url) > LONGEST_URL:
            raise FetchError(f"an address of {len(url):,} characters; {LONGEST_URL:,} are allowed")
        try:
            address = httpx2.URL(url)
            host = address.host
        except (httpx2.InvalidURL, UnicodeError) as error:  # a host of `xn--` and no name
            raise FetchError(f"{url!r} is not an address: {error}") from error
        if address.scheme not in ("http", "https"):
            raise FetchError(f"{url!r} is not fetched: only http and https are")
        if not host:
            raise FetchError(f"{url!r} names no host")
        if address.userinfo:
            raise FetchError(f"an address with a password is not fetched, for addresses are kept: {address.host}")
        if not self.policy.allow_private and _is_number(address.host):
            require_public(address.host, [address.host])
        return address

    def _ask(
        self, address: httpx2.URL, headers: Mapping[str, str], max_bytes: int, cut: bool
    ) -> tuple[Answer, str | None]:
        """The answer of one address, and where it redirects to. Raises `FetchError`, also for a server in trouble."""
        request = self._http.build_request("GET", address, headers=headers)
        try:
            response = self._http.send(request, stream=True, follow_redirects=False)
            try:
                target = _target(response)
                if response.status_code in TRY_AGAIN:
                    raise self._trouble(address.host, response)
                body = _body(response, max_bytes, cut) if response.status_code in GOOD else b""
            finally:
                response.close()
        except httpx2.TimeoutException as error:
            raise FetchError(f"{address.host} does not answer in time: {error}", passing=True) from error
        except httpx2.TransportError as error:
            raise FetchError(f"the connection to {address.host} failed: {error}", passing=True) from error
        except (httpx2.RequestError, httpx2.InvalidURL, UnicodeError) as error:
            raise FetchError(f"{address.host} answers what can't be read: {error}") from error
        return Answer(str(address), response.status_code, response.headers, body), target

    def _trouble(self, host: str, response: httpx2.Response) -> FetchError:
        wait = retry_after(response.headers)
        if wait:
            self._pace.leave(host, wait)
        return FetchError(_status(response.status_code), passing=True, retry_after=wait)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _origin(address: httpx2.URL) -> str:
    return f"{address.scheme}://{address.netloc.decode('ascii')}"


def _target(response: httpx2.Response) -> str | None:
    """Where a response redirects to. Raises `FetchError` if that is no address."""
    if not response.has_redirect_location:
        return None
    if response.next_request is None:
        raise FetchError(f"redirected to {response.headers['location'][:200]!r}, which is not an address")
    return str(response.next_request.url)


def _body(response: httpx2.Response, max_bytes: int, cut: bool) -> bytes:
    """The unpacked body; what is longer than `max_bytes` is cut off, or an error. Raises `FetchError`."""
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in PACKINGS:
        raise FetchError(f"packed as {packing[:40]!r}, which was not asked for")
    wire = bytearray()
    for part in response.iter_raw():
        wire += part
        if len(wire) > max_bytes and not cut:
            raise _too_long(max_bytes)
        if len(wire) > max_bytes:
            break
    body = _unpacked(bytes(wire), max_bytes + 1) if packing == "gzip" else bytes(wire)
    if len(body) > max_bytes and not cut:
        raise _too_long(max_bytes)
    return body[:max_bytes]


def _unpacked(wire: bytes, most: int) -> bytes:
    """Up to so many bytes that a gzip unpacks to. Raises `FetchError` if it is broken or ends early."""
    try:
        # httpx2 unpacks as well, but takes a gzip that was cut off for a whole one.
        return io.BufferedReader(Gunzip(io.BytesIO(wire))).read(most)
    except InputError as error:
        raise FetchError(str(error), passing=True) from error


def _too_long(max_bytes: int) -> FetchError:
    return FetchError(f"too long: it has more than {max_bytes:,} bytes; save it as a file and give that")


def _status(status: int) -> str:
    words = MEANINGS.get(status)
    return f"the server answers {status}{f' ({words})' if words else ''}"
