"""The pages, one file each."""

from dateline.serve.pages import today

ROUTERS = (today.router,)
"""All routers, in the order of the menu."""
