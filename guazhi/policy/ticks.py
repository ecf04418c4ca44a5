"""Topics that are ticked instead of written: known to the policy, and not against each other."""

from collections.abc import Collection, Iterator, Mapping

from guazhi.policy.findings import Finding
from guazhi.policy.pack import Topic


def check_ticks(
    ticked: Collection[str], known: Mapping[str, Topic], clause: str = "", behind: str = ""
) -> Iterator[Finding]:
    """Findings against what is ticked together of one person, or of all.

    ``behind`` stands behind the names of the fields that ask about one of several persons.
    """
    for topic in ticked:
        if topic not in known:
            yield Finding("choice_unknown", params={"choice": topic}, field="topics")
    for one, other in _against(ticked, known):
        params = {"one": known[one].names, "other": known[other].names}
        name = f"topics_{known[other].aspect}{behind}"
        yield Finding("ticks_contradict", params=params, clause=clause, field=name)


def _against(ticked: Collection[str], known: Mapping[str, Topic]) -> Iterator[tuple[str, str]]:
    """Each pair of ticks of which one excludes the other, once, as they stand in the policy."""
    there = [topic for topic in known if topic in ticked]
    for place, one in enumerate(there):
        for other in there[place + 1 :]:
            if other in known[one].excludes or one in known[other].excludes:
                yield one, other
