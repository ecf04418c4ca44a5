"""One effect for each form that is shown, however often it is sent."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from guazhi.access import commands
from guazhi.access.models import Submission
from guazhi.web.clock import instant

FIELD = "once"
LONGEST = 64
PATIENCE = 5.0  # seconds that a second sending waits for the first
PAUSE = 0.05


class OnceMiddleware:
    """Runs a form that was sent twice, by a double click or on a bad line, only once.

    The second sending is led to where the first one led. Where the first was refused nothing was
    written, so the second is looked at like any other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the first sending through; answer the others from what it led to."""
        number = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not number or len(number) > LONGEST or request.user.pk is None:
            return self.get_response(request)
        submission, is_first = commands.begin(request.user.pk, number, at=instant())
        if is_first:
            return self._run(request, submission)
        return self._answer(request, submission.pk)

    def _run(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        outcome = ""
        try:
            response = self.get_response(request)
            if isinstance(response, HttpResponseRedirect):
                outcome = response.url
        finally:
            commands.conclude(submission, outcome)
        return response

    def _answer(self, request: HttpRequest, key: str) -> HttpResponse:
        """Wait for the first sending, which is nearly always done within a moment."""
        until = time.monotonic() + PATIENCE
        while (first := Submission.objects.filter(pk=key).first()) and not first.outcome:
            if time.monotonic() >= until:
                return render(request, "409.html", status=409)
            time.sleep(PAUSE)
        return HttpResponseRedirect(first.outcome) if first else self.get_response(request)
