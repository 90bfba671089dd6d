"""Reports for people: a readable page in the terminal, and a self-contained page of HTML."""

from dateline.render.html import HtmlPage
from dateline.render.terminal import print_report, report_console
from dateline.render.words import visible

__all__ = ["HtmlPage", "print_report", "report_console", "visible"]
