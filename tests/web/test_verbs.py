"""Events in words: each has its own, so that a list of actions names none twice."""

import pytest
from django.utils import translation

from guazhi.web.verbs import VERBS


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_two_events_have_one_name(language: str) -> None:
    with translation.override(language):
        words = [str(each) for each in VERBS.values()]

    assert sorted(words) == sorted(set(words))
