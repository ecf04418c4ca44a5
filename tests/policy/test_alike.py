"""Deriving for many alike gives each what deriving for him alone gives."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from guazhi.policy import Alike, Happening, Party, SecondmentFacts, derive, load_calendar, named
from guazhi.policy.calendar import WorkCalendar

PACKS = {name: named(name) for name in ("speech", "strict")}
CALENDAR: WorkCalendar = load_calendar()
ALIKE = Alike(CALENDAR)
OWNERS = st.fixed_dictionaries(
    {party: st.lists(st.integers(1, 40), max_size=2, unique=True).map(tuple) for party in Party}
)
HAPPENINGS = st.lists(
    st.builds(
        Happening,
        kind=st.sampled_from(["difficulty_raised", "home_request_made"]),
        id=st.integers(1, 9),
        day=st.dates(date(2026, 3, 1), date(2026, 9, 1)),
        party=st.sampled_from([Party.HOST, Party.CITY]),
        owner=st.integers(1, 40),
    ),
    max_size=2,
).map(tuple)


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(PACKS)),
    category=st.sampled_from(["county_assistant", "township", "city_organ", "enterprise"]),
    start=st.sampled_from([date(2026, 3, 1), date(2026, 3, 31), date(2026, 9, 1)]),
    months=st.integers(1, 24),
    owners=OWNERS,
    happenings=st.one_of(st.just(()), HAPPENINGS),
)
def test_what_was_remembered_is_what_is_derived(
    *,
    name: str,
    category: str,
    start: date,
    months: int,
    owners: dict[Party, tuple[int, ...]],
    happenings: tuple[Happening, ...],
) -> None:
    end = date(
        start.year + (start.month + months - 1) // 12, (start.month + months - 1) % 12 + 1, 1
    )
    facts = SecondmentFacts(7, category, start, end, owners, happenings)

    alone = derive(facts, PACKS[name], CALENDAR)
    remembered = [ALIKE.derive(facts, PACKS[name], name) for _time in range(2)]

    assert [sorted(dues, key=lambda due: (due.due, due.opens, due.key)) for dues in remembered] == [
        list(alone)
    ] * 2
