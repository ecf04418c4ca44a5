"""What is ticked in a talk or a contact: nothing that contradicts itself, as the pack says."""

from pathlib import Path

import pytest

from guazhi.policy import named
from guazhi.policy.ticks import check_ticks
from tests.policy import packs

TALK = """\
talk:
  clause: S2.1.12
  topics:
    light: {aspect: work, names: {zh: 偏轻, en: Too little}}
    heavy: {aspect: work, excludes: [light], names: {zh: 偏重, en: Too much}}
"""


@pytest.mark.parametrize(
    ("excluded", "found"),
    [
        ("light", []),
        ("heavy", [("unknown_topic", "heavy")]),
        ("lost", [("unknown_topic", "lost")]),
    ],
)
def test_a_topic_excludes_others_that_the_pack_has(
    tmp_path: Path, excluded: str, found: list[tuple[str, str]]
) -> None:
    content = packs.text() + TALK.replace("[light]", f"[{excluded}]")

    faults = packs.faults(tmp_path, content)

    assert [(code, what) for _line, code, what in faults] == found


@pytest.mark.parametrize("pack_id", ["speech", "strict"])
@pytest.mark.parametrize(
    ("ticked", "against"),
    [
        (["work_light", "work_on_track"], []),
        (["work_heavy", "work_light"], [("任务偏轻、可再压担子", "任务偏重、需调整")]),
        (["life_settled", "life_hard"], [("食宿妥当、生活正常", "生活有困难、需帮助")]),
        (["thought_worried", "thought_steady"], [("思想稳定、安心挂职", "有思想顾虑、需跟进")]),
        (["work_unfamiliar", "work_independent"], [("能独立牵头工作", "业务还不熟、需指导")]),
    ],
)
def test_the_shipped_packs_know_what_contradicts(
    pack_id: str, ticked: list[str], against: list[tuple[str, str]]
) -> None:
    form = named(pack_id).talk
    assert form is not None

    found = [each.params for each in check_ticks(ticked, form.topics)]

    assert [(each["one"].zh, each["other"].zh) for each in found] == against  # type: ignore[attr-defined]
