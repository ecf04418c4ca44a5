"""Texts cut into terms, words into phrases, and what was found marked."""

import pytest

from guazhi.search.rules import Phrase, excerpt, fold, phrases, pieces, terms


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("挂职工作", ["挂职", "职工", "工作", "作"]),
        ("好。好", ["好", "好"]),
        ("推行ＡＢ法3天", ["推行", "行", "ab", "法", "3", "天"]),
        ("", []),
        ("，。!", []),
        ("𬭼𠮷", ["𬭼𠮷", "𠮷"]),
    ],
)
def test_a_text_is_cut_so_that_every_character_begins_one_term(text: str, cut: list[str]) -> None:
    assert terms(text) == cut


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("村", [Phrase(("村",), is_beginning=True)]),
        ("下村", [Phrase(("下村",), is_beginning=False)]),
        ("下村日", [Phrase(("下村", "村日"), is_beginning=False)]),
        (
            "下村 Road",
            [Phrase(("下村",), is_beginning=False), Phrase(("road",), is_beginning=True)],
        ),
        ('"*^():', []),
    ],
)
def test_words_become_phrases(words: str, asked: list[Phrase]) -> None:
    assert phrases(words) == asked


def test_folding_keeps_every_place() -> None:
    assert fold("ＡbＣ　㈱ﬁ①") == "abc ㈱ﬁ1"


def test_what_was_found_is_marked_in_the_words_as_they_were_written() -> None:
    found = pieces("每周四下村，ＡＢ组下村", "下村 ab")

    assert [(piece.text, piece.is_hit) for piece in found] == [
        ("每周四", False),
        ("下村", True),
        ("，", False),
        ("ＡＢ", True),
        ("组", False),
        ("下村", True),
    ]


def test_a_word_is_marked_only_where_a_word_begins() -> None:
    found = pieces("planned a plan", "plan")

    assert [(piece.text, piece.is_hit) for piece in found] == [
        ("plan", True),
        ("ned a ", False),
        ("plan", True),
    ]


def test_an_excerpt_shows_the_place_and_is_short() -> None:
    found = excerpt("前" * 100 + "板凳会" + "后" * 200, "板凳", around=10)

    assert "".join(piece.text for piece in found) == "…" + "前" * 10 + "板凳会" + "后" * 17 + "…"
    assert [piece.text for piece in found if piece.is_hit] == ["板凳"]


def test_without_words_the_beginning_is_shown() -> None:
    assert [piece.text for piece in excerpt("一二三", "")] == ["一二三"]
