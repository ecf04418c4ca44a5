"""Programme evaluation: batch against batch, each number with its names; persons are not ranked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments.rules.growth import NOTICED, Course
from guazhi.dashboards import queries
from guazhi.dashboards.queries import PARTIES, Batch
from guazhi.programmes.queries import intakes, pack_of
from guazhi.secondments.queries import secondments
from guazhi.web import clock
from guazhi.web.components import Bar, Tone
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from guazhi.programmes.models import Intake

WAYS = {
    Course.GREW: (gettext_lazy("Grew"), Tone.GREEN),
    Course.SAME: (gettext_lazy("Much the same"), Tone.GREY),
    Course.FELL: (gettext_lazy("Fell"), Tone.YELLOW),
}
MEASURES: dict[str, "str | Promise"] = {
    "people": gettext_lazy("Took up a post"),
    "over": gettext_lazy("Term over"),
    "completed": gettext_lazy("Served to the planned end"),
    "cut_short": gettext_lazy("Ended before the planned end"),
    "raised": gettext_lazy("Difficulties raised"),
    "solved": gettext_lazy("Difficulties solved"),
    "unsolved": gettext_lazy("Difficulties not solved"),
    "published": gettext_lazy("Practices published"),
    "adopted": gettext_lazy("Practices taken up"),
    "exchanged": gettext_lazy("Brought up or down"),
    "exchange_adopted": gettext_lazy("Of these adopted"),
}

# a dimension, and of each way the words, how many, and the address of their names
Moved = tuple[str, list[tuple[str, int, str]]]


@requires(Capability.VIEW_EVALUATION)
@require_safe
def evaluation(request: Request) -> HttpResponse:
    """The last intakes side by side."""
    found = queries.batches(request.actor, clock.today())
    context = {
        "title": _("Programme evaluation"),
        "breadcrumbs": [
            Crumb(_("To do"), reverse("dashboards:home")),
            Crumb(_("Programme evaluation")),
        ],
        "batches": found,
        "lines": [(MEASURES[name], [_cell(batch, name) for batch in found]) for name in COUNTED],
        "shares": [
            (label, [Bar(b.intake.name, parts(b), figure(b), is_share=True) for b in found])
            for label, parts, figure in SHARES
        ],
        "parties": _parties(found),
        "growth": [(batch, *_growth(batch)) for batch in found],
        "ways": list(WAYS.values()),
        "noticed": NOTICED,
    }
    return page(request, "dashboards/evaluation.html", context)


COUNTED = tuple(name for name in MEASURES if name not in ("cut_short", "unsolved"))


def _cell(batch: Batch, measure: str) -> tuple[int, str]:
    """A number and the address of its names."""
    return getattr(batch, measure), _names(batch.intake, measure)


def _names(intake: "Intake", measure: str) -> str:
    return reverse("dashboards:evaluation_names", args=[intake.pk, measure])


def _of(done: int, whole: int) -> list[tuple[Tone, int]]:
    return [(Tone.GREEN, done), (Tone.GREY, whole - done)]


def _said(done: int, whole: int) -> str:
    return f"{done} / {whole}" if whole else "—"


Parts = Callable[[Batch], list[tuple[Tone, int]]]
SHARES: tuple[tuple["str | Promise", Parts, Callable[[Batch], str]], ...] = (
    (
        gettext_lazy("Served to the planned end, of those whose term is over"),
        lambda b: _of(b.completed, b.over),
        lambda b: _said(b.completed, b.over),
    ),
    (
        gettext_lazy("Difficulties solved, of those raised"),
        lambda b: _of(b.solved, b.raised),
        lambda b: _said(b.solved, b.raised),
    ),
    (
        gettext_lazy("Practices that somebody took up, of those published"),
        lambda b: _of(b.taken_up, b.published),
        lambda b: _said(b.taken_up, b.published),
    ),
)


def _parties(found: list[Batch]) -> list[tuple[object, list[Bar]]]:
    """For each party what it did in time, intake by intake; the bar opens what it was late with."""
    labels = {each.party: each.label for batch in found for each in batch.parties}
    bars: dict[str, list[Bar]] = {party: [] for party in labels}
    for batch in found:
        for each in batch.parties:
            share = f"{100 * each.on_time / each.due:.0f} %"
            where = _names(batch.intake, f"late:{each.party}")
            parts = _of(each.on_time, each.due)
            bars[each.party].append(
                Bar(batch.intake.name, parts, f"{share} ({each.due})", where, is_share=True)
            )
    return [(label, bars[party]) for party, label in labels.items()]


def _growth(batch: Batch) -> tuple[list[Moved], list[Bar]]:
    """Each dimension with how many moved which way, and the same as bars."""
    rows: list[Moved] = []
    bars: list[Bar] = []
    for each in batch.growth:
        if each.counts is None:
            continue
        name = in_language(each.name)  # type: ignore[arg-type]
        cells: list[tuple[str, int, str]] = [
            (str(words), each.counts[way], _names(batch.intake, f"{way.value}:{each.key}"))
            for way, (words, _tone) in WAYS.items()
        ]
        parts = [(tone, each.counts[way]) for way, (_words, tone) in WAYS.items()]
        rows.append((name, cells))
        figure = " / ".join(str(n) for _tone, n in parts)
        bars.append(Bar(name, parts, figure, is_share=True))
    return rows, bars


@requires(Capability.VIEW_EVALUATION)
@require_safe
def evaluation_names(request: Request, pk: int, measure: str) -> HttpResponse:
    """Who stands behind a number of the evaluation, by name."""
    intake = intakes(request.actor).one(pk)
    counts = queries.measured(request.actor, intake, measure, clock.today())
    title = _title(intake, measure)
    if counts is None or not title:
        raise Http404
    rows = secondments(request.actor).filter(pk__in=counts)
    shown = keyset(
        rows.select_related("secondee", "host_unit", "home_organisation", "post"),
        "sort_key",
        request.GET,
    )
    context = {
        "title": title,
        "breadcrumbs": [
            Crumb(_("Programme evaluation"), reverse("dashboards:evaluation")),
            Crumb(title),
        ],
        "intake": intake,
        "names": [(row, counts[row.pk]) for row in shown.rows],
        "whole": len(counts),
        "times": any(n > 1 for n in counts.values()),
        "pages": shown.pages(request.GET),
    }
    return page(request, "dashboards/evaluation_names.html", context)


def _title(intake: "Intake", measure: str) -> str:
    name, _colon, of = measure.partition(":")
    if name in MEASURES and not of:
        return str(MEASURES[name])
    if name == "late":
        labels = PARTIES
        return _("Late or overdue: %(party)s") % {"party": labels[of]} if of in labels else ""
    dimension = pack_of(intake.policy).assessment.dimensions.get(of)
    ways = {way.value: words for way, (words, _tone) in WAYS.items()}
    if dimension is None or name not in ways:
        return ""
    return f"{in_language(dimension.names)} · {ways[name]}"
