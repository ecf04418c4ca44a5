"""Sentences for findings about assessment, summary, appraisal and use of the result."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "not_in_post": _("The secondee has not taken up the post."),
    "grade_not_on_scale": _(
        "“%(grade)s” is not a grade of the policy in force. Choose one of its grades."
    ),
    "dimension_missing": _("“%(dimension)s” is not assessed yet. Every dimension is needed."),
    "score_not_on_scale": _(
        "“%(score)s” for “%(dimension)s” is not a grade of the policy's scale."
    ),
    "dimension_unknown": _("The assessment form has no dimension “%(dimension)s”."),
    "too_early": _("This is too early: it may be done from %(opens)s."),
    "parts_missing": _("These parties have not given their part yet: %(parties)s."),
    "not_a_managing_party": _("You do not speak for one of the parties that assess jointly."),
    "part_entered_already": _("Your organisation has given its part already."),
    "concluded_already": _("This assessment is concluded; nothing can be added to it."),
    "final_concluded_already": _(
        "The final assessment is concluded; a mid-term assessment can no longer be made."
    ),
    "before_the_parts": _("The last part is dated %(day)s; the conclusion cannot come before it."),
    "not_concluded_yet": _("The assessment is not concluded yet."),
    "released_already": _("The result has been released already."),
    "before_the_conclusion": _(
        "The assessment was concluded on %(day)s; it cannot be released before."
    ),
    "appraisal_signed_already": _(
        "The appraisal is signed; the summary that stands on it can no longer change."
    ),
    "before_the_summary": _("The summary is dated %(day)s; help with it cannot come before."),
    "signed_already": _("This appraisal is signed and stands. Write a new version to correct it."),
    "not_the_latest": _("There is a later version of this appraisal. Sign that one."),
    "no_result_yet": _(
        "There is no result to use yet: neither a concluded final assessment nor a signed"
        " appraisal."
    ),
    "term_not_over": _("The term lasts until %(end)s; its result is used after that."),
    "too_few_members": _("A sitting has at least %(least)s members; there are %(n)s."),
    "one_chair": _("Name one member, and only one, as chair."),
    "member_twice": _("%(name)s sits twice."),
    "member_is_assessed": _("%(member)s cannot sit on the own assessment."),
    "member_is_relative": _(
        "%(member)s stands in the family record with %(name)s and cannot sit on this assessment. "
        "Let somebody else of the unit sit."
    ),
    "party_not_sitting": _("Nobody of %(party)s sits on the assessment of %(name)s."),
    "member_of_no_party": _("The unit of %(member)s does not manage %(name)s and cannot sit."),
    "no_quorum": _(
        "Of %(members)s members %(there)s are there; at least %(least)s are needed to decide."
    ),
    "party_absent": _("Nobody of one of the managing parties is there."),
}
