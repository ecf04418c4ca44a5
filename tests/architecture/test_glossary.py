"""The glossary is law: every model and every word of the vocabulary stands in it, as it is used."""

import re
from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

from guazhi.access.matrix import Role
from guazhi.access.models import ROLE_NAMES
from guazhi.obligations.models import PARTIES
from guazhi.policy import Light, Party, Standing
from guazhi.secondments.models import STATES
from guazhi.secondments.rules import Change, State
from guazhi.web.templatetags.guazhi import LIGHTS, STANDINGS

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
NOT_MODELS = {"Pack", "Check", "Clause", "Readiness", "Standing", "Light", "Finding", "Refused"}
ROW = re.compile(
    r"^\| (?P<term>[^|]+) \| (?P<code>[^|]+) \| (?P<zh>[^|]+) \| (?P<en>[^|]+) \|", re.MULTILINE
)


def codes() -> list[str]:
    return re.findall(r"`([^`]+)`", PAGE.read_text())


def spoken() -> dict[str, tuple[str, str]]:
    """Chinese and English by code, where a row has one code."""
    rows = ROW.finditer(PAGE.read_text())
    return {
        row["code"].strip("` "): (row["zh"].strip(), row["en"].strip())
        for row in rows
        if row["code"].count("`") == 2
    }


def models() -> set[str]:
    return {model.__name__ for model in apps.get_app_config("guazhi").get_models()}


def test_every_model_stands_in_the_glossary_and_no_other() -> None:
    named = {code for code in codes() if code[0].isupper()}

    assert named - NOT_MODELS == models()


def test_the_other_classes_named_are_there() -> None:
    policy = import_module("guazhi.policy")

    assert [name for name in NOT_MODELS if not hasattr(policy, name)] == []


@pytest.mark.parametrize("words", [Party, Role, State, Change, Standing, Light])
def test_every_word_of_the_vocabulary_stands_in_the_glossary(words: type[StrEnum]) -> None:
    assert {word.value for word in words} - set(codes()) == set()


@pytest.mark.parametrize(
    "table",
    [
        PARTIES,
        ROLE_NAMES,
        STATES,
        {code: words for code, (_tone, _icon, words) in STANDINGS.items()},
        {code: words for code, (_icon, words) in LIGHTS.items() if code},
    ],
    ids=["parties", "roles", "states", "standings", "lights"],
)
def test_pages_say_what_the_glossary_says(table: Mapping[str, object]) -> None:
    said = {}
    for code, words in table.items():
        with translation.override("zh-hans"):
            chinese = str(words)
        with translation.override("en"):
            said[code] = (chinese, str(words))

    written = spoken()
    assert {code: written[code] for code in table} == said
