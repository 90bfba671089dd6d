"""Reports of somebody who wants a page to run code, or to show another order of characters than there is."""

from collections.abc import Iterable, Iterator

from dateline.records import Agreement, Document, Report, Where, record_id
from dateline.records.reasons import Reasons
from tests.store.quick import QuickCoder, entry

MARKUP = (
    '<script>window.ran="script"</script>'
    '<svg onload="window.ran=1"></svg>'
    '<img src=x onerror="window.ran=2">'
    '"><b onmouseover=window.ran=3>'
    "</textarea></title></script><script>window.ran=4</script>"
    "{{7*7}}${7*7}"
)
TURNED = "\u202egnp.exe\u2066"
EVIL = f"{MARKUP} {TURNED}"
HOLDER = "Kaito Mori"
"""Whom the coder finds; `HostileCoder` gives him a name of markup."""

REPORTS = (
    entry(
        f"{EVIL} Japan attacked Fiji, and 9 people were hurt. President {HOLDER} of Japan spoke.",
        "2026-03-08",
        id="evil/../<i>#?",
        title=EVIL,
        source=EVIL,
        byline=EVIL,
        url="javascript:window.ran=5",
    ),
    entry(
        f"Fiji met Japan at the {EVIL} hall, and Fiji accused Japan of {EVIL}.",
        "2026-03-12",
        id='"><script>window.ran=6</script>',
        title=EVIL,
        source=EVIL,
        url="data:text/html,<script>window.ran=7</script>",
    ),
)


class HostileCoder(QuickCoder):
    """Gives what it finds in such reports names of markup, and plans what the second one tells."""

    def explain_all(self, documents: Iterable[Document]) -> Iterator[tuple[Report, Reasons]]:
        for report, reasons in super().explain_all(documents):
            yield (_renamed(report) if EVIL in report.document.text else report), reasons


def _renamed(report: Report) -> Report:
    actors = [actor.model_copy(update={"name": EVIL}) for actor in report.actors]
    planned = report.document.date == "2026-03-12"
    events = [
        event.model_copy(
            update={
                "where": Where(name=EVIL, country="FJI", lat=-18.1, lon=178.4),
                "status": "planned" if planned and event.type == "CONSULT" else "happened",
            }
        )
        for event in report.events
    ]
    figures = [figure.model_copy(update={"of": EVIL, "unit": EVIL}) for figure in report.figures]
    tenures = [tenure.model_copy(update={"office": EVIL}) for tenure in report.tenures]
    parties = [actor.id for actor in report.actors if actor.kind == "country"]
    pact = Agreement(
        id=record_id(report.document.id, "agreement", 0, 4),
        name=EVIL,
        parties=parties,
        stage="signed",
        evidence=[(0, 4)],
        confidence=0.5,
    )
    return report.model_copy(
        update={"actors": actors, "events": events, "figures": figures, "tenures": tenures, "agreements": [pact]}
    )
