"""Read models of the pages that everybody opens; each starts from what the actor may see."""

from guazhi.dashboards.queries.burden import Burden, burden, burdened, months_up_to
from guazhi.dashboards.queries.desk import (
    Duty,
    Work,
    counts,
    done_by_me,
    duties,
    owed,
    standing_of,
    within_reach,
    work_of,
)
from guazhi.dashboards.queries.destinations import Destinations, destinations
from guazhi.dashboards.queries.evaluation import Batch, batches, measured
from guazhi.dashboards.queries.intakes import (
    HOST_KINDS,
    Flow,
    PartyLights,
    by_state,
    checkpoints,
    flows,
    host_kinds,
    party_lights,
    terms,
)
from guazhi.dashboards.queries.known import known
from guazhi.dashboards.queries.own import Own, own
from guazhi.dashboards.queries.papers import Papers, papers
from guazhi.dashboards.queries.person import Deed, deeds, responsible, timeline
from guazhi.dashboards.queries.piles import Pile, piles
from guazhi.dashboards.queries.register import (
    SORTS,
    Line,
    Sought,
    count_lights,
    counties,
    light_of,
    register,
    register_rows,
    units_of,
)
from guazhi.dashboards.queries.sources import KINDS, place_of
from guazhi.dashboards.queries.step_kinds import BESIDE_DUTIES
from guazhi.dashboards.queries.step_kinds import KINDS as STEP_KINDS
from guazhi.dashboards.queries.steps import Act, Listed, Step, count_steps, first_steps
from guazhi.dashboards.queries.ways import way_of
from guazhi.dashboards.queries.words import current_pack, policy_versions, soon_days
from guazhi.obligations.models import PARTIES
from guazhi.organisations.queries import units_below
from guazhi.secondments.models import STATES

__all__ = [
    "BESIDE_DUTIES",
    "HOST_KINDS",
    "KINDS",
    "PARTIES",
    "SORTS",
    "STATES",
    "STEP_KINDS",
    "Act",
    "Batch",
    "Burden",
    "Deed",
    "Destinations",
    "Duty",
    "Flow",
    "Line",
    "Listed",
    "Own",
    "Papers",
    "PartyLights",
    "Pile",
    "Sought",
    "Step",
    "Work",
    "batches",
    "burden",
    "burdened",
    "by_state",
    "checkpoints",
    "count_lights",
    "count_steps",
    "counties",
    "counts",
    "current_pack",
    "deeds",
    "destinations",
    "done_by_me",
    "duties",
    "first_steps",
    "flows",
    "host_kinds",
    "known",
    "light_of",
    "measured",
    "months_up_to",
    "owed",
    "own",
    "papers",
    "party_lights",
    "piles",
    "place_of",
    "policy_versions",
    "register",
    "register_rows",
    "responsible",
    "soon_days",
    "standing_of",
    "terms",
    "timeline",
    "units_below",
    "units_of",
    "way_of",
    "within_reach",
    "work_of",
]
