"""A proposal: its states, and what a change of a line must keep."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from guazhi.policy.findings import Finding, check_words


class ProposalState(StrEnum):
    """How far a proposal has come."""

    DRAFT = "draft"
    DECIDED = "decided"
    CARRIED_OUT = "carried_out"
    DROPPED = "dropped"


class Stage(StrEnum):
    """When a line was changed."""

    PROPOSAL = "proposal"
    MEETING = "meeting"
    PUBLICITY = "publicity"
    AFTER = "after"


LIVE = (ProposalState.DRAFT.value, ProposalState.DECIDED.value)


def check_state(state: str, wanted: ProposalState) -> Iterator[Finding]:
    """A finding unless the proposal is where it must be for this."""
    if state != wanted:
        yield Finding("proposal_not_there", params={"state": f"proposal_{state}"})


def check_places(
    posts: Mapping[int, tuple[str, int]], taken: Iterable[int | None]
) -> Iterator[Finding]:
    """A finding for each post that more people would hold than it has places.

    ``posts`` are titles and free places by id; ``taken`` the post of each person.
    """
    counts: dict[int, int] = {}
    for post in taken:
        if post is not None:
            counts[post] = counts.get(post, 0) + 1
    for post, count in counts.items():
        title, places = posts[post]
        if count > places:
            yield Finding(
                "post_over_its_places",
                params={"post": title, "places": places, "found": count},
                field="post",
            )


def check_change(
    *, before: int | None, after: int | None, reason: str, possible: Iterable[int]
) -> Iterator[Finding]:
    """Findings against sending somebody elsewhere: no reason, no change, or no possible pair."""
    if before == after:
        yield Finding("line_unchanged", field="post")
    if after is not None and after not in set(possible):
        yield Finding("pair_not_possible", field="post")
    yield from check_words("S3.0.3", 2, reason=reason)
