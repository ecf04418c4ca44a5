"""Sentences for findings about leave."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "leave_not_foreseen": _("The policy in force says nothing of leave."),
    "leave_kind_unknown": _("Choose one of the kinds of leave that the policy knows."),
    "leave_ends_before_it_begins": _("The leave must end after it begins."),
    "leave_in_whole_days": _("Under the policy in force leave is taken in whole days."),
    "leave_began_long_ago": _(
        "Leave is asked for beforehand, at the latest shortly after it began: from %(day)s on."
    ),
    "leave_out_of_term": _("Leave lies within the term, from %(since)s to %(until)s."),
    "leave_takes_no_day": _("These are free days: no leave of this kind is needed for them."),
    "leave_overlaps": _("There is a leave from %(since)s to %(until)s already."),
    "leave_overlaps_held": _("There is another leave in that time."),
    "leave_follows_another": _(
        "No working day lies between this and the leave from %(since)s to %(until)s. Extend that"
        " one, or call it back and ask for the whole time."
    ),
    "leave_needs_place": _("Say where you will be."),
    "leave_needs_substitute": _("Name who does the work meanwhile."),
    "behalf_needs_reason": _("Say why the host asks in the secondee's stead."),
    "leave_does_not_wait": _("This leave does not wait for a decision any more."),
    "denial_needs_reason": _("Give the reason."),
    "substitute_not_told": _("Tell the substitute first, and say so here."),
    "leave_is_over": _("This leave is over; nothing more can be done to it."),
    "leave_has_extension": _("An extension of this leave stands; do this there."),
    "leave_has_begun": _(
        "The leave began on %(day)s. Report back from it; only the host can say that it was not"
        " taken."
    ),
    "leave_not_granted": _("This leave has not been approved."),
    "leave_not_begun": _(
        "The leave begins on %(day)s. Until then it is called back and asked for anew."
    ),
    "leave_not_returned": _("Only a leave that was returned can be mended."),
    "reported_back_already": _("The return from this leave has been reported already."),
    "not_reported_back": _("The return from this leave has not been reported."),
    "back_before_leave": _(
        "The leave began on %(day)s and nobody is back before. If it was not taken, the host calls"
        " it back."
    ),
    "reporter_confirms_not": _("You reported this return; somebody else at the host confirms it."),
}
