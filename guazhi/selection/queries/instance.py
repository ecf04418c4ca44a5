"""The people, posts and pairs of an intake as plain data for the solver, each score explained.

Ids there are the numbers of nominations and posts, as text.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.organisations.rules import direction
from guazhi.people.models import ResumeEntry
from guazhi.policy import Pack
from guazhi.policy.drafting import experiences
from guazhi.programmes.models import Intake, Post
from guazhi.programmes.queries import pack_of
from guazhi.programmes.rules import PostState
from guazhi.secondments.models import DIRECTIONS
from guazhi.selection.models import CandidateRank, Nomination, Wish
from guazhi.selection.placement.tables import Named, NamedPair, Tables, tables_of
from guazhi.selection.rules.fit import Fit, Offered, Put, fields_of, fit, lacking
from guazhi.selection.rules.nominations import NominationState
from guazhi.web.words import in_language

PLAIN = Fit(())


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to be placed: the nomination, and what rules and the fit ask of the person."""

    nomination: Nomination
    put: Put

    @property
    def id(self) -> str:
        """The person's id for the solver."""
        return str(self.nomination.pk)

    def named(self) -> Named:
        """The person for the solver, with the columns that rules may count by."""
        row = self.nomination
        columns = {
            "name": row.person.name,
            "sex": row.person.sex,
            "ethnic_group": row.person.ethnic_group,
            "cadre_category": row.person.cadre_category,
            "category": row.category,
            "home": row.home_organisation.name,
            "home_county": row.home_county.name if row.home_county else "",
            "home_level": row.home_organisation.level,
        }
        return Named(self.id, columns)


@dataclass(frozen=True, slots=True)
class Offer:
    """A post to be filled, with what the fit asks of it."""

    post: Post
    offered: Offered

    @property
    def id(self) -> str:
        """The post's id for the solver."""
        return str(self.post.pk)

    def named(self) -> Named:
        """The post for the solver, with the columns that rules may count by."""
        host = self.post.host_unit
        columns = {
            "title": self.post.title,
            "host": host.name,
            "county": host.county.name if host.county else "",
            "category": self.post.category,
            "kind": host.host_kind,
            "team": f"{host.pk}:{self.post.team}",
        }
        return Named(self.id, columns, self.post.places)


@dataclass(frozen=True, slots=True)
class PairFit:
    """A person and a post by their ids: the fit, and the rank of the wish, 0 for none."""

    person: str
    post: str
    fit: Fit
    wish: int = 0


@dataclass(frozen=True, slots=True)
class InstanceData:
    """All that is placed: who, where, and how well each pair fits; in order of the ids."""

    intake: Intake
    pack: Pack
    candidates: Mapping[str, Candidate]
    offers: Mapping[str, Offer]
    pairs: Mapping[tuple[str, str], PairFit]
    caps: Mapping[str, int] = field(default_factory=dict)

    @property
    def people(self) -> list[Named]:
        """The people for ``tables_of``."""
        return [candidate.named() for candidate in self.candidates.values()]

    @property
    def posts(self) -> list[Named]:
        """The posts for ``tables_of``."""
        return [offer.named() for offer in self.offers.values()]

    def tables(self, blocked: Iterable[tuple[str, str]] = ()) -> Tables:
        """The tables that the solver takes, without the pairs that something rules out."""
        out = set(blocked)
        pairs = [
            NamedPair(pair.person, pair.post, pair.fit.score, pair.wish)
            for key, pair in self.pairs.items()
            if key not in out
        ]
        return tables_of(self.people, self.posts, pairs)


def instance_of(actor: Actor, intake: Intake) -> InstanceData:
    """Everybody received whom the actor may place, every approved post, and all their pairs.

    ``intake`` was reached by permission. ``caps`` limits leadership teams by the column ``team``.
    The home organisation is no host; all else that rules a pair out is for the checks.
    """
    pack = pack_of(intake.policy)
    people = _candidates(actor, intake, pack)
    posts = _offers(intake)
    wishes = _ranks(
        Wish.objects.permitted(actor, Capability.READ_WISHES)
        .filter(nomination__intake=intake)
        .values_list("nomination_id", "post_id", "rank")
    )
    wanted = _ranks(
        CandidateRank.objects.permitted(actor, Capability.VIEW_POST)
        .filter(post__intake=intake)
        .values_list("nomination_id", "post_id", "rank")
    )
    pairs = {}
    for person in people:
        for post in posts:
            row, host = person.nomination, post.post.host_unit
            if row.home_organisation_id == host.pk:
                continue
            key = (row.pk, post.post.pk)
            pairs[person.id, post.id] = PairFit(
                person.id,
                post.id,
                _fit(pack, person, post, wanted.get(key, 0)),
                wishes.get(key, 0),
            )
    return InstanceData(
        intake=intake,
        pack=pack,
        candidates={person.id: person for person in people},
        offers={post.id: post for post in posts},
        pairs=pairs,
        caps=_caps(posts),
    )


