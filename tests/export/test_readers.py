"""Other people's files as they are: odd headers, encodings, missing values, broken lines."""

import csv
import gzip
import json
import zipfile
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.export import FORMATS, Coded, Options, validate
from dateline.export.gdelt import COLUMNS as GDELT
from dateline.export.icews import COLUMNS as ICEWS
from dateline.export.input import MAX_LINE
from dateline.export.polecat import COLUMNS as POLECAT
from dateline.read import Issue
from tests.export.samples import event

SAMPLE = Path("/work/shared/data/icews_sample/events.2018.sample.tab")

VISIT = {
    "Event ID": "7", "Event Date": "2019-05-06", "Source Name": "Fiji", "Source Country": "Fiji", "CAMEO Code": "042",
    "Intensity": "1.9", "Target Name": "Pilar Quiroga", "Target Sectors": "Government,Executive",
    "Target Country": "Peru", "Story ID": "70", "Publisher": "Lagoon Post", "Latitude": "NULL", "Longitude": "NA",
}  # fmt: skip
RAID = {
    "Event ID": "20230102-1-9_ASSAULT_F", "Event Date": "2023-01-02", "Event Type": "ASSAULT", "Event Mode": "firearms",
    "Intensity": "-9", "Quad Code": "MATERIAL CONFLICT", "Contexts": "military|terrorism",
    "Actor Name": "Harbour Front",
    "Actor Country": "SOM", "Primary Actor Sector": "REB", "Recipient Name": "None", "Publication Date": "2023-01-03",
}  # fmt: skip


def table(columns: tuple[str, ...], *rows: dict[str, str], missing: str = "") -> str:
    lines = ["\t".join(columns), *("\t".join(row.get(name, missing) for name in columns) for row in rows)]
    return "\n".join(lines) + "\n"


