"""Sentences for findings about assessment, summary, appraisal and use of the result."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "term_too_short_to_grade": _(
        "The term was too short for a grade by the policy. No other can be asked for."
    ),
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
    "summary_is_a_draft": _("This summary is a draft; the secondee has not handed it in yet."),
    "summary_answered_already": _("This summary has been countersigned or returned already."),
    "summary_followed": _("There is a later version of this summary. Answer that one."),
    "signed_already": _("This appraisal is signed and stands. Write a new version to correct it."),
    "part_not_written": _(
        "A part of the appraisal is empty, since no record speaks of it. Write it before signing."
    ),
    "not_the_latest": _("There is a later version of this appraisal. Sign that one."),
    "no_result_yet": _(
        "There is no result to use yet: neither a concluded final assessment nor a signed"
        " appraisal."
    ),
    "result_not_considered": _(
        "This person has a result of an earlier secondment. Say whether it counted, and how or why"
        " not."
    ),
    "year_not_to_settle": _(
        "The year %(year)s is still to come, or the term does not reach into it."
    ),
    "year_needs_no_settling": _(
        "In %(year)s one unit has more than half of the days; that unit grades the year."
    ),
    "unit_not_asked": _("Choose one of the units with the most days of the year."),
    "nobody_to_show": _("There is nobody in this intake whose evidence you may see."),
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
    "poll_not_foreseen": _("The policy foresees no democratic evaluation at this assessment."),
    "poll_held_already": _("A democratic evaluation is under way or has been counted already."),
    "poll_closes_before_it_opens": _("The vote has to close after it opens."),
    "poll_over_already": _("The vote would be over already. Choose a later time."),
    "poll_after_the_term": _("The term lasts until %(end)s; the vote has to close by then."),
    "poll_closed_already": _("This vote is closed."),
    "poll_has_not_begun": _("This vote has not begun. Call it off instead."),
    "too_few_voters": _("At least %(smallest)s people have to be able to vote."),
    "voters_of_unknown_group": _("The policy has no group of voters “%(group)s”."),
    "slips_stay": _(
        "These slips stay as they are. Once somebody has voted, slips are made anew only for"
        " %(smallest)s or more who have not, since their number tells how many have."
    ),
    "box_does_not_add_up": _(
        "A ballot box holds other than one ballot for each code used. Do not count it: call the"
        " vote off and tell the audit officer."
    ),
    "ballot_code_unknown": _("There is no such code. Look at the slip and type it again."),
    "ballot_code_used": _(
        "This code has been used, and its ballot counts. Nothing more is to be done."
    ),
    "ballot_code_void": _("This slip was replaced by a new one. Ask for the new slip."),
    "poll_not_open_yet": _("The vote opens at %(opens)s. Come back then with the same slip."),
    "poll_is_over": _("The vote is over; this slip can no longer be used."),
    "too_many_guesses": _("Too many wrong codes from here. Try again in five minutes."),
    "not_ticked": _("Choose one for “%(ask)s”."),
    "not_asked": _("The ballot does not ask for “%(ask)s”."),
    "sitting_not_set": _("It is not set yet who sits on this assessment."),
    "not_a_member": _("You do not sit on this assessment."),
    "no_such_member": _("There is no such member of this sitting."),
    "member_has_account": _("%(name)s has an account and does this by it."),
    "part_of_another": _("This is the matter of another party."),
    "part_signed_already": _("Your party has signed. Withdraw the signature first."),
    "not_all_parts_in": _("The parts of the managing parties are not all in yet."),
    "nothing_to_sign": _("There is nothing here for you to sign, or your party has signed."),
    "changed_meanwhile": _("The content has changed since you saw it. Read it again."),
    "dissent_needs_reason": _("Your party proposed another grade. Say why before you sign."),
    "signature_void_already": _("This signature is void already."),
    "signed_by_somebody": _("Somebody has signed already; this can no longer change."),
    "signatures_missing": _("These parties have not signed what stands now: %(parties)s."),
    "veto_unknown": _("The policy has no such fact that bounds the grade."),
    "veto_not_yet": _("This bounds the grade from %(since)s only."),
    "veto_noted_already": _("This has been noted already."),
    "veto_lifted_already": _("This has been lifted already."),
    "veto_bounds_it": _("“%(veto)s” stands against so high a grade."),
    "grade_proposed_anyway": _("This grade is to be set anyway."),
    "override_waits": _("Another grade waits for a second person."),
    "override_settled_already": _("This has been settled already."),
    "home_heard_already": _("The home organisation has given its opinion already."),
    "not_ready_to_decide": _(
        "Not everything stands ready for these people: %(names)s. Look at each of them first."
    ),
    "cap_exceeded": _(
        "Of %(total)s at most %(most)s may receive “%(grade)s”; %(given)s have it and %(proposed)s"
        " more would. Move grades with reasons first."
    ),
    "cap_needs_consent": _(
        "Of %(total)s at most %(most)s may receive “%(grade)s” without consent; %(given)s have it"
        " and %(proposed)s more would. Put the consent on record first, or move grades."
    ),
    "no_consent_foreseen": _("The policy foresees no consent to more of a grade."),
    "consent_noted_already": _("The consent for this round is on record already."),
    "before_the_notice": _("The notice is dated %(day)s; this cannot come before it."),
    "notice_answered_already": _("This notice was acknowledged or refused on %(day)s already."),
    "witness_is_party": _("%(name)s cannot be the witness. Name somebody else who was there."),
    "contest_not_possible": _(
        "Nothing can be contested now: a contest is under way, all have been decided, or the"
        " policy knows none."
    ),
    "contest_late": _("The last day for this was %(last)s. A contest can no longer be filed."),
    "grade_not_contestable": _("The policy does not let this grade be contested."),
    "contest_settled_already": _("This contest is settled already."),
    "before_the_contest": _("The contest is dated %(day)s; its outcome cannot come before it."),
    "own_part_contested": _(
        "You took part in what is contested, so you cannot decide on it. Somebody else of the"
        " department decides."
    ),
    "grade_not_changed": _("This is the grade that is contested. Choose another or uphold it."),
}
