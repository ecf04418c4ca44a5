"""Forms for programmes."""

from django.utils.translation import gettext_lazy as _

from guazhi.web.editing import EditForm
from guazhi.web.forms import text_field


class IntakeNotesForm(EditForm):
    """What is hoped for, and why a flow is empty."""

    expectations = text_field(label=_("Hopes for the secondees"), rows=8, required=False)
    flow_note = text_field(label=_("Note on empty flows"), required=False)
    balance_note = text_field(label=_("Note on the balance of posts and people"), required=False)
