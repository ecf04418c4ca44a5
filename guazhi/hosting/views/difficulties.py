"""Pages for difficulties: the list, raising one, and each step on it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.access.matrix import DEPARTMENTS
from guazhi.hosting import commands, forms, queries
from guazhi.hosting.views.asking import asked
from guazhi.secondments.queries import one, opinion
from guazhi.web import clock
from guazhi.web.components import Pages
from guazhi.web.forms import CommandForm
from guazhi.web.page import Crumb, Request, done, page

SIZE = 30


@requires(Capability.VIEW_DIFFICULTY)
@require_safe
def difficulties(request: Request) -> HttpResponse:
    """The difficulties the actor may see, a page at a time; the open ones unless asked."""
    form = forms.DifficultyFilter(request.GET or {"state": "open"})
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.page_of(
        request.actor,
        state=wanted.get("state") or "open",
        level=wanted.get("level") or "",
        host=wanted.get("host"),
        after=wanted.get("after"),
        size=SIZE,
    )
    shown = found[:SIZE]
    onward = request.GET.copy()
    if len(found) > SIZE:
        onward["after"] = str(shown[-1].pk)
    context = {
        "title": _("Difficulties"),
        "filter_form": form,
        "rows": queries.listed(request.actor, shown, clock.today()),
        "heat": queries.heat(request.actor, clock.today())
        if request.actor.has(*DEPARTMENTS)
        else [],
        "pages": Pages(
            shown=len(shown), next_url=f"?{onward.urlencode()}" if len(found) > SIZE else ""
        ),
    }
    return page(request, "hosting/difficulties.html", context, partial="rows")


@requires(Capability.RAISE_DIFFICULTY, Capability.VIEW_DIFFICULTY)
@require_http_methods(["GET", "POST"])
def difficulty(request: Request, pk: int) -> HttpResponse:
    """The difficulties of one secondment, and a form to raise another."""
    form = forms.DifficultyForm.of(request, initial=_first(request))
    if form.run(commands.raise_difficulty, pk, actor=request.actor):
        said = _("The difficulty is raised; an answer is due within days.")
        return done(request, said, "hosting:difficulty", pk)
    secondment = one(request.actor, pk, Capability.RAISE_DIFFICULTY)
    found = queries.difficulties(request.actor).filter(secondment=secondment).order_by("-pk")
    return asked(
        request,
        form,
        template="hosting/difficulty.html",
        title=_("Raise a difficulty"),
        clauses=("S2.1.10", "S2.2.10"),
        secondment=secondment,
        rows=queries.listed(request.actor, found, clock.today(), with_steps=True),
    )


def _first(request: Request) -> dict[str, Any]:
    """What the form begins with: today, the host, and the opinion that it comes of."""
    first: dict[str, Any] = {"day": clock.today(), "level": "host"}
    number = request.GET.get("opinion", "")
    if number.isdecimal():
        found = opinion(request.actor, int(number))
        first |= {"opinion_id": found.pk, "text": found.text}
    return first


def _step(
    request: Request,
    pk: int,
    form: CommandForm,
    command: Callable[..., Any],
    capability: Capability,
    *,
    said: str,
    **words: Any,
) -> HttpResponse:
    row = queries.difficulty(request.actor, pk, capability)
    secondment = one(request.actor, row.secondment_id, capability)
    if command is commands.make_up_answer:
        acts = queries.left_unanswered(request.actor, row) is not None
    else:
        acts = queries.acts_for(request.actor, row, secondment)
    if capability == Capability.ANSWER_DIFFICULTY and not acts:
        raise Http404
    if form.run(command, pk, actor=request.actor):
        return done(request, said, "hosting:difficulty", row.secondment_id)
    return asked(
        request,
        form,
        template="hosting/difficulty_step.html",
        difficulty=row,
        steps=queries.steps(request.actor, row),
        secondment=secondment,
        cancel_url=reverse("hosting:difficulty", args=(row.secondment_id,)),
        breadcrumbs=[
            Crumb(_("Difficulties"), reverse("hosting:difficulties")),
            Crumb(words["title"]),
        ],
        **words,
    )


@requires(Capability.ANSWER_DIFFICULTY)
@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer for the level that has it."""
    form = forms.DifficultyAnswerForm.of(request, initial={"day": clock.today()})
    words = {"title": _("Answer the difficulty"), "said": _("The answer is recorded.")}
    return _step(
        request, pk, form, commands.answer_difficulty, Capability.ANSWER_DIFFICULTY, **words
    )


@requires(Capability.ANSWER_DIFFICULTY)
@require_http_methods(["GET", "POST"])
def make_up(request: Request, pk: int) -> HttpResponse:
    """Answer late for a level that it has left."""
    form = forms.DifficultyAnswerForm.of(request, initial={"day": clock.today()})
    words = {"title": _("Make up the answer"), "said": _("The late answer is recorded.")}
    return _step(request, pk, form, commands.make_up_answer, Capability.ANSWER_DIFFICULTY, **words)


@requires(Capability.ANSWER_DIFFICULTY)
@require_http_methods(["GET", "POST"])
def resolve(request: Request, pk: int) -> HttpResponse:
    """Put a solution to the secondee."""
    form = forms.SolutionForm.of(request, initial={"day": clock.today()})
    said = _("The solution is recorded and waits for the secondee's confirmation.")
    words = {"title": _("Give the solution"), "said": said}
    return _step(
        request, pk, form, commands.resolve_difficulty, Capability.ANSWER_DIFFICULTY, **words
    )


@requires(Capability.CONFIRM_DIFFICULTY)
@require_http_methods(["GET", "POST"])
def confirm(request: Request, pk: int) -> HttpResponse:
    """Say whether it is solved."""
    form = forms.ConfirmationForm.of(request, initial={"day": clock.today()})
    words = {"title": _("Confirm the solution"), "said": _("Your confirmation is recorded.")}
    return _step(
        request, pk, form, commands.confirm_difficulty, Capability.CONFIRM_DIFFICULTY, **words
    )


@requires(Capability.ANSWER_DIFFICULTY)
@require_http_methods(["GET", "POST"])
def pass_up(request: Request, pk: int) -> HttpResponse:
    """Pass it to the next level."""
    form = forms.PassingForm.of(request)
    words = {
        "title": _("Refer the difficulty upwards"),
        "said": _("The difficulty is referred upwards."),
    }
    return _step(request, pk, form, commands.pass_up, Capability.ANSWER_DIFFICULTY, **words)
