from dataclasses import replace
from datetime import date

import pytest

from dateline.offices import ActorRow, OfficeTable, Resolution, describe, explain, resolve
from tests.offices import held

TENURES = [
    held("2026-02-03", "Amina Juma", "Foreign Minister", "KEN"),
    held("2026-04-11", "Amina Juma", "foreign minister", "KEN"),
    held("2026-04-12", "Otis Mwai", "President", "KEN"),
    held("2026-03-01", "Park Ji-ho", "President", "KOR"),
    held("2026-03-01", "Park Min-su", "Foreign Minister", "KOR"),
    held("2026-03-01", "Peter Marsh", "trade minister", "NZL"),
    held("2026-03-01", "Ruth Marsh", "senator", "USA"),
    held("2026-03-01", "Eva Lund", "Secretary-General", organisation="NATO"),
    held("2026-07-20", "Grace Otieno", "Foreign Minister", "KEN"),
]
TABLE = OfficeTable.of(TENURES)
KENYA = ActorRow("kenya", "d", "Kenya", "country", "KEN", None, "GOV")
KOREA = ActorRow("korea", "d", "South Korea", "country", "KOR", None, "GOV")


def person(name: str, **told: str | None) -> ActorRow:
    return replace(ActorRow("x", "d", name, "person", None, None, "UNK", None, name), **told)  # type: ignore[arg-type]


def nameless(words: str, country: str | None, after: str = "", **told: str | None) -> ActorRow:
    name = words.removeprefix("The ").removeprefix("the ").removeprefix("A ")
    row = ActorRow("x", "d", name, "government", country, None, "GOV", None, words, "", after)
    return replace(row, **told)  # type: ignore[arg-type]


def resolved(*rows: ActorRow, on: str | None = "2026-03-18") -> Resolution | None:
    days = {"d": date.fromisoformat(on) if on else None}
    return next((told for told in resolve(rows, TABLE, days) if told.actor == "x"), None)


NAMED = [
    (person("Juma"), "2026-03-18", ("Amina Juma", "KEN", "GOV", "foreign minister"), "a family name"),
    (person("Ms. Juma"), "2026-03-18", ("Amina Juma", "KEN", "GOV", "foreign minister"), "with an honorific"),
    (person("Amina Juma"), "2026-03-18", ("Amina Juma", "KEN", "GOV", "foreign minister"), "the full name"),
    (person("Amina Juma", country="KEN"), "2026-03-18", ("Amina Juma", None, "GOV", "foreign minister"), "state told"),
    (person("Amina Juma", sector="GOV"), "2026-03-18", ("Amina Juma", "KEN", None, "foreign minister"), "sector told"),
    (person("Juma", kind="organisation"), "2026-03-18", ("Amina Juma", "KEN", "GOV", "foreign minister"), "mistaken"),
    (person("Juma"), "2026-08-01", ("Amina Juma", "KEN", None, None), "out of office since"),
]


@pytest.mark.parametrize(("row", "on", "expected", "why"), NAMED, ids=[row[3] for row in NAMED])
def test_persons_known_from_other_reports(row: ActorRow, on: str, expected: tuple[str | None, ...], why: str) -> None:
    told = resolved(KENYA, row, on=on)
    assert told is not None
    assert (told.name, told.country, told.sector, told.office) == expected


OPEN = [
    (person("Juma", country="UGA"), "2026-03-18", "the report tells another state"),
    (person("Juma", office="President"), "2026-03-18", "the report tells an office that the person never held"),
    (person("Juma", sector="EDU"), "2026-03-18", "the report tells another walk of life"),
    (person("Daniel Juma"), "2026-03-18", "another first name"),
    (person("Amina"), "2026-03-18", "a first name alone"),
    (person("Juma"), "2028-03-18", "too long after"),
    (person("Juma", kind="organisation", country="KEN"), "2026-03-18", "a body of which something is told"),
    (person("Juma"), None, "a report without a day"),
]


@pytest.mark.parametrize(("row", "on", "why"), OPEN, ids=[row[2] for row in OPEN])
def test_what_stays_open(row: ActorRow, on: str | None, why: str) -> None:
    assert resolved(KENYA, row, on=on) is None


def test_a_family_name_needs_its_state_in_the_report() -> None:
    other = ActorRow("peru", "d", "Peru", "country", "PER", None, "GOV")
    assert resolved(other, person("Juma")) is None


def test_of_two_of_one_name_the_state_decides() -> None:
    zealand = ActorRow("nzl", "d", "New Zealand", "country", "NZL", None, "GOV")
    america = ActorRow("usa", "d", "United States", "country", "USA", None, "GOV")
    first, second, both = (
        resolved(zealand, person("Marsh")),
        resolved(america, person("Marsh")),
        resolved(zealand, america, person("Marsh")),
    )
    assert (first and first.name, second and second.name) == ("Peter Marsh", "Ruth Marsh")
    assert both is not None
    assert both.name == "Peter Marsh"  # the one whose office one person holds at a time


