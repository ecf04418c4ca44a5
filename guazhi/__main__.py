"""The ``guazhi`` command: Django's command runner with our settings and our commands first."""

import os
import sys


def main() -> None:
    """Run one command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guazhi.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["guazhi", *sys.argv[1:]])


if __name__ == "__main__":
    main()
