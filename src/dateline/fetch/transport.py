"""The connection under the client: it goes to an address that was checked, and ends at a deadline.

The check is where the connection is made, and the connection goes to the very address that was checked: a name that
resolves differently a moment later (DNS rebinding) gains nothing. Each request has its own connection, so that none
outlives its check.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

import httpcore2
import httpx2

from dateline.fetch.addresses import require_public, resolve
from dateline.fetch.policy import Policy

Resolve = Callable[[str, int], list[str]]

FAULTS: Final = (
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.TimeoutException,
    httpcore2.UnsupportedProtocol,
)


class CheckedTransport(httpx2.BaseTransport):
    """httpx2's transport over httpcore2, with `CheckedBackend` on top of `network` (the system's sockets)."""

    def __init__(
        self, policy: Policy, resolve: Resolve = resolve, network: httpcore2.NetworkBackend | None = None
    ) -> None:
        # A proxy was chosen by the user, wherever it is; what it reaches is its own affair.
        policy = replace(policy, allow_private=policy.allow_private or policy.proxy is not None)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            proxy=httpcore2.Proxy(policy.proxy) if policy.proxy else None,
            # Who shares the client decides how many are open at once.
            max_connections=None,
            max_keepalive_connections=0,
            network_backend=CheckedBackend(policy, resolve, network or httpcore2.SyncBackend()),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request. Raises `httpx2.TransportError`, and `FetchError` where the address is refused."""
        url = request.url
        stream = request.stream
        assert isinstance(stream, httpx2.SyncByteStream)
        with _as_httpx(request):
            response = self._pool.handle_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=stream,
                    extensions=request.extensions,
                )
            )
        return httpx2.Response(
            response.status, headers=response.headers, stream=_Body(response, request), extensions=response.extensions
        )

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()


class CheckedBackend(httpcore2.NetworkBackend):
    """Connects to checked addresses, and bounds the time of each connection."""

    def __init__(self, policy: Policy, resolve: Resolve, network: httpcore2.NetworkBackend) -> None:
        self._policy = policy
        self._resolve = resolve
        self._network = network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first of the host's addresses that takes one. Raises `FetchError` if one is refused."""
        addresses = self._resolve(host, port)
        if not self._policy.allow_private:
            require_public(host, addresses)
        fault: Exception = httpcore2.ConnectError(f"{host} has no address")
        deadline = _Deadline(self._policy.deadline)
        for address in addresses:
            try:
                stream = self._network.connect_tcp(address, port, deadline.left(timeout), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                fault = error
            else:
                return _TimedStream(stream, deadline)
        raise fault


class _Deadline:
    """What is left of a connection's seconds."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that one step may take. Raises `httpcore2.TimeoutException` when none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("it takes too long")
        return left if timeout is None else min(timeout, left)


class _TimedStream(httpcore2.NetworkStream):
    """A network stream that ends at a deadline: a timeout for each step does not end what comes drop by drop."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx2.SyncByteStream):
    """A response's bytes as they come, its faults as httpx2 tells them."""

    def __init__(self, response: httpcore2.Response, request: httpx2.Request) -> None:
        self._response = response
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx(self._request):
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


@contextmanager
def _as_httpx(request: httpx2.Request) -> Iterator[None]:
    """httpcore2's faults as httpx2's, which is what a client's caller expects."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise httpx2.TimeoutException(str(error) or "it takes too long", request=request) from error
    except FAULTS as error:
        raise httpx2.TransportError(str(error) or type(error).__name__, request=request) from error
