"""The cadre record as one reads it: in the order of the appointment form, masked by default."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from guazhi.access.actor import Actor, Capability
from guazhi.people.models import (
    AnnualGrade,
    Employment,
    FamilyMember,
    Person,
    ResumeEntry,
    Reveal,
    Sanction,
)
from guazhi.people.queries.finding import people, relation
from guazhi.people.rules.ages import printed_birth, printed_month
from guazhi.people.rules.family import Member
from guazhi.people.rules.masks import masked, masked_phone
from guazhi.people.rules.names import clean_name
from guazhi.people.rules.resume import Line, Printed, Stint, printed_resume
from guazhi.people.rules.sanctions import Sanctioned
from guazhi.policy.editing import Kept

Facts = list[tuple["str | Promise", object]]
YEARS_SHOWN = 3
MONTHS = (
    "birth_month", "party_joined", "work_began", "retires", "kin_declared", "sanctions_checked",
)  # fmt: skip
FIELDS = (
    "name", "sex", "ethnic_group", "native_place", "birth_place", "growing_up_place",
    "political_status", "health",
    "professional_title", "speciality", "education", "degree", "school", "later_education",
    "later_degree", "later_school", "rank", "cadre_category", "rewards", "id_number", "phone",
    "remarks", *MONTHS,
)  # fmt: skip
# never written into a page, and so not compared there
MASKED = ("id_number", "phone")


@dataclass(frozen=True, slots=True)
class Relative:
    """A member of the family as the form shows one."""

    relation: str
    name: str
    born: str
    political_status: str
    work: str
    firm: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that a page shows of a person's record; numbers come masked."""

    person_id: int
    name: str
    facts: Facts
    education: Facts
    resume: Sequence[Printed]
    rewards: str
    grades: Sequence[AnnualGrade]
    family: Sequence[Relative]
    family_count: int
    kin_declared: str
    sanctions: Sequence[Sanction]
    sanctions_checked: str
    id_number: str
    phone: str
    remarks: str
    reveals: Sequence[Reveal]
    may_edit: bool
    may_reveal: bool
    may_read_family: bool
    may_read_sanctions: bool


def record(actor: Actor, person_id: int, today: date) -> Record:
    """The record of one person; 404 when out of the actor's reach."""
    person = people(actor).one(person_id)
    may_reveal = _holds(actor, Capability.REVEAL_IDENTITY, person_id)
    may_read_family = _holds(actor, Capability.VIEW_FAMILY, person_id)
    members = list(FamilyMember.objects.filter(person=person)) if may_read_family else []
    may_read_sanctions = _holds(actor, Capability.VIEW_SANCTIONS, person_id)
    count = len(members) if may_read_family else person.family.count()
    return Record(
        person_id=person_id,
        name=person.name,
        facts=_facts(person, relation(person_id), today),
        education=_education(person),
        resume=printed_resume(resume_lines(person_id), stints(person_id)),
        rewards=person.rewards or _("None on record"),
        grades=list(person.annual_grades.all()[:YEARS_SHOWN]),
        family=[_relative(member, today) for member in members],
        family_count=count,
        kin_declared=printed_month(person.kin_declared),
        sanctions=list(person.sanctions.all()) if may_read_sanctions else [],
        sanctions_checked=printed_month(person.sanctions_checked),
        id_number=masked(person.id_number),
        phone=masked_phone(person.phone),
        remarks=person.remarks,
        reveals=_reveals(actor, person_id) if may_reveal else [],
        may_edit=_holds(actor, Capability.EDIT_PERSON, person_id),
        may_reveal=may_reveal and bool(person.id_number or person.phone),
        may_read_family=may_read_family,
        may_read_sanctions=may_read_sanctions,
    )


def _holds(actor: Actor, capability: Capability, person_id: int) -> bool:
    if not actor.may(capability):
        return False
    return Person.objects.permitted(actor, capability).filter(pk=person_id).exists()


def _reveals(actor: Actor, person_id: int) -> list[Reveal]:
    """Who was shown the whole number, the latest first."""
    rows = Reveal.objects.permitted(actor, Capability.REVEAL_IDENTITY).filter(person=person_id)
    return list(rows.select_related("made_by"))


def _relative(member: FamilyMember, today: date) -> Relative:
    return Relative(
        member.relation,
        member.name,
        printed_birth(member.birth_month, today),
        member.political_status,
        member.work,
        f"{member.firm}（{member.regulator}）" if member.regulator else member.firm,
    )


