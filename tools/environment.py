"""Make ``.venv`` and everything in it; nothing else in the tree is touched.

``environment.py prod`` is what the programme needs to run, ``environment.py dev`` adds what its
tests need, ``environment.py bench`` the solvers that placement is measured against, and
``environment.py lock`` compiles ``requirements/*.in`` again. Needs Python alone.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
SHARE = VENV / "share" / "guazhi"
STAMP = SHARE / "setup.json"
LOCKED = ("prod", "dev", "bench", "uv", "node")
ASSET_SOURCES = (
    ".npmrc",
    "package.json",
    "package-lock.json",
    "guazhi/web/icons.txt",
    "tools/assets.py",
)


def main() -> None:
    """Run the subcommand named on the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(
            "Guazhi needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11"
        )
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    task = sys.argv[1] if len(sys.argv) == 2 else ""
    if task == "lock":
        make_venv({})
        lock()
    elif task in {"prod", "dev", "bench"}:
        set_up(task)
    else:
        sys.exit("usage: environment.py prod|dev|bench|lock")


def set_up(scope: str) -> None:
    """Bring ``.venv`` up to date for ``scope``; a step whose inputs are unchanged is skipped."""
    done = make_venv(json.loads(STAMP.read_text()) if STAMP.exists() else {})
    assets = digest(*ASSET_SOURCES)
    copying = None if done.get("assets") == assets else begin(PYTHON, ROOT / "tools" / "assets.py")
    requirements = digest("requirements/prod.txt", f"requirements/{scope}.txt")
    if requirements not in {done.get("dev"), done.get(scope)}:
        install(f"requirements/{scope}.txt")
        keep(done, scope, requirements)
    project = digest("pyproject.toml")
    if done.get("project") != project:
        say("installing guazhi itself, editable")
        packages("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        keep(done, "project", project)
    if copying:
        finish(copying)
        keep(done, "assets", assets)
    run(PYTHON, "-c", "from guazhi.web.catalogue import compile_catalogue; compile_catalogue()")


def make_venv(done: dict[str, str]) -> dict[str, str]:
    """The stamps that still hold: none when the environment had to be made anew."""
    here = f"{ROOT} {sys.version_info.major}.{sys.version_info.minor}"
    if done.get("venv") != here or not PYTHON.exists():
        say(f"making .venv with Python {sys.version.split()[0]}")
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
        if made.returncode:
            sys.exit("This Python cannot make environments; on Debian: apt install python3-venv")
        done = {}
        keep(done, "venv", here)
    if not UV.exists():
        say("installing uv")
        pip: list[str | Path] = [
            PYTHON,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
        ]
        pip += ["--require-hashes", "-r", "requirements/uv.txt"]
        tried = subprocess.run(pip, cwd=ROOT, check=False)
        if tried.returncode:
            say("uv cannot be had here: pip does its work, slower")
    return done


def install(name: str) -> None:
    say(f"installing {name}")
    packages("--require-hashes", "-r", name)


def packages(*arguments: str) -> None:
    """Install with uv or, where that fails, with plain pip and all of its own settings.

    Either compiles what it installs: this process and many users forbid doing so on import.
    """
    if UV.exists():
        command: list[str | Path] = [UV, "pip", "install", "--quiet", "--compile-bytecode"]
        command += ["--python", PYTHON, *arguments]
        if not subprocess.run(command, cwd=ROOT, env=uv_environment(), check=False).returncode:
            return
        say("uv did not manage: trying pip")
    run(PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments)


def uv_environment() -> dict[str, str]:
    """The environment with pip's index, links and certificate under the names uv reads."""
    listed = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    settings: dict[str, str] = {}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        settings[key.rpartition(".")[2]] = value.strip("'\"").replace("\\n", " ")
    for key in ("index-url", "find-links", "no-index", "cert"):
        spelt = "PIP_" + key.upper().replace("-", "_")
        settings[key] = os.environ.get(spelt, settings.get(key, ""))
    links = [
        link for link in settings["find-links"].split() if "://" in link or Path(link).is_dir()
    ]
    wanted = {
        "UV_DEFAULT_INDEX": settings["index-url"],
        "UV_FIND_LINKS": ",".join(links),
        "UV_NO_INDEX": "1" if settings["no-index"] in {"1", "true", "True"} else "",
        "SSL_CERT_FILE": settings["cert"],
        "UV_PYTHON_DOWNLOADS": "never",
    }
    return {key: value for key, value in wanted.items() if value} | os.environ


def lock() -> None:
    """Compile every list with hashes, for all systems, from releases at least a week old."""
    if not UV.exists():
        sys.exit("make lock needs uv")
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    for name in LOCKED:
        command: list[str | Path] = [UV, "pip", "compile", "--quiet", "--no-header", "--universal"]
        command += ["--python-version", "3.11", "--generate-hashes", "--exclude-newer", "7 days"]
        command += [*upgrade, f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        say(f"compiling requirements/{name}.txt")
        run(*command, environment=uv_environment() | {"UV_FIND_LINKS": ""})
    say("package-lock.json follows package.json")
    run(PYTHON, ROOT / "tools" / "assets.py", "lock")


def digest(*names: str) -> str:
    whole = hashlib.sha256()
    for name in names:
        whole.update(name.encode() + b"\0" + (ROOT / name).read_bytes())
    return whole.hexdigest()


def keep(done: dict[str, str], step: str, stamp: str) -> None:
    done[step] = stamp
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    STAMP.write_text(json.dumps(done, indent=1))


def begin(*command: str | Path) -> subprocess.Popen[bytes]:
    """Run beside what follows: half of this waits for the network, half of that for a disk."""
    return subprocess.Popen(command, cwd=ROOT)


def finish(begun: subprocess.Popen[bytes]) -> None:
    if code := begun.wait():
        sys.exit(code)


def run(*command: str | Path, environment: dict[str, str] | None = None) -> None:
    if code := subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit(code)


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


if __name__ == "__main__":
    main()
