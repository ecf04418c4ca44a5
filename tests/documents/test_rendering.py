"""Papers hold values as text, and a template can run nothing."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from guazhi.documents.rendering import attachment, render
from guazhi.documents.wording import birth, dotted_month, full_day, month, spaced
from guazhi.policy.findings import Refused


def office_template(folder: Path, text: str) -> None:
    (folder / "papers").mkdir()
    paper = Document()
    paper.add_paragraph(text)
    paper.save(str(folder / "papers" / "note.docx"))


def words(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


@pytest.fixture
def var(tmp_path: Path, settings: object) -> Path:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 7*7 }}",
        "{% if 1 %}x{% endif %}",
        "{_{ 7*7 }_}",
        "<w:p>&amp;</w:p>",
        "a]]>b",
        "{{ ''.__class__ }}",
    ],
)
def test_hostile_text_stays_text(var: Path, hostile: str) -> None:
    office_template(var, "{{ text }}")

    assert words(render("note.docx", {"text": hostile})) == [hostile]


def test_lines_become_paragraphs_and_unprintable_signs_are_left_out(var: Path) -> None:
    office_template(var, "{{ text }}")

    assert words(render("note.docx", {"text": "一\x00\n\n二\x0c\ud800三"})) == ["一", "二三"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ text.__init__.__globals__ }}",
        "{{ missing }}",
        "{% if %}",
        "{{ 1 + text }}",
        "{{ 1/0 }}",
        "{% for one in range(999999999) %}x{% endfor %}",
        "{{ text * 99999999999999999999 }}",
        "{{ text | no_such_filter }}",
        "{{ text('x') }}",
    ],
)
def test_a_template_that_runs_or_asks_for_anything_else_is_refused(
    var: Path, template: str
) -> None:
    office_template(var, template)

    with pytest.raises(Refused) as refused:
        render("note.docx", {"text": "x"})

    assert [finding.code for finding in refused.value.findings] == ["paper_unusable"]


def test_a_template_that_is_no_docx_is_refused(var: Path) -> None:
    (var / "papers").mkdir()
    (var / "papers" / "appraisal.docx").write_bytes(b"not a docx")

    with pytest.raises(Refused):
        render("appraisal.docx", {})


def test_a_template_with_broken_xml_is_refused(var: Path) -> None:
    office_template(var, "{{ text }}")
    path = var / "papers" / "note.docx"
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            broken = (
                content.replace(b"</w:p>", b"</w:q>") if name == "word/document.xml" else content
            )
            archive.writestr(name, broken)

    with pytest.raises(Refused) as refused:
        render("note.docx", {"text": "x"})

    assert [finding.code for finding in refused.value.findings] == ["paper_unusable"]


def test_an_office_s_own_template_wins(var: Path) -> None:
    office_template(var, "本单位样式：{{ text }}")

    assert words(render("note.docx", {"text": "谭敏"})) == ["本单位样式：谭敏"]


def test_a_download_is_named_in_any_script() -> None:
    assert attachment("鉴定表_谭敏.docx") == (
        "attachment; filename*=UTF-8''%E9%89%B4%E5%AE%9A%E8%A1%A8_%E8%B0%AD%E6%95%8F.docx"
    )


def test_papers_write_names_and_dates_as_offices_do() -> None:
    born = date(1997, 8, 15)

    assert (spaced("谭敏"), spaced("欧阳娜")) == ("谭\u3000敏", "欧阳娜")
    assert birth(born, date(2026, 7, 31)) == "1997.08\n（28岁）"
    assert birth(born, date(2026, 8, 1)) == "1997.08\n（29岁）"
    assert birth(None, date(2026, 8, 1)) == ""
    assert (dotted_month(born), month(born), full_day(born)) == (
        "1997.08",
        "1997年8月",
        "1997年8月15日",
    )