def _fit(pack: Pack, person: Candidate, post: Offer, host_rank: int) -> Fit:
    if pack.selection is None:
        return PLAIN
    home, host = person.nomination.home_organisation, post.post.host_unit
    way = direction(home.level, host.level)
    return fit(pack.selection, person.put, post.offered, direction=way, host_rank=host_rank)


def _candidates(actor: Actor, intake: Intake, pack: Pack) -> list[Candidate]:
    rows = list(
        Nomination.objects.permitted(actor, Capability.READ_WISHES)
        .filter(intake=intake, state=NominationState.RECEIVED.value)
        .select_related("person", "home_organisation", "home_county")
        .order_by("pk")
    )
    records = records_of(rows)
    return [Candidate(row, put_of(pack, row, records[row.person_id])) for row in rows]


def put_of(pack: Pack, row: Nomination, record: Iterable[str]) -> Put:
    """What of a nominee matters for the fit."""
    told = list(record)
    fields = fields_of(pack.selection, told) if pack.selection else frozenset()
    return Put(row.category, lacking(pack, told), fields)


def records_of(rows: Iterable[Nomination]) -> dict[int, list[str]]:
    """What the cadre record of each nominee says of experience, by the person."""
    texts: dict[int, list[str]] = {}
    for row in rows:
        person = row.person
        texts[person.pk] = [
            f"{row.home_organisation.name} {row.home_post}",
            person.speciality,
            person.professional_title,
            person.school,
            person.later_school,
        ]
    lines = ResumeEntry.objects.filter(person__in=list(texts)).order_by("start", "pk")
    for person_id, text in lines.values_list("person_id", "text"):
        texts[person_id].append(text)
    return texts


def _offers(intake: Intake) -> list[Offer]:
    rows = Post.objects.filter(intake=intake, state=PostState.APPROVED.value)
    return [
        Offer(row, Offered(row.category, frozenset(row.teaches), frozenset(row.fields)))
        for row in rows.select_related("host_unit__county").order_by("pk")
    ]


def _ranks(rows: Iterable[tuple[int, int, int]]) -> dict[tuple[int, int], int]:
    return {(nomination, post): rank for nomination, post, rank in rows}


def _caps(offers: Iterable[Offer]) -> dict[str, int]:
    """The most secondees of each leadership team, the strictest where its posts differ."""
    found: dict[str, list[int]] = defaultdict(list)
    for offer in offers:
        if offer.post.team_cap is not None:
            found[f"{offer.post.host_unit_id}:{offer.post.team}"].append(offer.post.team_cap)
    return {team: min(caps) for team, caps in found.items()}


@dataclass(frozen=True, slots=True)
class FitWords:
    """A line of a fit in words: the part, what was met, and the sum."""

    part: str
    met: str
    sum: str


PARTS = {
    "experience": _("Experience lacked and taught"),
    "field": _("Lines of work"),
    "level": _("Level of the unit"),
    "category": _("Post category nominated for"),
    "host": _("Ranking by the host"),
}


def fit_words(pack: Pack, found: Fit) -> list[FitWords]:
    """The arithmetic of a fit, line by line, in the language of the reader."""
    named = {code: in_language(words) for code, words in experiences(pack).items()}
    if pack.selection is not None:
        named |= {code: in_language(each.names) for code, each in pack.selection.fields.items()}
    named |= {code: in_language(each.names) for code, each in pack.categories.items()}
    named |= {code: str(words) for code, words in DIRECTIONS.items()}
    return [
        FitWords(
            str(PARTS[line.part]),
            "、".join(named.get(code, code) for code in line.codes),
            f"{line.most} × {line.met}/{line.asked} = {line.got}" if line.asked else "0",
        )
        for line in found.lines
    ]


def best_fits(actor: Actor, row: Nomination, most: int = 5) -> list[tuple[Post, Fit]]:
    """The posts that fit a nominee best, each with its points; for whom may read wishes."""
    allowed = Nomination.objects.permitted(actor, Capability.READ_WISHES)
    pack = pack_of(row.intake.policy)
    if pack.selection is None or not allowed.filter(pk=row.pk).exists():
        return []
    person = Candidate(row, put_of(pack, row, records_of([row])[row.person_id]))
    found = [
        (post.post, _fit(pack, person, post, 0))
        for post in _offers(row.intake)
        if post.post.host_unit_id != row.home_organisation_id
    ]
    return sorted(found, key=lambda each: (-each[1].score, each[0].pk))[:most]
