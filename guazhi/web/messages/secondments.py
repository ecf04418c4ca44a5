"""Sentences for findings about the life of a secondment, and those every module shares."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "planned": _("Planned"),
    "decided": _("Decided"),
    "in_post": _("In post"),
    "returned": _("Returned"),
    "ended_early": _("Ended early"),
    "withdrawn": _("Withdrawn"),
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
    "asker_unknown": _("Say who asked for the change."),
    "handed_over_already": _("The hand-over is on record already."),
    "extension_not_later": _("An extension must end after the present last day, %(end)s."),
    "extension_too_long": _("Under the policy in force an extension may last until %(latest)s."),
    "early_end_not_earlier": _("An early end must come before the present last day, %(end)s."),
    "end_before_start": _("The last day cannot come before the first, %(start)s."),
    "secondment_overlaps": _("The person has another secondment in that time."),
    "relation_checked_already": _("The check of %(day)s is on record already."),
    "relation_moved": _(
        "The personnel relation must not move during a secondment. Put it right with the"
        " organisation department before you confirm."
    ),
    "return_not_before_end": _(
        "The return is recorded on or after the last day, %(end)s, and not ahead of time."
    ),
}
