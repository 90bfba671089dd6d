"""The office table: tenures of all reports made a dated table of who held what, and what it tells of open actors."""

from dateline.offices.differences import Differences, differences
from dateline.offices.explain import describe, explain
from dateline.offices.fill import fill
from dateline.offices.holding import Holding, holdings_of, is_told
from dateline.offices.persons import Person
from dateline.offices.question import Question, parse_question
from dateline.offices.resolve import Company, Reach, company_of, resolve, states_of
from dateline.offices.rows import SETTING, ActorRow, Resolution, actors_of, naming
from dateline.offices.table import Holder, OfficeTable
from dateline.offices.tenancy import Tenancy
from dateline.offices.titles import office_keys

__all__ = [
    "SETTING",
    "ActorRow",
    "Company",
    "Differences",
    "Holder",
    "Holding",
    "OfficeTable",
    "Person",
    "Question",
    "Reach",
    "Resolution",
    "Tenancy",
    "actors_of",
    "company_of",
    "describe",
    "differences",
    "explain",
    "fill",
    "holdings_of",
    "is_told",
    "naming",
    "office_keys",
    "parse_question",
    "resolve",
    "states_of",
]
