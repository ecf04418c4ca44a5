"""The calibration of a round: everybody on one page, the cap, moves and the consent to more."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.scoring import Line
from guazhi.assessments.views.rounds import STEPS
from guazhi.assessments.views.words import grade_names, kind_asked, round_asked
from guazhi.coordination.queries.exchange import HOST_KINDS
from guazhi.policy import AssessmentForm
from guazhi.policy.describe import word
from guazhi.programmes.queries import intakes, pack_of
from guazhi.programmes.views.trails import intake_trail
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.components import Bar, Tab, Tone
from guazhi.web.forms import CommandForm
from guazhi.web.page import Crumb, Request, done, form_page, page
from guazhi.web.words import in_language, reading

if TYPE_CHECKING:
    from guazhi.programmes.models import Intake

C = Capability
TONES = (Tone.GREEN, Tone.BLUE, Tone.YELLOW, Tone.RED, Tone.GREY)
TOLD = {**STEPS, "released": (gettext_lazy("released"), "green")}


@requires(C.CALIBRATE)
@require_safe
def calibration(request: Request, pk: int) -> HttpResponse:
    """Everybody's grade with its sources, the spread, the cap, and what has been moved."""
    return _page(request, intakes(request.actor).one(pk), round_asked(request))


@requires(C.CALIBRATE)
@require_POST
def note_cap_consent(request: Request, pk: int) -> HttpResponse:
    """Put the consent to more of the capped grade on record."""
    intake, kind = intakes(request.actor).one(pk), round_asked(request)
    form = forms.CapConsentForm.of(request)
    if form.run(commands.note_cap_consent, pk, kind=kind.value, actor=request.actor):
        return done(request, _("The consent is on record."), *there("calibration", pk, kind))
    return _page(request, intake, kind, {"consent_form": form})


@requires(C.CALIBRATE)
@require_http_methods(["GET", "POST"])
def move(request: Request, pk: int) -> HttpResponse:
    """Ask for another grade for one person; a second person confirms it."""
    secondment = one(request.actor, pk, C.ASSESS_FOR_CITY)
    kind = kind_asked(request, secondment)
    found = queries.sitting(request.actor, secondment, kind)
    if found.assessment is None:
        raise Http404
    was = found.assessment.decided
    form = forms.MoveForm.of(
        request,
        assessed=pack_of(secondment.policy).assessment,
        was=was,
        initial={"day": clock.today()},
    )
    intake = secondment.intake
    if form.run(commands.ask_override, pk, kind=kind.value, actor=request.actor):
        return done(
            request,
            _("The move waits for a second person."),
            *there("calibration", intake.pk, kind),
        )
    title = _("Move the grade")
    context = {
        "title": title,
        "lede": _("To be set now: %(grade)s. What has been signed is signed again after a move.")
        % {"grade": grade_names(secondment).get(was, was)},
        "form": form,
        "secondment": secondment,
        "breadcrumbs": trail(intake, kind, title),
        "cancel_url": there("calibration", intake.pk, kind)[0],
        "submit_label": _("Ask for it"),
    }
    return form_page(request, **context)


@requires(C.CONCLUDE_ASSESSMENT)
@require_POST
def settle_move(request: Request, pk: int) -> HttpResponse:
    """Confirm a move as a second person, or refuse it."""
    row = queries.override(request.actor, pk)
    secondment = one(request.actor, row.secondment_id, C.CONCLUDE_ASSESSMENT)
    kind = Kind(row.assessment.kind)
    form = forms.SettleForm.of(request)
    if form.run(commands.settle_override, pk, actor=request.actor):
        return done(request, _("Recorded."), *there("calibration", secondment.intake_id, kind))
    refusals = [str(each) for errors in form.errors.values() for each in errors]
    return _page(request, secondment.intake, kind, refusals=refusals)


def there(route: str, intake: int, kind: Kind) -> tuple[str]:
    """The address of a page of a round."""
    return (f"{reverse(f'assessments:{route}', args=[intake])}?kind={kind.value}",)


def trail(intake: "Intake", kind: Kind, title: str) -> list[Crumb]:
    """The way from the intakes over the calibration to a page below it."""
    above = Crumb(_("Calibration"), there("calibration", intake.pk, kind)[0])
    return intake_trail(intake, above, Crumb(title))


