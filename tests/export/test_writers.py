"""Each format's own columns, to the letter, and what it leaves out."""

import csv
import json
from pathlib import Path

import pytest

from dateline.export import FORMATS, Coded, Options, Place, Telling
from dateline.export.gdelt import COLUMNS as GDELT
from dateline.export.gdelt import MENTION_COLUMNS
from dateline.export.icews import COLUMNS as ICEWS
from dateline.export.phoenix import COLUMNS as PHOENIX
from dateline.export.polecat import COLUMNS as POLECAT
from tests.export.samples import DAY, FIJI, PERU, REBELS, STORY, UNION, event

QUIET = Options(text=False)


def rows(path: Path, name: str, columns: tuple[str, ...], *told: Coded, skip: int = 0) -> list[dict[str, str]]:
    """What a format writes, by column."""
    FORMATS[name].write(path / "out.CSV", told, Options())
    lines = (path / "out.CSV").read_text(encoding="utf-8").splitlines()[skip:]
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def test_numbers_of_columns() -> None:
    assert [len(columns) for columns in (ICEWS, GDELT, MENTION_COLUMNS, POLECAT, PHOENIX)] == [20, 61, 16, 40, 26]


def test_icews(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "icews", ICEWS, event(), skip=1)
    assert row.pop("Event ID").isdigit()
    assert row.pop("Story ID").isdigit()
    assert row == {
        "Event Date": "2026-03-04",
        "Source Name": "Fiji",
        "Source Sectors": "Government",
        "Source Country": "Fiji",
        "Event Text": "Criticize or denounce",
        "CAMEO Code": "111",
        "Intensity": "-2",
        "Target Name": "Peru",
        "Target Sectors": "Military,Government",
        "Target Country": "Peru",
        "Sentence Number": "1",
        "Publisher": "Lagoon Post",
        "City": "Suva",
        "District": "",
        "Province": "",
        "Country": "Fiji",
        "Latitude": "-18.1416",
        "Longitude": "178.4415",
    }


def test_icews_tells_talks_from_both_sides(tmp_path: Path) -> None:
    talks = event(type="CONSULT", mode=None, actors=(FIJI, PERU), recipients=())
    told = rows(tmp_path, "icews", ICEWS, talks, skip=1)
    assert [(row["Source Name"], row["Target Name"]) for row in told] == [("Fiji", "Peru"), ("Peru", "Fiji")]
    assert len({row["Event ID"] for row in told}) == 2


def test_icews_bodies_and_armed_groups(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "icews", ICEWS, event(actors=(REBELS,), recipients=(UNION,)), skip=1)
    assert (row["Source Country"], row["Source Sectors"]) == ("Somalia", "Rebel,Dissident")
    assert (row["Target Country"], row["Target Sectors"]) == ("", "International Government Organization")


def test_gdelt(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "gdelt", GDELT, event(reports=7))
    told = {name: value for name, value in row.items() if value and not name.startswith(("Actor1Geo", "Actor2Geo"))}
    assert told.pop("GLOBALEVENTID").isdigit()
    assert told == {
        "SQLDATE": "20260304",
        "MonthYear": "202603",
        "Year": "2026",
        "FractionDate": "2026.2575",
        "Actor1Code": "FJIGOV",
        "Actor1Name": "Fiji",
        "Actor1CountryCode": "FJI",
        "Actor1Type1Code": "GOV",
        "Actor2Code": "PERMIL",
        "Actor2Name": "Peru",
        "Actor2CountryCode": "PER",
        "Actor2Type1Code": "MIL",
        "IsRootEvent": "1",
        "EventCode": "111",
        "EventBaseCode": "111",
        "EventRootCode": "11",
        "QuadClass": "3",
        "GoldsteinScale": "-2",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "7",
        "ActionGeo_Type": "4",
        "ActionGeo_Fullname": "Suva",
        "ActionGeo_CountryCode": "FJ",
        "ActionGeo_ADM1Code": "FJ",
        "ActionGeo_Lat": "-18.1416",
        "ActionGeo_Long": "178.4415",
        "DATEADDED": "20260304000000",
        "SOURCEURL": "https://example.org/1",
    }


def test_gdelt_mentions_are_the_reports_of_the_act(tmp_path: Path) -> None:
    other = Telling(STORY.__class__("report-2", DAY, source="Reef Times", length=90), (8, 17), 2, 0.5)
    told = event(tellings=(Telling(STORY, (5, 14), 1, 0.75), other), reports=3)
    (row,) = rows(tmp_path, "gdelt", GDELT, told)
    lines = (tmp_path / "out.mentions.CSV").read_text(encoding="utf-8").splitlines()
    first, second = (dict(zip(MENTION_COLUMNS, line.split("\t"), strict=True)) for line in lines)
    assert first["GLOBALEVENTID"] == second["GLOBALEVENTID"] == row["GLOBALEVENTID"]
    assert (first["MentionIdentifier"], second["MentionIdentifier"]) == ("https://example.org/1", "report-2")
    assert [first[f"{name}CharOffset"] for name in ("Actor1", "Actor2", "Action")] == ["0", "20", "5"]
    assert [second[f"{name}CharOffset"] for name in ("Actor1", "Actor2", "Action")] == ["-1", "-1", "8"]
    assert (first["Confidence"], second["Confidence"], second["MentionDocLen"]) == ("80", "50", "90")


