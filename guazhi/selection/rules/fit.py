"""How well a person fits a post: points out of a hundred, told line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guazhi.policy.drafting import shows
from guazhi.policy.pack import Pack
from guazhi.policy.selecting import SelectionPolicy

WHOLE = 100
DIRECTIONS = ("down", "up", "across")


@dataclass(frozen=True, slots=True)
class Offered:
    """What of a post matters for the fit."""

    category: str
    teaches: frozenset[str]
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Put:
    """What of a person matters for the fit: experience lacked, lines of work, category wished."""

    category: str
    lacks: frozenset[str]
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class FitLine:
    """One part of a fit: ``got`` of ``most`` points, because ``met`` of ``asked`` hold.

    ``codes`` are what was met: experiences, lines of work, a direction, a category, a rank.
    """

    part: str
    got: int
    most: int
    met: int
    asked: int
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """The fit of a person and a post."""

    lines: tuple[FitLine, ...]

    @property
    def score(self) -> int:
        """The points of all lines together."""
        return sum(line.got for line in self.lines)


def fit(
    policy: SelectionPolicy, person: Put, post: Offered, *, direction: str, host_rank: int = 0
) -> Fit:
    """The fit of ``person`` and ``post``, each part rounded half up to whole points.

    A post that teaches nothing brings no points for experience; one that asks for no line of work
    brings none for it either, so that saying what a post is about is worth while.
    """
    return Fit(tuple(_lines(policy, person, post, direction, host_rank)))


def _lines(
    policy: SelectionPolicy, person: Put, post: Offered, direction: str, host_rank: int
) -> Iterator[FitLine]:
    weights = policy.fit
    taught = tuple(sorted(post.teaches & person.lacks))
    yield _line("experience", weights.experience, len(taught), len(post.teaches), taught)
    shared = tuple(sorted(post.fields & person.fields))
    yield _line("field", weights.field, len(shared), len(post.fields), shared)
    share = getattr(policy.levels, direction)
    yield _line("level", weights.level, share, WHOLE, (direction,))
    is_wished = bool(person.category) and person.category == post.category
    codes = (post.category,) if is_wished else ()
    yield _line("category", weights.category, int(is_wished), 1, codes)
    most = policy.host_ranking.most if policy.host_ranking else 0
    if most:
        steps = max(most + 1 - host_rank, 0) if host_rank else 0
        yield _line("host", weights.host, steps, most, (str(host_rank),) if host_rank else ())


def _line(part: str, most: int, met: int, asked: int, codes: tuple[str, ...]) -> FitLine:
    got = (2 * most * met + asked) // (2 * asked) if asked else 0
    return FitLine(part, got, most, met, asked, codes)


def lacking(pack: Pack, record: Iterable[str]) -> frozenset[str]:
    """The experiences that a cadre record does not show."""
    told = list(record)
    lines = pack.plan.lines if pack.plan else {}
    return frozenset(code for code, line in lines.items() if line.seen_in and not shows(line, told))


def fields_of(policy: SelectionPolicy, record: Iterable[str]) -> frozenset[str]:
    """The lines of work that a cadre record shows somebody at home in."""
    told = list(record)
    return frozenset(
        code
        for code, field in policy.fields.items()
        if any(word in text for text in told for word in field.seen_in)
    )


def usually_taught(pack: Pack, category: str) -> tuple[str, ...]:
    """The experiences that posts of a category usually teach, by the lines of the plan."""
    lines = pack.plan.lines if pack.plan else {}
    return tuple(
        code
        for code, line in lines.items()
        if line.seen_in and (not line.categories or category in line.categories)
    )
