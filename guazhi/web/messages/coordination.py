"""Sentences for findings about contacts, forums, reports, practices, exchange and visits."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "secondment_not_decided": _(
        "The secondment has not been decided on, or was withdrawn; nothing is recorded for it."
    ),
    "practice_not_published": _("It is not published yet."),
    "comment_too_long": _("At most %(max)s characters, please."),
    "comment_withdrawn_already": _("The comment is withdrawn already."),
    "words_needed": _("Write something here."),
    "aspect_missing": _(
        "Tick what was heard of this, or write it down: of all of them, or of each secondee."
    ),
    "county_without_department": _(
        "No county organisation department of yours has a part in this secondment."
    ),
    "contact_made_already": _("Your department has recorded its contact of %(day)s already."),
    "contact_planned_already": _("A contact with this host unit is planned for %(day)s already."),
    "contact_not_planned": _("This contact has been made or called off already."),
    "contact_covers_nobody": _("Tick at least one secondee whom the contact covers."),
    "contact_day_gone": _("%(day)s is past. A contact is planned for a day to come."),
    "contacts_all_planned": _("All contacts owed by %(day)s are planned or made already."),
    "officer_of_another": _("Choose somebody of your own department."),
    "forum_planned_already": _("A forum is planned for %(day)s already."),
    "nobody_to_invite": _("The intake has nobody to invite: no secondment is decided on."),
    "forum_out_of_window": _(
        "The policy asks for the next forum between %(opens)s and %(due)s, not on %(day)s. Choose "
        "a day between them, or say why it lies outside."
    ),
    "forum_called_off_already": _("This forum is called off."),
    "forum_recorded_already": _("This forum has been recorded already."),
    "forum_not_recorded": _("Record the forum first; points are added afterwards."),
    "nobody_attended": _("A forum without secondees is none; somebody has to have come."),
    "not_invited": _("%(count)s of those named were not invited to this forum."),
    "owner_not_in_intake": _("This organisation has no part in the intake."),
    "owner_not_a_party": _("What %(name)s raised is followed up by one of: %(units)s."),
    "forum_ends_too_early": _("A forum ends after it begins."),
    "all_reports_in": _("Every report is in; there is nobody to urge."),
    "urged_today": _("They have been urged today already."),
    "minutes_confirmed_already": _("The minutes are confirmed; nothing in them changes any more."),
    "no_minutes_yet": _("Save the minutes first."),
    "edited_meanwhile": _(
        "Somebody saved another text meanwhile. Both are shown; save again to keep yours."
    ),
    "point_not_yours": _("Another organisation follows this point up."),
    "point_answered_already": _("This point has been answered already."),
    "day_before_forum": _("The forum was held on %(day)s; choose that day or a later one."),
    "section_unknown": _("The policy asks for no section “%(section)s”."),
    "report_does_not_wait": _("This report does not wait for the host unit."),
    "forum_held_already": _("This forum has been held. Report to the next one."),
    "not_invited_to_report": _("The secondee is not invited to this forum."),
    "reported_already": _("A report for this forum is in already."),
    "reported_that_day": _("A report of %(day)s is in already."),
    "source_unknown": _("Choose where the practice comes from: forum, work report or task."),
    "practice_titled_already": _("The intake has a practice of this title already."),
    "practice_published_already": _("This practice has been published already."),
    "nobody_to_deliver_to": _("Nobody of this intake is decided on or in post to receive it."),
    "practice_returned_already": _("It is returned; it waits to be sent in again."),
    "practice_is_yours": _(
        "You proposed this yourself: another person of the department reviews and publishes it."
    ),
    "practice_not_returned": _("Only a proposal that was returned is sent in again."),
    "practice_not_yours": _("Whoever proposed it sends it in again."),
    "day_before_return": _("It was returned on %(day)s and cannot be sent in before."),
    "day_before_proposal": _("It was proposed on %(day)s and cannot be reviewed before."),
    "practice_not_delivered": _("The practice has not been delivered to this secondee."),
    "day_before_publication": _("It was published on %(day)s and cannot be taken up before."),
    "practice_adopted_already": _("It is on record already that this practice was taken up here."),
    "exchange_to_a_stranger": _(
        "This organisation has no part in the secondment, and nobody there could answer."
    ),
    "exchange_other_way": _(
        "“%(direction)s” does not fit %(unit)s. It would fit: %(fits)s. What is brought up goes to "
        "a unit above, what is brought down to one below."
    ),
    "exchange_was_there": _("This organisation has had it already."),
    "unit_kind_unknown": _("There is no such kind of unit."),
    "flow_not_empty": _("Something flows here already: %(count)s items."),
    "direction_unknown": _("Choose whether this is brought up or brought down."),
    "exchange_not_yours": _("This was sent to another organisation, which answers it."),
    "exchange_answered_already": _("This has been answered already."),
    "day_before_sending": _("It was sent on %(day)s and cannot be answered or passed on before."),
    "home_days_out_of_range": _("Ask for 1 to %(max)s days."),
    "home_request_waits": _("A request for this matter waits for its decision."),
    "home_request_decided_already": _("This request has been decided already."),
    "home_visit_made_already": _("The visit of %(day)s is on record already."),
    "day_before_request": _("It was asked for on %(day)s and cannot be decided before."),
}
WORDS = {"brought_up": _("Brought up"), "brought_down": _("Brought down")}
