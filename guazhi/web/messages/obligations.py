"""Sentences for findings about obligations and waivers."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "waiver_only_of_open": _("Only an open obligation can be waived."),
    "reason_needed": _("Give the reason in a few words."),
    "second_person_needed": _("A second person must decide: you asked for this yourself."),
    "waiver_asked_already": _("A waiver has been asked for and waits for an answer."),
    "waiver_decided_already": _("This waiver has been decided."),
}
