"""A round of assessments in an intake: host by host, who sits, how far each is, what to sign."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import MANAGERS
from guazhi.access.models import User
from guazhi.access.queries import actors_of, in_force
from guazhi.assessments import rules
from guazhi.assessments.models import Assessment, SittingMember
from guazhi.assessments.queries.parties import (
    managing_parties,
    names_by_id,
    offices_of,
    speaks_for,
    voices,
)
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.sitting import Chosen, Seating
from guazhi.obligations.models import Obligation
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import SERVED

C = Capability
Offered = Mapping[int, tuple[str, list[tuple[int, str]]]]
STEPS = ("none", "set", "late", "in", "signed", "concluded")


@dataclass(frozen=True, slots=True)
class Group:
    """Those seconded to one host: who sits on them, and how many are at which step."""

    host: int
    name: str
    secondments: Sequence[Secondment]
    members: Sequence[str]
    steps: Mapping[str, int]

    @property
    def may_set(self) -> bool:
        """Whether there is somebody for whom it may still be set who sits."""
        return any(step in {"none", "set", "late", "in"} for step in self.steps)


@dataclass(frozen=True, slots=True)
class ToSign:
    """An assessment that waits for the actor's signature; dissent is given on its own page."""

    secondment: Secondment
    grade: str
    digest: str
    dissents: bool


@dataclass(frozen=True, slots=True)
class Round:
    """All that the page of a round shows."""

    groups: Sequence[Group]
    to_sign: Sequence[ToSign]
    may_set: bool


def assessed_secondments(actor: Actor, intake: Intake, capability: Capability) -> list[Secondment]:
    """Those of an intake who have taken up the post, by host and name."""
    rows = Secondment.objects.permitted(actor, capability).filter(intake=intake, state__in=SERVED)
    related = rows.select_related(
        "secondee", "host_unit", "host_county", "home_county", "policy", "intake__programme"
    )
    return list(related.defer("policy__text").order_by("host_unit__name", "sort_key", "pk"))


def assessment_round(actor: Actor, intake: Intake, kind: Kind, today: date) -> Round:
    """The round of one kind in an intake, in a number of queries that does not grow."""
    secondments = assessed_secondments(actor, intake, C.VIEW_ASSESSMENT)
    late = _late(secondments, intake, kind, today)
    rows = Assessment.objects.filter(secondment__in=secondments, kind=kind.value)
    members = Prefetch("members", SittingMember.objects.order_by("-is_chair", "pk"))
    found = {
        row.secondment_id: row for row in rows.prefetch_related(members, "signatures", "parts")
    }
    hosts: dict[int, list[Secondment]] = defaultdict(list)
    for secondment in secondments:
        hosts[secondment.host_unit_id].append(secondment)
    groups = [
        Group(
            host=host,
            name=those[0].host_unit.name,
            secondments=those,
            members=list(
                dict.fromkeys(
                    member.name
                    for one in those
                    if one.pk in found
                    for member in found[one.pk].members.all()
                )
            ),
            steps=Counter(step_of(found.get(one.pk), late=one.pk in late) for one in those),
        )
        for host, those in hosts.items()
    ]
    to_sign = list(_to_sign(actor, secondments, found))
    return Round(groups, to_sign, actor.may(C.SET_SITTING))


def step_of(row: Assessment | None, *, late: bool = False) -> str:
    """How far one assessment is, its members and signatures fetched with it.

    Parts that lack are ``late`` once the assessment should be over.
    """
    if row is None or not row.members.all():
        return "none"
    if row.concluded_on is not None:
        return "concluded"
    if row.parts_in_on is None:
        return "late" if late else "set"
    standing = {each.organisation_id for each in row.signatures.all() if each.voided_at is None}
    sitting = {member.organisation_id for member in row.members.all()}
    return "signed" if sitting <= standing else "in"


def _late(rows: Sequence[Secondment], intake: Intake, kind: Kind, today: date) -> set[int]:
    """Whose assessment should be over by now, and is not."""
    owed = pack_of(intake.policy).obligations.items()
    names = [name for name, rule in owed if rule.evidence == f"{kind.value}_assessment"]
    found = Obligation.objects.filter(
        secondment__in=rows, rule__in=names, state=Obligation.OPEN, due__lt=today
    )
    return set(found.values_list("secondment_id", flat=True))


