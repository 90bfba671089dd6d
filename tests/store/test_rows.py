"""A report that goes through the store comes out as it went in."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.records import Report
from dateline.store.rows import document_row, report_of, rows_of, tables_of

TEXT = "Kenya and Uganda agreed on Monday to reopen the bridge at Malaba, 🕊️ said Odera."

spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: (min(pair), max(pair)))
span_lists = st.lists(spans, max_size=3)
ids = st.sampled_from([f"ac{n}" for n in range(6)])
words = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
name = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
days = st.dates(date(1600, 1, 1), date(2199, 12, 31)).map(str)
share = st.floats(0, 1)
# Whole numbers beyond 2**53 are no exact floats; no text counts so far.
numbers = st.none() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
granularity = st.sampled_from(["day", "week", "month", "quarter", "year", "longer"])
when = st.none() | st.fixed_dictionaries({"start": days, "end": days, "granularity": granularity, "text": words})
precision = st.none() | st.sampled_from(["city", "country"])
degrees = st.none() | st.floats(-180, 180)
where = st.none() | st.fixed_dictionaries(
    {
        "name": name.filter(bool),
        "country": words,
        "lat": degrees,
        "lon": degrees,
        "geonames": st.none() | st.integers(1, 2**40),
        "precision": precision,
    }
)
other = st.fixed_dictionaries({"actor": ids, "role": st.sampled_from(["host", "mediator"])})
lists = st.lists(ids, max_size=3)


def records(prefix: str, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[list[dict[str, object]]]:
    """Lists of records with ids of their own."""
    told = st.lists(st.fixed_dictionaries(fields), max_size=3)
    return told.map(lambda rows: [{"id": f"{prefix}{n}", **row} for n, row in enumerate(rows)])


reports = st.fixed_dictionaries(
    {
        "coder": st.just({"version": "1", "model": "m", "manual": "n"}),
        "document": st.fixed_dictionaries(
            {
                "id": name.filter(bool),
                "date": st.none() | days,
                "title": words,
                "source": words,
                "source_country": words,
                "byline": words,
                "url": words,
                "language": words,
                "text": st.just(TEXT),
                "sentences": span_lists,
            }
        ),
        "actors": records(
            "ac",
            name=name,
            kind=st.sampled_from(["country", "person", "unknown"]),
            country=words,
            base=words,
            sector=words,
            office=words,
            mentions=span_lists,
        ),
        "events": records(
            "ev",
            type=st.just("ASSAULT"),
            mode=st.sampled_from([None, "drone", "aerial"]),
            status=st.sampled_from(["happened", "denied"]),
            focus=st.sampled_from(["news", "background"]),
            actors=lists,
            recipients=lists,
            others=st.lists(other, max_size=2),
            when=when,
            where=where,
            contexts=lists,
            count=numbers,
            according_to=lists,
            disputed_by=lists,
            evidence=span_lists,
            trigger=spans,
            confidence=share,
        ),
        "statements": records(
            "st",
            speaker=st.none() | ids,
            kind=st.sampled_from(["direct", "mixed"]),
            cue=st.none() | spans,
            content=span_lists,
            addressees=lists,
            about=lists,
            via=st.none() | ids,
            event=words,
            confidence=share,
        ),
        "agreements": records(
            "ag",
            name=name,
            parties=lists,
            stage=st.sampled_from(["talks", "signed"]),
            when=when,
            evidence=span_lists,
            confidence=share,
        ),
        "figures": records(
            "fi",
            value=numbers,
            upper=numbers,
            unit=words,
            of=words,
            measure=words,
            qualifier=st.sampled_from(["exact", "range"]),
            event=words,
            evidence=span_lists,
            confidence=share,
        ),
        "times": st.lists(
            st.fixed_dictionaries({"span": spans, "start": days, "end": days, "granularity": granularity}), max_size=3
        ),
        "tenures": records(
            "te",
            **{
                "person": ids,
                "office": name,
                "country": words,
                "organisation": words,
                "status": st.sampled_from(["current", "former"]),
                "from": words,
                "until": words,
                "evidence": span_lists,
                "confidence": share,
            },
        ),
    }
).map(Report.model_validate)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports)
def test_round_trip(report: Report) -> None:
    tables = tables_of(rows_of(report))
    (document,) = tables_of({"documents": [document_row(report.document, report.coder)]})["documents"].to_pylist()
    # From the last row to the first: a table has no order.
    rows = {name: table.to_pylist()[::-1] for name, table in tables.items()}
    assert report_of(document, rows) == report
