from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve.world.places import capitals
from dateline.store import Store
from tests.analyse.corpus import Corpus
from tests.serve.conftest import EVIL, Open

NAIROBI = {"place": "Nairobi", "place_country": "KEN", "lat": -1.28333, "lon": 36.81667, "precision": "city"}
SOMEWHERE = {"place": "Uganda", "place_country": "UGA", "lat": 0.31628, "lon": 32.58219, "precision": "country"}
NOWHERE = {"place": EVIL, "place_country": None, "lat": 10.0, "lon": 114.0, "precision": "region"}


@pytest.fixture(scope="session")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three acts in Nairobi, of which one is nobody's; one somewhere in Uganda, one at a hostile place, one nowhere."""
    corpus = Corpus()
    corpus.report("n1", "2026-03-02", "They met.")
    corpus.report("n2", "2026-05-04", "They met again.")
    for document in ("n1", "n2"):
        corpus.actor(document, "k", "Kenya", country="KEN")
        corpus.actor(document, "u", EVIL, country="UGA")

    def act(document: str, id: str, type: str, place: dict[str, Any], **told: Any) -> None:
        corpus.act(document, id, type, ["k"], ["u"], **({"dyads": ["KEN>UGA"]} | told))
        corpus.tables["events"][-1].update(place)

    act("n1", "act1", "CONSULT", NAIROBI, start="2026-03-01")
    act("n2", "act2", "ASSAULT", NAIROBI, start="2026-05-01")
    act("n2", "act3", "CONSULT", SOMEWHERE, start="2026-05-02", status="planned")
    act("n2", "act4", "ASSAULT", NOWHERE, start="2026-05-03", dyads=["UGA>UNO"])
    act("n2", "act5", "ACCUSE", {}, start="2026-05-03")
    act("n2", "act6", "PROTEST", {**NAIROBI, "place": "Nairobi"}, start="2026-05-04", dyads=[])
    return corpus.written(str(tmp_path_factory.mktemp("placed") / "store"))


@pytest.fixture
def map_site(placed: Store, open_site: Open) -> TestClient:
    return open_site(placed)


class Markup(HTMLParser):
    """Names of elements and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]


def test_places_with_most_acts_come_first(map_site: TestClient) -> None:
    told = map_site.get("/map.json").json()
    nairobi = told["places"][0]
    assert (nairobi["name"], nairobi["acts"], nairobi["conflict"], nairobi["side"]) == ("Nairobi", 3, 2, "both")
    assert [act["id"] for act in nairobi["newest"]] == ["act6", "act2", "act1"]
    assert (told["acts"], told["places_total"], told["placeless"]) == (5, 3, 1)


def test_a_country_is_no_exact_place(map_site: TestClient) -> None:
    places = {place["key"]: place for place in map_site.get("/map.json").json()["places"]}
    uganda = places["0.31628,32.58219~"]
    assert (uganda["name"], uganda["exact"]) == ("Uganda", False)
    assert uganda["address"] == "/act/act3"


def test_dyads_are_arcs_between_capitals_and_bodies_have_none(map_site: TestClient) -> None:
    told = map_site.get("/map.json").json()
    assert [(arc["a"], arc["b"], arc["acts"], arc["side"]) for arc in told["arcs"]] == [("KEN", "UGA", 4, "both")]
    assert told["arcs_left_out"] == 1
    longitude, latitude = capitals()["KEN"]
    assert (round(longitude), round(latitude)) == (37, -1)


@pytest.mark.parametrize(
    ("query", "acts"),
    [
        ("type=CONSULT", ["act1", "act3"]),
        ("quad=4", ["act2", "act4", "act6"]),
        ("status=planned", ["act3"]),
        ("since=2026-05-03", ["act4", "act6"]),
        ("until=2026-03-31", ["act1"]),
        ("type=&status=&since=", ["act1", "act2", "act3", "act4", "act6"]),
    ],
)
def test_filters(map_site: TestClient, query: str, acts: list[str]) -> None:
    places = map_site.get(f"/map.json?{query}").json()["places"]
    assert sorted(act["id"] for place in places for act in place["newest"]) == acts


def test_the_acts_of_one_place_page_by_page(map_site: TestClient) -> None:
    first = map_site.get("/map.json?at=-1.28333,36.81667&limit=2").json()
    assert [act["id"] for act in first["events"]] == ["act6", "act2"]
    second = map_site.get(first["next"].replace("/map?", "/map.json?")).json()
    assert ([act["id"] for act in second["events"]], second["next"]) == (["act1"], None)


def test_the_chart_has_what_the_list_has(map_site: TestClient) -> None:
    spec = map_site.get("/map/chart.json").json()
    _, land, lines, circles = spec["layer"]
    assert land["data"]["url"] == "/static/land-110m.json"
    assert map_site.get(land["data"]["url"]).json()["type"] == "Topology"
    circles, lines = (spec["datasets"][layer["data"]["name"]] for layer in (circles, lines))
    assert len(circles) == 3
    assert circles[0]["address"].endswith("at=-1.28333%2C36.81667#acts")
    assert lines[0]["geometry"]["coordinates"][0] == list(capitals()["KEN"])
    assert {param["name"] for param in spec["params"]} >= {"cooperation", "conflict", "agreement", "line"}


@pytest.mark.parametrize(
    "query", ["at=north", "quad=7", "since=soon", "type=NONE", "since=2026-02-01&until=2026-01-01"]
)
def test_wrong_questions_are_told(map_site: TestClient, query: str) -> None:
    assert map_site.get(f"/map.json?{query}").status_code == 400


def test_nothing_to_show_says_what_to_do(map_site: TestClient, own: Store, open_site: Open) -> None:
    assert "take away a filter" in map_site.get("/map?since=2030-01-01").text
    assert open_site(own).get("/map").status_code == 200


def test_hostile_names_are_text(map_site: TestClient) -> None:
    page = map_site.get("/map").text
    assert "&lt;script&gt;alert" in page
    assert "\u202e" not in page
    markup = Markup(page)
    assert markup.elements.count("script") == 2
    assert "style" not in markup.elements
    assert not [name for name in markup.attributes if name == "style" or name.startswith("on")]
    assert "\u202e" not in map_site.get("/map/chart.json").text
