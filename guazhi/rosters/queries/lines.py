"""The lines of a printed roster, as far as the actor may take them out."""

from collections.abc import Iterable, Iterator
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.people.rules.codes import SEXES, table
from guazhi.people.rules.dates import YearMonth
from guazhi.people.rules.id_number import masked
from guazhi.programmes.models import Intake
from guazhi.rosters.rules.rows import RosterLine
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import LIVE


def intake_to_print(actor: Actor, pk: int) -> Intake:
    """The intake ``pk``; 404 when the actor may export none of it."""
    return Intake.objects.permitted(actor, Capability.EXPORT_REGISTER).one(pk)


def roster_lines(actor: Actor, intake: Intake) -> Iterator[RosterLine]:
    """The lines of an intake's roster. Identity numbers are masked where they may not be seen."""
    rows = (
        Secondment.objects.permitted(actor, Capability.EXPORT_REGISTER)
        .filter(intake=intake, state__in=LIVE)
        .select_related("secondee", "home_organisation", "host_unit", "post")
        .order_by("post__category", "sort_key", "pk")
    )
    revealed = set(
        Secondment.objects.permitted(actor, Capability.REVEAL_IDENTITY)
        .filter(intake=intake)
        .values_list("pk", flat=True)
    )
    return _lines(rows, revealed)


def _lines(rows: Iterable[Secondment], revealed: set[int]) -> Iterator[RosterLine]:
    sexes = {ours: table("sex")[code].name for code, ours in SEXES.items()}
    categories = {code: entry.name for code, entry in table("cadre_category").items()}
    for row in rows:
        person = row.secondee
        yield RosterLine(
            name=person.name,
            sex=sexes.get(person.sex, ""),
            ethnic_group=person.ethnic_group,
            birth=_month(person.birth_month),
            native_place=person.native_place,
            party_joined=_month(person.party_joined),
            work_began=_month(person.work_began),
            education=person.education,
            degree=person.degree,
            home_unit=row.home_organisation.name,
            home_post=row.home_post,
            cadre_category=categories.get(row.cadre_category, ""),
            host_unit=row.host_unit.name,
            post=row.post.title,
            term=f"{_month(row.start)}--{_month(row.end)}",
            id_number=person.id_number if row.pk in revealed else masked(person.id_number),
            phone=person.phone if row.pk in revealed else "",
            remarks=person.remarks,
        )


def _month(day: date | None) -> str:
    return str(YearMonth.of(day)) if day else ""
