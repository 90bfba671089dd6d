"""Where the quotation marks of a text open and close."""

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Quotation:
    """A quoted stretch: offsets `[start, end)` with its marks, `[inner_start, inner_end)` without them."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quoted stretches of a text, in order: straight and curly double quotes."""
    found: list[Quotation] = []
    opened: int | None = None
    for at, char in enumerate(text):
        if char == "“" or (char == '"' and opened is None):
            if opened is None:
                opened = at
        elif char in '”"' and opened is not None:
            found.append(Quotation(opened, at + 1, opened + 1, at))
            opened = None
    return found
