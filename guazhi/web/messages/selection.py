"""Sentences for findings about placement."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "place_constraint_wrong": _(
        "What is wanted of the placement is not in order at %(place)s: %(found)s."
    ),
    "nothing_to_place": _(
        "There is nobody whom the city has received, or no approved post that anybody may take."
    ),
    "proposal_not_there": _("The proposal is now: %(state)s. This is done at another time."),
    "earlier_result_open": _(
        "This person was on secondment before. Say whether the result counted, and what came of it"
        " or why not."
    ),
    "proposal_open_already": _(
        "Another proposal of this intake is open. Carry it out or drop it first."
    ),
    "nominee_gone": _(
        "Somebody is no longer nominated: %(names)s. Work the placement out again, or take the"
        " person out."
    ),
    "decided_by_proposer": _(
        "Whoever made the proposal does not record the decision on it. Somebody else does that."
    ),
    "objection_settled_already": _("This objection is settled already."),
    "settled_by_recorder": _("Whoever recorded the objection does not settle it."),
    "nobody_to_send": _("Nobody would be sent, so there is nothing to carry out."),
    "post_over_its_places": _(
        "%(found)s people would go to %(post)s, which has %(places)s places left. Send somebody"
        " elsewhere first."
    ),
    "line_unchanged": _("That is where the person goes already. Choose another post."),
    "pair_not_possible": _(
        "This person may not take this post: a rule rules it out, or nobody has considered it."
    ),
    "meeting_before_proposal": _("It was proposed on %(day)s and cannot be decided on before."),
    "meeting_too_small": _("Name at least %(fewest)s members who were there."),
    "member_named_twice": _("A member is named twice. Name everybody once."),
    "too_few_left": _(
        "On one line so many step back that fewer than %(fewest)s members are left to decide."
    ),
    "publicity_still_runs": _(
        "The list is public until %(end)s. Nobody is sent before that day is over."
    ),
    "objections_open": _("%(count)s objections are not settled yet. Settle them first."),
    "no_publicity": _("There is no publicity period, so there is nothing to object to."),
    "objection_outside_period": _(
        "Objections are taken from %(start)s to %(end)s, not for a day to come."
    ),
    "place_pin_without_pair": _(
        "%(person)s is fixed to %(post)s, but that pair is not among the possible ones. Add the"
        " pair or drop the fixing."
    ),
    "pin_barred": _(
        "%(person)s cannot go to %(post)s: the checks stand against it, or it is a post of the"
        " person's own unit."
    ),
    "place_pin_forbidden": _(
        "%(person)s is fixed to %(post)s and also forbidden to go there. Drop one of the two."
    ),
    "place_pins_over_capacity": _(
        "Fixed to %(post)s are %(pinned)s people, more than its places (%(capacity)s). Free some of"
        " them, or add places."
    ),
    "place_pins_break_rule": _(
        "People fixed beforehand come to %(pinned)s under “%(rule)s”, which allows %(limit)s."
        " Free some of them, or change the rule."
    ),
    "place_no_plan_in_time": _(
        "No plan was found in %(seconds)s seconds and the memory allowed. Loosen the rules that"
        " cross, place a part of the people at a time, or allow more time."
    ),
    "place_no_file": _(
        "The file cannot be read: there is none of that name, or it may not be opened."
    ),
    "place_not_text": _("The file is neither UTF-8 nor GBK text. Save it as CSV and try again."),
    "place_not_csv": _(
        "From here on the file is not CSV (%(found)s). Look for a quotation mark that is not "
        "closed."
    ),
    "place_column_missing": _("The column %(column)s is missing. Name it so in the first row."),
    "place_column_twice": _("The column %(column)s stands twice. Keep one."),
    "place_row_width": _(
        "The row has %(cells)s cells and the heading %(columns)s. Look for a comma too many "
        "or too few."
    ),
    "place_id_missing": _("The row has no id. Every person and every post needs one."),
    "place_duplicate_person": _("The person %(id)s stood in row %(first)s already. Keep one row."),
    "place_duplicate_post": _(
        "The post %(id)s stood in row %(first)s already. Keep one row, and give its places "
        "as capacity."
    ),
    "place_duplicate_pair": _(
        "%(person)s and %(post)s stood as a pair in row %(first)s already. Keep one row."
    ),
    "place_unknown_person": _("There is no person %(id)s in the list of people."),
    "place_unknown_post": _("There is no post %(id)s in the list of posts."),
    "place_capacity_wrong": _(
        "“%(found)s” is no capacity. Write a whole number from 0 to 1000000."
    ),
    "place_score_wrong": _("“%(found)s” is no score. Write a whole number."),
    "place_score_overflow": _(
        "The number %(found)s is too large. Scores lie between -2147483647 and 2147483647, "
        "capacities and ranks lower."
    ),
    "place_rank_wrong": _(
        "“%(found)s” is no rank of a wish. Write 1 for the first wish, 2 for the second, or "
        "leave it blank."
    ),
    "place_no_people": _("There is nobody in the list of people."),
    "place_no_posts": _("There is no post in the list of posts."),
    "place_no_pairs": _("There is no pair in the list of pairs, so that nobody can be placed."),
    "place_no_feasible_post": _(
        "No post with a place is open to %(id)s. Add a pair or take the person off the list; "
        "--leave-unmatched goes on without."
    ),
    "place_more": _("There are %(count)s more of this kind."),
}
WORDS = {
    "proposal_draft": _("proposed"),
    "proposal_decided": _("decided by the meeting"),
    "proposal_carried_out": _("carried out"),
    "proposal_dropped": _("dropped"),
}
