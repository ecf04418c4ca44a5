"""The lists of the record, each written as a whole: résumé, family, and the grades of years."""

from collections.abc import Iterable

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.people.events import FamilyWritten, ResumeWritten, SanctionsWritten, YearGraded
from guazhi.people.models import AnnualGrade, FamilyMember, Person, ResumeEntry, Sanction
from guazhi.people.queries.record import (
    family_lines,
    kept_family,
    kept_resume,
    kept_sanctions,
    latest_secondment,
    resume_lines,
    sanction_lines,
    stints,
)
from guazhi.people.rules.family import Member, check_family, in_form_order
from guazhi.people.rules.record import check_grade, full_name_of
from guazhi.people.rules.resume import Line, check_resume
from guazhi.people.rules.sanctions import Sanctioned, check_sanctions, settled
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, refuse_if
from guazhi.web import clock


@transaction.atomic
def write_resume(
    person_id: int, entries: Iterable[Line], *, actor: Actor, seen: str | None = None
) -> tuple[Finding, ...]:
    """Write the résumé anew; returns gaps to look at.

    Refused when lines overlap, stand out of order, or tell a secondment that is on record here:
    that one is set inside the home post by itself. Refused too when the lines are not those that
    the writer began from, whose marks are ``seen``.
    """
    person = Person.objects.permitted(actor, Capability.EDIT_PERSON).locked(person_id)
    lines = list(entries)
    findings = tuple(check_resume(lines, stints(person.pk), clock.today()))
    refuse_if([*findings, *check_seen(seen, kept_resume(person.pk))])
    if lines != resume_lines(person.pk):
        ResumeEntry.objects.filter(person=person).delete()
        ResumeEntry.objects.bulk_create(
            ResumeEntry(person=person, start=line.start, end=line.end, text=line.text.strip())
            for line in lines
        )
        secondment = latest_secondment(person.pk)
        record(actor, ResumeWritten(subject=person.pk, secondment=secondment, lines=len(lines)))
    return findings


@transaction.atomic
def write_family(
    person_id: int, members: Iterable[Member], *, actor: Actor, seen: str | None = None
) -> tuple[Finding, ...]:
    """Write the family anew, in the order of the form; returns what to look at.

    Refused to whoever may not read it, when a birth cannot be, and when the members are not
    those that the writer began from, whose marks are ``seen``.
    """
    people = Person.objects.permitted(actor, Capability.EDIT_PERSON)
    person = people.permitted(actor, Capability.VIEW_FAMILY).locked(person_id)
    family = list(members)
    findings = tuple(check_family(family, person.birth_month, clock.today()))
    refuse_if([*findings, *check_seen(seen, kept_family(person.pk))])
    family = [_stored(member) for member in in_form_order(family)]
    if family != family_lines(person.pk):
        FamilyMember.objects.filter(person=person).delete()
        FamilyMember.objects.bulk_create(
            FamilyMember(
                person=person,
                relation=member.relation,
                name=member.name,
                birth_month=member.birth_month,
                political_status=member.political_status,
                work=member.work,
                firm=member.firm,
                regulator=member.regulator,
            )
            for member in family
        )
        secondment = latest_secondment(person.pk)
        record(actor, FamilyWritten(subject=person.pk, secondment=secondment, members=len(family)))
    return findings


def _stored(member: Member) -> Member:
    """The member without padding, and the political status in full."""
    return Member(
        member.relation.strip(),
        member.name.strip(),
        member.birth_month,
        full_name_of("political_status", member.political_status.strip()),
        member.work.strip(),
        member.firm.strip(),
        member.regulator.strip(),
    )


@transaction.atomic
def write_sanctions(
    person_id: int, sanctions: Iterable[Sanctioned], *, actor: Actor, seen: str | None = None
) -> tuple[Finding, ...]:
    """Write the sanctions anew; an effect whose end is blank ends when the law says.

    Refused to whoever may not read them, for a kind there is not or a day to come, when an effect
    ends before it begins, and when they are not those that the writer began from, whose marks
    are ``seen``.
    """
    people = Person.objects.permitted(actor, Capability.EDIT_PERSON)
    person = people.permitted(actor, Capability.VIEW_SANCTIONS).locked(person_id)
    wanted = list(sanctions)
    findings = tuple(check_sanctions(wanted, clock.today()))
    refuse_if([*findings, *check_seen(seen, kept_sanctions(person.pk))])
    wanted = sorted(map(settled, wanted), key=lambda each: each.decided_on)
    if wanted != sanction_lines(person.pk):
        Sanction.objects.filter(person=person).delete()
        Sanction.objects.bulk_create(
            Sanction(
                person=person,
                kind=each.kind,
                decided_on=each.decided_on,
                effect_until=each.effect_until,
            )
            for each in wanted
        )
        secondment = latest_secondment(person.pk)
        record(
            actor,
            SanctionsWritten(subject=person.pk, secondment=secondment, sanctions=len(wanted)),
        )
    return findings


@transaction.atomic
def grade_year(person_id: int, year: int, grade: str, *, actor: Actor) -> AnnualGrade:
    """Enter, or correct, the grade of a calendar year.

    Refused for a grade there is not, and for a year before work began or not yet over.
    """
    person = Person.objects.permitted(actor, Capability.EDIT_PERSON).locked(person_id)
    refuse_if(check_grade(year, grade, person.work_began, clock.today()))
    row, is_new = AnnualGrade.objects.get_or_create(
        person=person, year=year, defaults={"grade": grade}
    )
    if is_new or row.grade != grade:
        row.grade = grade
        row.save(update_fields=["grade"])
        secondment = latest_secondment(person.pk)
        record(actor, YearGraded(subject=person.pk, secondment=secondment, year=year))
    return row
