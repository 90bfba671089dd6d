import pytest

from dateline.analyse import sql
from dateline.errors import UsageError
from dateline.store import Snapshot


def test_tables_and_views(border: Snapshot) -> None:
    assert sql(border, "SELECT count(*) AS n FROM events")["n"].to_pylist() == [12]
    acts = sql(border, "SELECT act, codes, reports FROM acts WHERE type = 'SANCTION'").to_pylist()
    assert acts == [{"act": "closing", "codes": ["KEN", "UGA"], "reports": 3}]
    pairs = sql(border, "SELECT actor, actor_code, recipient, recipient_code FROM who_did_what WHERE act = 'e3'")
    assert pairs.to_pylist() == [
        {"actor": "Wanja Odera", "actor_code": "KEN", "recipient": "Moses Okello", "recipient_code": "UGA"}
    ]
    # An act without a recipient has a row, too.
    alone = sql(border, "SELECT actor_code, recipient_code FROM who_did_what WHERE act = 'e10'").to_pylist()
    assert alone == [{"actor_code": "KEN", "recipient_code": None}]


@pytest.mark.parametrize("query", ["SHOW TABLES", "DESCRIBE acts", "SELECT count(*) FROM range(3)", "FROM who_is_who"])
def test_other_reading(border: Snapshot, query: str) -> None:
    assert sql(border, query).num_rows > 0


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("DROP TABLE events", "must be one SELECT"),
        ("SELECT 1; SELECT 2", "must be one SELECT"),
        ("", "must be one SELECT"),
        ("COPY events TO 'x.csv'", "must be one SELECT"),
        ("ATTACH 'x.db'", "must be one SELECT"),
        ("SET enable_external_access = true", "must be one SELECT"),
        ("SELECT * FROM read_csv('/etc/hostname')", r"must not call read_csv\(\)"),
        ("SELECT (SELECT max(content) FROM read_text('/etc/hostname'))", r"must not call read_text\(\)"),
        ("WITH x AS (SELECT * FROM glob('/*')) FROM x", r"must not call glob\(\)"),
        ("SELECT * FROM query('SELECT 1')", r"must not call query\(\)"),
        ("SELECT * FROM python_arrow_scan(1, 2, 3)", r"must not call python_arrow_scan\(\)"),
        ("SELECT * FROM duckdb_settings()", r"must not call duckdb_settings\(\)"),
        ("SELECT * FROM '/etc/hostname.csv'", "can't be answered"),
        ("SELECT * FROM snap", "tables: documents, actors"),  # no variable of the program
        ("SELECT nonsense FROM events", "nonsense"),
        ("SELEC 1", "syntax error"),
    ],
)
def test_what_is_refused(border: Snapshot, query: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        sql(border, query)
