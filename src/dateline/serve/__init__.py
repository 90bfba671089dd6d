"""A local site over a store: pages for people, the same as JSON for programs."""

from dateline.serve.app import create_app
from dateline.serve.settings import Settings

__all__ = ["Settings", "create_app"]
