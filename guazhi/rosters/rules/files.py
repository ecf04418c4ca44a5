"""What an uploaded file is, told by its first bytes and never by its name; and its limits."""

import zipfile
from enum import StrEnum
from io import BytesIO

from guazhi.policy.findings import Finding

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 10 * MEBIBYTE
LARGEST_CONTENT = 100 * MEBIBYTE
LARGEST_RATIO = 400
MOST_PARTS = 2_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OTHER_TYPES = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF", b"%PDF": "PDF", b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF", b"MZ": "EXE", b"\x7fELF": "ELF", b"RIFF": "RIFF",
}  # fmt: skip


class FileKind(StrEnum):
    """The kinds of file that can hold a roster."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


def check_size(size: int) -> Finding | None:
    """A finding when a file of ``size`` bytes is larger than a roster may be."""
    if size <= LARGEST_FILE:
        return None
    params = {"size": round(size / MEBIBYTE, 1), "limit": LARGEST_FILE // MEBIBYTE}
    return Finding("file_too_large", params=params)


def kind_of(data: bytes) -> FileKind | Finding:
    """The kind of file ``data`` is, or why it cannot be read."""
    if not data.strip(b"\x00 \t\r\n"):
        return Finding("file_empty")
    if too_large := check_size(len(data)):
        return too_large
    if data.startswith(b"PK"):
        return _check_zip(data) or FileKind.XLSX
    if data.startswith(OLE):
        return Finding("file_encrypted") if ENCRYPTED_PACKAGE in data else FileKind.XLS
    other = _other_type(data)
    return Finding("file_of_wrong_type", params={"type": other}) if other else FileKind.TEXT


def _other_type(data: bytes) -> str:
    """The name of a type that holds no roster, by the first bytes; nothing for plain text."""
    head = data[:2048].lower()
    if b"<html" in head or b"<table" in head or b"<?xml" in head:
        return "HTML/XML"
    return next((name for start, name in OTHER_TYPES.items() if data.startswith(start)), "")


def _check_zip(data: bytes) -> Finding | None:
    """What is wrong with a zipped workbook, told before any of it is unpacked for good."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if (
                size > LARGEST_CONTENT
                or len(parts) > MOST_PARTS
                or size > LARGEST_RATIO * len(data)
            ):
                return Finding(
                    "file_unpacks_too_large",
                    params={
                        "size": round(size / MEBIBYTE, 1),
                        "limit": LARGEST_CONTENT // MEBIBYTE,
                    },
                )
            if any(part.flag_bits & 1 for part in parts):
                return Finding("file_encrypted")
            if "xl/workbook.xml" not in archive.NameToInfo:
                return Finding("file_of_wrong_type", params={"type": _zip_type(archive)})
            # Reading each part once proves that no size was forged: calamine would believe it.
            return Finding("file_damaged") if archive.testzip() else None
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return Finding("file_damaged")
    except Exception as fault:
        if type(fault).__module__ in {"zlib", "lzma", "_lzma"}:
            return Finding("file_damaged")
        raise


def _zip_type(archive: zipfile.ZipFile) -> str:
    names = archive.NameToInfo
    if "word/document.xml" in names:
        return "DOCX"
    if "ppt/presentation.xml" in names:
        return "PPTX"
    if "xl/workbook.bin" in names:
        return "XLSB"
    return "ODS/ODF" if "content.xml" in names else "ZIP"
