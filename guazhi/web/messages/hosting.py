"""Sentences for findings about the duties of the host."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "accepted_already": _("The host has accepted this secondee already."),
    "not_treated_as_own": _(
        "A secondee is treated as the unit's own cadre. Put this right first, then tick it."
    ),
    "plan_approved_already": _("This version of the plan has been approved already."),
    "plan_has_newer_version": _("There is a newer version of the plan. Approve that one."),
    "approval_before_draft": _("The step before this one is dated %(day)s."),
    "plan_not_agreed": _("The secondee has not agreed to this version yet."),
    "plan_step_not_now": _("This cannot be done to the plan now; look at its state again."),
    "plan_changed_meanwhile": _(
        "Version %(version)s was saved meanwhile. It is shown above, your text is still here: "
        "compare the two, then save."
    ),
    "plan_without_lines": _("Give the plan at least one line."),
    "plan_line_incomplete": _("Each line has a goal, a measure and a milestone."),
    "plan_line_twice": _("Two lines have the same number."),
    "plan_item_of_another": _("This line stands in no plan of the secondee."),
    "theme_needed": _("Tick at least one theme."),
    "mentorship_over": _("Another mentor has been named since."),
    "mentoring_accepted_already": _("You have accepted already."),
    "mentoring_not_accepted": _("Accept the mentoring first."),
    "not_ready_acceptance": _("Not ready: the host unit has not accepted the secondee."),
    "not_ready_handover": _("Not ready: the work at home has not been handed over."),
    "not_ready_division": _("Not ready: the division of work is missing."),
    "not_ready_plan": _("Not ready: no training plan has been approved."),
    "not_ready_mentor": _("Not ready: the mentor has not accepted."),
    "not_ready_briefing": _("Not ready: the briefing has not been given."),
    "not_ready_living": _("Not ready: living conditions have not been arranged."),
    "mentor_not_principal_leader": _(
        "The mentor is the principal leader of the unit. Say why another person is named."
    ),
    "mentor_not_of_host": _("This person neither leads nor works for the host unit."),
    "mentor_named_already": _("This person is the mentor already."),
    "leader_on_record": _("This person is on record as the principal leader already."),
    "leader_before_present": _("The present principal leader is on record since %(day)s."),
    "task_accepted_first": _("Accept the task first, then report on it."),
    "task_step_not_now": _("This cannot be done to the task now; look at its state again."),
    "task_not_to_urge": _("The task does not wait for the secondee; there is nothing to urge."),
    "task_urged_today": _("This task has been urged today already."),
    "task_for_another_host": _("A task goes to another secondee of the same host unit only."),
    "task_source_unknown": _("It cannot come of this: %(source)s."),
    "ticks_contradict": _("“%(one)s” and “%(other)s” contradict each other; tick one of them."),
    "aspect_not_heard": _("Tick what was heard of this, or write it down below."),
    "opinions_not_asked": _("Write down the opinions raised, or tick that there were none."),
    "opinions_and_none": _("Opinions are written down, and yet it says that there were none."),
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
