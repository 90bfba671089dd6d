"""Why each record was made: the rule or feature behind it, for `--explain` and the pages."""


class Reasons:
    """Reasons by record id, in the order in which they were given."""

    def __init__(self) -> None:
        self._reasons: dict[str, list[str]] = {}

    def add(self, record: str, reason: str) -> None:
        """Note one reason for a record; the same reason is kept once."""
        told = self._reasons.setdefault(record, [])
        if reason not in told:
            told.append(reason)

    def of(self, record: str) -> list[str]:
        """The reasons of one record."""
        return self._reasons.get(record, [])
