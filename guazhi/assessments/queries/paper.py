"""What stands on the appraisal form: the content that signing freezes, and its check."""

import json
from datetime import date
from typing import Any

from guazhi.assessments import rules
from guazhi.assessments.models import Appraisal, Assessment, Summary
from guazhi.documents.wording import birth, dotted_month, full_day, spaced
from guazhi.people.rules.codes import short_form
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment

PART_NAMES = {
    "facts": "主要表现",
    "strengths": "主要优点",
    "weaknesses": "存在不足",
    "hopes": "今后希望",
}
PARTS = tuple(PART_NAMES)
ASSESSED = {"midterm": "中期考核", "final": "期满考核"}
NO_DAY = "年　　月　　日"


def content(appraisal: Appraisal, *, signer: str = "", signed_on: date | None = None) -> Any:
    """All that stands on the paper, as plain data; only released grades are on it."""
    secondment = Secondment.objects.select_related(
        "secondee", "home_organisation", "host_unit", "post", "policy"
    ).get(pk=appraisal.secondment_id)
    return {
        "paper": "appraisal",
        "version": appraisal.version,
        "policy": secondment.policy.digest,
        **who(secondment),
        "summary": _summary(secondment),
        "appraisal": {name: getattr(appraisal, name) for name in PARTS},
        "sources": appraisal.sources,
        "results": _results(secondment),
        "signed": {"by": signer, "on": _day(signed_on)},
    }


def who(secondment: Secondment) -> dict[str, Any]:
    """The person, both units and the term, as plain data."""
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
    grades = {grade.id: grade.names.zh for grade in pack_of(secondment.policy).assessment.outcomes}
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
        and kept["sources"] == appraisal.sources
        and kept["version"] == appraisal.version
        and kept["signed"] == {"by": appraisal.signer_name, "on": _day(appraisal.signed_on)}
    )


def who_values(kept: Any, at: date) -> dict[str, str]:
    """The head of a form: the person on that day, both units, and the term."""
    person = kept["person"]
    education = [person["education"], person["degree"]]
    return {
        "name": spaced(person["name"]),
        "sex": {"male": "男", "female": "女"}.get(person["sex"], person["sex"]),
        "birth": birth(_date(person["birth_month"]), at),
        "ethnic_group": person["ethnic_group"],
        "political_status": short_form("political_status", person["political_status"]),
        "work_began": dotted_month(_date(person["work_began"])),
        "education": "　".join(text for text in education if text),
        "home": f"{kept['home']['unit']}　{kept['home']['post']}".strip(),
        "host": f"{kept['host']['unit']}　{kept['host']['post']}",
        "term": "至".join(full_day(_date(kept["term"][side])) for side in ("start", "end")),
    }


def paper_values(appraisal: Appraisal, today: date) -> dict[str, str]:
    """The fields of the appraisal form; a version not signed is marked 草稿."""
    kept = frozen(appraisal) if appraisal.signed_on else content(appraisal)
    signed = appraisal.signed_on
    final = next((row for row in kept["results"] if row["kind"] == "final"), None)
    status = "" if signed else "草稿，未经签署"
    if appraisal.is_superseded:
        status = "本版已被新版替代"
    return {
        "status": status,
        **who_values(kept, signed or today),
        "summary": _summary_text(kept["summary"]),
        "appraisal": "\n".join(
            f"{label}：{kept['appraisal'][name]}" for name, label in PART_NAMES.items()
        ),
        "host_signature": f"主要领导签名：{kept['signed']['by'] or '　　　　'}　　（盖　章）\n"
        + (full_day(_date(kept["signed"]["on"])) or NO_DAY),
        "county_opinion": "",
        "county_day": NO_DAY,
        "home_opinion": "",
        "home_day": NO_DAY,
        "city_opinion": f"期满考核等次：{final['grade_name']}。{final['opinion']}" if final else "",
        "city_day": full_day(_date(final["day"])) if final else NO_DAY,
        "remarks": "",
        "footer": _footer(appraisal),
        "printed": full_day(today),
    }


def _summary_text(summary: Any) -> str:
    if summary is None:
        return ""
    return f"{summary['text']}\n政绩观方面：{summary['view_of_achievement']}"


def _footer(appraisal: Appraisal) -> str:
    version = f"第{appraisal.version}版"
    if not appraisal.signed_on:
        return f"{version}　草稿"
    return f"{version}　{appraisal.digest_name} {appraisal.digest}"


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
