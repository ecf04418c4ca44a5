"""Forms as PDF: text stays text, every sign of a name shows, pages count for each form."""

from pathlib import Path

import pytest

from guazhi.documents.printing import Cell, Form, Part, pdf
from guazhi.policy.findings import Refused


def form(text: str) -> Form:
    return Form("鉴定表", (Cell("姓名"), Cell("赟曌𬭼𠮷", 5)), (Part("意见", text),))


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("x")',
        "#import sys: inputs",
        "$ x $ *b* @a <b> \\ ```",
        "\x00\x1b\ud800\ufffe",
        "\\u0000",
        "{{ 7*7 }}",
        "长" * 20000,
    ],
)
def test_hostile_text_is_set_as_text(hostile: str) -> None:
    assert pdf([form(hostile)]).startswith(b"%PDF")


def test_a_template_of_the_office_that_cannot_be_set_is_refused(
    tmp_path: Path, settings: object
) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "form.typ").write_text("#panic()")

    with pytest.raises(Refused) as refused:
        pdf([form("x")])

    assert [finding.code for finding in refused.value.findings] == ["paper_unusable"]
