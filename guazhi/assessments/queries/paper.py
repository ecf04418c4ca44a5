"""What stands on the appraisal form: the content that signing freezes, and its check."""

import json
from datetime import date
from typing import Any

from guazhi.assessments import rules
from guazhi.assessments.models import Appraisal, Assessment, Summary
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment

PARTS = ("facts", "strengths", "weaknesses", "hopes")


def content(appraisal: Appraisal, *, signer: str = "", signed_on: date | None = None) -> Any:
    """All that stands on the paper, as plain data; only released grades are on it."""
    secondment = Secondment.objects.select_related(
        "secondee", "home_organisation", "host_unit", "post", "policy"
    ).get(pk=appraisal.secondment_id)
    return {
        "paper": "appraisal",
        "version": appraisal.version,
        "policy": secondment.policy.digest,
        **_who(secondment),
        "summary": _summary(secondment),
        "appraisal": {name: getattr(appraisal, name) for name in PARTS},
        "results": _results(secondment),
        "signed": {"by": signer, "on": _day(signed_on)},
    }


def _who(secondment: Secondment) -> dict[str, Any]:
    person = secondment.secondee
    return {
        "person": {
            "id": person.pk,
            "name": person.name,
            "sex": person.sex,
            "ethnic_group": person.ethnic_group,
            "birth_month": _day(person.birth_month),
            "political_status": person.political_status,
            "education": person.later_education or person.education,
            "degree": person.later_degree or person.degree,
            "work_began": _day(person.work_began),
        },
        "home": {"unit": secondment.home_organisation.name, "post": secondment.home_post},
        "host": {"unit": secondment.host_unit.name, "post": secondment.post.title},
        "term": {"start": _day(secondment.start), "end": _day(secondment.end)},
    }


def _summary(secondment: Secondment) -> dict[str, Any] | None:
    row = (
        Summary.objects.filter(secondment=secondment, submitted_on__isnull=False)
        .order_by("-version")
        .first()
    )
    if row is None:
        return None
    return {
        "version": row.version,
        "day": _day(row.submitted_on),
        "text": row.text,
        "view_of_achievement": row.view_of_achievement,
    }


def _results(secondment: Secondment) -> list[dict[str, Any]]:
    grades = {grade.id: grade.names.zh for grade in pack_of(secondment.policy).assessment.grades}
    rows = Assessment.objects.filter(secondment=secondment, released_on__isnull=False)
    return [
        {
            "kind": row.kind,
            "grade": row.grade,
            "grade_name": grades.get(row.grade, row.grade),
            "opinion": row.opinion,
            "day": _day(row.concluded_on),
        }
        for row in rows.order_by("concluded_on", "pk")
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def frozen(appraisal: Appraisal) -> Any:
    """The content of a signed appraisal, as it was signed."""
    return json.loads(appraisal.payload)


def verify_appraisal(appraisal: Appraisal) -> bool:
    """Whether a signed appraisal is still what was signed: its digest, and its columns with it."""
    if not appraisal.payload or not appraisal.digest_name:
        return False
    if rules.digest(appraisal.payload, appraisal.digest_name) != appraisal.digest:
        return False
    kept = frozen(appraisal)
    return bool(
        kept["appraisal"] == {name: getattr(appraisal, name) for name in PARTS}
        and kept["version"] == appraisal.version
        and kept["signed"] == {"by": appraisal.signer_name, "on": _day(appraisal.signed_on)}
    )
