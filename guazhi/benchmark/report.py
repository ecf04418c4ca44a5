"""The figures in words: a table of pages for each database and size, then the goals."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from guazhi.benchmark.goals import Verdict
from guazhi.benchmark.suite import AGAINST


def tables(answer: dict[str, Any], verdicts: dict[str, list[Verdict]]) -> Iterator[str]:
    """All lines of the report."""
    for kind, found in answer["databases"].items():
        for size, figures in found["sizes"].items():
            yield from _size(kind, size, figures, found["ratios"][size])
        if "import" in found:
            yield _("%(kind)s: %(rows)s rows imported in %(seconds)s s, %(rate)s a second") % {
                "kind": kind,
                "rows": f"{found['import']['rows']:,}",
                "seconds": found["import"]["seconds"],
                "rate": f"{found['import']['per_second']:,}",
            }
            yield ""
    for kind, judged in verdicts.items():
        yield from _goals(kind, judged)


def _size(
    kind: str, size: str, figures: dict[str, Any], ratios: dict[str, dict[str, float]]
) -> Iterator[str]:
    yield _("%(kind)s, %(size)s secondments, %(obligations)s obligations") % {
        "kind": kind,
        "size": f"{int(size):,}",
        "obligations": f"{figures['obligations']:,}",
    }
    heads = ("", _("CPU ms"), _("ms"), _("queries"), _("bytes"), _("to bare"), _("growth"))
    yield _line(heads)
    for page, cost in figures["pages"].items():
        ratio = ratios.get(page, {})
        yield _line((page, *_costs(cost), ratio.get("to_bare", ""), ratio.get("to_smallest", "")))
    for page in dict.fromkeys(AGAINST.values()):
        yield _line((f"bare {page}", *_costs(figures["bare"][page]), "", ""))
    for words, key in (
        (_("reconcile, unchanged passed over"), "reconcile"),
        (_("reconcile in full"), "reconcile_full"),
    ):
        found = figures[key]
        yield _("%(what)s: %(count)s in %(seconds)s s, CPU %(cpu)s s, %(rate)s a second") % {
            "what": words,
            "count": f"{found['secondments']:,}",
            "seconds": found["seconds"],
            "cpu": found["cpu_s"],
            "rate": f"{found['per_second']:,}",
        }
    words = _("memory: %(pages)s MiB after pages, %(reconcile)s MiB after reconcile")
    yield words % figures["memory_mib"]
    yield ""


def _costs(cost: dict[str, Any]) -> tuple[object, ...]:
    return cost["cpu_ms"], cost["ms"], cost["queries"], f"{cost['bytes']:,}"


def _line(cells: tuple[object, ...]) -> str:
    first, *others = cells
    return f"{first!s:<18}" + "".join(f"{cell!s:>10}" for cell in others)


def _goals(kind: str, judged: list[Verdict]) -> Iterator[str]:
    reached = sum(verdict.reached for verdict in judged)
    yield _("%(kind)s: %(reached)d of %(all)d goals reached") % {
        "kind": kind,
        "reached": reached,
        "all": len(judged),
    }
    for verdict in judged:
        goal = verdict.goal
        sign = "≥" if goal.at_least else "≤"
        mark = _("reached") if verdict.reached else _("not reached")
        limit = f"{goal.limit:,.4g}"
        yield f"  {verdict.figure:>10,.2f} {goal.unit:<4}{sign} {limit:>6}  {mark}  {goal.words}"
    yield ""
