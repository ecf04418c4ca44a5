"""The figures of placement in words: a table for each size, then the goals."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SKIPPED: dict[str, "str | Promise"] = {
    "too_large": gettext_lazy("skipped: more than it manages"),
    "not_installed": gettext_lazy("skipped: not installed; make bench installs it"),
    "too_long": gettext_lazy("skipped: it was stopped after %(seconds)d seconds"),
    "failed": gettext_lazy("skipped: it failed"),
}
GOALS: dict[str, "str | Promise"] = {
    "edit": gettext_lazy("Solving again after one change"),
    "cpu_5000": gettext_lazy("5,000 people"),
    "cpu_far_5000": gettext_lazy("5,000 people, the far goal"),
    "far_100000": gettext_lazy("100,000 people, the far goal"),
    "disagreements": gettext_lazy("Sizes at which exact solvers disagree"),
}


def placing_tables(answer: dict[str, Any]) -> Iterator[str]:
    """All lines of the report."""
    for size, found in answer["sizes"].items():
        pairs = next(one["pairs"] for one in found["solvers"].values() if "pairs" in one)
        words = _("%(people)s people, %(pairs)s pairs")
        yield words % {"people": f"{int(size):,}", "pairs": f"{pairs:,}"}
        heads = (_("CPU s"), _("s"), _("times ours"), _("MiB"), _("placed"), _("score"))
        yield _line("", heads)
        for name, one in found["solvers"].items():
            yield _row(name, one, found["ratios"].get(name, 1))
        yield _("All exact solvers agree.") if found["agree"] else _("Exact solvers DISAGREE.")
        yield ""
    edits = answer["edits"]
    if "edit_ms" in edits:
        words = _(
            "%(people)d people: a change solved again in %(edit_ms).1f ms; %(why_nots)d reasons"
            " for pairs that are not in the plan in %(why_nots_cpu_ms).0f ms"
        )
        yield words % edits
    for goal in answer["goals"]:
        mark = _("reached") if goal["reached"] else _("not reached")
        limit = f"≤ {goal['limit']:g} {goal['unit']}".strip()
        yield f"{GOALS[goal['code']]}: {goal['figure']:g} {goal['unit']} ({limit}) {mark}"


def _row(name: str, one: dict[str, Any], ratio: float) -> str:
    if "skipped" in one:
        return f"{name:<10}  {str(SKIPPED[one['skipped']]) % one}"
    cells = (
        f"{one['cpu_s']:.3f}", f"{one['seconds']:.3f}", ratio,
        f"{one['peak_mib'] - one['instance_mib']:.0f}", f"{one['placed']:,}", f"{one['score']:,}",
    )  # fmt: skip
    return _line(name, cells)


def _line(first: str, cells: tuple[object, ...]) -> str:
    return f"{first:<10}" + "".join(f"{cell!s:>16}" for cell in cells)
