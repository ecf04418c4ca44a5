"""What a talk must have heard of."""

from collections.abc import Collection, Iterator, Mapping

from guazhi.policy.findings import Finding
from guazhi.policy.pack import Topic
from guazhi.policy.ticks import check_ticks

HEARD = ("thought", "work")  # what a talk must have heard of (S2.1.12)


def check_heard(
    texts: Mapping[str, str], topics: Collection[str], known: Mapping[str, Topic]
) -> Iterator[Finding]:
    """Findings unless thought and work were each heard of, in words or by a topic (S2.1.12).

    ``known`` are the topics of the policy; no two that are ticked contradict each other.
    """
    yield from check_ticks(topics, known, "S2.1.12")
    ticked = {known[topic].aspect for topic in topics if topic in known}
    for field in HEARD:
        if not texts[field].strip() and field not in ticked:
            yield Finding("aspect_not_heard", clause="S2.1.12", field=f"topics_{field}")


def check_opinions(opinions: Collection[str], none_raised: bool | None) -> Iterator[Finding]:
    """A finding when opinions are there and "none" is said, or neither; None asks nothing."""
    if none_raised is not None and none_raised == bool(opinions):
        code = "opinions_and_none" if opinions else "opinions_not_asked"
        yield Finding(code, clause="S2.1.11", field="opinions")
