"""The pages, one file each."""

from dateline.serve import charts
from dateline.serve.pages import (
    act,
    actor,
    add,
    api,
    calendar,
    data,
    dossier,
    edit,
    login,
    map,
    network,
    relation,
    report,
    search,
    today,
)

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
    data.router,
    api.router,
    add.router,
    map.router,
    network.router,
    dossier.router,
    login.router,
)
"""All routers, in the order of the menu."""
