"""What the API says of itself holds: whatever its description allows to be asked is answered without a fault."""

import shutil
import warnings
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient

from dateline.serve import Settings, create_app
from dateline.store import Store
from tests.serve.conftest import CHANGES, TOKEN
from tests.store.quick import QuickCoder

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import schemathesis

BOUNDED = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)


@pytest.fixture(scope="module")
def app(kept: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A site over a copy of the store."""
    folder = tmp_path_factory.mktemp("api") / "store"
    shutil.copytree(kept.uri, folder)
    app = create_app(Store.open(str(folder)), Settings(page_token=TOKEN), QuickCoder())
    yield app
    app.state.archive.close()
    app.state.desk.close()


def test_nothing_that_may_be_asked_is_a_fault(app: FastAPI) -> None:
    headers = {**CHANGES, "Accept": "application/json"}
    faults = []

    def ask(case: schemathesis.Case) -> None:
        try:
            told = case.call(headers=headers).status_code
        except Exception as error:  # whatever the application raised, which a server answers with 500
            told = repr(error)
        if not isinstance(told, int) or told >= 500:
            faults.append(f"{told}: {case.as_curl_command()}")

    for found in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations():
        BOUNDED(given(case=found.ok().as_strategy())(ask))()
    assert faults == []


@pytest.mark.parametrize(
    "address",
    [
        "/index.json?since=0001-01-01",
        "/changes.json?since=0001-01-01&until=9999-12-31",
        "/changes.json?until=0001-01-01",
        "/changes.json?until=2026-12-31",
        "/calendar.json?year=9999&month=12",
        "/calendar.json?year=1&month=1",
        "/map.json?since=9999-12-31&until=0001-01-01",
        "/network.json?since=0001-01-01&until=9999-12-31",
        "/relation/KEN/UGA.json?since=0001-01-01&until=9999-12-31",
        "/relation/KEN/UGA/chart.json?since=0001-01-01&until=9999-12-31",
        "/relation/KEN/KEN.json",
        "/relation/%00/%FF.json",
        "/actor/%00.json",
        "/search.json?q=%00",
        "/search.json?q=%22%25_%5C%22&since=9999-12-31",
        "/data/versions.json?cursor=99999999999999999999",
        "/relation/KEN/UGA.json?cursor=AAAA",
        "/relation/KEN/UGA.json?version=-1",
        "/relation/KEN/UGA.json?version=9999999999999999999999",
        "/index.json?version=2026-13-45",
        "/index.json?version=%C2%B2",
        f"/index.json?version={'9' * 5000}",
    ],
)
def test_the_ends_of_the_calendar_and_broken_parameters_are_no_fault(site: TestClient, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_every_page_is_described_with_words_and_examples(site: TestClient) -> None:
    told = site.get("/openapi.json").json()
    operations = [one for path in told["paths"].values() for one in path.values()]
    assert len(operations) > 30
    assert all(one["summary"] for one in operations)
