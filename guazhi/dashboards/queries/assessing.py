"""The steps of assessment that wait for somebody: a notice to sign, a move, an appeal."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guazhi.assessments import queries as assessments
from guazhi.dashboards.queries.steps import Act, Kind, Step
from guazhi.policy.abridging import abridged


def _notice(row: Any, today: date) -> Step:
    del today
    act = Act(_("Read and sign"), "assessments:result", (row.assessment_id,))
    return Step(str(row.assessment.get_kind_display()), row.number, row.day, (act,))


def _move(row: Any, today: date) -> Step:
    del today
    kind = f"?kind={row.assessment.kind}"
    act = Act(_("Confirm or refuse"), "assessments:calibration", (row.secondment.intake_id,), kind)
    return Step(row.secondment.secondee.name, abridged(row.reason, 80), row.day, (act,))


def _appeal(row: Any, today: date) -> Step:
    act = Act(_("Record the outcome"), "assessments:contest", (row.pk,))
    name = row.secondment.secondee.name
    return Step(name, abridged(row.grounds, 80), row.due, (act,), is_pressing=row.due < today)


ASSESSING: Mapping[str, Kind] = {
    "notice": Kind(
        gettext_lazy("Notices of a grade to sign"), "signature",
        lambda actor, _day: assessments.notices_to_sign(actor), _notice, "day",
    ),
    "move": Kind(
        gettext_lazy("Moves of a grade to confirm"), "gavel",
        lambda actor, _day: assessments.moves_to_confirm(actor), _move, "day",
    ),
    "appeal": Kind(
        gettext_lazy("Appeals under way"), "gavel",
        lambda actor, _day: assessments.appeals_under_way(actor), _appeal, "due",
    ),
}  # fmt: skip
