"""The ledger viewer, for the audit officer."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.ledger import queries
from guazhi.ledger.verify import head, sentence, verify
from guazhi.web.components import Pages
from guazhi.web.forms import day_field
from guazhi.web.page import Crumb, Request, page

SIZE = 50


class FilterForm(forms.Form):
    """What to look for in the ledger."""

    verb = forms.CharField(label=_("What"), required=False, max_length=60)
    who = forms.CharField(label=_("Who"), required=False, max_length=60)
    since = day_field(label=_("From"), required=False)
    until = day_field(label=_("To"), required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)


@requires(Capability.VIEW_LEDGER)
@require_safe
def entries(request: Request) -> HttpResponse:
    """The entries, newest first, a page at a time by their number."""
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = list(queries.entries(request.actor, **wanted)[: SIZE + 1])
    older = request.GET.copy()
    if len(rows) > SIZE:
        older["before"] = str(rows[SIZE - 1].seq)
    context = {
        "title": _("Ledger"),
        "filter_form": form,
        "entries": rows[:SIZE],
        "pages": Pages(
            shown=len(rows[:SIZE]),
            next_url=f"?{older.urlencode()}" if len(rows) > SIZE else "",
        ),
    }
    return page(request, "ledger/entries.html", context, partial="rows")


@requires(Capability.VIEW_LEDGER)
@require_safe
def verification(request: Request) -> HttpResponse:
    """Verify the chain now and say what was found."""
    context = {
        "title": _("Verify the ledger"),
        "breaks": [sentence(each) for each in verify()],
        "head": head(),
        "breadcrumbs": [Crumb(_("Ledger"), reverse("ledger:entries")), Crumb(_("Verification"))],
    }
    return page(request, "ledger/verification.html", context)
