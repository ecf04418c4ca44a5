"""What people say in a rehearsal: one thing after another, and an end for each trouble."""

from guazhi.simulation import library, matters
from guazhi.simulation.temper import in_turn, unsaid


def test_in_turn_nothing_comes_twice_before_all_have_come() -> None:
    said = [in_turn("abcd", turn, "somebody") for turn in range(4)]

    assert sorted(said) == ["a", "b", "c", "d"]


def test_what_has_been_said_is_not_said_again_while_another_is_left() -> None:
    first, *_others, last = library.HEARD

    heard = {each.text for each in library.HEARD} - {last.text}

    assert unsaid(library.HEARD, heard, "somebody") == last
    assert unsaid([first], {first.text}, "somebody") == first


def test_each_text_stands_once_so_that_its_answer_is_its_own() -> None:
    texts = [
        each.text
        for each in (*library.UPWARD, *library.DOWNWARD, *library.HEARD, *matters.TROUBLES)
    ]

    assert len(texts) == len(set(texts))
