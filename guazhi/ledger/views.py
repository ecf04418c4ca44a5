"""The ledger viewer, for the audit officer."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.ledger import commands, queries
from guazhi.ledger.verify import found_by, head, last_verification, sentence
from guazhi.web.forms import day_field
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, page
from guazhi.web.verbs import VERBS

SIZE = 50


class FilterForm(forms.Form):
    """What to look for in the ledger."""

    verb = forms.ChoiceField(label=_("Action"), required=False)
    who = forms.CharField(label=_("Done by"), required=False, max_length=60)
    since = day_field(label=_("Since day"), required=False)
    until = day_field(label=_("Until day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verbs = sorted((str(words), verb) for verb, words in VERBS.items())
        choices = [("", _("All")), *((verb, words) for words, verb in verbs)]
        field = self.fields["verb"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


@requires(Capability.VIEW_LEDGER)
@require_safe
def entries(request: Request) -> HttpResponse:
    """The entries, newest first, a page at a time by their number."""
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.entries(request.actor, **wanted)
    found = keyset(rows, "-seq", request.GET, SIZE, has_gaps=False)
    context = {
        "title": _("Ledger"),
        "filter_form": form,
        "entries": found.rows,
        "pages": found.pages(request.GET),
    }
    return page(request, "ledger/entries.html", context, partial="rows")


@requires(Capability.VIEW_LEDGER)
@require_http_methods(["GET", "POST"])
def verification(request: Request) -> HttpResponse:
    """Say what the last verification found; the button verifies the whole chain anew."""
    if request.method == "POST":
        commands.verify_ledger(actor=request.actor)
        return redirect("ledger:verify")
    kept = last_verification()
    seq, hash_ = head()
    context = {
        "title": _("Verify the ledger"),
        "kept": kept,
        "breaks": [sentence(each) for each in found_by(kept)] if kept else [],
        "since": seq - kept.seq if kept else seq,
        "head": (seq, hash_),
        "breadcrumbs": [Crumb(_("Ledger"), reverse("ledger:entries")), Crumb(_("Verification"))],
    }
    return page(request, "ledger/verification.html", context)
