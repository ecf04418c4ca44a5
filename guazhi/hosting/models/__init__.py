"""The work of a host: acceptance, plan, mentor, briefing, division, tasks, talks, difficulties."""

from guazhi.hosting.models.care import CARE_KINDS, Care
from guazhi.hosting.models.difficulties import (
    DIFFICULTY_KINDS,
    LEVEL_NAMES,
    Difficulty,
    DifficultyStep,
)
from guazhi.hosting.models.induction import (
    Acceptance,
    Briefing,
    Division,
    Living,
)
from guazhi.hosting.models.mentors import THEMES, Mentoring, MentoringNote, Mentorship
from guazhi.hosting.models.plans import PlanItem, TrainingPlan
from guazhi.hosting.models.talks import TALK_MANNERS, Talk
from guazhi.hosting.models.tasks import SOURCE_NAMES, TASK_STEPS, Task, TaskStep

__all__ = [
    "CARE_KINDS",
    "DIFFICULTY_KINDS",
    "LEVEL_NAMES",
    "SOURCE_NAMES",
    "TALK_MANNERS",
    "TASK_STEPS",
    "THEMES",
    "Acceptance",
    "Briefing",
    "Care",
    "Difficulty",
    "DifficultyStep",
    "Division",
    "Living",
    "Mentoring",
    "MentoringNote",
    "Mentorship",
    "PlanItem",
    "Talk",
    "Task",
    "TaskStep",
    "TrainingPlan",
]
