"""A step of a run: ``build``, ``measure`` or ``import`` in the database of ``GUAZHI_DATABASE``."""

import json
import sys
from typing import Any

import django


def main(step: str, number: int, *rounds: int) -> None:
    """Do one step and print its figures as JSON."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    from guazhi.benchmark import rosters, suite, world  # noqa: PLC0415
    from guazhi.web.clock import clock_at  # noqa: PLC0415

    figures: dict[str, Any]
    with clock_at(world.TODAY):
        if step != "measure":
            call_command("migrate", verbosity=0)
        if step == "build":
            figures = suite.build(number)
        elif step == "measure":
            figures = suite.measure(number, *rounds)
        else:
            figures = rosters.import_rate(number)
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
