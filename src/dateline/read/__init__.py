"""From bytes to documents: files, folders and standard input, one format a file, the text itself never altered."""

from dateline.read.dating import Dated, find_date
from dateline.read.entry import Entry, Issue
from dateline.read.options import FIELDS, FORMATS, Options
from dateline.read.reader import read, read_bytes

__all__ = ["FIELDS", "FORMATS", "Dated", "Entry", "Issue", "Options", "find_date", "read", "read_bytes"]
