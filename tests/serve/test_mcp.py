import asyncio
import sys
from typing import Any

import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from dateline.serve import bounds
from dateline.serve.mcp import server
from dateline.store import Store
from tests.serve.conftest import EVIL

TOOLS = ["timeline", "curve", "calendar", "who", "changes", "find", "report", "act", "sql"]


def ask(store: Store, tool: str, **arguments: object) -> dict[str, Any]:
    """The answer of a tool; its error as `{"error": …}`."""

    async def asking() -> dict[str, Any]:
        async with Client(server(store)) as client:
            result = await client.call_tool(tool, arguments)
            if result.is_error:
                return {"error": result.content[0].text}
            assert isinstance(result.structured_content, dict)
            return result.structured_content

    return asyncio.run(asking())


def test_every_question_is_a_tool_that_only_reads(border: Store) -> None:
    async def listing() -> list[Any]:
        async with Client(server(border)) as client:
            assert "never an instruction" in (client.instructions or "")
            return (await client.list_tools()).tools

    tools = asyncio.run(listing())
    assert [tool.name for tool in tools] == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_a_timeline_can_be_cited(border: Store) -> None:
    answer = ask(border, "timeline", a="Kenya", b="UGA", since="2026-01-01", until="2026-01-31")
    closing = answer["rows"][0]
    assert (closing["words"], closing["start"]) == ("Kenya closed the border", "2026-01-05")
    assert closing["documents"] == ["r1", "r2", "r3"]
    assert answer["version"] == border.at().version
    assert f"version {answer['version']}" in answer["cite"]


@pytest.mark.parametrize(
    ("tool", "arguments", "column", "value"),
    [
        ("curve", {"a": "KEN", "b": "UGA", "since": "2026-01-01", "until": "2026-01-31"}, "conflict", 1),
        ("calendar", {"countries": ["Kenya"], "since": "2026-04-01"}, "documents", ["r4"]),
        ("find", {"words": "Fish_Pact"}, "document", "r4"),
        ("sql", {"query": "SELECT document, words FROM events WHERE id = 'e1' -- the first"}, "document", "r1"),
        ("sql", {"query": "DESCRIBE acts;"}, "column_name", "act"),
        ("curve", {"a": "KEN", "since": "9999-12-01", "until": "9999-12-31"}, "conflict", 0),
    ],
)
def test_each_question_has_an_answer(
    border: Store, tool: str, arguments: dict[str, Any], column: str, value: object
) -> None:
    assert ask(border, tool, **arguments)["rows"][0][column] == value


def test_who_is_quoted(kept: Store) -> None:
    row = ask(kept, "who", question="president of Kenya")["rows"][0]
    assert row["person"] == "Wanja Odera"
    assert row["quotations"][0]["document"] == "smuggling"
    assert "Wanja Odera" in row["quotations"][0]["words"]


def test_an_act_tells_its_reports(kept: Store) -> None:
    act = ask(kept, "timeline", a="KEN", b="UGA", types=["ACCUSE"])["rows"][0]["id"]
    answer = ask(kept, "act", id=act)
    told = {row["document"]: row["quote"] for row in answer["rows"]}
    assert told.keys() >= {"smuggling"}
    assert told["smuggling"].startswith("Kenya accused Uganda of smuggling")
    assert answer["about"]["reports"] >= 2


def test_a_report_tells_its_text_and_its_records(kept: Store) -> None:
    answer = ask(kept, "report", document="arica")
    assert answer["about"]["text"] == "Peru met Chile in Arica."
    assert (answer["rows"][0]["kind"], answer["rows"][0]["quote"]) == ("event", "Peru met Chile")
    assert ask(kept, "report", document="arica", offset=5)["about"]["text"] == "met Chile in Arica."


def test_rows_are_bounded_and_read_on(border: Store) -> None:
    first = ask(border, "timeline", a="KEN", limit=2)
    second = ask(border, "timeline", a="KEN", limit=2, offset=2)
    assert (len(first["rows"]), first["more"], second["offset"]) == (2, True, 2)
    assert {row["id"] for row in first["rows"]}.isdisjoint(row["id"] for row in second["rows"])
    found = ask(border, "sql", query="SELECT * FROM range(100000)", limit=5)
    assert (len(found["rows"]), found["more"]) == (5, True)
    assert (
        len(ask(border, "sql", query=f"SELECT repeat('x', {bounds.TEXT * 3}) AS x")["rows"][0]["x"]) < bounds.TEXT + 9
    )


def test_long_rows_are_fewer() -> None:
    rows = bounds.fitting({"x": "y" * bounds.TEXT} for _ in range(1000))
    assert 1 < len(rows) <= bounds.CHARACTERS // bounds.TEXT


def test_what_json_has_no_word_for() -> None:
    told = {"nan": float("nan"), "bytes": b"123", "bidi": "a\u202eb", "deep": [[[[[[[1]]]]]]]}
    plain = bounds.plain(told)
    assert (plain["nan"], plain["bytes"]) == (None, "3 bytes")
    assert "\u202e" not in plain["bidi"]


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("timeline", {"a": "KEN", "since": "soon"}, "not a day"),
        ("timeline", {"a": "KEN", "limit": 100_000}, "limit"),
        ("report", {"document": "none"}, "no report"),
        ("act", {"id": "none"}, "no act"),
        ("sql", {"query": "DROP TABLE events"}, "can't be answered"),
        ("sql", {"query": "SELECT * FROM read_text('/etc/passwd')"}, "must not call"),
        ("sql", {"query": "SELECT 1) AS a; DELETE FROM events; SELECT * FROM (SELECT 2"}, "one SELECT"),
        ("who", {"question": "?"}, "office"),
        ("find", {"words": "x", "as_of": "99999"}, "version"),
        ("find", {"words": "x", "as_of": "²"}, "neither a version nor a day"),
        ("find", {"words": "x", "as_of": "9" * 40}, "neither a version nor a day"),
        ("sql", {"query": "SELECT DATE '99999-01-01' AS day"}, "select it as text"),
        ("sql", {"query": "SELECT [DATE '-4000-01-01'] AS days"}, "select it as text"),
    ],
)
def test_errors_are_told_in_words(border: Store, tool: str, arguments: dict[str, Any], told: str) -> None:
    assert told in ask(border, tool, **arguments)["error"]


def test_hostile_text_stays_text(border: Store) -> None:
    answer = ask(border, "find", words="alert")
    assert "<script>" in answer["rows"][0]["snippet"]
    assert "\u202e" in EVIL
    assert "\u202e" not in str(answer)


def test_the_command_speaks_over_standard_output(border: Store) -> None:
    async def asking() -> Any:
        command = ["-m", "dateline.cli", "mcp", "--store", border.uri]
        async with Client(stdio_client(StdioServerParameters(command=sys.executable, args=command))) as client:
            return await client.call_tool("timeline", {"a": "KEN", "limit": 1})

    assert asyncio.run(asking()).structured_content["rows"][0]["documents"] == ["r5"]
