"""Agreements, figures and tenures: the facts that are no acts."""

from dateline.facts.agreements import find_agreements
from dateline.facts.figures import find_figures
from dateline.facts.tenures import find_tenures

__all__ = ["find_agreements", "find_figures", "find_tenures"]