def test_two_of_one_name_and_state_stay_open() -> None:
    assert resolved(KOREA, person("Park")) is None


def test_a_namesake_named_in_full_keeps_the_family_name() -> None:
    namesake = ActorRow("y", "d", "Daniel Juma", "person")
    assert resolved(KENYA, namesake, person("Juma")) is None


NAMELESS = [
    (nameless("the Kenyan foreign minister", "KEN"), "2026-03-18", "Amina Juma", "between two reports"),
    (nameless("The South Korean president", "KOR"), "2026-03-18", "Park Ji-ho", "seventeen days after"),
    (nameless("The president", "KOR", " of South Korea said"), "2026-03-18", "Park Ji-ho", "of the state"),
    (nameless("Kenya's foreign minister", "KEN"), "2026-04-20", "Amina Juma", "early in a gap"),
    (nameless("the secretary", None, "-general of NATO"), "2026-03-18", None, "no state and no body in its words"),
    (nameless("NATO's secretary", None, "-general said"), "2026-03-18", "Eva Lund", "of a body"),
    (nameless("Kenya's foreign minister", "KEN"), "2026-06-01", None, "midway in a gap"),
    (nameless("A Kenyan foreign minister", "KEN"), "2026-03-18", None, "indefinite"),
    (nameless("president", "KEN"), "2026-04-12", None, "the office itself"),
    (nameless("the former Kenyan foreign minister", "KEN"), "2026-03-18", None, "former"),
    (nameless("the president", "KEN", " of Kenya in 2014, who"), "2026-04-12", None, "of old"),
    (nameless("the president", "KEN", "-elect"), "2026-04-12", None, "coming"),
    (nameless("the president", "KEN", " of the Senate"), "2026-04-12", None, "of another body"),
    (nameless("the deputy foreign minister", "KEN"), "2026-03-18", None, "a lesser office"),
    (nameless("the Kenyan senator", "KEN"), "2026-03-18", None, "an office of many"),
    (nameless("the Kenyan finance minister", "KEN"), "2026-03-18", None, "no report tells the holder"),
]


@pytest.mark.parametrize(("row", "on", "expected", "why"), NAMELESS, ids=[row[3] for row in NAMELESS])
def test_nameless_holders(row: ActorRow, on: str, expected: str | None, why: str) -> None:
    told = resolved(row, on=on)
    assert (told and told.name) == expected


def test_a_body_gives_its_base() -> None:
    told = resolved(person("Eva Lund"))
    assert told is not None
    assert (told.country, told.base, told.office) == (None, "IGO", "Secretary-General")


@pytest.mark.parametrize(("office", "expected"), [("trade minister", "trade minister"), ("adviser", None)])
def test_of_an_office_without_an_owner_only_one_of_state_is_taken(office: str, expected: str | None) -> None:
    table = OfficeTable.of([held("2026-03-01", "Ana Lima", office, "KEN", told=False)])
    told = resolve([KENYA, person("Ms. Lima")], table, {"d": date(2026, 3, 18)})
    assert [(r.name, r.country, r.office) for r in told] == [("Ana Lima", None, expected)]


def test_nothing_open_is_no_row() -> None:
    assert resolved(person("Amina Juma", country="KEN", sector="GOV", office="Foreign Minister")) is None


def test_reasons_name_the_report() -> None:
    told = resolved(KENYA, person("Juma"))
    assert told is not None
    assert explain(told) == [
        "Amina Juma (country KEN, office foreign minister) by the office table",
        "“Juma”: Amina Juma, the only one of that name, known from 2 reports from 2026-02-03 to 2026-04-11",
        "foreign minister of Kenya in report r2026-04-11 of 2026-04-11",
    ]


def test_a_holder_in_one_line() -> None:
    (holder,) = TABLE.holders("president", "KOR", date(2026, 3, 18))
    assert describe(holder) == (
        "Park Ji-ho, President of South Korea, 2026-03-01 to 2026-03-01 (only in earlier reports; 1 report)"
    )


def test_the_order_of_actors_and_tenures_changes_nothing() -> None:
    rows = [KENYA, person("Juma"), nameless("the South Korean president", "KOR", id="y"), KOREA]
    days = {"d": date(2026, 3, 18)}
    forth = resolve(rows, TABLE, days)
    back = resolve(rows[::-1], OfficeTable.of(TENURES[::-1]), days)
    assert len(forth) == 2
    assert sorted(forth, key=lambda told: told.actor) == sorted(back, key=lambda told: told.actor)
