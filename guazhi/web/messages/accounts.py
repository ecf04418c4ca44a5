"""Sentences for findings about accounts."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "officers_are_three_people": _("System, security and audit officer must be three people."),
    "officer_does_no_business": _("An officer of the system takes no part in its business."),
    "role_held_already": _("The account holds this role on this organisation already."),
    "role_not_held": _("The account does not hold this role on this organisation."),
    "account_closed_already": _("The account is closed already."),
    "username_taken": _("There is an account of that name already."),
    "person_has_an_account": _("This person has an account already."),
    "password_too_weak": _("Choose a password of at least 12 characters that is hard to guess."),
}
