"""The API: every path says what it does, with examples; the page shows it to people."""

import shlex
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve.openapi import operations


@pytest.fixture
def schema(site: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = site.get("/openapi.json").json()
    return told


def test_every_operation_is_summed_up_and_described(schema: dict[str, Any]) -> None:
    lacking = [
        (path, method, name)
        for path, method, operation in operations(schema)
        for name in ("summary", "description", "tags")
        if not operation.get(name)
    ]
    assert lacking == []


def test_every_parameter_and_field_has_a_meaning_and_an_example(schema: dict[str, Any]) -> None:
    lacking = []
    for path, _, operation in operations(schema):
        told = [(one["name"], one) for one in operation.get("parameters", ())]
        for content in operation.get("requestBody", {}).get("content", {}).values():
            body = content["schema"]
            body = schema["components"]["schemas"][body["$ref"].rpartition("/")[2]] if "$ref" in body else body
            told += body["properties"].items()
        lacking += [(path, name) for name, one in told if "example" not in one or not one.get("description")]
    assert lacking == []


def test_errors_are_told_as_they_are(schema: dict[str, Any]) -> None:
    for _, _, operation in operations(schema):
        assert "422" not in operation["responses"]
        assert "application/problem+json" in operation["responses"]["default"]["content"]
    assert "HTTPValidationError" not in schema["components"]["schemas"]
    assert (
        "$ref"
        in schema["paths"]["/search.json"]["get"]["responses"]["default"]["content"]["application/problem+json"][
            "schema"
        ]
    )


def test_the_page_tells_every_path(site: TestClient, schema: dict[str, Any]) -> None:
    told = site.get("/api.json").json()
    paths = {(one["path"], one["method"].lower()) for group in told["groups"] for one in group["operations"]}
    assert paths == {(path, method) for path, method, _ in operations(schema)}
    html = site.get("/api").text
    assert "/relation/{a}/{b}.json" in html
    assert "X-Dateline-Token: $DATELINE_TOKEN" in html


def test_examples_are_commands_that_work(site: TestClient) -> None:
    for group in site.get("/api.json").json()["groups"]:
        for one in group["operations"]:
            words = shlex.split(one["curl"])
            assert words[0] == "curl"
            assert words[1].startswith("http://testserver/")
            # Examples of ids are not in every store.
            if one["address"] and "{" not in one["path"]:
                assert site.get(one["address"]).status_code < 500, one["address"]
