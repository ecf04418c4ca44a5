"""Reading a host's work."""

from guazhi.hosting.queries.acceptances import acceptance
from guazhi.hosting.queries.difficulties import (
    DifficultyRow,
    acts_for,
    difficulties,
    difficulty,
    left_unanswered,
    listed,
    owners,
    page_of,
    steps,
)
from guazhi.hosting.queries.heat import HostHeat, heat
from guazhi.hosting.queries.mentors import Mentors, candidates, mentors, mentorship
from guazhi.hosting.queries.plans import (
    Plans,
    first_draft,
    plan,
    plan_items,
    plans,
    waiting_plans,
)
from guazhi.hosting.queries.readiness import Ready, many, readiness
from guazhi.hosting.queries.starting import Starting
from guazhi.hosting.queries.talks import TalkRow, topics_of, usual_talk
from guazhi.hosting.queries.tasks import (
    TaskRow,
    others_at_host,
    task,
    task_rows,
    task_steps,
)
from guazhi.hosting.queries.waiting import Waiting, waiting
from guazhi.hosting.queries.work import HostingWork, May, work

__all__ = [
    "DifficultyRow",
    "HostHeat",
    "HostingWork",
    "May",
    "Mentors",
    "Plans",
    "Ready",
    "Starting",
    "TalkRow",
    "TaskRow",
    "Waiting",
    "acceptance",
    "acts_for",
    "candidates",
    "difficulties",
    "difficulty",
    "first_draft",
    "heat",
    "left_unanswered",
    "listed",
    "many",
    "mentors",
    "mentorship",
    "others_at_host",
    "owners",
    "page_of",
    "plan",
    "plan_items",
    "plans",
    "readiness",
    "steps",
    "task",
    "task_rows",
    "task_steps",
    "topics_of",
    "usual_talk",
    "waiting",
    "waiting_plans",
    "work",
]
