"""Who said what."""

from dateline.statements.acts import link_acts
from dateline.statements.find import find_statements

__all__ = ["find_statements", "link_acts"]
