"""Deriving for many whose facts differ in nothing but who owes: once for all of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from guazhi.policy.calendar import WorkCalendar
from guazhi.policy.derive import Due, SecondmentFacts, Shortened, derive
from guazhi.policy.pack import Pack
from guazhi.policy.parties import Party

Shape = tuple[str, str, date, date, Shortened | None, tuple[tuple[Party, int], ...]]
MOST = 512


class Alike:
    """``derive``, remembering what it gave for each shape of facts. Answers in no order."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._shapes: dict[Shape, tuple[Due, ...]] = {}

    def derive(self, facts: SecondmentFacts, pack: Pack, digest: str) -> tuple[Due, ...]:
        """All that is owed under ``pack``, which ``digest`` names."""
        owners = [owner for ids in facts.owners.values() for owner in ids]
        if facts.happenings or facts.moves or facts.stays or len(set(owners)) < len(owners):
            return derive(facts, pack, self._calendar)
        counts = tuple((party, len(ids)) for party, ids in facts.owners.items())
        shape = (digest, facts.category, facts.start, facts.end, facts.shortened, counts)
        known = self._shapes.get(shape)
        if known is None:
            if len(self._shapes) >= MOST:
                self._shapes.clear()
            stand_ins = replace(facts, owners=_numbered(facts.owners))
            known = self._shapes[shape] = derive(stand_ins, pack, self._calendar)
        return tuple(
            Due(
                due.rule,
                due.occurrence,
                due.party,
                owners[due.owner],
                due.opens,
                due.due,
                due.evidence,
                due.clause,
                due.basis,
                due.lapsed,
            )
            for due in known
        )


def _numbered(owners: Mapping[Party, tuple[int, ...]]) -> dict[Party, tuple[int, ...]]:
    """The owners' places in the list of all owners, instead of their ids."""
    places: dict[Party, tuple[int, ...]] = {}
    begin = 0
    for party, ids in owners.items():
        places[party] = tuple(range(begin, begin + len(ids)))
        begin += len(ids)
    return places
