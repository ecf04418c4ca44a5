"""Sentences for findings about notices and their channels."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "channel_not_offered": _("This office does not send messages that way."),
    "email_not_well_formed": _("This is not a mail address."),
    "robot_not_well_formed": _(
        "A key has letters and digits only. It is the last part of the robot's webhook address."
    ),
    "mail_domain_not_allowed": _("Messages go to mailboxes of %(allowed)s only."),
    "tried_just_now": _("A test message was sent just now. Wait a minute before the next."),
    "delivery_settled_already": _("This message waits for no decision any more."),
    "delivery_another_waits": _("Another message already waits for this address and says it all."),
}
