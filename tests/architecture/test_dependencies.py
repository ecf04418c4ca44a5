"""What others wrote: locked by hash, named without addresses, served whole and with its licence."""

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = Path(sys.prefix) / "share" / "guazhi" / "assets" / "vendor"
LISTS = ("prod", "dev", "bench", "uv", "node")
LOADED = re.compile(rb"""(?:url\(\s*["']?|@import\s+["'])(?:https?:)?//[^)"']+""")


def pins(name: str) -> dict[str, str]:
    """The locked packages of a list, each with all that stands below it."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", "\n" + text.strip())
    return {block.split()[0]: block for block in blocks if block.strip()}


def manifest() -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads((VENDOR / "manifest.json").read_text())
    return content


@pytest.mark.parametrize("name", LISTS)
def test_every_locked_package_has_hashes(name: str) -> None:
    assert [pin for pin, block in pins(name).items() if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    "path", [*(f"requirements/{name}.txt" for name in LISTS), "package-lock.json"]
)
def test_a_lock_names_no_address(path: str) -> None:
    assert re.findall(r".*://.*", (ROOT / path).read_text()) == []


def test_tests_run_with_the_versions_that_are_served() -> None:
    assert sorted(pins("prod").keys() - pins("dev").keys()) == []


def test_the_manifest_tells_what_is_served() -> None:
    told = {file: digest for package in manifest() for file, digest in package["files"].items()}
    served = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*.*")
        if path.suffix in {".css", ".js", ".svg"}
    }

    assert told == served


def test_every_served_package_has_its_licence_beside_it() -> None:
    folders = {Path(file).parent for package in manifest() for file in package["files"]}

    assert [str(folder) for folder in folders if not [*(VENDOR / folder).glob("LICENSE*")]] == []


def test_served_files_load_nothing_from_outside() -> None:
    files = [path for path in VENDOR.rglob("*.*") if path.suffix in {".css", ".js"}]

    assert {path.name: LOADED.findall(path.read_bytes()) for path in files} == {
        path.name: [] for path in files
    }


def test_the_sprite_holds_every_listed_icon() -> None:
    names = (ROOT / "guazhi" / "web" / "icons.txt").read_text().split()

    sprite = ET.parse(VENDOR / "tabler-icons" / "icons.svg").getroot()

    assert [symbol.get("id") for symbol in sprite] == [name.replace("/", "-") for name in names]
