"""What checks look at, read for many people and posts in a constant number of queries."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from guazhi.organisations.models import Organisation
from guazhi.people.models import AnnualGrade, FamilyMember, Person, Sanction
from guazhi.policy import Pack
from guazhi.programmes.models import Intake, Post
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import LIVE
from guazhi.secondments.rules.checks import (
    KinFacts,
    PersonFacts,
    PostFacts,
    SanctionFacts,
    Stay,
)

Term = tuple[date, date]
# a leadership team: the host unit, and the name of the team where it has several
Team = tuple[int, str]
KIN = ("kin", "kin_firm")
STAYS = ("same_host", "cool_down", "overlap")


def kinds_in(packs: Iterable[Pack], *, blocking: bool = False) -> frozenset[str]:
    """The kinds of check that policies have; of those that block only, where asked."""
    return frozenset(
        check.kind
        for pack in packs
        for check in pack.checks.values()
        if not blocking or "blocking" in (check.level, check.missing)
    )


def person_facts(
    people: Iterable[Person],
    kinds: Collection[str],
    but: Intake | None = None,
    *,
    leaving: int = 0,
) -> dict[int, PersonFacts]:
    """The facts of people that checks of these kinds look at, by person.

    Secondments of the intake ``but``, and the one ``leaving`` its post, are left out: they are
    what is being looked at.
    """
    rows = {person.pk: person for person in people}
    ids = list(rows)
    grades = _grades(ids) if "grades" in kinds else {}
    sanctions = _sanctions(ids) if "sanction" in kinds else {}
    kin = _kin(ids) if not set(KIN).isdisjoint(kinds) else {}
    stays = _stays(ids, but, leaving) if not set(STAYS).isdisjoint(kinds) else {}
    return {
        pk: PersonFacts(
            person=pk,
            name=row.name,
            birth=row.birth_month,
            rank=row.rank,
            education=row.education,
            later_education=row.later_education,
            work_began=row.work_began,
            health=row.health,
            native_place=row.native_place,
            birth_place=row.birth_place,
            growing_up_place=row.growing_up_place,
            grades=grades.get(pk, {}),
            sanctions=tuple(sanctions.get(pk, ())),
            sanctions_checked=row.sanctions_checked,
            kin=tuple(kin.get(pk, ())),
            kin_declared=row.kin_declared,
            stays=tuple(stays.get(pk, ())),
        )
        for pk, row in rows.items()
    }


def _grades(people: list[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    rows = AnnualGrade.objects.filter(person__in=people)
    for person, year, grade in rows.values_list("person_id", "year", "grade"):
        found.setdefault(person, {})[year] = grade
    return found


def _sanctions(people: list[int]) -> dict[int, list[SanctionFacts]]:
    found: dict[int, list[SanctionFacts]] = {}
    rows = Sanction.objects.filter(person__in=people).order_by("decided_on", "pk")
    columns = ("person_id", "kind", "decided_on", "effect_until")
    for person, kind, decided_on, until in rows.values_list(*columns):
        found.setdefault(person, []).append(SanctionFacts(kind, decided_on, until))
    return found


def _kin(people: list[int]) -> dict[int, list[KinFacts]]:
    found: dict[int, list[KinFacts]] = {}
    rows = FamilyMember.objects.filter(person__in=people).order_by("pk")
    for person, *told in rows.values_list("person_id", "relation", "work", "firm", "regulator"):
        found.setdefault(person, []).append(KinFacts(*told))
    return found


def _stays(people: list[int], but: Intake | None, leaving: int) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = {}
    rows = Secondment.objects.filter(secondee__in=people, state__in=LIVE).exclude(pk=leaving)
    if but is not None:
        rows = rows.exclude(intake=but)
    columns = ("secondee_id", "host_unit_id", "host_unit__name", "start", "end", "left_on")
    for person, host, name, start, end, left in rows.order_by("start", "pk").values_list(*columns):
        found.setdefault(person, []).append(Stay(host, name, start, left or end))
    return found


def terms_of_teams(
    hosts: Collection[int], but: Intake | None = None, *, leaving: int = 0
) -> dict[Team, list[Term]]:
    """The terms that secondees serve, or are put down for, in the leadership teams of hosts."""
    rows = Secondment.objects.filter(host_unit__in=list(hosts), state__in=LIVE).exclude(pk=leaving)
    if but is not None:
        rows = rows.exclude(intake=but)
    found: dict[Team, list[Term]] = {}
    columns = ("host_unit_id", "post__team", "start", "end")
    for host, team, start, end in rows.order_by("start", "pk").values_list(*columns):
        found.setdefault((host, team), []).append((start, end))
    return found


def team_of(post: Post) -> Team:
    """The leadership team that a post belongs to."""
    return post.host_unit_id, post.team


def counties_of(posts: Iterable[Post], kinds: Collection[str]) -> dict[int, str]:
    """The names of the counties that the hosts of posts lie in, where a check asks for them."""
    if "place" not in kinds:
        return {}
    ids = {county for post in posts if (county := post.host_unit.county_id)}
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))


def post_facts(
    post: Post, term: Term, *, counties: Mapping[int, str], held: Iterable[Term] = ()
) -> PostFacts:
    """The facts of a post for a term; ``held`` are the terms of others in its team.

    The host unit, the intake and the area of its programme are loaded.
    """
    host, area = post.host_unit, post.intake.programme.area
    return PostFacts(
        post=post.pk,
        host=host.pk,
        host_name=host.name,
        category=post.category,
        start=term[0],
        end=term[1],
        county=counties.get(host.county_id or 0, ""),
        city=area.name if host.path.startswith(area.path) else "",
        title=post.title,
        rank=post.rank,
        team=tuple(held),
        team_cap=post.team_cap,
    )
