"""A report made by hand, so that these tests do not depend on the coder."""

from dateline.records import Actor, CoderInfo, Document, Event, Figure, Report, Statement, Tenure, When, Where

TEXT = "Kenya 🇰🇪 will host talks with Uganda in Nairobi on Thursday. “We agree,” President Odera said. 40 miners died."


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def report(text: str = TEXT, title: str | None = "Talks") -> Report:
    return Report(
        coder=CoderInfo(version="0", model="m", manual="d"),
        document=Document(id="d", date="2024-05-07", title=title, text=text, source="The Daily"),
        actors=[
            Actor(id="a1", name="Kenya", kind="country", country="KEN", mentions=[span("Kenya")]),
            Actor(id="a2", name="Uganda", kind="country", country="UGA", mentions=[span("Uganda")]),
            Actor(id="a3", name="Odera", kind="person", country="KEN", office="President", mentions=[span("Odera")]),
        ],
        events=[
            Event(
                id="e1",
                type="CONSULT",
                status="planned",
                actors=["a1", "a2"],
                when=When(start="2024-05-09", end="2024-05-09", granularity="day", text="Thursday"),
                where=Where(name="Nairobi", country="KEN"),
                evidence=[span("Kenya 🇰🇪 will host talks with Uganda in Nairobi on Thursday")],
                trigger=span("talks"),
                confidence=0.9,
            )
        ],
        statements=[
            Statement(id="s1", speaker="a3", kind="direct", cue=span("said"), content=[span("We agree,")], confidence=1)
        ],
        figures=[Figure(id="f1", value=40, unit="persons", of="miners", evidence=[span("40 miners")], confidence=1)],
        tenures=[
            Tenure(
                id="t1",
                person="a3",
                office="President",
                country="KEN",
                evidence=[span("President Odera")],
                confidence=1,
            )
        ],
    )
