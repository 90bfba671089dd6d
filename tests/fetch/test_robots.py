"""robots.txt is asked for once, and kept to."""

import time as real_time

import pytest

from dateline.errors import FetchError
from dateline.fetch import Client
from dateline.fetch.robots import MAX_BYTES, REMEMBERED, Robots
from tests.fetch.conftest import Make
from tests.fetch.site import Handler, Site, Time

RULES = b"""User-agent: *
Disallow: /

User-agent: dateline
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 7
"""


def asked_robots(site: Site) -> int:
    return sum(path == "/robots.txt" for path, _ in site.asked)


@pytest.mark.parametrize("path", ["/private/a", "/private/", "/a.pdf"])
def test_what_is_forbidden_is_not_asked(site: Site, client: Client, path: str) -> None:
    site.routes["/robots.txt"] = RULES
    with pytest.raises(FetchError, match=r"robots\.txt forbids"):
        client.get(site.url + path)
    assert site.paths == []


def test_what_is_allowed_is_asked_as_slowly_as_wanted(site: Site, client: Client, time: Time) -> None:
    site.routes.update({"/robots.txt": RULES, "/private/open": b"news", "/a.pdf?x": b"news"})
    client.get(f"{site.url}/private/open")
    client.get(f"{site.url}/a.pdf?x")
    assert time.slept == [7]
    assert asked_robots(site) == 1


def test_a_redirect_to_what_is_forbidden_is_not_followed(site: Site, client: Client) -> None:
    site.routes["/robots.txt"] = RULES
    site.routes["/feed"] = lambda handler: handler.answer(302, Location="/private/feed")
    with pytest.raises(FetchError, match="forbids"):
        client.get(f"{site.url}/feed")
    assert site.paths == ["/feed"]


def test_rules_are_believed_for_a_day(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = b"news"
    client.get(f"{site.url}/feed")
    site.routes["/robots.txt"] = b"User-agent: *\nDisallow: /"
    time.seconds += 23 * 3600
    client.get(f"{site.url}/feed")
    time.seconds += 2 * 3600
    with pytest.raises(FetchError, match="forbids"):
        client.get(f"{site.url}/feed")
    assert asked_robots(site) == 2


def test_a_server_in_trouble_allows_nothing_until_asked_again(site: Site, client: Client, time: Time) -> None:
    site.routes["/feed"] = b"news"
    site.routes["/robots.txt"] = lambda handler: handler.answer(503)
    for _ in range(2):
        with pytest.raises(FetchError, match="can't be had: the server answers 503") as raised:
            client.get(f"{site.url}/feed")
        assert raised.value.passing
    assert asked_robots(site) == client.policy.attempts
    del site.routes["/robots.txt"]
    time.seconds += 600
    assert client.get(f"{site.url}/feed").body == b"news"


def test_a_delay_that_is_too_long_to_wait_for_is_told(site: Site, client: Client) -> None:
    site.routes.update({"/robots.txt": b"User-agent: *\nCrawl-delay: 900", "/a": b"news", "/b": b"news"})
    client.get(f"{site.url}/a")
    with pytest.raises(FetchError, match="left alone for a while") as raised:
        client.get(f"{site.url}/b")
    assert raised.value.retry_after == pytest.approx(900)


ODD = [
    ("long: what follows 500 KiB is not read", b"#" + b"x" * 600_000 + b"\nUser-agent: *\nDisallow: /"),
    ("not UTF-8", b"User-agent: *\nDisallow: /caf\xe9"),
    ("a page", b"<html><body>Not found</body></html>"),
    ("empty", b""),
]


@pytest.mark.parametrize("rules", [row[1] for row in ODD], ids=[row[0] for row in ODD])
def test_odd_rules_allow(site: Site, client: Client, rules: bytes) -> None:
    site.routes.update({"/robots.txt": rules, "/feed": b"news"})
    assert client.get(f"{site.url}/feed").body == b"news"


def test_a_loop_of_redirects_is_no_rule(site: Site, make: Make) -> None:
    def loop(handler: Handler) -> None:
        handler.answer(301, Location="/robots.txt")

    site.routes.update({"/robots.txt": loop, "/feed": b"news"})
    assert make().get(f"{site.url}/feed").body == b"news"


@pytest.mark.parametrize("line", ["User-agent: robot{}", "user agent robot{}", "USERAGENT :robot{} # once"])
def test_as_many_robots_as_rules_do_not_multiply(site: Site, client: Client, line: str) -> None:
    """Found by `bench.soak`: it took hours, and all memory."""
    agents = "\n".join(line.format(number) for number in range(8_000))
    rules = "\n".join(f"Disallow: /{number}" for number in range(8_000))
    site.routes["/robots.txt"] = f"{agents}\n{rules}\n\nUser-agent: *\nDisallow: /private".encode()
    site.routes["/7"] = b"news"
    began = real_time.monotonic()
    assert client.get(f"{site.url}/7").body == b"news"
    with pytest.raises(FetchError, match="forbids"):
        client.get(f"{site.url}/private")
    assert real_time.monotonic() - began < 10


@pytest.mark.parametrize("name", ["dateline", "Dateline", "DATELINE*", "date"])
def test_rules_for_us_beat_those_for_all(site: Site, client: Client, name: str) -> None:
    site.routes["/robots.txt"] = (
        f"User-agent: other\nUser-agent: {name} # us\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n"
    ).encode()
    site.routes["/b"] = b"news"
    assert client.get(f"{site.url}/b").body == b"news"
    with pytest.raises(FetchError, match="forbids"):
        client.get(f"{site.url}/a")


def test_large_files_of_many_hosts_are_forgotten(time: Time) -> None:
    rules = Robots(lambda url: (200, b"#" * MAX_BYTES), time.clock)
    for number in range(40):
        rules.require_allowed(f"http://{number}.example", f"http://{number}.example/feed")
    assert len(rules._rules) == REMEMBERED // MAX_BYTES
    assert "http://39.example" in rules._rules
