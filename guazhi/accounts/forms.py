"""The form of signing in, which slows down guessing, and where a request comes from."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from guazhi.access.commands import admit, forget_guesses
from guazhi.accounts.commands import note_wrong_password
from guazhi.web import clock


class SignInForm(AuthenticationForm):
    """Account and password; ten guesses in five minutes for each account from each source."""

    error_messages = {
        "invalid_login": _("Account and password do not belong together."),
        "inactive": _("Account and password do not belong together."),
        "too_many": _("Too many attempts. Try again in five minutes."),
    }

    def clean(self) -> dict[str, Any]:
        """Admit the guess, then look at the password."""
        username, source = self.cleaned_data.get("username"), source_of(self.request)
        if username and not admit(username, source, at=clock.instant()):
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            if username:
                note_wrong_password(username, source)
            raise
        if username and self.get_user() is not None:
            forget_guesses(username, source)
        return cleaned


def source_of(request: HttpRequest | None) -> str:
    """The address a request comes from, as the outermost trusted proxy saw it."""
    if request is None:
        return ""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        return hops[-settings.PROXIES] if len(hops) >= settings.PROXIES else address
    return address
