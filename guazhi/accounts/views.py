"""Signing in and out, and one's own password."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.commands import speak
from guazhi.accounts import commands
from guazhi.accounts.forms import SignInForm, source_of
from guazhi.web import clock
from guazhi.web.page import Crumb, Request, done, page


class SignIn(LoginView):
    """Sign in; the page then speaks the language chosen here, else the account's."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the account's language follow it to this browser."""
        answer = super().form_valid(form)
        commands.note_sign_in(form.get_user().pk, source_of(self.request))
        if settings.LANGUAGE_COOKIE_NAME not in self.request.COOKIES:
            language = form.get_user().language
            answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The form, and the day where the clock is set."""
        return {**super().get_context_data(**kwargs), "simulated_day": clock.simulated()}


class SignOut(LogoutView):
    """Sign out; the account keeps the language it was used in, the browser does not."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Keep the language and end the session."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if request.method == "POST" and request.user.pk and chosen in dict(settings.LANGUAGES):
            speak(request.user.pk, chosen)
        answer = super().dispatch(request, *args, **kwargs)
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return answer


@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    """Change one's own password; other sessions of the account end."""
    assert request.user.is_authenticated
    form = PasswordChangeForm(request.user, request.POST or None)
    if form.is_valid():
        user = commands.change_password(
            request.user.pk, form.cleaned_data["new_password1"], actor=request.actor
        )
        update_session_auth_hash(request, user)
        return done(request, _("The password is changed."), "dashboards:home")
    context = {
        "title": _("Change the password"),
        "form": form,
        "cancel_url": "/",
        "breadcrumbs": [Crumb(_("To do"), "/"), Crumb(_("Change the password"))],
    }
    return page(request, "form_page.html", context, status=422 if form.is_bound else 200)