def _to_sign(
    actor: Actor, secondments: Iterable[Secondment], found: Mapping[int, Assessment]
) -> Iterable[ToSign]:
    shown = list(secondments)
    offices = offices_of(shown)
    for secondment in shown:
        row = found.get(secondment.pk)
        if row is None or step_of(row) != "in":
            continue
        managing = managing_parties(secondment, offices)
        speaking = set(speaks_for(actor, secondment, managing, offices))
        sits = {m.organisation_id for m in row.members.all() if m.user_id == actor.user_id}
        signed = {each.organisation_id for each in row.signatures.all() if not each.voided_at}
        mine = (sits & speaking) - signed
        if mine:
            dissents = any(
                part.organisation_id in mine and rules.differs(part.grade, row.decided)
                for part in row.parts.all()
            )
            yield ToSign(secondment, row.decided, row.digest, dissents)


def candidates(
    secondments: Sequence[Secondment], day: date
) -> dict[int, tuple[str, list[tuple[int, str]]]]:
    """Who may sit for each organisation that manages all of these: its name, and accounts."""
    if not secondments:
        return {}
    offices = offices_of(secondments)
    shared: dict[int, str] = {}
    for number, row in enumerate(secondments):
        managing = managing_parties(row, offices)
        shared = managing if not number else {k: v for k, v in shared.items() if k in managing}
    ids = {
        int(step)
        for row in secondments
        for path in (row.owner_path, row.home_path, row.host_path)
        for step in path.split("/")
        if step
    }
    grants = in_force(day).filter(organisation__in=ids, role__in=[r.value for r in MANAGERS])
    users = User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("pk")
    names = names_by_id(shared)
    found: dict[int, tuple[str, list[tuple[int, str]]]] = {pk: (names[pk], []) for pk in shared}
    for user, actor in actors_of(users, day).items():
        for organisation in voices(actor.held, secondments[0], shared, offices)[:1]:
            found[organisation][1].append((user, actor.name))
    return found


def to_be_seated(
    actor: Actor, intake: Intake, kind: Kind, host: int | None = None
) -> list[Secondment]:
    """Those for whom it may be set who sits; without ``host`` those for whom it is not yet."""
    rows = assessed_secondments(actor, intake, C.SET_SITTING)
    found = Assessment.objects.filter(secondment__in=rows, kind=kind.value)
    if host is None:
        done = set(found.filter(members__isnull=False).values_list("secondment", flat=True))
    else:
        signed = found.filter(signatures__isnull=False, signatures__voided_at__isnull=True)
        over = found.filter(concluded_on__isnull=False)
        done = {*signed.values_list("secondment", flat=True)}
        done |= {*over.values_list("secondment", flat=True)}
    return [row for row in rows if row.pk not in done and host in {None, row.host_unit_id}]


def proposed(actor: Actor, offered: Offered) -> dict[str, object]:
    """A first choice for the form: the actor in the chair, the first two of every party."""
    chosen: dict[str, object] = {"chair": actor.user_id}
    for pk, (_name, accounts) in offered.items():
        chosen[f"users_{pk}"] = _of_party(actor, accounts)
    return chosen


def proposed_seatings(actor: Actor, intake: Intake, kind: Kind, day: date) -> list[Seating]:
    """For all who have no sitting: who would sit, alike for those managed alike."""
    alike: dict[tuple[int, ...], list[Secondment]] = defaultdict(list)
    rows = to_be_seated(actor, intake, kind)
    offices = offices_of(rows)
    for row in rows:
        alike[tuple(managing_parties(row, offices))].append(row)
    return [
        Seating(tuple(row.pk for row in those), _first(actor, candidates(those, day)))
        for those in alike.values()
    ]


def _first(actor: Actor, offered: Offered) -> tuple[Chosen, ...]:
    """The actor in the chair, else the first two of every party."""
    return tuple(
        Chosen(user, "", pk, is_chair=user == actor.user_id)
        for pk, (_name, accounts) in offered.items()
        for user in _of_party(actor, accounts)
    )


def _of_party(actor: Actor, accounts: Sequence[tuple[int, str]]) -> list[int]:
    ids = [user for user, _who in accounts]
    return [user for user in ids if user == actor.user_id] or ids[:2]
