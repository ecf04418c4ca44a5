"""The arithmetic: a total with its steps, the grade, its bounds, the cap."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guazhi.assessments.rules.scoring import (
    Figure,
    Line,
    Outcome,
    Ratings,
    ceiling,
    most_of,
    needed,
    outcome,
    rounded,
    undetermined,
)
from guazhi.policy import named
from guazhi.policy.assessed import Method, Quorum

FORM = named("speech").assessment
INDICATORS = tuple(FORM.indicators())
GRADES = tuple(grade.id for grade in FORM.grades)
POINTS = {grade.id: grade.points for grade in FORM.grades}
PARTIES = ("city", "county", "host")

quick = settings(max_examples=40, deadline=None)
scores = st.fixed_dictionaries(dict.fromkeys(INDICATORS, st.sampled_from(GRADES)))
parts = st.lists(
    st.builds(Ratings, st.sampled_from(PARTIES), st.sampled_from("甲乙丙丁"), scores),
    min_size=1,
    max_size=5,
)
percents = st.decimals(0, 1, places=2)
figures = st.lists(
    st.builds(
        Figure,
        st.sampled_from(("home", "ballot", "midterm")),
        st.just("戊"),
        st.fractions(50, 95, max_denominator=9999),
    ),
    max_size=3,
)


def all_of(grade: str, **but: str) -> dict[str, str]:
    return {**dict.fromkeys(INDICATORS, grade), **but}


def came_to(*rated: Ratings, **more: object) -> Outcome:
    found = outcome(FORM, rated, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_each_step_is_a_line_that_can_be_done_again_by_hand() -> None:
    found = came_to(
        Ratings("city", "市委组织部", all_of("competent", tasks_done="excellent")),
        Ratings("host", "龙泉乡", all_of("excellent")),
        figures=[Figure("home", "市教育局", Fraction(85))],
        beside=("midterm",),
    )

    assert found.lines[3:] == (
        Line("dimension", "市委组织部\tachievement", "(95 × 60 + 85 × 40) ÷ 100", "91"),
        Line("dimension", "市委组织部\tintegrity", "(85 × 60 + 85 × 40) ÷ 100", "85"),
        Line(
            "judged",
            "city",
            "市委组织部\t(85 × 20 + 85 × 20 + 85 × 15 + 91 × 30 + 85 × 15) ÷ 100",
            "86.8",
        ),
        *(
            Line("dimension", f"龙泉乡\t{key}", f"(95 × {a} + 95 × {100 - a}) ÷ 100", "95")
            for key, a in zip(FORM.dimensions, (60, 60, 50, 60, 60), strict=True)
        ),
        Line(
            "judged",
            "host",
            "龙泉乡\t(95 × 20 + 95 × 20 + 95 × 15 + 95 × 30 + 95 × 15) ÷ 100",
            "95",
        ),
        Line("judged", "home", "市教育局", "85"),
        Line("absent", "county", "15", ""),
        Line("absent", "ballot", "15", ""),
        Line("total", "", "(86.8 × 25 + 95 × 30 + 85 × 5) ÷ 60", "90.75"),
        Line("rounded", "half_up", "2", "90.75"),
        Line("grade", "excellent", "90.75 ≥ 90", "excellent"),
    )


def test_nobody_s_judgement_is_no_total() -> None:
    assert outcome(FORM, []) is None


@pytest.mark.parametrize(
    ("vetoes", "grade", "bounding"),
    [
        ((), "excellent", ()),
        (("warning",), "competent", ("warning",)),
        (("warning", "absence"), "not_competent", ("absence", "warning")),
        (("unheard_of",), "excellent", ()),
    ],
)
def test_a_veto_bounds_the_grade_and_is_a_line(
    vetoes: tuple[str, ...], grade: str, bounding: tuple[str, ...]
) -> None:
    found = came_to(Ratings("host", "龙泉乡", all_of("excellent")), vetoes=vetoes)

    assert (found.by_total, found.grade, found.bounded_by) == ("excellent", grade, bounding)
    assert {line.subject for line in found.lines if line.kind == "veto"} == set(bounding)


def test_a_veto_never_raises_a_grade() -> None:
    found = came_to(Ratings("host", "龙泉乡", all_of("not_competent")), vetoes=["warning"])

    assert (found.grade, found.bounded_by) == ("not_competent", ())


@quick
@given(parts, figures, st.sets(st.sampled_from(sorted(FORM.vetoes))))
def test_a_total_lies_between_what_went_in(
    rated: list[Ratings], others: list[Figure], vetoes: set[str]
) -> None:
    found = outcome(FORM, rated, others, vetoes)

    values = [
        *(Fraction(POINTS[grade]) for part in rated for grade in part.scores.values()),
        *(figure.value for figure in others),
    ]
    assert found is not None
    step = Fraction(1, 100)
    assert min(values) - step <= Fraction(found.total) <= max(values) + step
    assert GRADES.index(found.grade) >= GRADES.index(found.by_total)


def by_hand(rated: list[Ratings], others: list[Figure]) -> Fraction:
    """The total without a line of the calculation: ratings, dimensions and sources by weight."""
    values: dict[str, list[Fraction]] = defaultdict(list)
    for part in rated:
        whole = Fraction(0)
        for dimension in FORM.dimensions.values():
            inner = sum(
                Fraction(POINTS[part.scores[key]] * (each.weight or 0), 100)
                for key, each in dimension.indicators.items()
            )
            whole += inner * Fraction(dimension.weight or 0, 100)
        values[part.source].append(whole)
    for figure in others:
        values[figure.source].append(figure.value)
    weights = {key: FORM.sources[key].weight for key in values}
    terms = [weights[key] * sum(each, Fraction(0)) / len(each) for key, each in values.items()]
    return Fraction(sum(terms, Fraction(0)), sum(weights.values()))


@quick
@given(parts, figures)
def test_the_total_is_that_of_a_calculation_by_hand(
    rated: list[Ratings], others: list[Figure]
) -> None:
    found = outcome(FORM, rated, others)

    assert found is not None
    assert abs(Fraction(found.total) - by_hand(rated, others)) <= Fraction(1, 200)
    reached = [grade.id for grade in FORM.grades if grade.at_least <= found.total]
    assert found.by_total == reached[0]


@quick
@given(parts, figures, st.randoms())
def test_the_order_in_which_parties_come_in_makes_no_difference(
    rated: list[Ratings], others: list[Figure], chance: object
) -> None:
    mixed, figured = list(rated), list(others)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    chance.shuffle(figured)  # type: ignore[attr-defined]

    again, first = outcome(FORM, mixed, figured), outcome(FORM, rated, others)

    assert again is not None
    assert first is not None
    assert (again.total, again.grade) == (first.total, first.grade)


@quick
@given(parts, st.sampled_from(INDICATORS))
def test_a_better_rating_never_lowers_the_total(rated: list[Ratings], indicator: str) -> None:
    first = rated[0]
    better: Mapping[str, str] = {**first.scores, indicator: GRADES[0]}

    raised = came_to(Ratings(first.source, first.by, better), *rated[1:])

    assert raised.total >= came_to(*rated).total


@quick
@given(parts)
def test_parties_that_agree_give_what_each_gave(rated: list[Ratings]) -> None:
    """The weights come to the whole, whoever of the sources is missing."""
    alike = [Ratings(part.source, part.by, all_of("competent")) for part in rated]

    assert came_to(*alike).total == Decimal(85)


@quick
@given(st.integers(0, 500), st.integers(0, 100), st.integers(0, 100))
def test_a_cap_is_never_exceeded_by_a_whole_person(total: int, a: int, b: int) -> None:
    low, high = (Decimal(each) / 100 for each in sorted((a, b)))

    down, nearest = most_of(total, low), most_of(total, low, "half_up")

    assert down <= total * low < down + 1
    assert 0 <= nearest - down <= 1
    assert most_of(total, high) >= down


@pytest.mark.parametrize(
    ("total", "share", "method", "most"),
    [
        (67, "0.20", "down", 13),
        (67, "0.20", "half_up", 13),
        (67, "0.25", "half_up", 17),
        (67, "0.25", "down", 16),
        (67, "0.20", "up", 14),
        (68, "0.20", "half_up", 14),
        (10, "0.25", "half_even", 2),
        (10, "0.25", "half_up", 3),
        (0, "0.20", "up", 0),
        (1, "1", "up", 1),
    ],
)
def test_a_cap_is_rounded_as_the_policy_says(
    total: int, share: str, method: Method, most: int
) -> None:
    assert most_of(total, Decimal(share), method) == most


def test_consent_raises_the_cap_and_both_are_told() -> None:
    assert FORM.cap is not None

    found = ceiling(FORM.cap, 67, Decimal("0.20"), Decimal("0.25"), has_consent=True)

    assert (found.usual, found.consented, found.most) == (13, 16, 16)
    assert [line.formula for line in found.lines] == ["67 × 20 % = 13.4", "67 × 25 % = 16.75"]


@quick
@given(st.sampled_from(["speech", "strict"]), st.integers(0, 500), percents, percents)
def test_no_pack_lets_more_than_its_share_have_the_grade(
    pack: str, total: int, usual: Decimal, more: Decimal
) -> None:
    cap, (low, high) = named(pack).assessment.cap, sorted((usual, more))
    assert cap is not None

    for share, has_consent in ((low, False), (high, True)):
        found = ceiling(cap, total, low, high, has_consent=has_consent)
        assert found.most <= total * share < found.most + 1


@quick
@given(
    st.fractions(0, 100, max_denominator=9999),
    st.integers(0, 4),
    st.sampled_from(["half_up", "half_even", "up", "down"]),
)
def test_rounding_moves_less_than_one_step(value: Fraction, decimals: int, method: Method) -> None:
    found = Fraction(rounded(value, decimals, method))

    assert abs(found - value) < Fraction(1, 10**decimals)
    assert Fraction(rounded(found, decimals, method)) == found


@quick
@given(st.integers(1, 60))
def test_two_in_three_are_there_when_a_quorum_says_so(members: int) -> None:
    there = needed(Quorum(members=3, at_least=2, of=3), members)

    assert there * 3 >= members * 2 > (there - 1) * 3


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (date(2026, 8, 30), "183 ÷ 365 < 51 %"),
        (date(2026, 9, 3), None),
        (date(2027, 2, 28), None),
        (date(2027, 5, 31), None),
    ],
)
def test_a_term_cut_below_the_share_of_the_policy_ends_without_a_grade(
    end: date, found: str | None
) -> None:
    entry = FORM.undetermined
    assert entry is not None
    form = FORM.model_copy(update={"undetermined": entry.model_copy(update={"served_below": 51})})

    line = undetermined(form, date(2026, 3, 1), end, date(2027, 2, 28))

    assert (line.formula if line else None) == found
