"""What may be wrong in a pack though each value by itself is right."""

from collections.abc import Iterator, Mapping
from string import Formatter

from guazhi.policy import vocabulary
from guazhi.policy.entries import Cited, Words
from guazhi.policy.errors import Place
from guazhi.policy.leave import LeavePolicy, Questioned
from guazhi.policy.pack import (
    BallotForm,
    Category,
    Course,
    Notices,
    Obligation,
    Parameter,
    PlanLine,
    PlanTemplate,
    Readiness,
    Ready,
    TalkForm,
)
from guazhi.policy.timing import After

# place, code, what is allowed, what was found
Fault = tuple[Place, str, tuple[str, ...], str]
KINDS: Mapping[type[float], tuple[str, ...]] = {
    bool: ("true", "false"),
    int: ("whole number",),
    float: ("number",),
}


WHOLE = 100
SMALLEST = 3  # of two, each knows what the other ticked
CitedEntry = (
    Cited | Parameter | Ready | Readiness | PlanLine | PlanTemplate | LeavePolicy | Questioned
)


def cited(place: Place, entry: CitedEntry) -> Iterator[Fault]:
    if not entry.clause and entry.source is None:
        yield place, "no_citation", ("clause", "source"), ""


def categories(entries: Mapping[str, Category]) -> Iterator[Fault]:
    """Faults of categories: citation, term, posts named twice."""
    seen: set[str] = set()
    for key, category in entries.items():
        place = ("categories", key)
        yield from cited(place, category)
        for index, post in enumerate(category.posts):
            if post in seen:
                yield (*place, "posts", index), "post_twice", (), post
            seen.add(post)


def parameter(key: str, entry: Parameter) -> Iterator[Fault]:
    """Faults of a parameter: name, unit, type, bounds, days of its values."""
    place = ("parameters", key)
    yield from cited(place, entry)
    if key not in vocabulary.PARAMETERS:
        yield place, "unknown_parameter", tuple(vocabulary.PARAMETERS), key
        return
    single = entry.value is not None and entry.since is not None
    neither = entry.value is None and entry.since is None
    if not ((single and not entry.values) or (neither and entry.values)):
        yield place, "one_value", ("from + value", "values"), ""
    kind, unit = vocabulary.PARAMETERS[key]
    if entry.unit != unit:
        yield (*place, "unit"), "unknown_value", (unit,), entry.unit
    yield from _values(place, entry, kind, unit)


def _values(place: Place, entry: Parameter, kind: type[float], unit: str) -> Iterator[Fault]:
    seen = set()
    written = [(dated.since, dated.value) for dated in entry.values] or entry.history()
    for index, (since, value) in enumerate(written):
        where = (*place, "values", index, "value") if entry.values else (*place, "value")
        if type(value) is not kind and (kind, type(value)) != (float, int):
            yield where, "wrong_type", KINDS[kind], str(value)
        elif value < 0 or (unit == "share" and value > 1):
            yield where, "out_of_range", ("0 – 1" if unit == "share" else "≥ 0",), str(value)
        if since in seen:
            yield where, "same_day_twice", (), str(since)
        seen.add(since)


def obligation(key: str, entry: Obligation, known: tuple[str, ...]) -> Iterator[Fault]:
    """Faults of an obligation, where the pack knows these categories."""
    place = ("obligations", key)
    yield from cited(place, entry)
    if entry.until is not None and entry.until < entry.since:
        yield (*place, "until"), "dates_order", (f"≥ {entry.since}",), str(entry.until)
    if entry.scope == "happening" and not isinstance(entry.timing, After):
        yield (*place, "timing"), "timing_needs_happening", ("after",), ""
    yield from _owners(place, entry)
    for index, category in enumerate(entry.categories):
        if category not in known:
            yield (*place, "categories", index), "unknown_category", known, category


def _owners(place: Place, entry: Obligation) -> Iterator[Fault]:
    if entry.scope == "happening":
        if entry.owners:
            yield (*place, "owners"), "owner_not_needed", (), ""
    elif not entry.owners:
        yield place, "no_owner", (), ""
    if len({owner.is_person for owner in entry.owners}) > 1:
        yield (*place, "owners"), "mixed_owners", (), ""


def ballot(
    form: BallotForm, parameters: Mapping[str, Parameter], known: tuple[str, ...]
) -> Iterator[Fault]:
    """Faults of the democratic evaluation: citation, weights, and the smallest group.

    The pack holds the ``known`` parameters; those without a fault of their own are at hand.
    """
    place = ("ballot",)
    yield from cited(place, form)
    weights = sum(group.weight for group in form.groups.values())
    if weights != WHOLE:
        yield (*place, "groups"), "weights_not_whole", (str(WHOLE),), str(weights)
    if form.smallest not in known:
        yield (*place, "smallest"), "unknown_parameter", known, form.smallest
    figure = parameters.get(form.smallest)
    for _since, value in figure.history() if figure else ():
        if value < SMALLEST:
            yield (*place, "smallest"), "out_of_range", (f"≥ {SMALLEST}",), str(value)


