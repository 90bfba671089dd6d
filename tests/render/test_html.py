"""The page: what it shows, and that a hostile report can do nothing with it."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.records.reasons import Reasons
from dateline.render import HtmlPage
from dateline.render.segments import cut
from dateline.render.story import Line
from tests.render.reports import TEXT, report


class Page(HTMLParser):
    """Tags, ids, links and the text of the report, as a browser would have them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self._in_text = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes |= set(found)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        if self._in_text or found.get("class") == "text":
            self._in_text += tag in ("div", "a", "span")

    def handle_endtag(self, tag: str) -> None:
        self._in_text -= self._in_text > 0 and tag in ("div", "a", "span")

    def handle_data(self, data: str) -> None:
        self.text += data if self._in_text else ""


def page(*reports: object, reasons: Reasons | None = None) -> str:
    made = HtmlPage()
    return "".join(made.article(each, reasons) for each in reports) + made.end()  # type: ignore[arg-type]


def test_text_is_whole_and_links_lead_somewhere() -> None:
    html = page(report(), report())
    found = Page(html)
    assert found.text == TEXT * 2
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert "Kenya and Uganda to meet or talk" in html


def test_reasons_are_shown_if_asked_for() -> None:
    reasons = Reasons()
    reasons.add("e1", "verb <host>")
    assert "because: verb &lt;host&gt;" in page(report(), reasons=reasons)
    assert "because" not in page(report())


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "</style><style>*{}",
    "\u202e",
)


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_report(attack: str) -> None:
    mild, given_ = Page(page(report())), report()
    document = given_.document.model_copy(
        update={
            "title": attack,
            "source": attack,
            "byline": attack,
            "url": "javascript:alert(1)",
            "text": TEXT + attack,
        }
    )
    actors = [actor.model_copy(update={"name": attack}) for actor in given_.actors]
    html = page(given_.model_copy(update={"document": document, "actors": actors}))
    wild = Page(html)
    assert wild.attributes <= mild.attributes
    assert sorted(set(wild.tags)) == sorted(set(mild.tags))
    assert wild.tags.count("script") == wild.tags.count("style") == 1
    assert not [link for link in wild.links if not link.startswith("#")]
    assert "\u202e" not in html


def test_policy_lets_only_the_page_s_own_style_and_script_run() -> None:
    html = page(report())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;;")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"sha256-{digest}" in policy[1].replace("&#43;", "+")
    assert " style=" not in html


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=8))
def test_segments_cover_the_text(evidence: list[list[tuple[int, int]]]) -> None:
    lines = [Line(id=str(n), kind="event", text="", spans=each) for n, each in enumerate(evidence)]
    segments = cut(60, lines)
    assert [s.start for s in segments] + [60] == [0] + [s.end for s in segments]
    for segment in segments:
        over = {
            line.id for line in lines if any(a <= segment.start and segment.end <= b for a, b in line.spans if a < b)
        }
        assert set(segment.records) == over
    anchors = [id for segment in segments for id in segment.anchors]
    assert sorted(anchors) == sorted(line.id for line in lines if any(a < b for a, b in line.spans))
