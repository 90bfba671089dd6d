"""Today: what changed in the newest days of the corpus."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from dateline.serve.answer import answer, twin
from dateline.serve.archive import TheSnapshot

router = APIRouter(tags=["today"])


class Today(BaseModel):
    """The newest days of the corpus."""

    version: int
    first: date | None
    last: date | None
    reports: int


@twin(router, "/", Today, "What changed")
def today(request: Request, snapshot: TheSnapshot) -> Any:
    """What changed in the last days of the corpus, what is due, who is new."""
    row = snapshot.sql("SELECT min(date) AS first, max(date) AS last, count(*) AS reports FROM documents").to_pylist()[0]
    return answer(request, "today.html", Today(version=snapshot.version, **row))
