"""Sentences for findings about people's records."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "id_number_not_accepted": _(
        "This ID number cannot be entered here. Check it against the card; if it is right, ask"
        " the city organisation department."
    ),
    "code_unknown": _("“%(text)s” is not in the list for this field. Choose from the list."),
    "month_to_come": _("%(month)s is still to come. Correct the month."),
    "month_before_birth": _(
        "%(month)s is not after the month of birth, %(birth)s. Correct one of them."
    ),
    "retires_before_work": _(
        "The retirement month, %(month)s, is not after work began, %(began)s. Correct one of them."
    ),
    "year_not_graded": _(
        "%(year)s can have no grade: enter a year from %(first)s to %(last)s. A year is graded"
        " from its December on."
    ),
    "reason_too_short": _("Say in a few words what the number is needed for."),
    "resume_says_nothing": _("The line says nothing. Write unit and post, or clear the line."),
    "resume_ends_before_start": _("The line ends in %(end)s, before it starts in %(start)s."),
    "resume_out_of_order": _(
        "The line starts in %(start)s, before the line above, %(before)s. Put the lines in order."
    ),
    "resume_open_before_last": _("Only the last line may be open. Give the month it ended."),
    "resume_overlaps": _(
        "The line starts in %(start)s, but the line above ends in %(end)s. What lay inside a"
        " period is written in its line as （其间：…）."
    ),
    "resume_gap": _(
        "Between %(end)s and %(start)s the résumé is silent. Each line should start in the month"
        " in which the one above ends."
    ),
    "secondment_typed": _(
        "The secondment to %(post)s is set into the home post by itself. Remove it from the line."
    ),
    "family_incomplete": _("Give both the relation and the name, or clear the row."),
    "family_firm_needed": _("Name the firm that these units regulate, or clear the units."),
    "sanction_unknown": _("“%(kind)s” is no sanction the law knows. Choose from the list."),
    "sanction_to_come": _("%(day)s is still to come. Correct the day of the decision."),
    "sanction_ends_before": _("Its effect cannot end on %(until)s, before it was decided."),
    "family_birth_impossible": _(
        "%(relation)s cannot be born in %(month)s, by the person's own month of birth."
    ),
    "family_over_printed_rows": _(
        "The form prints %(rows)s rows and %(members)s are on record. The last ones are not"
        " printed."
    ),
}
