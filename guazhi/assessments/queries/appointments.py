"""The appointment form (任免审批表) of a person: the cadre record, with the results set in."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Assessment
from guazhi.assessments.rules import Kind
from guazhi.documents.wording import birth, dotted_month, full_day, spaced
from guazhi.people.models import Person
from guazhi.people.queries import family_lines, relation, resume_lines, stints
from guazhi.people.rules.codes import short_form
from guazhi.people.rules.family import PRINTED_ROWS, Member, in_form_order
from guazhi.people.rules.resume import Printed, Stint, printed_resume
from guazhi.programmes.queries import pack_of

TEMPLATE = "appointment.typ"
DOCX_TEMPLATE = "appointment.docx"
NONE = "无"
YEARS = 3
GONE = ("已去世", "已故")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody is proposed for: kept nowhere, since a form is not yet an appointment."""

    proposed: str = ""
    relieved: str = ""
    reason: str = ""
    submitted_by: str = ""
    day: date | None = None


def appointee(actor: Actor, person_id: int) -> Person:
    """Whose form the actor may print: only who may read the family, which stands in it."""
    return Person.objects.permitted(actor, Capability.VIEW_FAMILY).one(person_id)


def appointment(actor: Actor, person_id: int, proposal: Proposal, today: date) -> dict[str, Any]:
    """All that stands on the form, as plain data; secondments lie within the home post.

    Where no résumé is on record they stand alone, so that the form never leaves them out.
    """
    person = appointee(actor, person_id)
    at = proposal.day or today
    held = relation(person_id)
    lines, terms = resume_lines(person_id), stints(person_id)
    alone = [Printed("", f"（{term}）") for term in terms]
    resume = printed_resume(lines, terms) or alone
    return {
        **_person(person, at),
        "present": f"{held.organisation.name}{held.post_title}" if held else "",
        **{name: text for name, text in asdict(proposal).items() if name != "day"},
        "resume": [asdict(line) for line in resume],
        "rewards": person.rewards or NONE,
        "years": annual_results(person, _graded(actor, person_id)),
        "family": [_relative(each, at) for each in in_form_order(family_lines(person_id))],
        "rows": PRINTED_ROWS,
        "filled_by": actor.name,
        "filled_on": full_day(at),
    }


def _person(person: Person, at: date) -> dict[str, str]:
    return {
        "name": spaced(person.name),
        "sex": {"male": "男", "female": "女"}.get(person.sex, ""),
        "birth": birth(person.birth_month, at),
        "ethnic_group": person.ethnic_group,
        "native_place": person.native_place,
        "birth_place": person.birth_place,
        "party_joined": dotted_month(person.party_joined) or _party(person),
        "work_began": dotted_month(person.work_began),
        "retires": dotted_month(person.retires),
        "health": person.health,
        "title": person.professional_title or NONE,
        "speciality": person.speciality or NONE,
        "education": person.education,
        "degree": person.degree,
        "school": person.school,
        "later_education": person.later_education,
        "later_degree": person.later_degree,
        "later_school": person.later_school,
    }


def _party(person: Person) -> str:
    """Whoever is no Party member shows the other party, or nothing."""
    short = short_form("political_status", person.political_status)
    return "" if short.startswith("中共") else short


def _relative(member: Member, at: date) -> dict[str, str]:
    gone = member.work.startswith(GONE)
    age = ""
    if member.birth_month and not gone:
        born = member.birth_month
        age = str(at.year - born.year - (at.month < born.month))
    return {
        "relation": member.relation,
        "name": spaced(member.name),
        "age": age,
        "political_status": short_form("political_status", member.political_status),
        "work": member.work,
    }


@dataclass(frozen=True, slots=True)
class TermGraded:
    """The grade of a final assessment, and the term it is of."""

    stint: Stint
    grade: str


def _graded(actor: Actor, person_id: int) -> list[TermGraded]:
    """The final grades that are released, oldest first."""
    rows = (
        Assessment.objects.permitted(actor, Capability.VIEW_RESULT)
        .filter(secondment__secondee=person_id, kind=Kind.FINAL.value, released_on__isnull=False)
        .select_related("secondment__policy")
        .order_by("secondment__start", "pk")
    )
    found = []
    for row in rows:
        term, grade = row.secondment, pack_of(row.secondment.policy).assessment.grade(row.grade)
        stint = Stint(term.start, term.left_on or term.end, "")
        found.append(TermGraded(stint, grade.names.zh if grade else row.grade))
    return found


def annual_results(person: Person, graded: Iterable[TermGraded]) -> str:
    """The last three years, a clause each, and what the terms of secondment were graded."""
    years = list(person.annual_grades.order_by("-year")[:YEARS])[::-1]
    told = [f"{row.year}年年度考核{row.grade}" for row in years]
    told += [f"{each.stint.months}挂职期满考核{each.grade}" for each in graded]
    return "；".join(told) + "。" if told else NONE


def in_docx(form: dict[str, Any]) -> dict[str, Any]:
    """The same for the docx, whose rows of the family are always as many as are printed."""
    empty = dict.fromkeys(("relation", "name", "age", "political_status", "work"), "")
    family = [*form["family"], *[empty] * form["rows"]][: max(form["rows"], len(form["family"]))]
    return {**{key: value for key, value in form.items() if key != "rows"}, "family": family}
