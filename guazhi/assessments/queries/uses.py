"""The ledger of uses of results, and what became of the results of an intake."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Appraisal, Assessment, ResultUse
from guazhi.assessments.models.results import ResultUseQuerySet
from guazhi.assessments.queries.parties import names_by_id
from guazhi.assessments.rules import Fate, Kind, Used, fate
from guazhi.obligations.models import Waiver
from guazhi.organisations.models import Organisation
from guazhi.people.queries import named
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import SERVED

MONTHS = 12
BESIDE = ("secondee", "home_organisation", "host_unit", "post", "intake")


@dataclass(frozen=True, slots=True)
class UsesSought:
    """What is looked for in the ledger of uses; empty words look for everything."""

    q: str = ""
    occasion: str = ""
    considered: str = ""
    intake: int = 0
    unit: int = 0


def ledger_of_uses(actor: Actor, sought: UsesSought) -> ResultUseQuerySet:
    """The uses of results that match and that the actor may see, in no order yet."""
    rows = ResultUse.objects.permitted(actor, Capability.VIEW_USE)
    rows = rows.select_related(*(f"secondment__{name}" for name in BESIDE), "made_by")
    if sought.q:
        rows = rows.filter(secondment__secondee__in=named(sought.q).values("person"))
    if sought.occasion:
        rows = rows.filter(occasion=sought.occasion)
    if sought.considered:
        rows = rows.filter(considered=sought.considered == "yes")
    if sought.intake:
        rows = rows.filter(secondment__intake=sought.intake)
    if sought.unit:
        path = Organisation.objects.filter(pk=sought.unit).values_list("path", flat=True).first()
        rows = rows.filter(
            Q(secondment__home_path__under=path or "-")
            | Q(secondment__host_path__under=path or "-")
        )
    return rows


def uses_to_take_out(actor: Actor, sought: UsesSought) -> ResultUseQuerySet:
    """The same, as far as the actor may take lists out of the system."""
    allowed = Secondment.objects.permitted(actor, Capability.EXPORT_REGISTER)
    return ledger_of_uses(actor, sought).filter(secondment__in=allowed.values("pk"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the result of one term: by name, with the reason where it was not used."""

    secondment: int
    fate: Fate
    occasion: str
    reason: str
    county: int
    home: int


@dataclass(frozen=True, slots=True)
class Group:
    """The results of some unit's people, counted by what became of them."""

    key: int
    name: str
    counted: Counter[Fate]

    @property
    def total(self) -> int:
        """All that have a result."""
        return sum(n for each, n in self.counted.items() if each is not Fate.NO_RESULT)

    @property
    def in_time(self) -> int:
        """Those whose result counted within the months."""
        return self.counted[Fate.IN_TIME]

    def parts(self) -> list[tuple[Fate, int]]:
        """Each fate that came up, in the order of fates."""
        return [(each, self.counted[each]) for each in Fate if each is not Fate.NO_RESULT]


@dataclass(frozen=True, slots=True)
class Usage:
    """What became of the results of an intake."""

    months: int
    all: Group
    occasions: Sequence[tuple[str, int]]
    counties: Sequence[Group]
    homes: Sequence[Group]
    outcomes: Sequence[Outcome]

    def of(self, wanted: Iterable[Fate], county: int | None, home: int | None) -> list[Outcome]:
        """The outcomes of these fates, in one county or one home organisation where asked."""
        fates = set(wanted)
        return [
            row
            for row in self.outcomes
            if row.fate in fates
            and (county is None or row.county == county)
            and (home is None or row.home == home)
        ]


def usage(actor: Actor, intake: Intake, today: date) -> Usage:
    """What became of the results of an intake, in a number of queries that stays the same."""
    rows = list(
        Secondment.objects.permitted(actor, Capability.VIEW_EVALUATION)
        .filter(intake=intake, state__in=SERVED, end__lt=today)
        .order_by("sort_key", "pk")
        .values_list("pk", "end", "home_county", "home_organisation")
    )
    keys = [pk for pk, *_ in rows]
    used, graded = _used(keys), with_result(keys)
    pack = pack_of(intake.policy)
    rules = [rule for rule, owed in pack.obligations.items() if owed.evidence == "result_use"]
    waived = _waived(keys, rules)
    months = pack.number("use_of_result_months", today) or MONTHS
    outcomes = []
    for pk, end, county, home in rows:
        uses = used.get(pk, [])
        told = [Used(use.day, use.occasion, use.considered) for use in uses]
        found = fate(end, months, told, today, has_result=pk in graded)
        counting = next((use for use in uses if use.considered), None)
        aside = next((use.how_considered for use in uses if not use.considered), "")
        reason = aside or waived.get(pk, "")
        occasion = counting.occasion if counting else ""
        outcomes.append(Outcome(pk, found, occasion, reason, county or 0, home))
    return _counted(months, outcomes)


def results_to_use(actor: Actor, intake: Intake, today: date) -> list[Secondment]:
    """Whose result may be used and has not been, by name."""
    rows = Secondment.objects.permitted(actor, Capability.USE_RESULT).filter(
        intake=intake, state__in=SERVED, end__lt=today
    )
    unused = rows.exclude(pk__in=ResultUse.objects.values("secondment"))
    found = list(unused.select_related("secondee", "home_organisation").order_by("sort_key", "pk"))
    results = with_result(row.pk for row in found)
    return [row for row in found if row.pk in results]


def _used(keys: list[int]) -> dict[int, list[ResultUse]]:
    found: dict[int, list[ResultUse]] = {}
    for row in ResultUse.objects.filter(secondment__in=keys).order_by("day", "pk"):
        found.setdefault(row.secondment_id, []).append(row)
    return found


def with_result(secondments: Iterable[int]) -> set[int]:
    """Those that left a result: the final assessment is concluded, or the appraisal signed."""
    keys = list(secondments)
    graded = Assessment.objects.filter(
        secondment__in=keys, kind=Kind.FINAL.value, concluded_on__isnull=False
    )
    signed = Appraisal.objects.filter(secondment__in=keys, signed_on__isnull=False)
    columns = "secondment_id"
    return {*graded.values_list(columns, flat=True), *signed.values_list(columns, flat=True)}


def _waived(keys: list[int], rules: list[str]) -> dict[int, str]:
    """Why it was agreed that a result need not be used, by secondment."""
    rows = Waiver.objects.filter(
        obligation__secondment__in=keys, obligation__rule__in=rules, granted=True
    )
    return dict(rows.order_by("pk").values_list("obligation__secondment", "reason"))


def _counted(months: int, outcomes: list[Outcome]) -> Usage:
    every = Group(0, "", Counter(row.fate for row in outcomes))
    occasions = Counter(row.occasion for row in outcomes if row.occasion)
    return Usage(
        months=months,
        all=every,
        occasions=sorted(occasions.items()),
        counties=_groups((row.county, row.fate) for row in outcomes),
        homes=_groups((row.home, row.fate) for row in outcomes),
        outcomes=outcomes,
    )


def _groups(pairs: Iterable[tuple[int, Fate]]) -> list[Group]:
    """Counted by unit, in the order of names and never by how they did."""
    counted: dict[int, Counter[Fate]] = {}
    for key, found in pairs:
        counted.setdefault(key, Counter())[found] += 1
    names = names_by_id(counted)
    groups = [Group(key, names.get(key, ""), counts) for key, counts in counted.items()]
    return sorted(groups, key=lambda group: (not group.key, group.name))
