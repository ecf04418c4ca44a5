"""The page that shows the design system."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guazhi.web import gallery
from guazhi.web.page import Crumb, Request, page


@login_not_required
@require_safe
def design(request: Request) -> HttpResponse:
    """Every component in every state, on made-up names."""
    context = {
        "title": _("Design system"),
        "breadcrumbs": [Crumb(_("To do"), "/"), Crumb(_("Design system"))],
        **gallery.samples(),
    }
    return page(request, "web/design.html", context)
