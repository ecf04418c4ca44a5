"""``guazhi place``: a plan from three files, and every fault of theirs by file and row."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PEOPLE = "person,home,sex\nP1,A,女\nP2,A,男\nP3,B,男\n"
POSTS = "post,capacity,county\nJ1,1,甲县\nJ2,1,乙县\n"
PAIRS = "person,post,score,rank\nP1,J1,9,1\nP1,J2,5,2\nP2,J1,8,\nP3,J1,7,1\nP3,J2,6,2\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    paths = {
        name: tmp_path / name for name in ("people.csv", "posts.csv", "pairs.csv", "more.yaml")
    }
    for name, text in zip(paths, (PEOPLE, POSTS, PAIRS, "{}"), strict=True):
        paths[name].write_text(text, encoding="utf-8")
    return paths


def place(files: dict[str, Path], **options: Any) -> tuple[dict[str, Any], int]:
    """The answer as data, and how the command ended."""
    out = StringIO()
    try:
        call_command("place", *list(map(str, files.values()))[:3], json=True, stdout=out, **options)
    except SystemExit as ended:
        return json.loads(out.getvalue()), int(str(ended.code))
    return json.loads(out.getvalue()), 0


def faults(files: dict[str, Path], **options: Any) -> set[tuple[str, int, str]]:
    answer, ended = place(files, **options)
    assert ended == 2
    assert {len(finding["messages"]) for finding in answer["findings"]} == {2}
    return {(Path(one["file"]).name, one["row"], one["code"]) for one in answer["findings"]}


def test_the_best_plan_is_told(files: dict[str, Path]) -> None:
    answer, ended = place(files)

    assert ended == 0
    assert (answer["status"], answer["unique"], answer["placed"]) == ("optimal", True, 2)
    assert [(term["name"], term["value"], term["gap"]) for term in answer["terms"]] == [
        ("most", 2, 0), ("fit", 15, 0), ("wishes", 1, 0)
    ]  # fmt: skip
    assert answer["assignment"] == [
        {"person": "P1", "post": "J1", "score": 9, "rank": 1, "fixed": False},
        {"person": "P3", "post": "J2", "score": 6, "rank": 2, "fixed": False},
    ]
    assert answer["unplaced"] == [
        {
            "person": "P2", "lack": "crowded", "people": 3, "posts": 2, "places": 2,
            "helps": [
                {"changes": [{"kind": "places", "amount": 1, "post": "J1"}], "placed": 3, "fit": 23}
            ],
        }
    ]  # fmt: skip
    assert [each["amount"] for each in answer["all_placed_with"]] == [1]


def test_gbk_and_chinese_headings_are_read(files: dict[str, Path]) -> None:
    expected = place(files)
    files["people.csv"].write_bytes("人员,单位\nP1,甲\nP2,甲\nP3,乙\n".encode("gbk"))
    files["posts.csv"].write_bytes("岗位,名额,县\nJ1,1,甲县\nJ2,1,乙县\n".encode("gbk"))
    pairs = PAIRS.replace("person,post,score,rank", "人员,岗位,得分,志愿")
    files["pairs.csv"].write_bytes(pairs.encode("gb18030"))

    assert place(files) == expected


def test_the_order_of_rows_changes_no_byte_of_the_record(files: dict[str, Path]) -> None:
    kept = files["more.yaml"].with_name("first.json"), files["more.yaml"].with_name("second.json")
    place(files, record=kept[0])
    for name in ("people.csv", "posts.csv", "pairs.csv"):
        heading, *rows = files[name].read_text(encoding="utf-8").splitlines()
        files[name].write_text("\n".join([heading, *reversed(rows)]), encoding="utf-8")

    place(files, record=kept[1])

    assert kept[0].read_bytes() == kept[1].read_bytes()


def test_a_kept_run_is_proven_again_and_a_changed_one_is_not(files: dict[str, Path]) -> None:
    kept = files["more.yaml"].with_name("run.json")
    place(files, record=kept)
    whole = {"holds": True, "best": True, "unique": True, "bounds": [2, 15, 1, 0]}

    assert place(files, verify=kept) == (whole, 0)

    run = json.loads(kept.read_text(encoding="utf-8"))
    run["result"]["placed"] = {"P1": "J2", "P3": "J1"}
    kept.write_text(json.dumps(run), encoding="utf-8")
    answer, ended = place(files, verify=kept)
    assert (answer["holds"], ended) == (False, 1)


def test_a_run_of_other_files_is_refused(files: dict[str, Path]) -> None:
    kept = files["more.yaml"].with_name("run.json")
    place(files, record=kept)
    files["pairs.csv"].write_text(PAIRS.replace("9", "8"), encoding="utf-8")

    with pytest.raises(CommandError):
        place(files, verify=kept)


def test_constraints_are_kept(files: dict[str, Path]) -> None:
    files["more.yaml"].write_text(
        "rules:\n"
        "  - {name: 甲县不超过零人, posts: {county: 甲县}, at_most: 0}\n"
        "forbidden:\n"
        "  - {person: P3, post: J2}\n",
        encoding="utf-8",
    )

    answer, _ended = place(files, constraints=files["more.yaml"])

    assert [(row["person"], row["post"]) for row in answer["assignment"]] == [("P1", "J2")]
    assert [row["lack"] for row in answer["unplaced"]] == ["crowded", "crowded"]


def test_a_person_is_explained(files: dict[str, Path]) -> None:
    answer, _ended = place(files, why="P3:J1")

    assert answer["why_not"] == [
        {
            "post": "J1",
            "reason": "costs",
            "rules": [],
            "cheapest": {
                "losses": {"most": 0, "fit": 3, "wishes": 0},
                "moves": [
                    {"person": "P1", "from": "J1", "to": "J2"},
                    {"person": "P3", "from": "J2", "to": "J1"},
                ],
            },
            "few_moves": answer["why_not"][0]["cheapest"],
        }
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("people.csv", PEOPLE + "P1,A,女\n", {("people.csv", 5, "place_duplicate_person")}),
        ("people.csv", PEOPLE + "P9,A,女\n", {("people.csv", 5, "place_no_feasible_post")}),
        ("people.csv", PEOPLE + "P3,A,女,x\n", {("people.csv", 5, "place_row_width")}),
        ("people.csv", PEOPLE + ",A,女\n", {("people.csv", 5, "place_id_missing")}),
        ("people.csv", "name\nP1\n", {("people.csv", 1, "place_column_missing")}),
        ("people.csv", "person,person\nP1,P1\n", {("people.csv", 1, "place_column_twice")}),
        ("posts.csv", POSTS + "J2,1,乙县\n", {("posts.csv", 4, "place_duplicate_post")}),
        ("posts.csv", POSTS + "J3,-1,乙县\n", {("posts.csv", 4, "place_capacity_wrong")}),
        ("posts.csv", POSTS + "J3,1.5,乙县\n", {("posts.csv", 4, "place_capacity_wrong")}),
        ("posts.csv", POSTS + "J3,NaN,乙县\n", {("posts.csv", 4, "place_capacity_wrong")}),
        ("pairs.csv", PAIRS + "P3,J2,6,2\n", {("pairs.csv", 7, "place_duplicate_pair")}),
        (
            "pairs.csv",
            PAIRS + "P9,J1,1,\nP1,J9,1,\nP2,J2,NaN,\nP3,J3,1e3,\n",
            {
                ("pairs.csv", 7, "place_unknown_person"),
                ("pairs.csv", 8, "place_unknown_post"),
                ("pairs.csv", 9, "place_score_wrong"),
                ("pairs.csv", 10, "place_unknown_post"),
                ("pairs.csv", 10, "place_score_wrong"),
            },
        ),
        (
            "pairs.csv",
            PAIRS + "P2,J2,2147483648,-1\n",
            {("pairs.csv", 7, "place_score_overflow"), ("pairs.csv", 7, "place_rank_wrong")},
        ),
        ("pairs.csv", PAIRS + "P2,J2," + "9" * 30 + ",\n", {("pairs.csv", 7, "place_score_overflow")}),
        ("pairs.csv", "person,post,score\n", {("pairs.csv", 0, "place_no_pairs")}),
        ("pairs.csv", PAIRS + "P2,J2,inf,\n", {("pairs.csv", 7, "place_score_wrong")}),
        ("pairs.csv", PAIRS + "P2,J2,1.5,\n", {("pairs.csv", 7, "place_score_wrong")}),
        ("pairs.csv", PAIRS + "P2,J2,,\n", {("pairs.csv", 7, "place_score_wrong")}),
        ("posts.csv", POSTS + "J3,,乙县\n", {("posts.csv", 4, "place_capacity_wrong")}),
        ("posts.csv", POSTS + "J3,1000001,乙县\n", {("posts.csv", 4, "place_capacity_wrong")}),
        ("people.csv", "", {("people.csv", 1, "place_column_missing")}),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_file_and_row(
    files: dict[str, Path], name: str, text: str, expected: set[tuple[str, int, str]]
) -> None:
    for encoding in ("utf-8", "gbk"):
        files[name].write_text(text, encoding=encoding)

        assert faults(files) == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "zh-hans",
            [
                "人员甲在第2行已出现，请保留一行。",
                "名额“-1”有误，应为0至1000000的整数。",
                "分值“NaN”有误，应为整数。",
                "rules[1].posts.县：未知的取值“丙县”（可用：乙县、甲县）",
            ],
        ),
        (
            "en",
            [
                "The person 甲 stood in row 2 already. Keep one row.",
                "“-1” is no capacity. Write a whole number from 0 to 1000000.",
                "“NaN” is no score. Write a whole number.",
                "rules[1].posts.县: unknown value “丙县” (allowed: 乙县, 甲县)",
            ],
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_faults_are_told_in_words_by_file_and_row_in_either_language_and_encoding(
    files: dict[str, Path], encoding: str, language: str, words: list[str]
) -> None:
    files["people.csv"].write_text("人员\n甲\n甲\n", encoding=encoding)
    files["posts.csv"].write_text("岗位,名额,县\n岗,1,甲县\n位,-1,乙县\n", encoding=encoding)
    files["pairs.csv"].write_text("人员,岗位,得分\n甲,岗,NaN\n", encoding=encoding)
    files["more.yaml"].write_text(
        "rules:\n- {name: 上限, posts: {县: 丙县}, at_most: 1}\n", encoding=encoding
    )
    told = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command(
            "place",
            *(files[f"{name}.csv"] for name in ("people", "posts", "pairs")),
            constraints=files["more.yaml"],
            lang=language,
            stderr=told,
        )

    rows = ("people.csv:3: ", "posts.csv:3: ", "pairs.csv:2: ", "more.yaml:2:22: ")
    lines = sorted(told.getvalue().replace(f"{files['more.yaml'].parent}/", "").splitlines())
    assert ended.value.code == 2
    assert lines == sorted(row + text for row, text in zip(rows, words, strict=True))


def test_faults_of_all_files_are_told_at_once(files: dict[str, Path]) -> None:
    files["people.csv"].write_text(PEOPLE + "P1,A,女\n", encoding="utf-8")
    files["posts.csv"].write_text(POSTS + "J3,x,\n", encoding="utf-8")
    files["more.yaml"].write_text("fixed:\n  - {person: P1, post: J9}\n", encoding="utf-8")

    assert faults(files, constraints=files["more.yaml"]) == {
        ("people.csv", 5, "place_duplicate_person"),
        ("posts.csv", 4, "place_capacity_wrong"),
        ("more.yaml", 2, "unknown_value"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rules: [{name: a, posts: {town: each}, at_most: 1}]", {(1, "unknown_value")}),
        ("rules: [{name: a, posts: {county: 丙县}, at_most: 1}]", {(1, "unknown_value")}),
        ("rules: [{name: a}]", {(1, "one_limit")}),
        ("rules: [{name: a, at_most: 1, at_least_share: 30%}]", {(1, "one_limit")}),
        ("rank_costs: [-1]", {(1, "out_of_range")}),
        ("bands: [3, 3]", {(1, "out_of_range")}),
        ("aims: [fit, fit]", {(1, "told_twice")}),
        ("aims: [balance]", {(1, "missing_key")}),
        ("aim: [fit]", {(1, "unknown_key")}),
        (
            "fixed:\n- {person: P1, post: J1}\n- {person: P1, post: J2}",
            {(3, "fixed_twice")},
        ),
        (
            "fixed:\n- {person: P1, post: J1}\n- {person: P2, post: J1}",
            {(3, "place_pins_over_capacity")},
        ),
        ("fixed:\n- {person: P2, post: J2}", {(2, "place_pin_without_pair")}),
        (
            "fixed:\n- {person: P2, post: J1}\nrules:\n- {name: 甲县, posts: {county: 甲县}, at_most: 0}",
            {(2, "place_pins_break_rule")},
        ),
        ("rules: [{name: a, at_most: -1}]", {(1, "out_of_range")}),
        ("rules: [{name: a, at_most: .nan}]", {(1, "wrong_type")}),
        ("bands: [1.5]", {(1, "wrong_type")}),
        ("fixed: [{person: P9, post: J9}]", {(1, "unknown_value")}),
        ("", {(1, "not_a_mapping")}),
        (
            "fixed:\n- {person: P1, post: J1}\nforbidden:\n- {person: P1, post: J1}",
            {(2, "place_pin_forbidden")},
        ),
    ],
)
def test_a_fault_of_the_constraints_is_told_by_its_line(
    files: dict[str, Path], text: str, expected: set[tuple[int, str]]
) -> None:
    files["more.yaml"].write_text(text, encoding="utf-8")

    assert faults(files, constraints=files["more.yaml"]) == {
        ("more.yaml", line, code) for line, code in expected
    }


def test_a_file_that_is_not_there_is_told(files: dict[str, Path]) -> None:
    files["posts.csv"].unlink()

    assert faults(files) == {("posts.csv", 0, "place_no_file")}


def test_rules_that_contradict_each_other_end_with_1(files: dict[str, Path]) -> None:
    files["more.yaml"].write_text(
        "rules: [{name: 各县至少两人, posts: {county: each}, at_least: 2}]", encoding="utf-8"
    )

    answer, ended = place(files, constraints=files["more.yaml"])

    assert (answer["status"], ended) == ("impossible", 1)
    assert [(row["rule"], row["found"], row["low"]) for row in answer["broken"]] == [
        ("各县至少两人 · 乙县", 1, 2),
        ("各县至少两人 · 甲县", 1, 2),
    ]
