"""Supply and demand of an intake: places offered beside people put forward, by what divides them.

A figure of people counts those put forward and not declined, as far as the actor sees them.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guazhi.access.actor import Actor, Capability
from guazhi.organisations.models import KINDS
from guazhi.people.rules.levels import rank_level
from guazhi.policy import Pack
from guazhi.policy.drafting import experiences
from guazhi.policy.eligibility_words import word
from guazhi.policy.vocabulary import RANKS
from guazhi.programmes.models import Intake, Post
from guazhi.programmes.queries import category_ranks, open_posts, pack_of
from guazhi.selection.models import Nomination, Wish
from guazhi.selection.queries.instance import records_of
from guazhi.selection.queries.nominations import nominations
from guazhi.selection.rules.fit import lacking
from guazhi.selection.rules.nominations import PUT_FORWARD
from guazhi.web.words import in_language, reading

HOST_KINDS = ("county", "township", "city", "enterprise")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the balance: what is offered and who there is; ``key`` finds them in the lists."""

    key: str
    words: str
    posts: int
    places: int
    people: int

    @property
    def lack(self) -> int:
        """Places that are missing; negative where there are more than people."""
        return self.people - self.places

    @property
    def over(self) -> int:
        """People who are missing."""
        return -self.lack

    @property
    def is_empty(self) -> bool:
        """Whether one side has nobody or nothing at all."""
        return not self.places or not self.people


@dataclass(frozen=True, slots=True)
class Wished:
    """A post with the wishes for it: first ones, and all."""

    post: Post
    first: int
    all: int

    @property
    def is_over(self) -> bool:
        """Whether more people have it as their first wish than it has places."""
        return self.first > self.post.places


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of an intake."""

    kinds: list[Line]
    counties: list[Line]
    ranks: list[Line]
    experiences: list[Line]
    over: list[Wished]
    under: list[Wished]
    has_wishes: bool
    posts: int
    places: int
    people: int

    @property
    def empty(self) -> list[Line]:
        """The lines on which one side is empty, which a note has to explain (S1.3.3)."""
        return [line for line in (*self.kinds, *self.experiences) if line.is_empty]


def balance(actor: Actor, intake: Intake) -> Balance:
    """Places and people of an intake, reached by permission."""
    pack = pack_of(intake.policy)
    posts = list(open_posts(intake))
    people = list(
        nominations(actor, intake).filter(state__in=PUT_FORWARD).select_related("intake__policy")
    )
    wished = _wished(actor, intake, posts)
    has_wishes = any(each.all for each in wished)
    return Balance(
        kinds=_kinds(pack, posts, people),
        counties=_counties(posts, people),
        ranks=_ranks(pack, posts, people),
        experiences=_experiences(pack, posts, people),
        over=sorted((each for each in wished if each.is_over), key=lambda each: -each.first),
        under=[each for each in wished if has_wishes and not each.all],
        has_wishes=has_wishes,
        posts=len(posts),
        places=sum(post.places for post in posts),
        people=len(people),
    )


def _kinds(pack: Pack, posts: list[Post], people: list[Nomination]) -> list[Line]:
    kind_of = {key: category.host_levels[0] for key, category in pack.categories.items()}
    wanted = Counter(kind_of.get(row.category, "") for row in people)
    return [
        _line(
            kind,
            _("City organ") if kind == "city" else str(KINDS[kind]),
            [post for post in posts if post.host_unit.host_kind == kind],
            wanted[kind],
        )
        for kind in HOST_KINDS
    ]


def _counties(posts: list[Post], people: list[Nomination]) -> list[Line]:
    areas = (
        *(post.host_unit.county for post in posts),
        *(row.home_county for row in people),
    )
    named = {unit.pk: unit.name for unit in areas if unit}
    sent = Counter(row.home_county_id for row in people)
    city = [post for post in posts if not post.host_unit.county_id]
    return [
        _line("0", _("At the city"), city, sent[None]),
        *(
            _line(
                str(pk),
                name,
                [post for post in posts if post.host_unit.county_id == pk],
                sent[pk],
            )
            for pk, name in sorted(named.items())
        ),
    ]


def _ranks(pack: Pack, posts: list[Post], people: list[Nomination]) -> list[Line]:
    """Posts by their own rank or that of their category, beside people of that rank."""
    usual = category_ranks(pack)
    own = Counter(rank_level(row.person.rank) for row in people)
    rank_of = {post.pk: post.rank or usual.get(post.category, "") for post in posts}
    lines = (
        _line(
            rank, word(rank, reading()), [post for post in posts if rank_of[post.pk] == rank],
            own[rank],
        )
        for rank in RANKS
    )  # fmt: skip
    return [line for line in lines if line.posts or line.people]


def _experiences(pack: Pack, posts: list[Post], people: list[Nomination]) -> list[Line]:
    records = records_of(people)
    lack = Counter(code for row in people for code in lacking(pack, records[row.person_id]))
    return [
        _line(
            code,
            in_language(words),
            [post for post in posts if code in post.teaches],
            lack[code],
        )
        for code, words in experiences(pack).items()
    ]


def _line(key: str, words: str, posts: list[Post], people: int) -> Line:
    return Line(key, words, len(posts), sum(post.places for post in posts), people)


def _wished(actor: Actor, intake: Intake, posts: list[Post]) -> list[Wished]:
    rows = Wish.objects.permitted(actor, Capability.READ_WISHES).filter(
        nomination__intake=intake, nomination__state__in=PUT_FORWARD
    )
    first: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for post, rank in rows.values_list("post_id", "rank"):
        every[post] += 1
        first[post] += rank == 1
    return [Wished(post, first[post.pk], every[post.pk]) for post in posts]
