"""Lists within a sentence."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

SAID = Template("{% load guazhi %}{{ names|listed }}{% comma %}{{ last }}")


@pytest.mark.parametrize(("language", "said"), [("en", "A, B, C"), ("zh-hans", "A、B、C")])
def test_names_are_parted_as_the_language_parts_them(language: str, said: str) -> None:
    with override(language):
        shown = SAID.render(Context({"names": ["A", "B"], "last": "C"}))

    assert shown == said
