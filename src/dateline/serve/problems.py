"""Errors as RFC 9457 problems for programs, and as a page for people."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, HTTPException
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.errors import DatelineError, StoreError, UsageError
from dateline.serve.answer import render, wants_json

MEDIA_TYPE = "application/problem+json"


def problem_response(request: Request, status: int, detail: str, *, to_stranger: bool = False) -> Response:
    """The answer to a request that failed: `status` is HTTP's, `detail` a sentence for the reader."""
    title = HTTPStatus(status).phrase
    if wants_json(request):
        told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.url.path}
        return JSONResponse(told, status, media_type=MEDIA_TYPE)
    context = {"status": status, "title": title, "detail": detail}
    return render(request, "problem.html", context, status, to_stranger=to_stranger)


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every kind of error with a problem; nothing of a traceback is shown."""

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, StarletteHTTPException)
        return problem_response(request, error.status_code, str(error.detail))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        return problem_response(request, 422, told)

    async def usage(request: Request, error: Exception) -> Response:
        return problem_response(request, 400, str(error))

    async def ours(request: Request, error: Exception) -> Response:
        return problem_response(request, 503 if isinstance(error, StoreError) else 500, str(error))

    app.add_exception_handler(StarletteHTTPException, http)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(UsageError, usage)
    app.add_exception_handler(DatelineError, ours)
