"""An office's own packs: they stand beside and over the shipped ones; faulty ones are told."""

from pathlib import Path

from guazhi.policy import shelf, shipped
from tests.policy import packs


def test_an_office_adds_its_packs_to_the_shipped_ones(tmp_path: Path) -> None:
    own = packs.loaded(tmp_path, packs.text())

    found = shelf(tmp_path)

    assert dict(found.packs) == {**shipped(), own.id: own}
    assert found.errors == ()


def test_a_faulty_pack_is_left_out_and_told(tmp_path: Path) -> None:
    path = packs.written(tmp_path, packs.text().replace("[host]", "[hots]"))

    found = shelf(tmp_path)

    assert dict(found.packs) == dict(shipped())
    assert [(error.file, error.message_code) for error in found.errors] == [
        (str(path), "unknown_value")
    ]


def test_of_two_packs_of_one_id_the_second_is_left_out(tmp_path: Path) -> None:
    own = packs.loaded(tmp_path, packs.text())
    second = tmp_path / "zz.yaml"
    second.write_text(packs.text(), encoding="utf-8")

    found = shelf(tmp_path)

    assert found.packs[own.id] == own
    assert [(error.file, error.message_code) for error in found.errors] == [
        (str(second), "pack_twice")
    ]


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = packs.written(tmp_path, packs.text())
    before = shelf(tmp_path).packs
    path.write_text(packs.text().replace('"2026.1"', '"2026.2"'), encoding="utf-8")

    after = shelf(tmp_path).packs

    key = next(iter(set(before) - set(shipped())))
    assert (before[key].version, after[key].version) == ("2026.1", "2026.2")
