"""Files as they are sent: one with its name, many in a zip; no copy stays on the way."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import HttpResponse

from guazhi.documents.printing import PDF
from guazhi.documents.rendering import DOCX, attachment

ZIP = "application/zip"
ENDINGS = {PDF: "pdf", DOCX: "docx", ZIP: "zip"}


def download(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, named without its ending."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = attachment(f"{name}.{ENDINGS[kind]}")
    answer["Cache-Control"] = "no-store"
    return answer


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files by their names, in one."""
    answer = BytesIO()
    with ZipFile(answer, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return answer.getvalue()
