"""The frozen, typed records that a report is coded into (schema `dateline/1`)."""

from dateline.records.ids import record_id, text_id
from dateline.records.model import (
    SCHEMA,
    Actor,
    Agreement,
    CoderInfo,
    Document,
    Event,
    Figure,
    Other,
    Report,
    Span,
    Statement,
    Tenure,
    Time,
    When,
    Where,
)

__all__ = [
    "SCHEMA",
    "Actor",
    "Agreement",
    "CoderInfo",
    "Document",
    "Event",
    "Figure",
    "Other",
    "Report",
    "Span",
    "Statement",
    "Tenure",
    "Time",
    "When",
    "Where",
    "record_id",
    "text_id",
]
