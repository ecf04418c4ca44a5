"""Forms for programmes."""

from django.utils.translation import gettext_lazy as _

from guazhi.web.forms import CommandForm, text_field


class IntakeNotesForm(CommandForm):
    """What is hoped for, and why a flow is empty."""

    expectations = text_field(label=_("Hopes for the secondees"), rows=8, required=False)
    flow_note = text_field(label=_("Note on empty flows"), required=False)
