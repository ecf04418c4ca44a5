"""Reading a host's work."""

from guazhi.hosting.queries.acceptances import acceptance
from guazhi.hosting.queries.difficulties import (
    DifficultyRow,
    acts_for,
    difficulties,
    difficulty,
    listed,
    owners,
    page_of,
    steps,
)
from guazhi.hosting.queries.heat import HostHeat, heat
from guazhi.hosting.queries.mentors import candidates
from guazhi.hosting.queries.talks import OpinionRow, TalkRow, opinion, topics_of, usual_talk
from guazhi.hosting.queries.tasks import (
    TaskRow,
    others_at_host,
    plan,
    plans,
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
    "OpinionRow",
    "TalkRow",
    "TaskRow",
    "Waiting",
    "acceptance",
    "acts_for",
    "candidates",
    "difficulties",
    "difficulty",
    "heat",
    "listed",
    "opinion",
    "others_at_host",
    "owners",
    "page_of",
    "plan",
    "plans",
    "steps",
    "task",
    "task_rows",
    "task_steps",
    "topics_of",
    "usual_talk",
    "waiting",
    "work",
]
