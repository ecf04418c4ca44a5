"""The arithmetic of an assessment: from ratings to a total and a proposed grade, line by line.

Exact decimals, rounded once at the end by the rule of the policy. Whoever holds the lines and
the policy gets the same total with pencil and paper.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from guazhi.policy.assessed import UNDETERMINED, AssessmentForm, Cap, Dimension, Method, Quorum

# in which order judgements stand in the calculation
ORDER = ("city", "county", "host", "home", "ballot", "midterm")
MANAGING = ("city", "county", "host")
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Ratings:
    """One party's ratings: a grade of the scale for each indicator."""

    source: str
    by: str
    scores: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A judgement that is one figure already: an opinion, a tally, the mid-term total."""

    source: str
    by: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the calculation: of what it is, with which figures, by which formula, to what.

    ``kind`` is a code, ``subject`` the id or name it is about, ``result`` a figure or a grade.
    """

    kind: str
    subject: str
    formula: str
    result: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the calculation came to. ``bounded_by`` are the vetoes that lowered the grade."""

    total: Decimal
    grade: str
    by_total: str
    bounded_by: tuple[str, ...]
    lines: tuple[Line, ...]


def outcome(
    form: AssessmentForm,
    parts: Iterable[Ratings],
    figures: Iterable[Figure] = (),
    vetoes: Collection[str] = (),
    beside: Collection[str] = (),
) -> Outcome | None:
    """The total and the grade that it proposes; None when nobody whose judgement counts gave one.

    ``beside`` are the sources that have no place in this assessment, so nobody misses them.
    """
    lines: list[Line] = []
    judged: dict[str, list[Fraction]] = {}
    for part in sorted(parts, key=lambda each: (_turn(each.source), each.by)):
        value = _rated(form, part, lines)
        judged.setdefault(part.source, []).append(value)
    for figure in sorted(figures, key=lambda each: (_turn(each.source), each.by)):
        judged.setdefault(figure.source, []).append(figure.value)
        lines.append(Line("judged", figure.source, figure.by, shown(figure.value)))
    counted = {key: values for key, values in judged.items() if _weight(form, key)}
    if not counted:
        return None
    total = rounded(
        _whole(form, judged, beside, lines), form.rounding.decimals, form.rounding.method
    )
    lines.append(Line("rounded", form.rounding.method, str(form.rounding.decimals), str(total)))
    by_total = grade_of(form, total)
    threshold = next(each.at_least for each in form.grades if each.id == by_total)
    lines.append(Line("grade", by_total, f"{total} ≥ {threshold}", by_total))
    grade, bounding = _bounded(form, by_total, vetoes, lines)
    return Outcome(total, grade, by_total, bounding, tuple(lines))


def _turn(source: str) -> int:
    return ORDER.index(source) if source in ORDER else len(ORDER)


def _rated(form: AssessmentForm, part: Ratings, lines: list[Line]) -> Fraction:
    """What one party's ratings come to, dimension by dimension."""
    points = {grade.id: grade.points for grade in form.grades}
    terms: list[tuple[int, Fraction]] = []
    for key, dimension in form.dimensions.items():
        value, formula = _dimension(key, dimension, part.scores, points)
        terms.append((dimension.weight or 1, value))
        lines.append(Line("dimension", f"{part.by}\t{key}", formula, shown(value)))
    value = _mean(terms)
    lines.append(Line("judged", part.source, f"{part.by}\t{_sum(terms)}", shown(value)))
    return value


def _dimension(
    key: str, dimension: Dimension, scores: Mapping[str, str], points: Mapping[str, int]
) -> tuple[Fraction, str]:
    if not dimension.indicators:
        value = Fraction(points[scores[key]])
        return value, shown(value)
    terms = [
        (each.weight or 1, Fraction(points[scores[inner]]))
        for inner, each in dimension.indicators.items()
    ]
    return _mean(terms), _sum(terms)


def _weight(form: AssessmentForm, source: str) -> int:
    """How much a judgement counts; without sources in the policy each managing party alike."""
    if not form.sources:
        return int(source in MANAGING)
    return form.sources[source].weight if source in form.sources else 0


def _whole(
    form: AssessmentForm,
    judged: Mapping[str, Sequence[Fraction]],
    beside: Collection[str],
    lines: list[Line],
) -> Fraction:
    """The weighted mean of those who judged; the weight of one who did not goes to the others."""
    terms: list[tuple[int, Fraction]] = []
    for source, values in judged.items():
        mean = _mean([(1, value) for value in values])
        weight = _weight(form, source)
        if not weight:
            lines.append(Line("not_counted", source, "", shown(mean)))
            continue
        if len(values) > 1:
            listed = " + ".join(shown(value) for value in values)
            lines.append(Line("mean", source, f"({listed}) ÷ {len(values)}", shown(mean)))
        terms.append((weight, mean))
    lines += [
        Line("absent", source, str(entry.weight), "")
        for source, entry in form.sources.items()
        if source not in judged and source not in beside
    ]
    total = _mean(terms)
    lines.append(Line("total", "", _sum(terms), shown(total)))
    return total


