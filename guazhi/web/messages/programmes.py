"""Sentences for findings about intakes and the posts offered in them."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "intake_known": _("The programme has an intake of this name already. Name this one otherwise."),
    "intake_start_past": _(
        "The first day has to come after today, %(today)s: posts and people are found before it."
    ),
    "stage_day_needed": _("Give this day: without it nobody knows by when."),
    "stage_days_in_order": _(
        "This stage would not come after the one before, which has the day %(before)s. Put the"
        " days in order."
    ),
    "call_outside": _("%(unit)s is no unit of this programme's area and cannot be called upon."),
    "call_for_nothing": _("Say whether the unit is asked for posts, for people, or for both."),
    "call_too_late": _(
        "The last day for this was %(until)s, so the units could not answer. Move the days of the"
        " intake first."
    ),
    "needs_without_days": _(
        "No days are set for offering posts in this intake. The city organisation department sets"
        " them."
    ),
    "needs_not_yet": _("Posts can be offered in this intake from %(start)s until %(until)s."),
    "needs_over": _(
        "The time for offering posts in this intake ended on %(until)s. Ask the city organisation"
        " department to move the days if need be."
    ),
    "needs_decided": _("The intake has been decided on, so no more posts are offered."),
    "post_not_open": _("This post is no longer being written. It has to be sent back first."),
    "post_not_submitted": _("This post is not waiting for approval. Load the page again."),
    "post_withdrawn_before": _("This post was taken back before."),
    "post_taken": _(
        "It is too late to take this post back: somebody has been decided on for it, or the"
        " intake has been."
    ),
    "post_own_approval": _(
        "You wrote this post yourself. Somebody else in the department has to approve it."
    ),
    "post_category_unknown": _("Choose a category that the policy knows for this kind of host."),
    "post_rank_unknown": _("Choose one of the levels of rank, or leave it empty."),
    "post_places_wrong": _("Offer at least one place, and at most %(most)s."),
    "post_title_taken": _(
        "Your unit offers a post of this name in this intake already. Change that one, or name"
        " this one otherwise."
    ),
    "post_team_over_cap": _(
        "The post has more places than the leadership team takes secondees (%(most)s)."
    ),
}
