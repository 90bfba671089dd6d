"""The soak finds what it is to find."""

from collections.abc import Callable

import pytest

from bench.soak import checks
from bench.soak.checks import Asked
from bench.soak.plan import feeds, hosts
from bench.soak.reports import Paper
from bench.soak.watched import Sample

SERIES: list[tuple[str, Callable[[int], float], Callable[[int], int], str]] = [
    ("flat", lambda n: 800, lambda n: 20, ""),
    ("noise", lambda n: 800 + 25 * (n % 3), lambda n: 20 + n % 4, ""),
    ("a large feed now and then", lambda n: 800 + 130 * (n % 17 == 0), lambda n: 20, ""),
    ("a leak of a MiB each three seconds", lambda n: 800 + n, lambda n: 20, "memory grows"),
    ("a leak of handles", lambda n: 800, lambda n: 20 + n // 20, "handles grow"),
]


@pytest.mark.parametrize(("why", "rss", "handles", "wrong"), SERIES, ids=[row[0] for row in SERIES])
def test_growth(why: str, rss: Callable[[int], float], handles: Callable[[int], int], wrong: str) -> None:
    samples = [Sample(3.0 * n, rss(n), rss(n), handles(n), 4, 20) for n in range(300)]
    found = list(checks.flat(samples, warm=120))
    assert bool(found) == bool(wrong)
    assert all(line.startswith(wrong) for line in found)


def asked(second: float, path: str, status: int = 200, **headers: str) -> Asked:
    return Asked(second, second, "127.0.7.1", path, status, {"user-agent": "dateline/1", **headers}, [])


@pytest.mark.parametrize(
    ("log", "wrong"),
    [
        ([asked(0, "/marked"), asked(1, "/marked")], "asked twice within 1.0 s"),
        ([asked(0, "/marked", cookie="a=b")], "a cookie was sent"),
        ([asked(0, "/robots.txt", 404), asked(9, "/robots.txt", 404)], "asked for 2 times"),
        ([asked(0, "/too-many"), asked(60, "/too-many")], "asked for ten hours"),
        ([asked(0, "/forbidden")], "robots.txt forbids"),
        ([asked(0, "/gone"), asked(40, "/gone"), asked(80, "/gone"), asked(120, "/gone")], "after 3 failures"),
    ],
)
def test_rudeness(log: list[Asked], wrong: str) -> None:
    assert any(wrong in line for line in checks.polite(log, feeds(), 60))


def test_each_feed_has_a_host_of_its_own_but_where_two_share_one() -> None:
    listed = feeds()
    shared = sum(feed.shared for feed in listed)
    assert len(set(hosts(listed))) == len(listed) - shared


def test_a_paper_tells_the_same_each_time() -> None:
    paper = Paper("marked")
    early, late = paper.at(0), paper.at(400)
    assert [report.text for report in early] == [report.text for report in Paper("marked").at(0)]
    assert len(late) == len(early) + 6
    changed = {report.name for report in late if report.revision}
    assert changed == {"marked-0", "marked-3", "marked-6"}
    before = {report.name: report.text for report in early}
    assert all((before[report.name] != report.text) == (report.name in changed) for report in late[-4:])