def _page(
    request: Request,
    intake: "Intake",
    kind: Kind,
    sent: dict[str, CommandForm] | None = None,
    *,
    refusals: Sequence[str] = (),
) -> HttpResponse:
    by_name = request.GET.get("by") == "name"
    found = queries.calibration(request.actor, intake, kind, clock.today(), by_name=by_name)
    form = pack_of(intake.policy).assessment
    names = grade_names(intake)
    sources = {
        key: in_language(source.names)
        for key, source in form.sources.items()
        if any(row.judged.get(key) for row in found.rows)
    }
    context: dict[str, Any] = {
        "title": _("Calibration"),
        "breadcrumbs": intake_trail(intake, Crumb(_("Calibration"))),
        "intake": intake,
        "kind": kind.value,
        "by_name": by_name,
        "tab_items": [
            Tab(label, f"?kind={key}", active=key == kind.value)
            for key, label in queries.KINDS.items()
        ],
        "found": found,
        **cap_words(found, names),
        "sources": list(sources.values()),
        "rows": [_row(row, form, sources, names) for row in found.rows],
        "moves": [
            (row, move, names.get(move.was, move.was), names.get(move.grade, move.grade))
            for row in found.rows
            for move in row.moves
        ],
        "spread": _spread(found.rows, form),
        "legend": [(in_language(g.names), t) for g, t in zip(form.outcomes, TONES, strict=False)],
        "refusals": refusals,
        **(sent or {}),
    }
    may_note = form.cap is not None and form.cap.consented and found.consent is None
    if may_note and "consent_form" not in context:
        context["consent_form"] = forms.CapConsentForm(initial={"day": clock.today()})
    status = 422 if sent or refusals else 200
    return page(request, "assessments/calibration.html", context, status=status)


def cap_words(found: queries.Calibration, names: dict[str, str]) -> dict[str, object]:
    """The grade that only a share may receive, and how its number came about, in words."""
    if found.room is None:
        return {}
    ceiling = found.room.ceiling
    labels = {"cap": "", "cap_with_consent": _("with consent")}
    steps = [(labels[line.kind], _step(line, ceiling.method)) for line in ceiling.lines]
    return {"capped": names.get(ceiling.grade, ""), "cap_steps": steps}


def _step(line: Line, method: str) -> str:
    """A line of the cap; how it was rounded only where it was."""
    if line.formula.endswith(f"= {line.result}"):
        return line.formula
    told = {"formula": line.formula, "result": line.result, "method": word(method, reading())}
    return _("%(formula)s → %(result)s, %(method)s") % told


def _row(
    row: queries.Standing, form: AssessmentForm, sources: Mapping[str, str], names: dict[str, str]
) -> dict[str, Any]:
    moved = next((move for move in row.moves if move.confirmed), None)
    total = row.assessment.total if row.assessment else None
    return {
        "row": row,
        "judged": [(label, " / ".join(row.judged.get(key, ()))) for key, label in sources.items()],
        "total": f"{total:.{form.rounding.decimals}f}" if total is not None else "",
        "grade": names.get(row.grade, row.grade),
        "moved_from": names.get(moved.was, moved.was) if moved else "",
        "state": TOLD[row.step],
    }


def _spread(rows: Iterable[queries.Standing], form: AssessmentForm) -> list[tuple[str, list[Bar]]]:
    """How grades spread by kind of host and by county, each bar a share of its own."""
    graded = [row for row in rows if row.grade]
    groups = {
        _("By kind of host"): [
            (str(HOST_KINDS.get(row.secondment.host_unit.host_kind, "")), row.grade)
            for row in graded
        ],
        _("By county"): [
            (county.name if county else _("At the city"), row.grade)
            for row in graded
            for county in (row.secondment.host_county or row.secondment.home_county,)
        ],
    }
    return [(label, _bars(pairs, form)) for label, pairs in groups.items()]


def _bars(pairs: Sequence[tuple[str, str]], form: AssessmentForm) -> list[Bar]:
    counted = Counter(pairs)
    return [
        Bar(
            label,
            [
                (tone, counted[label, grade.id])
                for grade, tone in zip(form.outcomes, TONES, strict=False)
            ],
            figure=" / ".join(str(counted[label, grade.id]) for grade in form.outcomes),
            is_share=True,
        )
        for label in sorted({label for label, _grade in pairs})
    ]