def _mean(terms: Sequence[tuple[int, Fraction]]) -> Fraction:
    weights = sum(weight for weight, _ in terms)
    return sum((weight * value for weight, value in terms), Fraction(0)) / weights


def _sum(terms: Sequence[tuple[int, Fraction]]) -> str:
    """Terms as they are written down: what is multiplied, added, divided."""
    listed = " + ".join(f"{shown(value)} × {weight}" for weight, value in terms)
    return f"({listed}) ÷ {sum(weight for weight, _ in terms)}"


def shown(value: Fraction) -> str:
    """A figure in the calculation, by four decimals; what is kept is exact."""
    text = f"{rounded(value, SHOWN, 'half_up'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Fraction, decimals: int, method: Method) -> Decimal:
    """``value`` by so many decimals, exactly as the method says."""
    scaled = value * 10**decimals
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    half = Fraction(1, 2)
    up = (
        (method == "up" and rest > 0)
        or (method == "half_up" and rest >= half)
        or (method == "half_even" and (rest > half or (rest == half and whole % 2 == 1)))
    )
    return Decimal(whole + up).scaleb(-decimals)


def grade_of(form: AssessmentForm, total: Decimal) -> str:
    """The best grade whose threshold the total reaches."""
    return next(each.id for each in form.grades if total >= each.at_least)


def _bounded(
    form: AssessmentForm, grade: str, vetoes: Collection[str], lines: list[Line]
) -> tuple[str, tuple[str, ...]]:
    order = [each.id for each in form.grades]
    held, bounding = grade, []
    for key, veto in form.vetoes.items():
        if key not in vetoes:
            continue
        bound = order.index(veto.at_most)
        if order.index(grade) < bound:
            bounding.append(key)
        held = order[max(order.index(held), bound)]
        lines.append(Line("veto", key, veto.at_most, held))
    return held, tuple(bounding)


def undetermined(form: AssessmentForm, start: date, end: date, planned_end: date) -> Line | None:
    """That a term cut short was too short to be graded, with the days counted; None if not."""
    served, planned = (end - start).days + 1, (planned_end - start).days + 1
    entry = form.undetermined
    if entry is None or served * 100 >= planned * entry.served_below:
        return None
    formula = f"{served} ÷ {planned} < {entry.served_below} %"
    return Line("undetermined", UNDETERMINED, formula, UNDETERMINED)


def most_of(total: int, share: Decimal, method: Method = "down") -> int:
    """How many of ``total`` a capped grade may be given to, rounded as the policy says."""
    return min(total, int(rounded(total * Fraction(share), 0, method)))


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The cap in one round: how many usually, how many with consent, how many now."""

    grade: str
    total: int
    usual: int
    consented: int
    has_consent: bool
    method: Method
    lines: tuple[Line, ...]

    @property
    def most(self) -> int:
        """How many may have the grade now."""
        return self.consented if self.has_consent else self.usual


def ceiling(
    cap: Cap, total: int, share: Decimal, more: Decimal | None, *, has_consent: bool
) -> Ceiling:
    """How many of ``total`` may receive the capped grade, with the steps to it."""
    usual = most_of(total, share, cap.rounding)
    consented = most_of(total, more, cap.rounding) if more is not None else usual
    lines = [_share(cap, "cap", total, share, usual)]
    if more is not None:
        lines.append(_share(cap, "cap_with_consent", total, more, consented))
    most = max(usual, consented)
    return Ceiling(cap.grade, total, usual, most, has_consent, cap.rounding, tuple(lines))


def _share(cap: Cap, kind: str, total: int, share: Decimal, most: int) -> Line:
    exact = Fraction(share)
    formula = f"{total} × {shown(exact * 100)} % = {shown(total * exact)}"
    return Line(kind, cap.grade, formula, str(most))


def needed(quorum: Quorum, members: int) -> int:
    """How many of ``members`` have to be there, a part of one counting as one."""
    return -(-members * quorum.at_least // quorum.of)


def lasting(lines: Iterable[Line]) -> Iterator[tuple[str, str, str, str]]:
    """The lines as they are frozen with what is signed."""
    for line in lines:
        yield line.kind, line.subject, line.formula, line.result
