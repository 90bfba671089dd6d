"""Every error that dateline raises on purpose.

DatelineError
├── UsageError         the caller asked for something that can't be done (unknown format, wrong date)
├── SetupError         the installation is incomplete (no language model, broken data package)
└── InputError         a document can't be read; `reason` tells why and what to do
    ├── NotEnglish     the text is not English and was not forced
    └── TooLong        the text is longer than a report can be
"""


class DatelineError(Exception):
    """Base of all errors raised on purpose; its text is fit to be shown to a user."""


class UsageError(DatelineError):
    """The caller asked for something that can't be done."""


class SetupError(DatelineError):
    """The installation lacks something that the work needs."""


class InputError(DatelineError):
    """A document can't be read; the message tells why and what to do about it."""


class NotEnglish(InputError):
    """The text is not English; `force` codes it all the same."""


class TooLong(InputError):
    """The text is longer than the limit for one report."""
