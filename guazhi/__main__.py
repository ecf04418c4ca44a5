"""The ``guazhi`` command: Django's command runner with our settings and our commands first."""

import os
import sys


def main() -> None:
    """Run one command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guazhi.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        execute_from_command_line(["guazhi", *sys.argv[1:]])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has gone, as ``head`` does; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


if __name__ == "__main__":
    main()
