"""Who said what."""

from dateline.statements.find import find_statements

__all__ = ["find_statements"]
