"""Records in other people's formats, and other people's records into a store; one module a format.

The type between is `Coded`: a format writes it and reads it back. `terms` folds PLOVER's future acts, `selection`
reads a store, `incoming` fills one.
"""

from dateline.export.coded import Coded, Interval, Number, Party, Place, Story, Telling
from dateline.export.formats import FORMATS, Format, export, format_of, import_files, validate
from dateline.export.incoming import Imported
from dateline.export.output import Log, Options
from dateline.export.selection import Selection, coded_events

__all__ = [
    "FORMATS",
    "Coded",
    "Format",
    "Imported",
    "Interval",
    "Log",
    "Number",
    "Options",
    "Party",
    "Place",
    "Selection",
    "Story",
    "Telling",
    "coded_events",
    "export",
    "format_of",
    "import_files",
    "validate",
]
