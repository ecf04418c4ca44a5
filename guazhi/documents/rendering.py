"""Filling a paper: a docx template, values as text, and nothing a template could run."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from guazhi.policy.findings import Finding, Refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHIPPED = Path(__file__).parent / "papers"
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PARAGRAPH = "\a"


def template(name: str) -> Path:
    """The template ``name``: the office's own in ``GUAZHI_VAR/papers``, else the one shipped."""
    own = Path(settings.VAR) / "papers" / name
    return own if own.is_file() else SHIPPED / name


Rows = Sequence[Mapping[str, str]]
Value = str | Rows


def render(name: str, values: Mapping[str, Value]) -> bytes:
    """The paper ``name`` filled with ``values``; each line of a text is a paragraph.

    A value may be rows of texts, which the template repeats.

    Refused when the template is no docx, asks for a value there is none of, tries to run
    something, or fails in any other way.
    """
    path = template(name)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    answer = BytesIO()
    try:
        paper = DocxTemplate(path)
        paper.render(
            {key: _plain(value) for key, value in values.items()}, environment, autoescape=True
        )
        paper.save(answer)
    except Exception as fault:  # a template is the office's own: any fault in it is possible
        said = str(fault)[:200] or type(fault).__name__
        problem = Finding("paper_unusable", params={"name": name, "problem": said})
        raise Refused([problem]) from fault
    return answer.getvalue()


def _plain(value: Value) -> Markup | list[dict[str, Markup]]:
    if isinstance(value, str):
        return as_text(value)
    return [{key: as_text(text) for key, text in row.items()} for row in value]


def as_text(value: str) -> Markup:
    """``value`` as text and never as markup or template: lines become paragraphs."""
    lines = NOT_IN_XML.sub("", value).replace("\t", " ").splitlines()
    text = str(escape(PARAGRAPH.join(line for line in lines if line.strip())))
    return Markup(text.replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped above


def attachment(filename: str) -> str:
    """The header that names a download, in any script (RFC 5987)."""
    return f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
