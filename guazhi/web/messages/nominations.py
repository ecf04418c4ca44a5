"""Sentences for findings about nominations and wishes."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "nominations_without_days": _(
        "No days are set for nominations in this intake. The city organisation department sets"
        " them."
    ),
    "nominations_not_yet": _(
        "People can be nominated for this intake from %(start)s until %(until)s."
    ),
    "nominations_over": _(
        "The time for nominations in this intake ended on %(until)s. Ask the city organisation"
        " department to move the days if need be."
    ),
    "nominations_decided": _("The intake has been decided on, so nobody more is nominated."),
    "nominee_not_ours": _(
        "This person has no personnel relation with your unit. Nominate only your own people."
    ),
    "nominated_twice": _(
        "This person is nominated already. Take the other nomination back first, or nominate"
        " somebody else."
    ),
    "nominee_on_secondment": _(
        "This person is on secondment or decided on for one, and cannot be nominated before it"
        " ends."
    ),
    "quota_reached": _(
        "Your unit may nominate %(quota)s. Take a nomination back before you submit another."
    ),
    "category_unknown": _("Choose a category of posts that the policy knows."),
    "nomination_not_yours_now": _(
        "It is not your turn to answer this nomination. Load the page again to see where it stands."
    ),
    "nomination_not_open": _(
        "This nomination has been submitted and is no longer being written. It has to be sent"
        " back first."
    ),
    "nomination_over": _("This nomination was declined or taken back before."),
    "intake_decided": _(
        "The intake has been decided on. Ask for a change of the secondment instead."
    ),
    "wishes_not_open": _(
        "Wishes can be stated while the nomination stands: it has to be submitted, and neither"
        " sent back nor declined."
    ),
    "wishes_without_days": _("No days are set for wishes in this intake."),
    "wishes_not_yet": _("Wishes can be stated from %(start)s until %(until)s."),
    "wishes_over": _("The time for stating wishes ended on %(until)s."),
    "wishes_decided": _("The intake has been decided on, so wishes can no longer be stated."),
    "wishes_too_many": _("State at most %(most)s wishes."),
    "wish_twice": _("A post stands twice among the wishes. Choose each once."),
    "wish_unknown": _("This post is not on offer for you. Choose one from the list."),
    "nominee_oneself": _("You cannot nominate yourself. Somebody else of the unit has to do it."),
    "review_not_open": _("Nominations can be answered until the intake is decided on."),
    "answer_unknown": _("Choose one of the answers."),
    "ranking_not_foreseen": _("The policy does not let hosts rank candidates."),
    "ranking_not_open": _(
        "Candidates can be ranked for an approved post from their nomination on until the intake"
        " is decided on."
    ),
    "ranks_too_many": _("Rank at most %(most)s candidates."),
    "rank_twice": _("A candidate stands twice in the ranking. Choose each once."),
    "rank_unknown": _("This person is no candidate for the post. Choose from the list."),
}
