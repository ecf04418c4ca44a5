"""The arithmetic of charts: shares of a width, months across."""

from datetime import date

from guazhi.web.charts import bar_rows, months_between, term_plan
from guazhi.web.components import Bar, Mark, TermRow, Tone


def test_bars_share_one_scale() -> None:
    long, short = bar_rows(
        [
            Bar("a", ((Tone.GREEN, 3), (Tone.RED, 1))),
            Bar("b", ((Tone.GREEN, 0), (Tone.YELLOW, 2)), "2 / 9"),
        ]
    )

    assert [(part.x, part.width) for part in long.segments] == [
        ("0.00%", "75.00%"),
        ("75.00%", "25.00%"),
    ]
    assert [(part.tone, part.width) for part in short.segments] == [(Tone.YELLOW, "50.00%")]
    assert [long.figure, short.figure] == ["4", "2 / 9"]


def test_bars_of_nothing_have_no_parts() -> None:
    (row,) = bar_rows([Bar("a", ((Tone.GREEN, 0),))])

    assert (row.segments, row.figure) == ([], "0")


def test_a_term_lies_between_its_months() -> None:
    mark = Mark(date(2026, 3, 16), "m")

    plan = term_plan(
        [TermRow("a", date(2026, 3, 1), date(2026, 3, 31), marks=(mark,))], date(2026, 3, 1)
    )

    assert plan is not None
    assert (plan.terms[0].x, plan.terms[0].width, plan.today) == ("0.00%", "100.00%", "0.00%")
    assert plan.terms[0].marks[0].x == "48.39%"


def test_today_outside_the_plan_has_no_line() -> None:
    rows = [TermRow("a", date(2026, 3, 1), date(2026, 3, 31))]

    before, after = term_plan(rows, date(2026, 2, 28)), term_plan(rows, date(2026, 4, 1))

    assert before is not None
    assert after is not None
    assert (before.today, after.today) == ("", "")


def test_a_plan_of_no_terms_is_none() -> None:
    assert term_plan([], date(2026, 3, 1)) is None


def test_months_run_over_the_new_year() -> None:
    months = list(months_between(date(2026, 12, 1), date(2027, 2, 1)))

    assert months == [date(2026, 12, 1), date(2027, 1, 1)]