def _facts(person: Person, employment: Employment | None, today: date) -> Facts:
    """The upper part of the form, cell by cell."""
    post = f"{employment.organisation.name}{employment.post_title}" if employment else ""
    return [
        (_("Name"), person.name),
        (_("Sex"), person.get_sex_display()),
        (_("Born"), printed_birth(person.birth_month, today)),
        (_("Ethnic group"), person.ethnic_group),
        (_("Native place"), person.native_place),
        (_("Place of birth"), person.birth_place),
        (_("Place of growing up"), person.growing_up_place),
        (_("Joined the Party"), printed_month(person.party_joined)),
        (_("Political status"), person.political_status),
        (_("Began work"), printed_month(person.work_began)),
        (_("Retirement month"), printed_month(person.retires)),
        (_("State of health"), person.health),
        (_("Professional title"), person.professional_title),
        (_("Speciality"), person.speciality),
        (_("Present post"), post),
        (_("Rank"), person.rank),
        (_("Cadre category"), person.get_cadre_category_display()),
    ]


def _education(person: Person) -> Facts:
    return [
        (_("Full-time education"), f"{person.education} {person.degree}".strip()),
        (_("Full-time school"), person.school),
        (_("On-the-job education"), f"{person.later_education} {person.later_degree}".strip()),
        (_("On-the-job school"), person.later_school),
    ]


def to_keep(actor: Actor, person_id: int, *capabilities: Capability) -> Person:
    """The person whose record the actor may keep, and more where asked; 404 for all others."""
    rows = Person.objects.permitted(actor, Capability.EDIT_PERSON)
    for capability in capabilities:
        rows = rows.permitted(actor, capability)
    return rows.one(person_id)


def kept_record(person: Person) -> Kept:
    """The fields of the record, less the masked numbers, for whoever rewrites them."""
    return Kept({name: getattr(person, name) for name in FIELDS if name not in MASKED})


def kept_resume(person_id: int) -> Kept:
    """The lines of the résumé, for whoever writes them anew."""
    return Kept({"rows": "\n".join(map(_told, resume_lines(person_id)))})


def kept_family(person_id: int) -> Kept:
    """The members of the family, for whoever writes them anew."""
    return Kept({"rows": "\n".join(map(_told, family_lines(person_id)))})


def kept_sanctions(person_id: int) -> Kept:
    """The sanctions, for whoever writes them anew."""
    return Kept({"rows": "\n".join(map(_told, sanction_lines(person_id)))})


def _told(row: Line | Member | Sanctioned) -> str:
    """A row of a list as one line of words."""
    values = (getattr(row, name) for name in row.__slots__)
    printed = str if isinstance(row, Sanctioned) else printed_month
    shown = (printed(each) if isinstance(each, date) else each for each in values)
    return " ".join(each for each in shown if each)


def revealable(actor: Actor, person_id: int) -> Person:
    """The person whose number the actor may have shown; 404 for all others."""
    return Person.objects.permitted(actor, Capability.REVEAL_IDENTITY).one(person_id)


def resume_lines(person_id: int) -> list[Line]:
    """The résumé as it was typed."""
    rows = ResumeEntry.objects.filter(person=person_id)
    return [Line(row.start, row.end, row.text) for row in rows]


def family_lines(person_id: int) -> list[Member]:
    """The family as it is on record."""
    rows = FamilyMember.objects.filter(person=person_id)
    return [
        Member(
            row.relation,
            row.name,
            row.birth_month,
            row.political_status,
            row.work,
            row.firm,
            row.regulator,
        )
        for row in rows
    ]


def relatives_of(people: Iterable[int]) -> dict[int, frozenset[str]]:
    """The names of the declared family of each, for nobody but rules that keep relatives apart.

    Those without any are left out.
    """
    found: dict[int, set[str]] = defaultdict(set)
    rows = FamilyMember.objects.filter(person__in=set(people))
    for person, name in rows.values_list("person_id", "name"):
        found[person].add(clean_name(name))
    return {person: frozenset(names) for person, names in found.items()}


def sanction_lines(person_id: int) -> list[Sanctioned]:
    """The sanctions as they are on record."""
    rows = Sanction.objects.filter(person=person_id)
    return [Sanctioned(row.kind, row.decided_on, row.effect_until) for row in rows]


def stints(person_id: int) -> list[Stint]:
    """The secondments a résumé tells: those on which the person took up the post.

    Read by way of the person, as reach is: secondments lie above people.
    """
    rows = (
        Person.objects.filter(pk=person_id, secondments__arrived_on__isnull=False)
        .order_by("secondments__start")
        .values_list(
            "secondments__start",
            "secondments__end",
            "secondments__left_on",
            "secondments__host_unit__name",
            "secondments__post__title",
        )
    )
    return [Stint(start, left or end, f"{host}{title}") for start, end, left, host, title in rows]


def latest_secondment(person_id: int) -> int | None:
    """The secondment in whose history a change of the record is shown."""
    return (
        Person.objects.filter(pk=person_id)
        .order_by("-secondments__start")
        .values_list("secondments", flat=True)
        .first()
    )
