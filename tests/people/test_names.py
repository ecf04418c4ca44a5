"""Names: cleaned for storage, ordered and found by pinyin, spaced for print."""

import pytest

from guazhi.people.rules.names import (
    check_name,
    clean_name,
    normalise_query,
    pinyin,
    printed_name,
    search_keys,
    sort_key,
    surname,
)


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("谭\u3000敏", "谭敏"),
        (" 李 明 ", "李明"),
        ("马正\u200b䶮", "马正䶮"),
        ("𬱖 文", "𬱖文"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提．吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
        (" John   Smith", "John Smith"),
        ("Ｊｏｈｎ", "John"),
        ("", ""),
    ],
)
def test_a_name_is_stored_as_the_identity_card_has_it(written: str, clean: str) -> None:
    assert clean_name(written) == clean


def test_a_compatibility_character_is_not_folded_into_another() -> None:
    assert clean_name("\uf967明") == "\uf967明"


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("曾立", "zeng li"),
        ("解子恒", "xie zi heng"),
        ("单雄信", "shan xiong xin"),
        ("仇英", "qiu ying"),
        ("区志", "ou zhi"),
        ("翟志", "zhai zhi"),
        ("查良镛", "zha liang yong"),
        ("盖志", "ge zhi"),
        ("朴志", "piao zhi"),
        ("尉迟恭", "yu chi gong"),
        ("尉健", "wei jian"),
        ("万俟卨", "mo qi xie"),
        ("长孙无忌", "zhang sun wu ji"),
        ("上官军兰", "shang guan jun lan"),
        ("单于", "shan yu"),
        ("吕布", "lv bu"),
        ("马正䶮", "ma zheng yan"),
        ("𬱖文", "di wen"),
        ("John O'Neil", "john oneil"),
    ],
)
def test_a_surname_has_its_own_reading(name: str, reading: str) -> None:
    assert pinyin(name) == reading


def test_a_compound_surname_is_known_when_a_given_name_is_left() -> None:
    assert [surname(name) for name in ("欧阳娜", "欧阳", "李明", "Anna", "")] == [
        "欧阳",
        "欧",
        "李",
        "",
        "",
    ]


def test_names_order_by_reading_then_tone_then_character() -> None:
    names = ["周玉卫", "张伟", "章安", "张安", "曾立", "赵燕立", "欧阳娜", "白佳磊", "䶮明"]

    ordered = sorted(names, key=sort_key)

    expected = ["白佳磊", "欧阳娜", "䶮明", "曾立", "张安", "张伟", "章安", "赵燕立", "周玉卫"]
    assert ordered == expected


def test_a_sort_key_holds_only_what_every_collation_orders_alike() -> None:
    keys = [sort_key(name) for name in ("买买提·吐尔逊", "John O'Neil", "𬱖文", "张3")]

    assert [key.isascii() and key.isalnum() and key == key.lower() for key in keys] == [True] * 4


def test_every_tail_of_a_name_finds_it() -> None:
    assert search_keys("谭敏") == {"谭敏", "敏", "tanmin", "min", "tm", "m"}


def test_the_dot_of_a_name_is_not_needed_to_find_it() -> None:
    query = normalise_query("提·吐")

    assert any(key.startswith(query) for key in search_keys("买买提·吐尔逊"))


@pytest.mark.parametrize(
    ("typed", "query"),
    [("Tan Min", "tanmin"), ("谭　敏", "谭敏"), ("LÜ", "lv"), ("䶮", "䶮"), ("  ", "")],
)
def test_a_query_takes_the_form_of_the_keys(typed: str, query: str) -> None:
    assert normalise_query(typed) == query


@pytest.mark.parametrize(
    ("name", "printed"), [("谭敏", "谭\u3000敏"), ("贾娜军", "贾娜军"), ("Li", "Li"), ("", "")]
)
def test_two_characters_are_spaced_in_print(name: str, printed: str) -> None:
    assert printed_name(name) == printed


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("谭敏", []),
        ("买买提·吐尔逊", []),
        ("John Smith", []),
        ("李1明", ["name_with_digits"]),
        ("李", ["name_unlikely"]),
        ("李明（女）", ["name_unlikely"]),
    ],
)
def test_what_can_hardly_be_a_name_is_found(name: str, codes: list[str]) -> None:
    assert [finding.code for finding in check_name(name)] == codes


def test_a_name_with_a_digit_can_be_found_too() -> None:
    assert search_keys("赵5") >= {"赵5", "zhao", "z"}
