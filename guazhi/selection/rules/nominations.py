"""The life of a nomination: written by the home organisation, reviewed by county and city."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding, check_words
from guazhi.programmes.rules import Stage, Timetable, closed, last_day


class NominationState(StrEnum):
    """How far a nomination has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ENDORSED = "endorsed"
    RECEIVED = "received"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What was done with a nomination."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    ENDORSED = "endorsed"
    RECEIVED = "received"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


N = NominationState
WRITTEN = (N.DRAFT.value, N.RETURNED.value)
OVER = (N.DECLINED.value, N.WITHDRAWN.value)
LIVE = tuple(state.value for state in N if state.value not in OVER)
REVIEWED = (N.ENDORSED.value, N.RECEIVED.value)
PUT_FORWARD = (N.SUBMITTED.value, N.ENDORSED.value, N.RECEIVED.value)


def reviewer(*, state: str, has_county: bool) -> str:
    """Whose turn it is: the county that sends, the city, or nobody's."""
    if state == N.SUBMITTED:
        return "county" if has_county else "city"
    return "city" if state == N.ENDORSED else ""


def check_open(table: Timetable, stage: Stage, today: date) -> Iterator[Finding]:
    """A finding, with the days, when nobody may be nominated now, or no longer."""
    start, until = table.nominations_from, table.nominations_until
    if stage is not Stage.NOMINATIONS or (until is not None and today > until):
        yield closed("nominations", "S3.0.2", start, until, today)


def check_nominee(*, is_ours: bool, is_nominated: bool, is_away: bool) -> Iterator[Finding]:
    """Findings against naming somebody: not ours, named before, or on secondment."""
    if not is_ours:
        yield Finding("nominee_not_ours", field="person")
    if is_nominated:
        yield Finding("nominated_twice", clause="S3.0.2", field="person")
    if is_away:
        yield Finding("nominee_on_secondment", clause="S3.0.2", field="person")


def check_quota(*, wanted: int, quota: int | None) -> Iterator[Finding]:
    """A finding when a unit would put forward more people than it may."""
    if quota is not None and wanted > quota:
        yield Finding("quota_reached", params={"quota": quota})


def check_form(
    *,
    category: str,
    known: Iterable[str],
    has_earlier: bool,
    considered: bool | None,
    how_considered: str,
    **texts: str,
) -> Iterator[Finding]:
    """Findings against a form that is submitted: what it has to say (S2.2.15 for earlier terms)."""
    if category not in set(known):
        yield Finding("category_unknown", field="category")
    yield from check_words("S3.0.2", 2, **texts)
    if has_earlier:
        if considered is None:
            yield Finding("earlier_result_open", clause="S2.2.15", field="considered")
        yield from check_words("S2.2.15", 4, how_considered=how_considered)


def check_turn(*, state: str, has_county: bool, party: str) -> Iterator[Finding]:
    """A finding when it is not this party's turn to answer."""
    if reviewer(state=state, has_county=has_county) != party:
        yield Finding("nomination_not_yours_now")


def check_answer(*, step: str, words: str, yes: Step) -> Iterator[Finding]:
    """Findings against an answer: none that this party gives, or a no without its reason."""
    if step not in (yes, Step.RETURNED, Step.DECLINED):
        yield Finding("answer_unknown", field="step")
    elif step != yes:
        yield from check_words("", 2, words=words)


def check_written(*, state: str) -> Iterator[Finding]:
    """A finding when the form is no longer its writer's."""
    if state not in WRITTEN:
        yield Finding("nomination_not_open")


def check_withdrawal(*, state: str, stage: Stage, reason: str) -> Iterator[Finding]:
    """Findings against taking a nomination back: over, decided on, or without a reason."""
    if state in OVER:
        yield Finding("nomination_over")
    if stage in (Stage.DECIDED, Stage.RUNNING, Stage.ENDED):
        yield Finding("intake_decided")
    yield from check_words("", 2, reason=reason)


def check_wishes_open(
    table: Timetable, stage: Stage, today: date, *, state: str
) -> Iterator[Finding]:
    """A finding when wishes are not taken now, or not with such a nomination."""
    if stage is not Stage.NOMINATIONS:
        yield closed("wishes", "S3.0.2", table.nominations_from, last_day(table), today)
    elif state not in PUT_FORWARD:
        yield Finding("wishes_not_open")


def check_wishes(*, chosen: list[int], known: Iterable[int], most: int) -> Iterator[Finding]:
    """Findings against ranked wishes: too many, one twice, or a post not on offer."""
    if len(chosen) > most:
        yield Finding("wishes_too_many", params={"most": most})
    if len(set(chosen)) < len(chosen):
        yield Finding("wish_twice")
    if set(chosen) - set(known):
        yield Finding("wish_unknown")


def check_ranking_open(stage: Stage, *, is_open: bool) -> Iterator[Finding]:
    """A finding when candidates for a post are not ranked now; ``is_open`` is the approved post."""
    if not is_open or stage not in (Stage.NOMINATIONS, Stage.PLACING):
        yield Finding("ranking_not_open")


def check_ranks(
    *, stage: Stage, is_open: bool, chosen: list[int], known: Iterable[int], most: int
) -> Iterator[Finding]:
    """Findings against a host's ranking: not its to say, too many, one twice, no candidate."""
    if most == 0:
        yield Finding("ranking_not_foreseen")
        return
    yield from check_ranking_open(stage, is_open=is_open)
    if len(chosen) > most:
        yield Finding("ranks_too_many", params={"most": most})
    if len(set(chosen)) < len(chosen):
        yield Finding("rank_twice")
    if set(chosen) - set(known):
        yield Finding("rank_unknown")
