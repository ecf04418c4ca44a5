"""Whatever a file holds, it is accepted or refused with faults that stand in it; never a crash."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.policy import PackRefused, load
from tests.policy import packs

TEXT = packs.text()
LINES = TEXT.count("\n") + 2
WRONG = st.one_of(
    st.sampled_from(
        [
            "",
            "~",
            "[]",
            "{}",
            "[[x]]",
            "{a: {b: c}}",
            "2026-02-30",
            "99999999999999999999",
            "-1",
            "0.5",
            "true",
            "{by: start}",
            "{within: 3}",
            "{every: {months: {}}}",
            "{after_end: {within: [1]}}",
            "{around: [start], days: x, more: 1}",
            "{from: 1, value: {x: 1}}",
            "[host, {a: 1}]",
        ]
    ),
    st.text(max_size=12),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


def _accepted_or_told(path: Path) -> bool:
    try:
        load(path)
    except PackRefused as refused:
        told = [error for error in refused.errors if error.str_en and error.str_zh]
        return bool(told) and all(1 <= error.line <= LINES for error in told)
    return True


@given(st.binary(max_size=200))
def test_any_bytes(folder: Path, data: bytes) -> None:
    path = folder / "bytes.yaml"
    path.write_bytes(data)

    assert _accepted_or_told(path)


@given(data=st.data())
def test_any_value_in_any_place(folder: Path, data: st.DataObject) -> None:
    lines = TEXT.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon} {data.draw(WRONG)}"
    path = folder / "value.yaml"
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))

    assert _accepted_or_told(path)


@given(data=st.data())
def test_any_part_cut_out(folder: Path, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, min(len(TEXT), start + 60)))
    path = folder / "cut.yaml"
    path.write_text(TEXT[:start] + TEXT[end:], encoding="utf-8")

    assert _accepted_or_told(path)
