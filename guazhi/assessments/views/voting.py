"""The pages of those who vote: no account, no session, nothing kept but the ballot.

The code travels in the body of a form and behind the ``#`` of the address on a slip, so that no
log of addresses holds it. Nothing here asks who the request is from.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.middleware import Request
from guazhi.accounts.forms import source_of
from guazhi.assessments import commands, forms, queries
from guazhi.policy import Refused
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.words import in_language


@login_not_required
@require_http_methods(["GET", "POST"])
def vote(request: Request) -> HttpResponse:
    """Ask for the code of a slip; the paper that it opens is the answer."""
    if request.method != "POST":
        return _page(request, "vote", {"form": forms.CodeForm()})
    code = request.POST.get("code", "")
    try:
        paper = commands.present_code(code, source=source_of(request))
    except Refused as refused:
        return _refused(request, refused)
    return _paper(request, paper, code, forms.VoteForm(paper=paper))


@login_not_required
@require_POST
def cast(request: Request) -> HttpResponse:
    """Take the ballot."""
    code, source = request.POST.get("code", ""), source_of(request)
    try:
        paper = commands.present_code(code, source=source)
    except Refused as refused:
        return _refused(request, refused)
    form = forms.VoteForm.of(request, paper=paper)
    if form.run(commands.cast_ballot, code, source=source):
        return redirect("voting:voted")
    return _paper(request, paper, code, form)


@login_not_required
@require_safe
def voted(request: Request) -> HttpResponse:
    """Say thank you, and nothing of what was ticked."""
    return _page(request, "voted", {})


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    form = forms.CodeForm({"code": request.POST.get("code", "")[:40]})
    for finding in refused.findings:
        form.add_error("code", sentence(finding))
    return _page(request, "vote", {"form": form}, status=422)


def _paper(request: HttpRequest, paper: queries.Paper, code: str, form: Any) -> HttpResponse:
    context = {
        "secondment": paper.secondment,
        "kind": queries.KINDS[paper.kind],
        "group": in_language(paper.form.groups[paper.group].names),
        "code": code,
        "form": form,
    }
    return _page(request, "ballot", context, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page for nobody in particular; no copy of it is kept."""
    told = {**context, "simulated_day": clock.simulated()}
    answer = render(request, f"assessments/{name}.html", told, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
