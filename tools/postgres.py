"""A throw-away PostgreSQL server, on a socket in a temporary folder.

``postgres.py COMMAND …`` runs a command with ``GUAZHI_DATABASE`` naming such a server, stops it and
removes it. Exits with the command's code, or with 69 where no server program is installed.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNAVAILABLE = 69
SETTINGS = (
    "listen_addresses=''",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=128MB",
    "max_connections=60",
)


def main() -> None:
    """Run the command given as arguments beside a server."""
    programs = server_programs()
    if programs is None:
        sys.exit(UNAVAILABLE)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped too
    with server(programs) as address:
        environment = os.environ | {"GUAZHI_DATABASE": address}
        code = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    sys.exit(code)


def server_programs() -> Path | None:
    """The folder with the server's programs, of the newest version, if there is one."""
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(installed, key=lambda path: int(path.parent.name), reverse=True)
    if which := shutil.which("initdb"):
        folders.append(Path(which).resolve().parent)
    needed = ("initdb", "pg_ctl", "postgres", "createdb")
    return next((path for path in folders if all((path / name).exists() for name in needed)), None)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The address of a fresh server that is stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="guazhi-pg-", dir="/tmp"))
    run_as = unprivileged(folder)
    data = folder / "data"
    control = [*run_as, str(programs / "pg_ctl"), "-s", "-w", "-D", str(data)]
    make = ["-U", "guazhi", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    options = " ".join(f"-c {setting}" for setting in SETTINGS) + f" -k {folder}"
    try:
        run([*run_as, str(programs / "initdb"), "-D", str(data), *make])
        run([*control, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            run([str(programs / "createdb"), "-h", str(folder), "-U", "guazhi", "guazhi"])
            yield f"postgres:///guazhi?host={folder}&port=5432&user=guazhi"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], cwd="/", check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged(folder: Path) -> list[str]:
    """How to run a program as somebody else: PostgreSQL refuses to be started by root."""
    if os.geteuid():
        return []
    names = {user.pw_name for user in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, name)
    folder.chmod(0o755)
    user = pwd.getpwnam(name)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def run(command: list[str]) -> None:
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
