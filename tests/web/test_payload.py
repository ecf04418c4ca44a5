"""The ledger's payload is read in words: every field of every event has one."""

from dataclasses import fields

from django.utils.translation import override

from guazhi.ledger.events import Event
from guazhi.web.payload import FIELDS, payload_in_words

COMMON = {"subject", "secondment", "intake"}


def _events(of: type[Event]) -> list[type[Event]]:
    return [each for one in of.__subclasses__() for each in (one, *_events(one))]


def test_every_field_of_every_event_has_words() -> None:
    named = {field.name for event in _events(Event) for field in fields(event)} - COMMON

    assert sorted(named - set(FIELDS)) == []


def test_a_payload_is_read_in_the_language_of_the_page() -> None:
    payload = {"day": "2026-03-01", "party": "host", "adopted": False, "rows": 3}

    with override("zh-hans"):
        chinese = payload_in_words(payload)
    with override("en"):
        english = payload_in_words(payload)

    assert chinese == [
        ("日期", "2026-03-01"), ("责任方", "接收单位"), ("是否采纳", "否"), ("行数", "3"),
    ]  # fmt: skip
    assert english == [
        ("Day", "2026-03-01"), ("Party", "Host unit"), ("Adopted or not", "no"), ("Rows", "3"),
    ]  # fmt: skip