def test_gdelt_bodies(tmp_path: Path) -> None:
    united = UNION.__class__("United Nations", base="UNO", sector="MIL")
    (row,) = rows(tmp_path, "gdelt", GDELT, event(actors=(united,), recipients=(UNION,)))
    assert (row["Actor1Code"], row["Actor1KnownGroupCode"]) == ("UNOIGOMIL", "UNO")
    assert (row["Actor1Type1Code"], row["Actor1Type2Code"]) == ("IGO", "MIL")
    assert (row["Actor2Code"], row["Actor2CountryCode"]) == ("EUR", "EUR")


def test_phoenix(tmp_path: Path) -> None:
    other = Telling(STORY.__class__("report-2", DAY, source="Reef Times", url="https://example.org/2;a"), None, 4)
    (row,) = rows(tmp_path, "phoenix", PHOENIX, event(tellings=(Telling(STORY, None, 1), other)))
    number, _, version = row["EventID"].partition("_")
    assert number.isdigit()
    assert version.startswith("v")
    assert [row[f"SourceActor{part}"] for part in ("Full", "Entity", "Role", "Attribute")] == [
        "FJIGOV",
        "FJI",
        "GOV",
        "",
    ]
    assert (row["Date"], row["PentaClass"], row["GoldsteinScore"], row["Issues"]) == (
        "20260304",
        "3",
        "-2",
        "diplomatic,1",
    )
    assert row["URLs"] == "https://example.org/1;https://example.org/2%3Ba"
    assert row["SentenceID"] == "report-1_1;report-2_4"
    assert row["NewsSources"] == "Lagoon Post;Reef Times"


def test_polecat_has_lists_in_one_row(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "polecat", POLECAT, event(actors=(FIJI, PERU, UNION), recipients=(REBELS,)), skip=1)
    assert row["Actor Name"] == "Fiji;Peru;European Union"
    assert row["Actor Country"] == "FJI;PER;EUR"
    assert row["Actor COW"] == "950;135;None"
    assert row["Actor Title"] == "None;General;None"
    assert (row["Recipient Country"], row["Recipient COW"], row["Primary Recipient Sector"]) == ("SOM", "520", "REB")
    assert (row["Intensity"], row["Quad Code"], row["Story People"]) == ("-2", "VERBAL CONFLICT", "None")


@pytest.mark.parametrize(
    ("changes", "modes", "type"),
    [
        ({"status": "denied"}, ["disapprove", "negation"], "ACCUSE"),
        ({"status": "possible"}, ["disapprove", "hypothetical"], "ACCUSE"),
        ({"type": "SANCTION", "mode": None, "status": "planned"}, ["future"], "SANCTION"),
        ({"type": "CONSULT", "mode": "visit", "status": "planned"}, None, "AGREE"),
        ({"focus": "background"}, ["disapprove", "historical"], "ACCUSE"),
    ],
)
def test_plover_keeps_what_has_not_happened(
    tmp_path: Path, changes: dict[str, object], modes: list[str] | None, type: str
) -> None:
    FORMATS["plover"].write(tmp_path / "out.jsonl", [event(**changes)], Options())
    record = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert (record["event"], record.get("mode")) == ([type], modes)


@pytest.mark.parametrize("name", ["polecat", "icews", "gdelt", "phoenix"])
def test_what_has_not_happened_is_counted(tmp_path: Path, name: str) -> None:
    told = [event(status="denied"), event(status="possible"), event(status="denied"), event()]
    log = FORMATS[name].write(tmp_path / "out.txt", told, Options())
    assert (log.events, log.left_out) == (1, {"denied": 2, "possible": 1})


@pytest.mark.parametrize("name", FORMATS)
def test_no_words_of_the_reports(tmp_path: Path, name: str) -> None:
    log = FORMATS[name].write(tmp_path / "out.txt", [event()], QUIET)
    written = b"".join(path.read_bytes() for path in log.files)
    assert not any(words in written for words in (b"condemned", b"Envoys meet", b"on Wednesday"))
    # Ids, addresses and names stay.
    assert b"https://example.org/1" in written or name in ("icews", "polecat")


@pytest.mark.parametrize("name", ["icews", "gdelt", "polecat", "phoenix", "csv", "plover"])
def test_tabs_and_line_ends_break_no_row(tmp_path: Path, name: str) -> None:
    place = Place("Su\tva\r\n\u2028bay", "FJI", precision="city")
    log = FORMATS[name].write(tmp_path / "out.txt", [event(place=place, words='a "b"\nc\x00')], Options())
    assert [coded[1].type for coded in FORMATS[name].read(log.files[0]) if isinstance(coded, tuple)] == ["ACCUSE"]


def test_a_writer_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    def broken() -> object:
        yield event()
        raise RuntimeError("the store went away")

    path = tmp_path / "out.tab"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError):
        FORMATS["icews"].write(path, broken(), Options())  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_same_events_same_bytes(tmp_path: Path) -> None:
    for name in FORMATS:
        first = FORMATS[name].write(tmp_path / "a.x", [event()], Options()).files[0].read_bytes()
        assert FORMATS[name].write(tmp_path / "b.x", [event()], Options()).files[0].read_bytes() == first


def test_csv_is_csv(tmp_path: Path) -> None:
    FORMATS["csv"].write(tmp_path / "out.csv", [event(actors=(FIJI, UNION))], Options())
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["actors"], row["actor_codes"], row["actor_sectors"]) == ("Fiji;European Union", "FJI;EUR", "GOV;")
    assert (row["quad"], row["score"], row["killed"]) == ("3", "-2", "3.0")
