"""What every page of this module says alike: where one is, which assessment, what grades."""

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from guazhi.assessments.queries import due_kind, opens_on
from guazhi.assessments.rules import Kind
from guazhi.programmes.queries import pack_of
from guazhi.web import clock
from guazhi.web.menu import address
from guazhi.web.page import Crumb, Request
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from datetime import date

    from guazhi.programmes.models import Intake
    from guazhi.secondments.models import Secondment


def crumbs(secondment: "Secondment", title: str) -> list[Crumb]:
    """The way from the register to here."""
    return [
        Crumb(_("Register"), address("dashboards:register")),
        Crumb(secondment.secondee.name, address("dashboards:person", secondment.pk)),
        Crumb(title),
    ]


def titled(secondment: "Secondment", title: str, *ids: str) -> dict[str, Any]:
    """What every page on one secondment begins with; ``ids`` are its clauses."""
    return {
        "title": title,
        "breadcrumbs": crumbs(secondment, title),
        "secondment": secondment,
        "clauses": ids,
    }


def opens_later(secondment: "Secondment", evidence: str) -> "date | None":
    """The day from which policy lets it be done, where that is to come."""
    opens = opens_on(secondment, evidence)
    return opens if clock.today() < opens else None


def grade_names(under: "Secondment | Intake") -> dict[str, str]:
    """The grades of the policy it is ``under``, in the language of the page, by their codes."""
    grades = pack_of(under.policy).assessment.outcomes
    return {grade.id: in_language(grade.names) for grade in grades}


def here(route: str, pk: int, kind: Kind) -> tuple[str]:
    """Where a step on an assessment of ``kind`` leads back to."""
    return (f"{reverse(f'assessments:{route}', args=[pk])}?kind={kind.value}",)


def kind_asked(request: Request, secondment: "Secondment") -> Kind:
    """The kind the address names, else the one at hand."""
    asked = request.GET.get("kind")
    return due_kind(secondment, clock.today()) if asked is None else _kind(asked)


def round_asked(request: Request) -> Kind:
    """The kind the address of a round names, else the final one."""
    return _kind(request.GET.get("kind", Kind.FINAL.value))


def _kind(asked: str) -> Kind:
    try:
        return Kind(asked)
    except ValueError as unknown:
        raise Http404 from unknown
