"""The ``guazhi`` command: Django's command runner with our settings and our commands first."""

import os
import sys


def main() -> None:
    """Run one command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guazhi.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        _speak()
        execute_from_command_line(["guazhi", *sys.argv[1:]])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has gone, as ``head`` does; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def _speak() -> None:
    """Let commands speak the language of the locale; faulty settings are for the runner to tell."""
    import django  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    from guazhi.management.arguments import spoken  # noqa: PLC0415

    try:
        django.setup()
        translation.activate(spoken())
    except ImproperlyConfigured:
        return


if __name__ == "__main__":
    main()
