"""The readable report."""

import io

from dateline.records.reasons import Reasons
from dateline.render import print_report, report_console
from tests.render.reports import report

EXPECTED = """\
Talks
Tue 7 May 2024 · The Daily

WHAT HAPPENED
  Thu 9 May 2024    Kenya and Uganda to meet or talk  [planned]
                    “Kenya 🇰🇪 will host talks with Uganda in Nairobi on
                    Thursday”
                    CONSULT | in Nairobi, Kenya
                    because: verb host


WHO SAID WHAT
  Odera (Kenya)
    “We agree,”
  quoted


FIGURES
  40 miners

OFFICES
  Odera, President, Kenya (in office)

PLANNED NEXT
  Thu 9 May 2024    Kenya and Uganda to meet or talk  [planned]
"""


def test_report() -> None:
    reasons = Reasons()
    reasons.add("e1", "verb host")
    stream = io.StringIO()
    print_report(report(), report_console(stream), reasons)
    assert stream.getvalue() == EXPECTED


def test_nothing_found() -> None:
    stream = io.StringIO()
    print_report(
        report().model_copy(update={kind: [] for kind in ("events", "statements", "figures", "tenures")}),
        report_console(stream),
    )
    assert "No records found in this report." in stream.getvalue()