def talk(form: TalkForm | None) -> Iterator[Fault]:
    """Faults of the topics of a talk: what one excludes is another."""
    topics = form.topics if form else {}
    for key, topic in topics.items():
        for index, other in enumerate(topic.excludes):
            if other == key or other not in topics:
                known = tuple(each for each in topics if each != key)
                yield ("talk", "topics", key, "excludes", index), "unknown_topic", known, other


def notices(entry: Notices) -> Iterator[Fault]:
    """Faults of the table of notices: citation, lines and rungs that stand twice."""
    place = ("notices",)
    if (entry.events or entry.ladder) and not entry.clause and entry.source is None:
        yield place, "no_citation", ("clause", "source"), ""
    told: set[tuple[str, str]] = set()
    for index, line in enumerate(entry.events):
        for who in line.tell:
            if (line.event, who) in told:
                yield (*place, "events", index), "told_twice", (), f"{line.event}: {who}"
            told.add((line.event, who))
    rungs = [(rung.days, rung.tell) for rung in entry.ladder]
    for index, (days, step) in enumerate(rungs):
        if (days, step) in rungs[:index]:
            yield (*place, "ladder", index), "told_twice", (), f"{days}: {step}"


def course(key: str, entry: Course) -> Iterator[Fault]:
    """Faults of a change of course: its kind, its citation, and that a department consents."""
    place = ("changes", key)
    yield from cited(place, entry)
    if key not in vocabulary.CHANGES:
        yield place, "unknown_change", vocabulary.CHANGES, key
    if not set(vocabulary.DEPARTMENTS) & set(entry.consents):
        yield (*place, "consents"), "no_department", vocabulary.DEPARTMENTS, ""
    for index, party in enumerate(entry.consents):
        if party in entry.consents[:index]:
            yield (*place, "consents", index), "consents_twice", (), party


def readiness(entry: Readiness) -> Iterator[Fault]:
    """Faults of what has to be ready: citation, for the gate and for each thing."""
    yield from cited(("readiness",), entry)
    for key, item in entry.items.items():
        yield from cited(("readiness", "items", key), item)


def leave(entry: LeavePolicy | None) -> Iterator[Fault]:
    """Faults of leave: citation, a ladder that rises to an open end, kinds that are unknown."""
    if entry is None:
        return
    yield from cited(("leave",), entry)
    yield from _ladder(entry)
    if entry.questioned is not None:
        yield from cited(("leave", "questioned"), entry.questioned)
        for index, kind in enumerate(entry.questioned.kinds):
            if kind not in entry.kinds:
                where = ("leave", "questioned", "kinds", index)
                yield where, "unknown_leave", tuple(entry.kinds), kind


def _ladder(entry: LeavePolicy) -> Iterator[Fault]:
    last = len(entry.ladder) - 1
    reached = 0
    for index, rung in enumerate(entry.ladder):
        place = ("leave", "ladder", index)
        if (rung.up_to is None) != (index == last):
            yield place, "ladder_open", (), ""
        if rung.up_to is not None:
            if rung.up_to <= reached:
                yield (*place, "up_to"), "ladder_order", (f"> {reached}",), str(rung.up_to)
            reached = rung.up_to
        for at, party in enumerate(rung.consents):
            if party in rung.consents[:at]:
                yield (*place, "consents", at), "consents_twice", (), party


def plan(entry: PlanTemplate, known: tuple[str, ...]) -> Iterator[Fault]:
    """Faults of the plan's template, where the pack knows these categories."""
    yield from cited(("plan",), entry)
    for field in ("goals", "measures"):
        yield from _blanks(("plan", field), getattr(entry, field))
    for key, line in entry.lines.items():
        place = ("plan", "lines", key)
        yield from cited(place, line)
        for field in ("goal", "measure", "milestone"):
            yield from _blanks((*place, field), getattr(line, field))
        for index, category in enumerate(line.categories):
            if category not in known:
                yield (*place, "categories", index), "unknown_category", known, category


def _blanks(place: Place, words: Words) -> Iterator[Fault]:
    for language in ("zh", "en"):
        try:
            blanks = [blank[1:] for blank in Formatter().parse(getattr(words, language))]
        except ValueError:
            yield (*place, language), "unknown_blank", vocabulary.BLANKS, "{"
            continue
        for name, width, conversion in blanks:
            if name is not None and (name not in vocabulary.BLANKS or width or conversion):
                yield (*place, language), "unknown_blank", vocabulary.BLANKS, name