def read(name: str, path: Path, content: str | bytes) -> tuple[list[Coded], list[Issue]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    told = list(FORMATS[name].read(path))
    return [item[1] for item in told if isinstance(item, tuple)], [item for item in told if isinstance(item, Issue)]


def test_icews(tmp_path: Path) -> None:
    (visit,), issues = read("icews", tmp_path / "a.tab", table(ICEWS, VISIT, missing="NA"))
    assert issues == []
    assert (visit.type, visit.mode, str(visit.story.date), visit.origin) == ("CONSULT", "visit", "2019-05-06", "icews")
    assert [(party.name, party.country, party.sector) for party in (*visit.actors, *visit.recipients)] == [
        ("Fiji", "FJI", None),
        ("Pilar Quiroga", "PER", "GOV"),
    ]
    assert (visit.actors[0].kind, visit.place) == ("country", None)


def test_icews_hosts_change_places(tmp_path: Path) -> None:
    (visit,), _ = read("icews", tmp_path / "a.tab", table(ICEWS, {**VISIT, "CAMEO Code": "043"}))
    assert ([party.name for party in visit.actors], visit.recipients[0].name) == (["Pilar Quiroga"], "Fiji")


def test_icews_statements_have_no_type(tmp_path: Path) -> None:
    (said,), issues = read("icews", tmp_path / "a.tab", table(ICEWS, {**VISIT, "CAMEO Code": "010"}))
    assert (said.type, said.quad, issues) == (None, None, [])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"Event Date": "06/05/2019"}, "'06/05/2019' is no date"),
        ({"CAMEO Code": "999"}, "no code"),
        ({"CAMEO Code": ""}, "no code"),
        ({"Latitude": "95"}, "not between -90 and 90"),
        ({"Latitude": "north"}, "'north' is no number"),
    ],
)
def test_a_bad_line_is_an_issue_and_the_rest_is_read(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    told, issues = read("icews", tmp_path / "a.tab", table(ICEWS, VISIT, {**VISIT, **changes}, VISIT))
    assert len(told) == 2
    (issue,) = issues
    assert (issue.line, reason in issue.reason) == (3, True)


def test_a_line_of_too_few_columns(tmp_path: Path) -> None:
    told, issues = read("icews", tmp_path / "a.tab", table(ICEWS, VISIT) + "8\t2019-05-06\n")
    assert (len(told), [(issue.line, issue.reason) for issue in issues]) == (1, [(3, "2 columns where 20 are due")])


def test_a_line_without_end(tmp_path: Path) -> None:
    told, issues = read(
        "icews", tmp_path / "a.tab", table(ICEWS) + "x" * (MAX_LINE + 9) + "\n" + table(ICEWS, VISIT).split("\n")[1]
    )
    assert (len(told), issues[0].line) == (1, 2)
    assert "more than" in issues[0].reason


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    shuffled = (*ICEWS[::-1], "Extra")
    (visit,), _ = read("icews", tmp_path / "a.tab", table(shuffled, VISIT))
    assert (visit.id, visit.story.id) == ("7", "70")


def test_a_file_of_another_format(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no icews file: its header has no column Event ID"):
        read("icews", tmp_path / "a.tab", "id,date\n1,2\n")


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not in the repository")
def test_icews_sample() -> None:
    told = list(FORMATS["icews"].read(SAMPLE))
    assert (len(told), [item for item in told if isinstance(item, Issue)]) == (3705, [])
    assert sum(item[1].type is None for item in told if isinstance(item, tuple)) == 808
    assert list(FORMATS["icews"].check(SAMPLE)) == []


def test_polecat(tmp_path: Path) -> None:
    columns = tuple("Event Intensity" if name == "Intensity" else name for name in POLECAT)
    content = table(columns, {**RAID, "Event Intensity": "-9"}, missing="None").replace("\n", "\t\t\n")
    (raid,), issues = read("polecat", tmp_path / "a.txt", content)
    assert issues == []
    assert (raid.type, raid.mode, raid.contexts) == ("ASSAULT", "firearms", ("military", "terrorism"))
    assert [(party.name, party.country, party.base) for party in raid.actors] == [("Harbour Front", None, "SOM")]
    assert (raid.recipients, raid.story.id, str(raid.story.date)) == ((), "20230102-1-9", "2023-01-03")


def test_polecat_in_latin_1_with_country_names(tmp_path: Path) -> None:
    raid = {**RAID, "Actor Name": "Óscar Núñez;Fiji", "Actor Country": "Peru;Fiji", "Event Mode": "massacre"}
    (told,), _ = read("polecat", tmp_path / "a.txt", table(POLECAT, raid, missing="None").encode("iso-8859-1"))
    assert [(party.name, party.code) for party in told.actors] == [("Óscar Núñez", "PER"), ("Fiji", "FJI")]
    # A mode that PLOVER has retired.
    assert told.mode is None


GDELT_ROW = {
    "GLOBALEVENTID": "1", "SQLDATE": "20200102", "Actor1Code": "ROMGOV", "Actor1Name": "ROMANIA",
    "Actor1CountryCode": "ROM", "Actor1Type1Code": "GOV", "Actor2Code": "IGOUNO", "Actor2Name": "UNITED NATIONS",
    "Actor2KnownGroupCode": "UNO", "Actor2Type1Code": "IGO", "IsRootEvent": "0", "EventCode": "051",
    "ActionGeo_Type": "4", "ActionGeo_Fullname": "Suva, Central, Fiji", "ActionGeo_CountryCode": "FJ",
    "ActionGeo_Lat": "-18.1", "ActionGeo_Long": "178.4", "DATEADDED": "20200103001500",
    "SOURCEURL": "https://example.org/9", "NumArticles": "4",
}  # fmt: skip


@pytest.mark.parametrize("packed", ["plain", "gzip", "zip"])
def test_gdelt(tmp_path: Path, packed: str) -> None:
    content = table(GDELT, GDELT_ROW).partition("\n")[2].encode()
    path = tmp_path / "a.CSV"
    if packed == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.export.CSV", content)
        content = path.read_bytes()
    (told,), issues = read("gdelt", path, gzip.compress(content) if packed == "gzip" else content)
    assert issues == []
    assert (told.type, told.focus, told.reports, told.story.url) == (
        "SUPPORT",
        "background",
        4,
        "https://example.org/9",
    )
    assert [(party.country, party.base) for party in (*told.actors, *told.recipients)] == [("ROU", None), (None, "UNO")]
    assert (str(told.when and told.when.start), str(told.story.date)) == ("2020-01-02", "2020-01-03")
    assert told.place
    assert (told.place.country, told.place.precision) == ("FJI", "city")


def test_a_broken_archive(tmp_path: Path) -> None:
    whole = gzip.compress(table(GDELT, *[GDELT_ROW] * 500).encode())
    with pytest.raises(InputError, match="broken archive"):
        read("gdelt", tmp_path / "a.gz", whole[: len(whole) // 2])


def test_phoenix_without_names(tmp_path: Path) -> None:
    row = ["0_v0.2.0", "20150607", "2015", "06", "07", "FJIGOV", "FJI", "GOV", "", "PERLEG", "PER", "", "LEG", "040",
           "04", "1", "1.0", "diplomatic,2;NAMED_TERROR_GROUP,1", "", "", "Suva", "", "FJI", "54_1;77_2",
           "https://example.org/1;https://example.org/2", "lagoon;reef"]  # fmt: skip
    (told,), _ = read("phoenix", tmp_path / "a.txt", "\t".join(row) + "\n")
    assert [(party.name, party.country, party.sector) for party in (*told.actors, *told.recipients)] == [
        ("Fiji", "FJI", "GOV"),
        ("Peru", "PER", "LEG"),
    ]
    assert (told.contexts, told.reports, told.story.source) == (("diplomatic",), 2, "lagoon")


def test_plover_of_others(tmp_path: Path) -> None:
    record = {
        "id": "X-1", "date": "2016-07-24", "source": [{"code": "USA", "sector": "GOV"}], "recipient": [{"code": "CAN"}],
        "event": ["AGREE", "CONSULT"], "mode": "visit", "context": "economic", "size": {"dead": "4"},
    }  # fmt: skip
    told, issues = read("plover", tmp_path / "a.jsonl", json.dumps(record) + "\n\n")
    assert issues == []
    assert [(one.id, one.type, one.mode) for one in told] == [("X-1", "AGREE", None), ("X-1_1", "CONSULT", "visit")]
    assert (told[0].actors[0].name, told[0].actors[0].country, told[0].contexts) == ("USA", "USA", ("economic",))
    assert [(number.measure, number.value) for number in told[0].figures] == [("killed", 4.0)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON"),
        ("[1]", "no JSON object"),
        ("[" * 100_000, "no JSON"),
        ('{"id": "1", "date": "2016-07-24"}', "no event"),
        ('{"id": "1", "date": "yesterday", "event": ["AID"], "actor": []}', "is no date"),
        ('{"id": "1", "date": "2016-07-24", "event": ["FIGHT"], "actor": []}', "no type 'FIGHT'"),
        ('{"id": "1", "date": "2016-07-24", "event": ["AID"], "actor": ["USA"]}', "an actor that is no object"),
        ('{"id": "1", "date": "2016-07-24", "event": ["AID"], "actor": [], "size": {"dead": "many"}}', "is no number"),
    ],
)
def test_plover_lines_that_are_none(tmp_path: Path, line: str, reason: str) -> None:
    told, (issue,) = read("plover", tmp_path / "a.jsonl", line + "\n")
    assert told == []
    assert reason in issue.reason


@pytest.mark.parametrize(
    ("name", "before", "after", "problem"),
    [
        ("icews", "\t111\t", "\t911\t", "CAMEO Code: '911' is not allowed"),
        ("icews", "2026-03-04", "04.03.2026", "Event Date: '04.03.2026' is no date"),
        ("gdelt", "FJ\tFJ", "XX\tFJ", "ActionGeo_CountryCode: 'XX' is not allowed"),
        ("polecat", "VERBAL CONFLICT", "CONFLICT", "Quad Code: 'CONFLICT' is not allowed"),
        ("phoenix", "\tGOV\t", "\tXXX\t", "SourceActorRole: 'XXX' is not allowed"),
        ("plover", '"quad_code": 3', '"quad_code": 1', "quad_code 1 is not that of ACCUSE"),
        ("plover", '"disapprove"', '"frown"', "mode 'frown' is not allowed"),
    ],
)
def test_checks_find_what_is_wrong(tmp_path: Path, name: str, before: str, after: str, problem: str) -> None:
    log = FORMATS[name].write(tmp_path / "a.txt", [event()], Options())
    assert validate(name, log) == []
    content = log.files[0].read_text(encoding="utf-8")
    assert before in content
    log.files[0].write_text(content.replace(before, after, 1), encoding="utf-8")
    assert problem in [issue.reason for issue in validate(name, log)]


PLOVER = {
    "id": "a1", "date": "2026-03-01", "event": "ACCUSE", "actor": [{"code": "FJI", "entity_text": "Fiji"}],
    "recipient": [], "cite_info": {"published": "2026-03-02"}, "confidence": 0.5,
}  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": 7},
        {"confidence": float("nan")},
        {"count": 10**400},
        {"reports": 1e30},
        {"reports": "inf"},
        {"id": "\ud800"},
        {"text_info": {"sequence": -3}},
        {"event_loc": {"country": "Fiji", "geonameid": 2**64}},
        {"enddate": "2025-01-01"},
    ],
)
def test_plover_that_no_report_could_hold(tmp_path: Path, changes: dict[str, object]) -> None:
    told, issues = read("plover", tmp_path / "a.jsonl", json.dumps(PLOVER) + "\n" + json.dumps(PLOVER | changes))
    assert [coded.id for coded in told] == ["a1"]
    assert [issue.line for issue in issues] == [2]


@pytest.mark.parametrize("number", ["inf", "NaN", "1e999", "-1", "9" * 40])
def test_numbers_that_count_no_sentence(tmp_path: Path, number: str) -> None:
    told, issues = read("icews", tmp_path / "a.tab", table(ICEWS, VISIT, {**VISIT, "Sentence Number": number}))
    assert (len(told), [issue.line for issue in issues]) == (1, [3])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "perhaps"),
        ("focus", ""),
        ("granularity", "minute"),
        ("precision", "planet"),
        ("confidence", "1.5"),
        ("contexts", "none;military"),
        ("actor_sectors", "XXX"),
        ("lat", "inf"),
        ("trigger_start", "-1"),
    ],
)
def test_csv_that_no_report_could_hold(tmp_path: Path, column: str, value: str) -> None:
    log = FORMATS["csv"].write(tmp_path / "out.csv", [event()], Options())
    head, line = log.files[0].read_text().splitlines()
    (cells,) = csv.reader([line])
    cells[head.split(",").index(column)] = value
    told, issues = read("csv", tmp_path / "in.csv", f"{head}\n{line}\n{','.join(cells)}\n")
    assert (len(told), [issue.line for issue in issues]) == (1, [3])


def test_a_bare_carriage_return_spoils_its_row_only(tmp_path: Path) -> None:
    log = FORMATS["csv"].write(tmp_path / "out.csv", [event()], Options())
    head, line = log.files[0].read_text().splitlines()
    told, issues = read("csv", tmp_path / "in.csv", f"{head}\na\rb\n{line}\n")
    assert (len(told), [issue.line for issue in issues]) == (1, [2])


def test_parquet_with_a_broken_page(tmp_path: Path) -> None:
    log = FORMATS["parquet"].write(tmp_path / "out.parquet", [event()], Options())
    packed = bytearray(log.files[0].read_bytes())
    packed[4:40] = bytes(36)
    with pytest.raises(InputError, match="Parquet"):
        read("parquet", tmp_path / "in.parquet", bytes(packed))
