"""Texts that save themselves while they are typed: one answer for every such form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpResponse

from guazhi.access.middleware import Request
from guazhi.policy.findings import Refused
from guazhi.web import clock
from guazhi.web.page import page


class Draft(Protocol):
    """What was kept of a text: each save is a new edition."""

    edition: int


@dataclass(frozen=True, slots=True)
class OtherDraft:
    """What another window saved meanwhile, its texts by the words of their fields."""

    edition: int
    by: str
    at: datetime
    texts: Sequence[tuple[object, str]]


def keep(
    request: Request,
    save: Callable[[int], Draft],
    other: Callable[[], OtherDraft | None],
    *,
    back: str,
) -> HttpResponse:
    """Save what has been typed over the edition it began from, and say so in the form.

    A text that another window saved meanwhile is shown beside it and replaced only when its
    edition comes as ``over``; ``back`` is the page of the form.
    """
    over = request.POST.get("over") or request.POST.get("edition", "")
    edition = int(over) if over.isdecimal() and len(over) < 9 else 0
    context: dict[str, Any] = {"url": request.get_full_path(), "back": back}
    try:
        kept = save(edition)
    except Refused:
        context["other"] = other()
        return page(request, "components/draft_kept.html", context)
    context |= {"edition": kept.edition, "saved_at": clock.instant()}
    answer = page(request, "components/draft_kept.html", context)
    answer["HX-Trigger"] = "kept"
    return answer
