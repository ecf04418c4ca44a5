"""A browser for tests: signed in as an actor, in a language, and what it reads."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from django.contrib.auth import get_user_model
from django.test import Client

from guazhi.access.actor import Actor


def client_of(actor: Actor, language: str = "en") -> Client:
    """A client signed in as ``actor`` that asks for ``language``."""
    client = Client(headers={"accept-language": language})
    client.force_login(get_user_model().objects.get(pk=actor.user_id or 0))
    return client


def said(answer: Any) -> str:
    """What a page, a workbook, a paper or a folder of papers says."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return _text(data)


def _text(data: bytes) -> str:
    if not is_zipfile(BytesIO(data)):
        return data.decode(errors="replace")
    with ZipFile(BytesIO(data)) as archive:
        return "".join(f"{name}{_text(archive.read(name))}" for name in archive.namelist())


def opened_by(client: Client, address: str) -> Any:
    """What an address answers, whether it is looked at or pressed."""
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer
