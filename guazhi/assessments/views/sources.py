"""An appraisal by sentence: beside each the records it stands on, or that it is one's own."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from guazhi.assessments import forms, queries
from guazhi.assessments.queries.term import address, sentences

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from guazhi.assessments.models import Appraisal

KINDS = {
    "term": _("Term of the secondment"),
    "division": _("Division of work"),
    "task": _("Task"),
    "line": _("Line of the training plan"),
    "report": _("Work report"),
    "talk": _("Talk"),
    "difficulty": _("Difficulty"),
    "practice": _("Practice"),
    "exchange": _("Exchange item"),
    "assessment": _("Joint assessment"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A record that a sentence stands on, and its page."""

    kind: "str | Promise"
    day: date | None
    title: str
    url: str


def by_sentence(appraisal: "Appraisal") -> list[tuple[object, list[tuple[str, list[Shown]]]]]:
    """The parts by their label, each with its sentences and what these stand on."""
    labels = forms.AppraisalForm.base_fields
    found = sentences(appraisal)
    return [
        (
            labels[part].label,
            [
                (
                    said.text,
                    [
                        Shown(
                            KINDS[each.kind],
                            each.day,
                            "" if each.kind == "assessment" else each.title,
                            address(each, appraisal.secondment_id),
                        )
                        for each in said.sources
                    ],
                )
                for said in found[part]
            ],
        )
        for part in queries.PARTS
    ]
