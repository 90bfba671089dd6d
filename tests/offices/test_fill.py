"""A report's open actors, filled in from other reports."""

from datetime import date

from dateline.offices import Holding, OfficeTable, explain, fill, resolve
from dateline.offices.rows import actors_of
from dateline.records import Actor, CoderInfo, Document, Event, Report
from dateline.records.reasons import Reasons

TEXT = "Odhiambo met Uganda's envoy in Kisumu."
TABLE = OfficeTable.of([Holding("other", date(2026, 1, 20), "Amina Odhiambo", "Foreign Minister", "KEN")])
REPORT = Report(
    coder=CoderInfo(version="0", model="by hand", manual="0"),
    document=Document(id="one", date="2026-02-02", text=TEXT),
    actors=[
        Actor(id="ac1", name="Odhiambo", kind="person", mentions=[(0, 8)]),
        Actor(id="ac2", name="envoy", kind="person", country="UGA", sector="GOV", office="envoy", mentions=[(13, 27)]),
    ],
    events=[
        Event(id="ev1", type="CONSULT", actors=["ac1", "ac2"], evidence=[(0, 27)], trigger=(9, 12), confidence=0.9)
    ],
)


def test_open_fields_are_filled_and_told_ones_stay() -> None:
    filled = fill(REPORT, TABLE, Reasons())
    odhiambo, envoy = filled.actors
    assert (odhiambo.name, odhiambo.country, odhiambo.office) == ("Amina Odhiambo", "KEN", "Foreign Minister")
    assert envoy == REPORT.actors[1]
    assert filled.events == REPORT.events


def test_the_reasons_stand_with_the_actor_and_its_events() -> None:
    reasons = Reasons()
    fill(REPORT, TABLE, reasons)
    (told,) = resolve(actors_of(REPORT), TABLE, {"one": date(2026, 2, 2)})
    assert reasons.of("ac1") == reasons.of("ev1") == explain(told)
    assert "known from 1 report" in " ".join(reasons.of("ac1"))


def test_without_a_date_nothing_is_known() -> None:
    undated = REPORT.model_copy(update={"document": Document(id="one", text=TEXT)})
    assert fill(undated, TABLE, Reasons()) == undated
