"""What may be wrong in a form of assessment though each value by itself is right."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from guazhi.policy.assessed import UNDETERMINED, AssessmentForm, Cap
from guazhi.policy.checks import Fault
from guazhi.policy.pack import Parameter

PLACE = ("assessment",)
WHOLE = 100


def assessment(
    form: AssessmentForm, names: tuple[str, ...], parameters: Mapping[str, Parameter]
) -> Iterator[Fault]:
    """Faults of the form of assessment, in a pack with these parameters, sound ones with figures.

    The names are those of all parameters, so that one fault does not cause a second.
    """
    if not form.clause and form.source is None:
        yield PLACE, "no_citation", ("clause", "source"), ""
    yield from _grades(form)
    yield from _weights(form)
    yield from _indicators(form)
    yield from _vetoes(form)
    yield from _contest(form)
    if form.undetermined is not None and not (form.undetermined.clause or form.undetermined.source):
        yield (*PLACE, "undetermined"), "no_citation", ("clause", "source"), ""
    if form.quorum is not None and form.quorum.at_least > form.quorum.of:
        found = f"{form.quorum.at_least}/{form.quorum.of}"
        yield (*PLACE, "quorum", "at_least"), "quorum_share", (f"≤ {form.quorum.of}",), found
    if form.cap is not None:
        yield from _cap(form, form.cap, names)
        yield from _cap_order(form.cap, parameters)


def _grades(form: AssessmentForm) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, grade in enumerate(form.grades):
        if grade.id in seen or (form.undetermined and grade.id == UNDETERMINED):
            yield (*PLACE, "grades", index, "id"), "grade_twice", (), grade.id
        seen.add(grade.id)
    for field in ("points", "at_least"):
        values = [getattr(grade, field) for grade in form.grades]
        ends = field == "points" or values[-1] == 0
        if not ends or any(a <= b for a, b in pairwise(values)):
            found = " ".join(map(str, values))
            yield (*PLACE, "grades"), "grades_order", (), f"{field} {found}"


def _weights(form: AssessmentForm) -> Iterator[Fault]:
    groups: dict[tuple[str, ...], list[int | None]] = {
        (*PLACE, "dimensions"): [each.weight for each in form.dimensions.values()],
        (*PLACE, "sources"): [each.weight for each in form.sources.values()],
    }
    for key, dimension in form.dimensions.items():
        groups[*PLACE, "dimensions", key, "indicators"] = [
            each.weight for each in dimension.indicators.values()
        ]
    for place, weights in groups.items():
        found = sum(weight or 0 for weight in weights)
        if any(weight is not None for weight in weights) and (
            found != WHOLE or any(weight is None for weight in weights)
        ):
            yield place, "weights_not_whole", (str(WHOLE),), str(found)


def _indicators(form: AssessmentForm) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, dimension in form.dimensions.items():
        for rated in dimension.indicators or (key,):
            if rated in seen:
                place = (*PLACE, "dimensions", key, "indicators", rated)
                yield place, "indicator_twice", (), rated
            seen.add(rated)


def _vetoes(form: AssessmentForm) -> Iterator[Fault]:
    grades = tuple(grade.id for grade in form.grades)
    for section in ("sources", "vetoes"):
        for key, entry in getattr(form, section).items():
            if not entry.clause and entry.source is None:
                yield (*PLACE, section, key), "no_citation", ("clause", "source"), ""
    for key, veto in form.vetoes.items():
        if veto.at_most not in grades:
            yield (*PLACE, "vetoes", key, "at_most"), "unknown_grade", grades, veto.at_most


def _contest(form: AssessmentForm) -> Iterator[Fault]:
    if form.contest is None:
        return
    grades = tuple(grade.id for grade in form.grades)
    for grade in form.contest.grades:
        if grade not in grades:
            yield (*PLACE, "contest", "grades"), "unknown_grade", grades, grade
    for name in ("review", "appeal"):
        step = getattr(form.contest, name)
        if step is not None and not step.clause and step.source is None:
            yield (*PLACE, "contest", name), "no_citation", ("clause", "source"), ""


def _cap(form: AssessmentForm, cap: Cap, names: tuple[str, ...]) -> Iterator[Fault]:
    grades = tuple(grade.id for grade in form.grades)
    if cap.grade not in grades:
        yield (*PLACE, "cap", "grade"), "unknown_grade", grades, cap.grade
    for field in ("parameter", "consented"):
        name = getattr(cap, field)
        if name is not None and name not in names:
            yield (*PLACE, "cap", field), "unknown_parameter", names, name


def _cap_order(cap: Cap, parameters: Mapping[str, Parameter]) -> Iterator[Fault]:
    usual, more = parameters.get(cap.parameter), parameters.get(cap.consented or "")
    if usual is None or more is None:
        return
    for since, value in more.history():
        held = usual.on(since)
        if held is not None and value < held:
            yield (*PLACE, "cap", "consented"), "cap_order", (f"≥ {held}",), str(value)
