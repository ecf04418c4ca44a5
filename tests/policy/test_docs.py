"""The page on writing packs says what the code does."""

import re
from pathlib import Path

import pytest

from guazhi.policy import vocabulary
from guazhi.policy.calendar import load_year
from guazhi.policy.eligibility import CHECKS
from tests.policy import packs

PAGE = (Path(__file__).parents[2] / "docs" / "policy-authoring.md").read_text(encoding="utf-8")
FORMS = re.findall(r"^\| `(\{.*?\})` \|", PAGE, re.MULTILINE)
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def _block(key: str) -> str:
    found: list[str] = [block for block in BLOCKS if block.startswith(f"{key}:")]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_on_the_page_is_accepted(tmp_path: Path, form: str) -> None:
    assert packs.faults(tmp_path, packs.text(obligations=packs.timed(form))) == []


def test_the_page_shows_every_form_of_timing() -> None:
    assert {form.split(":")[0].strip("{") for form in FORMS} == {
        "by",
        "within",
        "around",
        "before",
        "every",
        "after",
        "after_end",
    }


def test_the_examples_of_the_page_are_a_pack(tmp_path: Path) -> None:
    others = "".join(packs.PARAMETERS.splitlines(keepends=True)[2:])
    content = packs.text(
        categories=_block("categories"),
        parameters=_block("parameters") + others + packs.SMALLEST,
        obligations=_block("obligations"),
        assessment=_block("assessment")
        + _block("ballot")
        + _block("readiness")
        + _block("plan")
        + _block("leave")
        + _block("selection")
        + _block("notices")
        + _block("changes")
        + _block("checks")
        + _block("work_report"),
    )

    assert packs.faults(tmp_path, content) == []


def test_the_page_tells_of_every_check_rank_and_education() -> None:
    section = PAGE.partition("### Checks")[2].partition("### Assessment")[0]
    kinds = re.findall(r"^\| `(\w+)` \| (?!what else)", section, re.MULTILINE)

    assert [kind for kind in kinds if kind != "kind"] == list(CHECKS)
    for words in (vocabulary.RANKS, vocabulary.EDUCATIONS):
        assert [word for word in words if f"`{word}`" not in section] == []


def test_the_example_of_a_year_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "2026.yaml"
    path.write_text(_block("year"), encoding="utf-8")

    assert load_year(path).year == 2026


@pytest.mark.parametrize(
    "words",
    [
        vocabulary.EVIDENCE,
        vocabulary.HAPPENINGS,
        vocabulary.NOTICES,
        vocabulary.CHANGES,
        vocabulary.CONSENTERS,
        tuple(vocabulary.PARAMETERS),
        vocabulary.BROUGHT,
        vocabulary.SOURCES,
        vocabulary.FIT_PARTS,
        vocabulary.CANDIDATE_SHOWN,
    ],
)
def test_the_page_names_every_word_of_the_vocabulary(words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in PAGE] == []
