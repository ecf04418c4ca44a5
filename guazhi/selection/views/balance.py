"""The balance of posts and people, before an intake is placed."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.programmes.queries import intakes
from guazhi.programmes.views.trails import intake_trail
from guazhi.selection import queries
from guazhi.web.page import Crumb, Request, page


@requires(Capability.VIEW_BALANCE)
@require_safe
def balance(request: Request, pk: int) -> HttpResponse:
    """Places beside people, by kind, county and experience; and what wishes make of it."""
    intake = intakes(request.actor).one(pk)
    found = queries.balance(request.actor, intake)
    posts = reverse("programmes:posts", args=[pk]) + "?state=approved"
    people = reverse("selection:nominations", args=[pk]) + "?live=1"
    context = {
        "title": _("Balance of posts and people"),
        "breadcrumbs": intake_trail(intake, Crumb(_("Balance of posts and people"))),
        "intake": intake,
        "found": found,
        "tables": [
            (_("By kind of host"), found.kinds, f"{posts}&kind=", f"{people}&kind="),
            (_("By county"), found.counties, f"{posts}&county=", f"{people}&county="),
            (_("By rank"), found.ranks, f"{posts}&rank=", f"{people}&rank="),
            (
                _("By experience that people lack"),
                found.experiences,
                f"{posts}&teaches=",
                f"{people}&lacks=",
            ),
        ],
        "notes_url": reverse("programmes:notes", args=[pk])
        if request.actor.may(Capability.PREPARE_INTAKE)
        else "",
    }
    return page(request, "selection/balance.html", context)
