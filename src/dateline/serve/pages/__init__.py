"""The pages, one file each."""

from dateline.serve import charts
from dateline.serve.pages import act, actor, add, calendar, edit, map, relation, report, search, today

ROUTERS = (
    today.router,
    relation.router,
    charts.router,
    report.router,
    act.router,
    actor.router,
    edit.router,
    calendar.router,
    search.router,
    add.router,
    map.router,
)
"""All routers, in the order of the menu."""
