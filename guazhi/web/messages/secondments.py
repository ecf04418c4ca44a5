"""Sentences for findings about the life of a secondment, and those every module shares."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "planned": _("Planned"),
    "decided": _("Decided"),
    "in_post": _("In post"),
    "returned": _("Returned"),
    "ended_early": _("Ended early"),
    "withdrawn": _("Withdrawn"),
    "stayed": _("Stayed"),
    "extension": _("Extension"),
    "early_end": _("Early end"),
    "recall": _("Recall"),
    "replacement": _("Replacement"),
    "change_of_post": _("Change of post"),
    "stay": _("Stay"),
}
MESSAGES = {
    "not_yours_to_do": _("This is not yours to do. Ask the department that owns the programme."),
    "move_not_allowed": _(
        "This step cannot be taken now: the secondment is “%(from)s” and cannot become “%(to)s”."
    ),
    "not_running": _("The secondment is “%(state)s”; this is done while it is decided or in post."),
    "day_to_come": _("%(day)s is still to come. Give the day on which it was done."),
    "day_too_far_back": _(
        "%(day)s is more than %(days)s days back. Records are made when the work is done."
    ),
    "day_out_of_term": _("%(day)s is outside the time from %(since)s to %(until)s."),
    "some_out_of_reach": _("Some of these secondments are not there, or not yours to decide on."),
    "decision_of_one_intake": _("One decision is about one intake. Record them one by one."),
    "team_full": _("%(unit)s would have more than %(most)s secondees at one time."),
    "post_full": _("The post has no free place in that time."),
    "home_work_must_cease": _("Work at home ends with the first day of the term, %(day)s."),
    "opinion_taken_up": _("This opinion has been taken up already."),
    "not_handed_over": _("The hand-over has not been recorded yet."),
    "handover_confirmed_already": _("The hand-over has been confirmed already."),
    "taker_is_another": _("The work was handed over to %(name)s, who confirms it."),
    "confirmed_before": _("It was handed over on %(day)s and cannot be confirmed before."),
    "only_in_post": _("The secondment is “%(state)s”; this is done while the secondee is in post."),
    "change_not_foreseen": _("The policy in force does not foresee this change: %(kind)s."),
    "change_not_yours_to_ask": _(
        "Under the policy in force your side does not ask for this change: %(kind)s."
    ),
    "change_waits_already": _("A change waits for consent. Settle it or call it back first."),
    "change_is_over": _("This change has been settled; nothing more can be said to it."),
    "not_your_turn": _("Others consent before you; you are asked when it is your turn."),
    "answered_already": _("Your side has answered already."),
    "refusal_needs_reason": _("Give the reason why you refuse."),
    "day_before_asking": _("This follows what was done on %(day)s and cannot be dated before."),
    "only_asker_calls_back": _("Only the side that asked for the change can call it back."),
    "last_day_needed": _("Give the new last day."),
    "post_needed": _("Choose the new post."),
    "day_needed": _("Give the first day in the new post."),
    "post_is_the_same": _("The secondee holds this post already."),
    "post_not_of_intake": _("The post is not one that this intake offers."),
    "move_out_of_term": _(
        "%(day)s is no day for a new post: it must come after %(since)s and by %(until)s."
    ),
    "term_too_long_for_post": _(
        "Under the policy in force this post may be held until %(latest)s. Shorten the term first."
    ),
    "post_at_home": _("The home organisation cannot be the host unit."),
    "successor_needed": _("Choose who takes over."),
    "successor_is_the_same": _("Somebody else must take over."),
    "successor_without_unit": _("This person has no home organisation on record but the host."),
    "nothing_left_to_serve": _("No day of the term would be left for the person who takes over."),
    "return_begun_already": _("The return has been taken in hand already."),
    "return_planned_already": _("The home organisation has said already where the person goes."),
    "return_too_early": _("The return is planned from %(day)s on."),
    "handed_over_already": _("The hand-over is on record already."),
    "extension_not_later": _("An extension must end after the present last day, %(end)s."),
    "extension_too_long": _("Under the policy in force an extension may last until %(latest)s."),
    "early_end_not_earlier": _("An early end must come before the present last day, %(end)s."),
    "end_before_start": _("The last day cannot come before the first, %(start)s."),
    "secondment_overlaps": _("The person has another secondment in that time."),
    "relation_checked_already": _("The check of %(day)s is on record already."),
    "relation_not_confirmed": _(
        "Tick this once you have seen that it is so. If it is not, the relation has moved: put it"
        " right with the organisation department first."
    ),
    "relation_moved": _(
        "The personnel relation must not move during a secondment. Put it right with the"
        " organisation department before you confirm."
    ),
    "return_not_before_end": _(
        "The return is recorded on or after the last day, %(end)s, and not ahead of time."
    ),
}
