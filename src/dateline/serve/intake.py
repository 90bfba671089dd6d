"""Reports that readers bring: read from a form, coded for a look, or added to the store behind the pages."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import Request

from dateline.coder import Coded
from dateline.engine import code_entries
from dateline.errors import DatelineError
from dateline.read import Entry, Issue, Options, read_bytes
from dateline.serve.archive import Archive
from dateline.store.add import add, new_run
from dateline.store.summary import Summary

KEPT: Final = 20
"""Jobs that are remembered; of older ones the store's `runs` tell."""

ISSUES: Final = 100
"""Issues of a job that are told; the store keeps all."""

# What readers of files are told to do at the command line, and what that is on the page.
HINTS: Final = (
    ("give it with --date", "give it above"),
    ("; name it with --map text=COLUMN", "; call the column “text”"),
    ("; name it with --map text=FIELD", "; call the field “text”"),
    ("use --force to code it all the same", "tick “Code it whatever its language”"),
)

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that a reader brought, what they are called, and what the reader says of them.

    `url` is the address of the report, if the bytes are one.
    """

    data: bytes
    name: str
    content_type: str | None
    options: Options
    url: str | None = None

    @classmethod
    def of_text(cls, text: str, options: Options, url: str | None = None) -> Upload:
        """What was pasted; a browser sends line ends in the manner of mail."""
        return cls(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass"), "pasted", None, options, url)

    def read(self) -> Iterator[Entry | Issue]:
        """The reports in it, and what was wrong."""
        for one in read_bytes(self.data, self.name, self.options, self.content_type):
            if isinstance(one, Entry) and self.url and not one.document.url:
                one = replace(one, document=one.document.model_copy(update={"url": self.url}))
            yield one


@dataclass(slots=True)
class Job:
    """An upload on its way into the store. `problem` is what ended it early."""

    summary: Summary
    issues: list[str] = field(default_factory=list)
    read: int = 0
    coding: bool = False
    done: bool = False
    problem: str | None = None


class Intake:
    """Uploads, one after the other."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        # Two uploads at once would only take turns, and each report twice the time.
        self._turn = threading.Lock()
        self._coding = threading.Lock()

    def look(self, upload: Upload, most: int) -> tuple[list[Coded], list[str], bool]:
        """The first reports of an upload, coded but not stored; what was wrong; and whether there are more."""
        found = list(islice(upload.read(), most + ISSUES + 1))
        entries = [one for one in found if isinstance(one, Entry)]
        issues = [one for one in found if isinstance(one, Issue)]
        coded: list[Coded] = []
        if entries:
            coder = self._archive.workers()
            with self._coding:
                for one in code_entries(coder, entries[:most]):
                    if isinstance(one, Coded):
                        coded.append(one)
                    else:
                        issues.append(one)
        return coded, [in_words(issue) for issue in issues[:ISSUES]], len(entries) > most

    def start(self, upload: Upload) -> str:
        """Begin to add an upload; the id of its run, by which `job` knows it."""
        run = new_run()
        self._jobs[run] = Job(Summary(run))
        while len(self._jobs) > KEPT:
            self._jobs.popitem(last=False)
        # A daemon: the end of the server does not wait, since an add can be cut off anywhere and be run again.
        threading.Thread(target=self._add, args=(upload, self._jobs[run]), name=f"add {run}", daemon=True).start()
        return run

    def job(self, run: str) -> Job | None:
        """The job of a run, if it is remembered."""
        return self._jobs.get(run)

    def _add(self, upload: Upload, job: Job) -> None:
        def note(one: Entry | Issue) -> None:
            job.read += 1
            if isinstance(one, Issue) and len(job.issues) < ISSUES:
                job.issues.append(in_words(one))

        job.problem = "It failed unexpectedly; the server’s own messages tell more. What is stored stays."
        try:
            with self._turn:
                coder = self._archive.workers()
                job.coding = True
                add(self._archive.store, upload.read(), coder, summary=job.summary, progress=note)
            job.problem = None
        except DatelineError as error:
            job.problem = str(error)
        finally:
            job.done = True


def in_words(issue: Issue) -> str:
    """An issue for the page: where in the input, and what to do about it there."""
    reason = issue.reason
    for told, here in HINTS:
        reason = reason.replace(told, here)
    return reason if issue.line is None else f"line {issue.line}: {reason}"


def intake_of(request: Request) -> Intake:
    """The intake of the app that serves a request."""
    state = request.app.state
    with _LOCK:
        if not hasattr(state, "intake"):
            state.intake = Intake(state.archive)
        intake: Intake = state.intake
        return intake


TheIntake = Annotated[Intake, Depends(intake_of)]
