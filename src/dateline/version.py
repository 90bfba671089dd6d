"""The version of the program, and the coding manual that its records follow."""

from importlib.metadata import version

VERSION = version("dateline")
MANUAL = "dateline-1 (PLOVER 2.0 draft 2024-02-04)"
