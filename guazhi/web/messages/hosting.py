"""Sentences for findings about the duties of the host."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "accepted_already": _("The host has accepted this secondee already."),
    "not_treated_as_own": _(
        "A secondee is treated as the unit's own cadre. Put this right first, then tick it."
    ),
    "plan_approved_already": _("This version of the plan has been approved already."),
    "plan_has_newer_version": _("There is a newer version of the plan. Approve that one."),
    "approval_before_draft": _("It was drafted on %(day)s and cannot be approved before."),
    "mentor_not_principal_leader": _(
        "The mentor is the principal leader of the unit. Say why another person is named."
    ),
    "mentor_not_of_host": _("This person neither leads nor works for the host unit."),
    "mentor_named_already": _("This person is the mentor already."),
    "leader_on_record": _("This person is on record as the principal leader already."),
    "leader_before_present": _("The present principal leader is on record since %(day)s."),
    "task_step_not_now": _("This cannot be done to the task now; look at its state again."),
    "task_not_to_urge": _("The task does not wait for the secondee; there is nothing to urge."),
    "task_urged_today": _("This task has been urged today already."),
    "task_for_another_host": _("A task goes to another secondee of the same host unit only."),
    "task_source_unknown": _("It cannot come of this: %(source)s."),
    "aspect_not_heard": _("Tick what was heard of this, or write it down below."),
    "opinions_not_asked": _("Write down the opinions raised, or tick that there were none."),
    "opinions_and_none": _("Opinions are written down, and yet it says that there were none."),
    "opinion_taken_up": _("This opinion has been taken up already."),
    "difficulty_step_not_now": _(
        "This cannot be done to the difficulty now; look at its state again."
    ),
    "difficulty_has_no_solution_yet": _(
        "No solution waits for your confirmation: it has not been given, or is confirmed already."
    ),
    "difficulty_not_to_pass": _("A solution has been given; the difficulty stays where it is."),
    "before_it_was_raised": _("The difficulty was raised on %(day)s; this cannot come before."),
    "day_before_step": _("The step before this one was taken on %(day)s; this cannot come before."),
    "no_level_above": _("There is no level above to refer it to."),
    "level_not_there": _("No county organisation department has a part in this secondment."),
    "choice_unknown": _("Choose one of the kinds in the list."),
    "recorded_already": _("This is on record already."),
}
