"""What stands on the form of a nomination (推荐表)."""

from collections.abc import Iterable
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.documents.wording import birth, dotted_month, full_day, spaced
from guazhi.people.models import AnnualGrade
from guazhi.people.queries import resume_lines, stints
from guazhi.people.rules.codes import short_form
from guazhi.people.rules.resume import printed_resume
from guazhi.programmes.queries import pack_of
from guazhi.selection.models import Nomination, NominationStep
from guazhi.selection.queries.nominations import nomination

ANSWERED = {
    "endorsed": "同意推荐。",
    "received": "已审核，同意接收。",
    "returned": "退回修改。",
    "declined": "不予推荐。",
}
YEARS = 3


def form_to_print(actor: Actor, pk: int, today: date) -> Nomination:
    """The nomination whose form the actor may have; 404 for all others, the person included."""
    rows = Nomination.objects.permitted(actor, Capability.READ_NOMINATION_OPINION)
    rows.one(pk)
    return nomination(actor, pk, today).row


def form_values(row: Nomination, today: date) -> dict[str, str]:
    """The fields of the form, in Chinese as papers are; what is not there yet stays blank."""
    person, steps = row.person, list(row.steps.all())
    category = pack_of(row.intake.policy).categories.get(row.category)
    return {
        "status": "" if row.submitted_on else "草稿",
        "name": spaced(person.name),
        "sex": {"male": "男", "female": "女"}.get(person.sex, ""),
        "born": birth(person.birth_month, today),
        "group": person.ethnic_group,
        "political": short_form("political_status", person.political_status),
        "began": dotted_month(person.work_began),
        "education": "\n".join(filter(None, [person.education, person.degree, person.school])),
        "speciality": person.speciality,
        "post": f"{row.home_organisation.name}{row.home_post}",
        "category": category.names.zh if category else "",
        "resume": _resume(person.pk),
        "grades": _grades(person.pk),
        "reasons": row.reasons,
        "evidence": row.evidence,
        "considered": _considered(row),
        "party_opinion": row.party_opinion,
        "discipline_opinion": row.discipline_opinion,
        "home_day": full_day(row.submitted_on),
        **_said(steps, "county"),
        **_said(steps, "city"),
    }


def _considered(row: Nomination) -> str:
    """Whether earlier results counted, and what came of it or why not."""
    if row.considered is None:
        return row.how_considered or "无"
    return f"{'作为依据' if row.considered else '未作为依据'}：{row.how_considered}"


def _resume(person: int) -> str:
    """The résumé as the appointment form has it, secondments inside the home post."""
    lines = printed_resume(resume_lines(person), stints(person))
    return "\n".join(f"{each.months}　{each.text}".strip() for each in lines)


def _grades(person: int) -> str:
    rows = list(AnnualGrade.objects.filter(person=person).order_by("-year")[:YEARS])[::-1]
    told = "；".join(f"{row.year}年年度考核{row.grade}" for row in rows)
    return f"{told}。" if told else "无记录"


def _said(steps: Iterable[NominationStep], party: str) -> dict[str, str]:
    """The last word of a department, as it stands on the form."""
    mine = [step for step in steps if step.party == party]
    last = mine[-1] if mine else None
    words = (last.words or ANSWERED.get(last.step, "")) if last else ""
    return {f"{party}_opinion": words, f"{party}_day": full_day(last.day if last else None)}
