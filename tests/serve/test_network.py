from itertools import combinations
from math import dist

import pytest
from starlette.testclient import TestClient

from dateline.serve.network.drawing import draw
from dateline.serve.network.layout import layout
from dateline.store import Store
from tests.serve.conftest import Open
from tests.serve.test_map import Markup


@pytest.fixture
def network_site(border: Store, open_site: Open) -> TestClient:
    return open_site(border)


RING = [(at, (at + 1) % 12, 0.5) for at in range(12)]


@pytest.mark.parametrize(
    ("radii", "ties"),
    [
        ([10.0] * 12, RING),
        ([26.0] * 40, [(0, at, 1.0) for at in range(1, 40)]),
        ([8.0] * 6, []),
        ([12.0], []),
        ([12.0, 12.0], [(0, 1, 1.0)]),
    ],
    ids=["ring", "star", "apart", "alone", "two"],
)
def test_nodes_stay_inside_and_apart(radii: list[float], ties: list[tuple[int, int, float]]) -> None:
    places = layout(radii, ties, 1000, 620, 14)
    assert all(r <= x <= 1000 - r and r <= y <= 620 - r for (x, y), r in zip(places, radii, strict=True))
    assert all(dist(one, other) > radii[0] * 2 - 1 for one, other in combinations(places, 2))


def test_the_same_graph_has_the_same_picture() -> None:
    assert layout([9.0] * 12, RING, 1000, 620, 14) == layout([9.0] * 12, RING, 1000, 620, 14)
    assert layout([], [], 1000, 620, 14) == []


def test_tied_nodes_are_nearer_than_others() -> None:
    places = layout([9.0] * 6, [(0, 3, 1.0), (1, 4, 1.0), (2, 5, 1.0)], 1000, 620, 14)
    tied = [dist(places[at], places[at + 3]) for at in range(3)]
    assert max(tied) < min(dist(places[at], places[other]) for at, other in ((0, 1), (1, 2), (0, 2)))


def test_size_width_and_colour_tell_numbers() -> None:
    nodes = [{"code": code, "acts": acts, "conflict": 0} for code, acts in (("KEN", 100), ("UGA", 90), ("UNO", 10))]
    ties = [
        {"a": "KEN", "b": "UGA", "acts": 90, "conflict": 90, "score": -8.0},
        {"a": "KEN", "b": "UNO", "acts": 10, "conflict": 0, "score": 0.5},
    ]
    drawn, lines = draw(nodes, ties)
    assert drawn[0].r > drawn[1].r > drawn[2].r
    assert (lines[0].side, lines[1].side) == ("conflict", "cooperation")
    assert lines[0].width > lines[1].width
    assert lines[0].opacity > lines[1].opacity
    assert drawn[2].name == "United Nations"


def test_who_deals_with_whom(network_site: TestClient) -> None:
    told = network_site.get("/network.json?since=2026-01-01&until=2026-01-31").json()
    (tie,) = told["ties"]
    assert (tie["a"], tie["b"], tie["acts"], tie["conflict"]) == ("KEN", "UGA", 1, 1)
    assert {node["code"] for node in told["nodes"]} == {"KEN", "UGA"}
    assert network_site.get(f"{tie['address']}").status_code == 200


def test_only_the_top_are_drawn(network_site: TestClient) -> None:
    assert network_site.get("/network.json?top=1").status_code == 422
    assert network_site.get("/network.json?top=61").status_code == 422
    assert len(network_site.get("/network.json?top=2").json()["nodes"]) == 2


def test_the_picture_has_a_table_beside_it(network_site: TestClient) -> None:
    page = network_site.get("/network").text
    assert "<svg" in page
    assert page.count(">Kenya</span> and") == 1
    assert not [name for name in Markup(page).attributes if name == "style" or name.startswith("on")]


def test_nothing_to_show_says_what_to_do(network_site: TestClient) -> None:
    assert "take away a filter" in network_site.get("/network?until=1900-01-01").text


def test_a_hostile_address_is_text(network_site: TestClient) -> None:
    page = network_site.get('/network?x="><script>alert(1)</script>&version=<svg onload=alert(1)>')
    assert "<script>alert" not in page.text
    page = network_site.get('/network?x="><script>alert(1)</script>')
    assert "<script>alert" not in page.text
    assert "<svg onload" not in page.text
