"""What a plan comes to, counted and in words."""

import pytest
from django.utils import translation

from guazhi.selection.placement.tables import Named, NamedPair
from guazhi.selection.queries.figures import figures_in_words, losses_in_words
from guazhi.selection.rules.inputs import Inputs
from guazhi.selection.rules.reckoning import Reckoning, reckon

WANTED = {
    "aims": ["floor", "fit", "wishes", "balance"],
    "bands": [40, 55, 70, 85],
    "floor": 20,
    "balance": "county",
}
SCORES = (85, 84, 70, 40, 39, 19, 90)
PLACED = {"1": "a", "2": "a", "3": "b", "4": "b", "5": "b", "6": "c", "7": "c"}


def inputs(wanted: dict[str, object]) -> Inputs:
    """Seven people and their posts in two counties and the city; the fifth wished for nothing."""
    return Inputs(
        tuple(Named(str(n)) for n in range(1, 9)),
        (
            Named("a", {"county": "西山区"}, 4),
            Named("b", {"county": "东川县"}, 3),
            Named("c", {"county": ""}, 9),
            Named("d", {"county": "西山区"}, 0),
        ),
        (
            *(
                NamedPair(person, PLACED[person], score, rank)
                for person, score, rank in zip(PLACED, SCORES, (1, 1, 2, 4, 0, 0, 0), strict=True)
            ),
            NamedPair("6", "d", 0, 1),
            NamedPair("7", "d", 0, 2),
        ),
        wanted,
    )


def test_people_are_counted_by_band_wish_and_group() -> None:
    found = reckon(inputs(WANTED), PLACED)

    assert found == Reckoning(
        aims=("floor", "fit", "wishes", "balance"),
        people=8,
        placed=7,
        bands=(40, 55, 70, 85),
        fits=(2, 2, 0, 1, 2),
        mean=61,
        floor=20,
        below=1,
        wishes=(2, 1, 0, 1),
        beyond=2,
        silent=1,
        balance="county",
        spread=(2, 3),
        filled=(50, 100),
    )
    assert Reckoning.of(found.plain()) == found


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "Least fit: 1 person below 20 points",
                "How well people fit: 2 very good, 2 good, 1 low, 2 very low",
                (
                    "Wishes: 2 first wish, 1 second wish, 1 wish 4, 2 elsewhere than wished,"
                    " 1 without a valid wish"
                ),
                "Even filling: counties take 2 to 3, and are filled to 50–100%",
            ],
        ),
        (
            "zh-hans",
            [
                "匹配底线: 1人低于20分",
                "匹配程度: 很好2人、较好2人、较低1人、很低2人",
                "志愿: 第一志愿2人、第二志愿1人、第4志愿1人、志愿外2人、未填有效志愿1人",
                "均衡配置: 各县（区）安排2至3人，占可用名额的50%至100%",
            ],
        ),
    ],
)
def test_what_a_plan_comes_to_is_said_in_words(language: str, words: list[str]) -> None:
    with translation.override(language):
        told = figures_in_words(reckon(inputs(WANTED), PLACED))

    assert [f"{each.label}: {each.words}" for each in told] == words


def test_words_of_fit_say_from_which_points_they_count() -> None:
    with translation.override("en"):
        fit = figures_in_words(reckon(inputs(WANTED), PLACED))[1]

    assert fit.note == (
        "very good at 85 points or more, good at 70–84 points, fair at 55–69 points,"
        " low at 40–54 points, very low below 40 points"
    )


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ([], "61 points on average"),
        ([60], "4 very good, 3 good"),
        (
            [10, 20, 40, 55, 70, 85],
            (
                "2 at 85 points or more, 2 at 70–84 points, 1 at 40–54 points, 1 at 20–39 points,"
                " 1 at 10–19 points"
            ),
        ),
    ],
)
def test_fit_is_told_by_average_word_or_points(bands: list[int], words: str) -> None:
    with translation.override("en"):
        told = figures_in_words(reckon(inputs({"aims": ["fit"], "bands": bands}), PLACED))

    assert [each.words for each in told] == [words]


@pytest.mark.parametrize(
    ("losses", "has_bands", "words"),
    [
        ({"most": 1, "fit": -2}, True, "1 person fewer placed, fit higher by 2 bands in all"),
        ({"fit": 1, "wishes": -3, "balance": 0}, True, "fit lower by 1 band, wishes met more"),
        ({"fit": 2, "balance": 4}, False, "fit lower by 2 points in all, filled less evenly"),
        ({"limits": 1, "floor": -1}, True,
         "further from lower limits, fewer people below the least fit"),
    ],
)  # fmt: skip
def test_what_another_plan_costs_is_said_in_words(
    losses: dict[str, int], words: str, *, has_bands: bool
) -> None:
    with translation.override("en"):
        assert losses_in_words(losses, has_bands=has_bands) == words


def test_a_plan_that_places_nobody_has_nothing_to_say() -> None:
    assert figures_in_words(reckon(inputs(WANTED), {})) == []
