"""Reading wishes, circumstances and what hosts rank; each only for whom the matrix names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.organisations.rules import direction
from guazhi.people.models import ResumeEntry
from guazhi.people.rules.ages import age_at
from guazhi.policy.editing import Kept
from guazhi.policy.findings import Finding
from guazhi.programmes.models import Post
from guazhi.programmes.queries import pack_of, stage, timetable
from guazhi.programmes.rules import PostState
from guazhi.selection.models import (
    CandidateRank,
    Circumstances,
    Nomination,
    NominationQuerySet,
    Wish,
)
from guazhi.selection.queries.instance import put_of, records_of
from guazhi.selection.queries.nominations import holds
from guazhi.selection.rules.fit import Offered, fit
from guazhi.selection.rules.nominations import (
    PUT_FORWARD,
    REVIEWED,
    check_ranking_open,
    check_wishes_open,
)

COLUMNS = {
    "name": _("Name"),
    "sex": _("Sex"),
    "age": _("Age"),
    "education": _("Education"),
    "home": _("Home organisation and post"),
    "speciality": _("Speciality"),
    "experience": _("Latest experience"),
    "fit": _("Fit"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a nominee said, as far as the reader may know it; None is not for the reader."""

    wishes: list[Wish] | None
    circumstances: Circumstances | None
    may_read_circumstances: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate as a host sees one: values by what the policy shows, and the rank given."""

    nomination: int
    values: dict[str, str]
    score: int | None
    rank: int

    @property
    def words(self) -> str:
        """The candidate in the words of a choice; the list has the last post as well."""
        told = (value for name, value in self.values.items() if name != "experience")
        return " ".join(each for each in told if each)

    @property
    def cells(self) -> list[tuple["str | Promise", str]]:
        """What stands in a row of the list, each with its heading."""
        told = self.values if self.score is None else {**self.values, "fit": str(self.score)}
        return [(COLUMNS[name], value) for name, value in told.items()]


def said(actor: Actor, nomination: Nomination) -> Said:
    """The wishes and circumstances of a nominee, for whoever may read them."""
    may_read = holds(actor, Capability.READ_CIRCUMSTANCES, nomination.pk)
    wishes = None
    if holds(actor, Capability.READ_WISHES, nomination.pk):
        rows = Wish.objects.permitted(actor, Capability.READ_WISHES).filter(nomination=nomination)
        wishes = list(rows.select_related("post__host_unit").order_by("rank"))
    own = Circumstances.objects.permitted(actor, Capability.READ_CIRCUMSTANCES)
    circumstances = own.filter(nomination=nomination).first() if may_read else None
    return Said(wishes, circumstances, may_read)


def own_wishes(actor: Actor, pk: int) -> Nomination:
    """The nomination of oneself; 404 for all others, and before it is submitted."""
    rows = Nomination.objects.permitted(actor, Capability.STATE_WISHES)
    row = rows.select_related("intake__policy", "home_organisation").one(pk)
    if row.submitted_on is None:
        raise Http404
    return row


def wishes_to_state(actor: Actor, today: date) -> NominationQuerySet:
    """One's own nomination while wishes are taken and none has been stated."""
    own = Nomination.objects.permitted(actor, Capability.STATE_WISHES)
    waiting = own.filter(state__in=PUT_FORWARD, wishes=None, intake__wishes_until__gte=today)
    return waiting.select_related("intake")


def wishes_closed(row: Nomination, today: date) -> list[Finding]:
    """Why a nominee may not state wishes now; nothing while he may."""
    now = stage(row.intake, today)
    return list(check_wishes_open(timetable(row.intake), now, today, state=row.state))


def ranking_closed(post: Post, today: date) -> list[Finding]:
    """Why candidates for a post are not ranked now; nothing while they are."""
    is_open = post.state == PostState.APPROVED
    return list(check_ranking_open(stage(post.intake, today), is_open=is_open))


def kept_wishes(row: Nomination) -> Kept:
    """What a nominee said before, for him who says it again."""
    chosen = dict(Wish.objects.filter(nomination=row).values_list("rank", "post_id"))
    own = Circumstances.objects.filter(nomination=row).first()
    return Kept(
        {
            **{f"wish_{rank}": chosen.get(rank, "") for rank in range(1, most_wishes(row) + 1)},
            "family": own.family if own else "",
            "health": own.health if own else "",
        }
    )


def most_wishes(row: Nomination) -> int:
    """How many wishes the policy lets a nominee state."""
    policy = pack_of(row.intake.policy).selection
    return policy.wishes if policy else 0


def post_to_rank(actor: Actor, pk: int) -> Post:
    """The post for which the actor's unit may rank candidates; 404 for all others."""
    rows = Post.objects.permitted(actor, Capability.RANK_CANDIDATES)
    row = rows.select_related("intake__policy", "host_unit").one(pk)
    policy = pack_of(row.intake.policy).selection
    if policy is None or policy.host_ranking is None or row.state != "approved":
        raise Http404
    return row


def candidates(post: Post, today: date) -> list[Shown]:
    """Who may be ranked for a post: reviewed by county or city, seen as far as the policy shows.

    ``post`` was reached by permission; the best fit first where it is shown, else by name.
    """
    pack = pack_of(post.intake.policy)
    policy = pack.selection
    if policy is None or policy.host_ranking is None:
        return []
    rows = list(
        Nomination.objects.filter(intake=post.intake_id, state__in=REVIEWED)
        .exclude(home_organisation=post.host_unit_id)
        .select_related("person", "home_organisation")
    )
    records, sees = records_of(rows), policy.host_ranking.sees
    told = _told(rows) if "experience" in sees else {}
    ranks = dict(CandidateRank.objects.filter(post=post).values_list("nomination_id", "rank"))
    offered = Offered(post.category, frozenset(post.teaches), frozenset(post.fields))
    shown = []
    for row in rows:
        put = put_of(pack, row, records[row.person_id])
        way = direction(row.home_organisation.level, post.host_unit.level)
        score = fit(policy, put, offered, direction=way).score if "fit" in sees else None
        everything = _everything(row, told.get(row.person_id, ""), today)
        values = {name: everything[name] for name in sees if name in everything}
        shown.append(Shown(row.pk, values, score, ranks.get(row.pk, 0)))
    return sorted(shown, key=lambda each: -(each.score or 0))


def _everything(row: Nomination, experience: str, today: date) -> dict[str, str]:
    person = row.person
    age = age_at(person.birth_month, today) if person.birth_month else None
    return {
        "name": person.name,
        "sex": str(person.get_sex_display()),
        "age": "" if age is None else str(age),
        "education": f"{person.later_education or person.education}"
        f"{person.later_degree or person.degree}",
        "home": f"{row.home_organisation.name}{row.home_post}",
        "speciality": person.speciality,
        "experience": experience,
    }


def headings(sees: Iterable[str]) -> list["str | Promise"]:
    """What the columns of a list of candidates are called, in the order of their cells."""
    order = [*(each for each in sees if each != "fit"), *(each for each in sees if each == "fit")]
    return [COLUMNS[each] for each in order]


def _told(rows: list[Nomination]) -> dict[int, str]:
    """The last line of each résumé."""
    lines = ResumeEntry.objects.filter(person__in=[row.person_id for row in rows])
    return dict(lines.order_by("start", "pk").values_list("person_id", "text"))
