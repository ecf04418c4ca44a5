"""A counted poll in words and figures, with its arithmetic, wherever a page shows it."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from guazhi.assessments.queries import Tally
from guazhi.assessments.rules import Share
from guazhi.programmes.queries import pack_of
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.secondments.models import Secondment


def shown(tally: Tally, secondment: "Secondment") -> dict[str, Any]:
    """The count with its arithmetic, in words and figures."""
    pack = pack_of(secondment.policy)
    assert pack.ballot is not None
    grades = {grade.id: in_language(grade.names) for grade in pack.assessment.grades}
    asks = {key: in_language(named.names) for key, named in pack.ballot.asks.items()}
    groups = {key: in_language(group.names) for key, group in pack.ballot.groups.items()}
    count = tally.count
    shares = [_share(share, grades, asks, groups, count.points) for share in count.shares]
    steps = " + ".join(f"{share.weight} × {exactly(share.score)}" for share in count.shares)
    return {
        "is_true": tally.is_true,
        "poll": tally.poll,
        "count": count,
        "grades": [(name, count.points[key]) for key, name in grades.items()],
        "shares": shares,
        "sum": f"({steps}) ÷ {count.weight} = {two(count.score)}",
        "score": two(count.score),
    }


def _share(
    share: Share,
    grades: Mapping[str, str],
    asks: Mapping[str, str],
    groups: Mapping[str, str],
    points: Mapping[str, int],
) -> dict[str, Any]:
    return {
        "name": "、".join(groups[key] for key in share.groups),
        "is_joined": len(share.groups) > 1,
        "share": share,
        "score": two(share.score),
        "lines": [
            {
                "ask": asks[line.ask],
                "counts": [
                    (line.counts[key], percent(line.counts[key], share.used)) for key in grades
                ],
                "sum": " + ".join(
                    f"{line.counts[key]} × {points[key]}" for key in grades if line.counts[key]
                ),
                "mean": two(line.mean),
            }
            for line in share.lines
        ],
    }


def two(figure: Fraction) -> str:
    """A figure with two decimals, half rounded up."""
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def exactly(figure: Fraction) -> str:
    """A figure to go on counting with: four decimals, without noughts at the end."""
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    text = str(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))
    return text.rstrip("0").rstrip(".")


def percent(part: int, whole: int) -> str:
    """A part of a whole, in whole per cent."""
    return f"{Fraction(100 * part, whole).__round__()}%"
