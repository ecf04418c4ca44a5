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
from guazhi.hosting.queries.readiness import Ready, arrivals, many, readiness
from guazhi.hosting.queries.starting import Starting
from guazhi.hosting.queries.talks import TalkRow, topics_of, usual_talk
from guazhi.hosting.queries.tasks import (
    TaskRow,
    others_at_host,
    task,
    task_rows,
    task_steps,
)
from guazhi.hosting.queries.waiting import (
    difficulties_to_solve,
    mentorships_to_accept,
    reports_to_see,
    solutions_to_confirm,
    tasks_to_do,
)
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
    "acceptance",
    "acts_for",
    "arrivals",
    "candidates",
    "difficulties",
    "difficulties_to_solve",
    "difficulty",
    "first_draft",
    "heat",
    "left_unanswered",
    "listed",
    "many",
    "mentors",
    "mentorship",
    "mentorships_to_accept",
    "others_at_host",
    "owners",
    "page_of",
    "plan",
    "plan_items",
    "plans",
    "readiness",
    "reports_to_see",
    "solutions_to_confirm",
    "steps",
    "task",
    "task_rows",
    "task_steps",
    "tasks_to_do",
    "topics_of",
    "usual_talk",
    "waiting_plans",
    "work",
]
