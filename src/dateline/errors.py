"""Every error that dateline raises on purpose.

DatelineError
├── UsageError         the caller asked for something that can't be done (unknown format, wrong date)
├── SetupError         the installation is incomplete (no language model, broken data package)
├── StoreError         a store can't be opened, read or written; nothing that was committed is lost
│   └── Overtaken      another writer committed first; the work is to be done again
└── InputError         a document can't be read; `reason` tells why and what to do
    ├── NotEnglish     the text is not English and was not forced
    ├── FetchError     an address can't be fetched, or may not be
    └── TooLong        the text is longer than a report can be
"""


class DatelineError(Exception):
    """Base of all errors raised on purpose; its text is fit to be shown to a user."""


class UsageError(DatelineError):
    """The caller asked for something that can't be done."""


class SetupError(DatelineError):
    """The installation lacks something that the work needs."""


class StoreError(DatelineError):
    """A store can't be opened, read or written; what was committed before is not harmed."""


class Overtaken(StoreError):
    """Another writer committed first: nothing was changed, and the work is to be done again on the newer version."""


class InputError(DatelineError):
    """A document can't be read; the message tells why and what to do about it."""


class NotEnglish(InputError):
    """The text is not English; `force` codes it all the same."""


class TooLong(InputError):
    """The text is longer than the limit for one report."""


class FetchError(InputError):
    """An address can't be fetched, or may not be.

    `passing` says that the trouble may pass by itself (a server in trouble, a broken connection), `retry_after` how
    many seconds the server asks to be left alone, if it does.
    """

    def __init__(self, message: str, *, passing: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.passing = passing
        self.retry_after = retry_after
