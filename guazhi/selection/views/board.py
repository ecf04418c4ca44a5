"""The board of a run: what if somebody were elsewhere; and keeping what was tried."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.selection import commands, forms, queries
from guazhi.selection.queries.wording import (
    STATUSES,
    TERMS,
    change_in_words,
    lack_in_words,
    reason_in_words,
)
from guazhi.selection.rules.trials import Trial
from guazhi.selection.views.runs import crumbs
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, done, page

if TYPE_CHECKING:
    from guazhi.selection.queries.board import Asked, Board, Option

PAIR = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)
MOST_PAIRS = 500
_OUT = gettext_lazy("the checks stand against it, or it is a post of the person's own unit")


@requires(Capability.VIEW_PLACEMENT)
@require_safe
def board(request: Request, pk: int) -> HttpResponse:
    """The board as the address says it: what is fixed and forbidden, and whom one looks at.

    Nothing is kept, so the address is the state: going back takes the last step back.
    """
    return _board(request, queries.board(request.actor, pk, trial_of(request.GET)))


@requires(Capability.PLACE_INTAKE)
@require_POST
def keep(request: Request, pk: int) -> HttpResponse:
    """Keep what was tried as a run of its own."""
    shown = queries.board(request.actor, pk, trial_of(request.POST))
    form = forms.PlaceForm.of(request)
    kept = not shown.findings and form.run(
        commands.place_intake,
        shown.run.row.intake_id,
        inputs=shown.run.inputs,
        pins=shown.trial.pins,
        bars=shown.trial.bars,
        actor=request.actor,
    )
    if kept:
        said = _("Kept as run %(number)s.") % {"number": form.outcome.number}
        return done(request, said, "selection:board", form.outcome.pk)
    return _board(request, shown, form)


def trial_of(data: QueryDict) -> Trial | None:
    """The trial that an address or a form names; None where it names none."""
    if "try" not in data:
        return None
    trial = Trial.of(_pairs(data.getlist("fix")), _pairs(data.getlist("bar")))
    asked = next(iter(_pairs([data.get("at", "")])), None)
    return trial if asked is None else _after(trial, data.get("do"), *asked)


def _after(trial: Trial, step: str | None, person: str, post: str) -> Trial:
    match step:
        case "fix":
            return trial.fixed(person, post)
        case "free":
            return trial.freed(person)
        case "bar":
            return trial.forbidden(person, post)
        case "allow":
            return trial.allowed(person, post)
    return trial


def _pairs(texts: Iterable[str]) -> list[tuple[str, str]]:
    found = (PAIR.fullmatch(text) for text in list(texts)[:MOST_PAIRS])
    return [(match[1], match[2]) for match in found if match]


def _said(trial: Trial) -> list[tuple[str, str]]:
    """The trial as it stands in an address and in the form that keeps it."""
    pins = [("fix", "-".join(pair)) for pair in trial.pins]
    return [("try", "1"), *pins, *[("bar", "-".join(pair)) for pair in trial.bars]]


def _board(request: Request, shown: "Board", form: forms.PlaceForm | None = None) -> HttpResponse:
    run = shown.run.row
    number = _("Run %(number)s") % {"number": run.number}
    person, _dash, about = request.GET.get("at", "").partition("-")
    asked = shown.asked(request.GET.get("who", "") or person, about)
    said = _said(shown.trial)
    context: dict[str, Any] = {
        "title": _("Placement board"),
        "breadcrumbs": crumbs(
            run.intake,
            Crumb(number, reverse("selection:run", args=[run.pk])),
            Crumb(_("Placement board")),
        ),
        "board": shown,
        "run": run,
        "number": number,
        "state": urlencode(said),
        "said": said,
        "status": STATUSES[shown.plan.status.value],
        "figures": shown.told,
        "terms": [(TERMS[figure.name], figure) for figure in shown.figures],
        "helps": [change_in_words(change) for change in shown.helps],
        "refusals": [sentence(finding) for finding in shown.findings],
        "asked": asked,
        "may_keep": request.actor.may(Capability.PLACE_INTAKE),
        "form": form or forms.PlaceForm(),
        **(_about(shown, asked) if asked else {}),
    }
    is_refused = shown.findings or (form is not None and form.is_bound)
    return page(request, "selection/board.html", context, status=422 if is_refused else 200)


def _about(shown: "Board", asked: "Asked") -> dict[str, Any]:
    """One person looked at, with the answers in words."""
    posts = {post.pk: post for post in shown.run.posts.values()}
    names = {name: row.person.name for name, row in shown.run.people.items()}
    has_bands = bool(shown.tried.instance.aims.bands)
    return {
        "options": [_told(option, has_bands=has_bands) for option in asked.options],
        "about": _told(asked.about, has_bands=has_bands) if asked.about else None,
        "lack": lack_in_words(asked.lack, posts, names) if asked.lack else [],
        "posts": _posts(shown, asked),
    }


def _told(option: "Option", *, has_bands: bool) -> tuple["Option", str, str, list[Any]]:
    answer: Mapping[str, Any] = option.answer
    chain = answer["chain"]
    losses = queries.losses_in_words(chain["losses"], has_bands=has_bands) if chain else ""
    why = _OUT if answer["reason"] == "no_pair" else reason_in_words(answer)
    return option, str(why), losses, chain["moves"] if chain else []


def _posts(shown: "Board", asked: "Asked") -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Every other post by area, to choose from; whether it is the one asked about."""
    about = asked.about.id if asked.about else ""
    return [
        (
            area.name,
            [
                (f"{asked.chip.id}-{line.id}", f"{host.name}{line.post.title}", line.id == about)
                for host in area.hosts
                for line in host.lines
                if line.id != asked.chip.post
            ],
        )
        for area in shown.areas
    ]
