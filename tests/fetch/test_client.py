"""What the client asks, takes and refuses, against a site that misbehaves."""

import gzip
import time as real_time
from collections.abc import Callable

import httpx2
import pytest

from dateline.errors import FetchError
from dateline.fetch import Client, Policy, fetch
from dateline.fetch.transport import CheckedTransport
from dateline.version import VERSION
from tests.fetch.conftest import Make
from tests.fetch.site import PUBLIC, Handler, Network, Site, Time


def redirect(to: str, status: int = 302) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(status, Location=to)


def in_turn(*routes: Callable[[Handler], None]) -> Callable[[Handler], None]:
    left = list(routes)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def status(code: int, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(code, b"sorry", **headers)


def test_says_what_it_is(site: Site, client: Client) -> None:
    site.routes["/feed"] = b"news"
    assert client.get(f"{site.url}/feed").body == b"news"
    (robots, _), (path, headers) = site.asked
    assert (robots, path) == ("/robots.txt", "/feed")
    assert headers["User-Agent"] == f"dateline/{VERSION}"
    assert headers["Accept-Encoding"] == "gzip"
    assert headers["Cookie"] is None


def test_packed_bodies_are_unpacked(site: Site, client: Client) -> None:
    text = b"Kenya and Uganda spoke. " * 1000
    site.routes["/gzip"] = lambda handler: handler.answer(200, gzip.compress(text), Content_Encoding="gzip")
    assert client.get(f"{site.url}/gzip").body == text


def test_relative_redirects_are_followed(site: Site, client: Client) -> None:
    site.routes["/old"] = redirect("moved")
    site.routes["/moved"] = redirect("/new?page=1", 301)
    site.routes["/new?page=1"] = b"news"
    answer = client.get(f"{site.url}/old")
    assert (answer.url, answer.body) == (f"{site.url}/new?page=1", b"news")


def bomb(handler: Handler) -> None:
    handler.answer(200, gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")


def truncated(handler: Handler) -> None:
    handler.close_connection = True
    handler.answer(200, b"<rss>", length=5000)


def truncated_gzip(handler: Handler) -> None:
    # No length is announced, so that only the gzip tells that something is missing.
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(gzip.compress(bytes(range(256)) * 100)[:-20])


def endless(handler: Handler) -> None:
    handler.close_connection = True
    handler.send_response(200)
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(bytes(65_536))


def garbage_after_gzip(handler: Handler) -> None:
    # What follows a gzip's end unpacks to nothing, so that only bytes on the wire can be counted.
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.close_connection = True
    handler.end_headers()
    handler.wfile.write(gzip.compress(b"news"))
    for _ in range(10_000):
        handler.wfile.write(bytes(65_536))


def not_http(handler: Handler) -> None:
    handler.close_connection = True
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


REFUSED: list[tuple[str, Callable[[Handler], None], str]] = [
    ("redirect loop", redirect("/feed"), "redirected more than 5 times"),
    ("redirect to a file", redirect("file:///etc/passwd"), "only http and https"),
    ("redirect to a script", redirect("javascript:alert(1)"), "is not|only http"),
    ("redirect to nowhere", redirect("http://[::"), "not an address"),
    ("redirect with a password", redirect("http://me:secret@127.0.0.1/"), "password"),
    ("gzip bomb", bomb, "too long: it has more than 1,000,000 bytes"),
    ("declared too long", lambda handler: handler.answer(200, bytes(2_000_000)), "too long"),
    ("endless", endless, "too long"),
    ("garbage after gzip", garbage_after_gzip, "too long"),
    ("no gzip", lambda handler: handler.answer(200, b"news", Content_Encoding="gzip"), "broken gzip"),
    ("unknown packing", lambda handler: handler.answer(200, b"news", Content_Encoding="br"), "packed as 'br'"),
    ("packed twice", lambda handler: handler.answer(200, b"x", Content_Encoding="gzip, gzip"), "packed as"),
    ("truncated", truncated, "connection to 127.0.0.1 failed"),
    ("truncated gzip", truncated_gzip, "truncated gzip"),
    ("not HTTP", not_http, "connection to 127.0.0.1 failed"),
    ("missing", status(404), r"404 \(Not Found\)"),
    ("part", status(206), "206"),
    ("no content", lambda handler: handler.answer(204), "204"),
    ("unasked 304", lambda handler: handler.answer(304), "304"),
    ("in trouble", status(503), r"503 \(Service Unavailable\)"),
]


@pytest.mark.parametrize(("why", "route", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_misbehaviour_is_an_error(
    site: Site, make: Make, why: str, route: Callable[[Handler], None], message: str
) -> None:
    site.routes["/feed"] = route
    with pytest.raises(FetchError, match=message):
        fetch(f"{site.url}/feed", make(max_bytes=1_000_000))


ADDRESSES = [
    ("file", "file:///etc/passwd", "only http and https"),
    ("ftp", "ftp://news.example/feed", "only http and https"),
    ("no host", "http:///feed", "host|not an address"),
    ("password", "https://me:secret@news.example/", "password"),
    ("too long", "https://news.example/" + "a" * 9000, "characters"),
    ("control character", "https://news.example/\n", "not an address"),
    ("endless label", "https://" + "a" * 70 + ".example/", "not a(n address| name)|not known"),
]


@pytest.mark.parametrize(("why", "url", "message"), ADDRESSES, ids=[row[0] for row in ADDRESSES])
def test_what_is_no_address(client: Client, why: str, url: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        client.get(url)


LOCAL = [
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://0.0.0.0/",
    "http://169.254.169.254/latest/meta-data/",
    "http://localhost/",
    # The notations that the C library takes for 127.0.0.1.
    "http://2130706433/",
    "http://0x7f.1/",
    "http://127.1/",
]


@pytest.mark.parametrize("url", LOCAL)
def test_this_machine_is_refused(url: str) -> None:
    with Client() as client, pytest.raises(FetchError, match=r"refused: .* is (a|an|the) "):
        client.get(url)


def test_a_redirect_to_a_private_address_is_refused(site: Site, time: Time) -> None:
    network = Network(site)
    site.routes["/feed"] = redirect("http://10.0.0.5/admin")
    site.routes["/named"] = redirect("http://inside.example/admin")
    names = {"news.example": [PUBLIC], "inside.example": ["10.0.0.5"]}
    transport = CheckedTransport(Policy(), lambda host, port: names.get(host, [host]), network)
    client = Client(transport=transport, clock=time.clock, sleep=time.sleep)
    with pytest.raises(FetchError, match=r"refused: 10\.0\.0\.5 is"):
        client.get("http://news.example/feed")
    with pytest.raises(FetchError, match=r"refused: inside\.example is 10\.0\.0\.5"):
        client.get("http://news.example/named")
    assert set(network.connected) == {PUBLIC}
    assert "/admin" not in site.paths


def test_a_name_that_changes_its_mind_gains_nothing(site: Site, time: Time) -> None:
    """DNS rebinding: each connection asks once for the name's addresses, and goes to one that was checked."""
    network = Network(site)
    answers = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"]])
    client = Client(
        transport=CheckedTransport(Policy(), lambda host, port: next(answers), network),
        clock=time.clock,
        sleep=time.sleep,
    )
    site.routes["/feed"] = b"news"
    assert client.get("http://news.example/feed").body == b"news"
    with pytest.raises(FetchError, match=r"news\.example is 127\.0\.0\.1, which is a loopback address"):
        client.get("http://news.example/feed")
    assert network.connected == [PUBLIC, PUBLIC]  # robots.txt and the feed


def test_the_next_address_is_tried(site: Site, time: Time) -> None:
    network = Network(site, closed=["2001:4860:4860::8888"])
    transport = CheckedTransport(Policy(), lambda host, port: ["2001:4860:4860::8888", PUBLIC], network)
    site.routes["/feed"] = b"news"
    client = Client(transport=transport, clock=time.clock, sleep=time.sleep)
    assert client.get("http://news.example/feed").body == b"news"
    assert network.connected[:2] == ["2001:4860:4860::8888", PUBLIC]


def test_proxies_of_the_environment_are_not_used(site: Site, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.routes["/feed"] = b"news"
    assert client.get(f"{site.url}/feed").body == b"news"


def test_a_proxy_is_used_if_asked(site: Site, make: Make) -> None:
    site.routes["http://news.example/feed"] = b"through a proxy"
    assert make(proxy=site.url, allow_private=False).get("http://news.example/feed").body == b"through a proxy"


def dripping(handler: Handler) -> None:
    handler.close_connection = True
    try:
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: yes\r\n" * 10:
            handler.wfile.write(bytes([byte]))
            real_time.sleep(0.05)
    except OSError:
        pass


@pytest.mark.parametrize(
    ("why", "policy"),
    [("silence", {"timeout": 0.2}), ("drip", {"timeout": 0.2, "deadline": 0.4})],
)
def test_slow_servers_are_left(site: Site, make: Make, why: str, policy: dict[str, float]) -> None:
    site.routes["/silence"] = lambda handler: real_time.sleep(1)
    site.routes["/drip"] = dripping
    began = real_time.monotonic()
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 does not answer in time"):
        make(attempts=1, **policy).get(f"{site.url}/{why}")
    assert real_time.monotonic() - began < 2


def test_trouble_passes(site: Site, make: Make, time: Time) -> None:
    site.routes["/feed"] = in_turn(status(500), truncated, lambda handler: handler.answer(200, b"news"))
    assert make(delay=0).get(f"{site.url}/feed").body == b"news"
    first, second = time.slept
    assert 1 <= first <= 2
    assert 2 <= second <= 4


def test_retry_after_is_kept(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = in_turn(status(503, Retry_After="17"), lambda handler: handler.answer(200, b"news"))
    assert client.get(f"{site.url}/feed").body == b"news"
    assert time.slept == [17]


def test_a_long_retry_after_is_handed_on_and_kept_for_the_host(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = status(429, Retry_After="3600")
    site.routes["/other"] = b"news"
    for path in ("feed", "other"):
        with pytest.raises(FetchError) as raised:
            client.get(f"{site.url}/{path}")
        assert raised.value.retry_after == pytest.approx(3600)
    assert site.paths == ["/feed"]
    assert time.slept == []
    time.seconds += 3600
    assert client.get(f"{site.url}/other").body == b"news"


def test_a_host_is_asked_slowly(site: Site, make: Make, time: Time) -> None:
    client = make(delay=5)
    site.routes["/a"] = site.routes["/b"] = b"news"
    client.get(f"{site.url}/a")
    assert time.slept == []
    time.seconds += 2
    client.get(f"{site.url}/b")
    assert time.slept == [3]


def test_other_hosts_need_not_wait(site: Site, make: Make, time: Time) -> None:
    client = make(delay=5)
    site.routes["/a"] = b"news"
    client.get(f"{site.url}/a")
    client.get(f"http://localhost:{site.port}/a")
    assert time.slept == []


def test_the_transport_can_be_replaced(time: Time) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=httpx2.ByteStream(request.url.path.encode()))

    client = Client(transport=httpx2.MockTransport(answer), clock=time.clock, sleep=time.sleep)
    assert client.get("https://news.example/robots.txt").body == b"/robots.txt"
