"""The calendar of a person at a secret address: no session, no name, one secret."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guazhi.access.queries import actor_of
from guazhi.notices import commands, queries
from guazhi.notices.views.settings import settings_page
from guazhi.web import clock
from guazhi.web.page import Request, done


@login_not_required
@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponseBase:
    """The calendar file; 404 for an unknown address, 429 for one fetched without pause."""
    try:
        found = commands.visit_feed(key, clock.instant())
    except commands.TooManyVisits:
        return HttpResponse(status=429, headers={"Retry-After": "600"})
    today = clock.today()
    with translation.override(found.user.language):
        content = queries.calendar_of(actor_of(found.user, today), today, found.renewed_at)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    answer = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "ETag": etag,
            "Cache-Control": "private, no-cache",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )
    return get_conditional_response(request, etag=etag, response=answer) or answer


@require_POST
def renew_feed(request: Request) -> HttpResponse:
    """Make a new address and show it, this once."""
    key = commands.renew_feed(actor=request.actor)
    secret = request.build_absolute_uri(reverse("notices:feed", args=[key]))
    return settings_page(request, secret=secret)


@require_POST
def revoke_feed(request: Request) -> HttpResponse:
    """Take the address away."""
    commands.revoke_feed(actor=request.actor)
    return done(request, _("The calendar's address leads nowhere now."), "notices:settings")
