"""The pages that everybody opens: to-do, register, person, intake, policy."""

from guazhi.dashboards.views.burden import burden
from guazhi.dashboards.views.evaluation import evaluation, evaluation_names
from guazhi.dashboards.views.home import home, obligations
from guazhi.dashboards.views.intakes import intake, intakes
from guazhi.dashboards.views.person import person
from guazhi.dashboards.views.policy import policy
from guazhi.dashboards.views.register import export, register, units
from guazhi.dashboards.views.reports import report
from guazhi.dashboards.views.sources import source
from guazhi.dashboards.views.uses import export_uses, usage, uses
from guazhi.dashboards.views.waiting import waiting

__all__ = [
    "burden",
    "evaluation",
    "evaluation_names",
    "export",
    "export_uses",
    "home",
    "intake",
    "intakes",
    "obligations",
    "person",
    "policy",
    "register",
    "report",
    "source",
    "units",
    "usage",
    "uses",
    "waiting",
]
