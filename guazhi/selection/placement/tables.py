"""From named people, posts and pairs to an instance; every fault is found at once.

Order never matters: rows are sorted by id before anything is decided.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from guazhi.policy.findings import Finding, refuse_if
from guazhi.selection.placement.groups import Groups, Ints
from guazhi.selection.placement.instance import Aims, Instance, Rule

MOST_SHOWN = 200
MOST_SCORE = 2**31 - 1
MOST_PLACES = 1_000_000
MOST_RANK = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """People or posts as they were listed: ids, the row each stood in, and further columns."""

    ids: tuple[str, ...]
    rows: Ints
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    file: str = ""

    @property
    def index(self) -> dict[str, int]:
        """Where each id stands first."""
        places: dict[str, int] = {}
        for place, name in enumerate(self.ids):
            places.setdefault(name, place)
        return places


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Possible pairs by the places of their people and posts in the lists; -1 is no such place."""

    person: Ints
    post: Ints
    score: Ints
    rank: Ints
    rows: Ints
    file: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everything listed, with the capacity of each post."""

    people: Listed
    posts: Listed
    capacity: Ints
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a post by id, with what rules may ask of it, such as its county."""

    id: str
    columns: Mapping[str, str] = field(default_factory=dict)
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class NamedPair:
    """A post that a person may take: a score, and the rank of the wish, 0 for none."""

    person: str
    post: str
    score: int
    rank: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """What is wanted of a plan, by ids: rules are made once the lists are known."""

    aims: Aims = field(default_factory=Aims)
    pins: Mapping[str, str] = field(default_factory=dict)
    barred: frozenset[tuple[str, str]] = frozenset()


def tables_of(
    people: Iterable[Named], posts: Iterable[Named], pairs: Iterable[NamedPair]
) -> Tables:
    """Tables from named things; Refused when a pair names somebody unknown."""
    first, second = list(people), list(posts)
    who, where = _listed(first), _listed(second)
    persons, places = who.index, where.index
    listed = list(pairs)
    refuse_if(
        Finding(code, params={"row": row, "id": name})
        for row, pair in enumerate(listed, 1)
        for code, name, known in (
            ("place_unknown_person", pair.person, persons),
            ("place_unknown_post", pair.post, places),
        )
        if name not in known
    )
    columns = (
        [persons[pair.person] for pair in listed],
        [places[pair.post] for pair in listed],
        [pair.score for pair in listed],
        [pair.rank for pair in listed],
        range(1, len(listed) + 1),
    )
    person, post, score, rank, rows = (np.array(part, np.int64) for part in columns)
    capacity = np.array([each.capacity for each in second], np.int64)
    return Tables(who, where, capacity, Pairs(person, post, score, rank, rows))


def _listed(named: Sequence[Named]) -> Listed:
    names = sorted({column for each in named for column in each.columns})
    columns = {name: tuple(each.columns.get(name, "") for each in named) for name in names}
    return Listed(tuple(each.id for each in named), np.arange(1, len(named) + 1), columns)


def check_tables(tables: Tables, *, all_matched: bool) -> Iterator[Finding]:
    """What is wrong with the tables, by file and row; the first so many of a kind."""
    people, posts, pairs = tables.people, tables.posts, tables.pairs
    yield from _check_list(people, "place_no_people", "place_duplicate_person")
    yield from _check_list(posts, "place_no_posts", "place_duplicate_post")
    wrong = (tables.capacity < 0) | (tables.capacity > MOST_PLACES)
    yield from few(
        _at(
            posts.file, posts.rows[place], "place_capacity_wrong", found=int(tables.capacity[place])
        )
        for place in np.flatnonzero(wrong).tolist()
    )
    if not len(pairs.rows):
        yield _at(pairs.file, 0, "place_no_pairs")
    yield from few(
        _at(pairs.file, pairs.rows[at], "place_score_overflow", found=int(pairs.score[at]))
        for at in np.flatnonzero(np.abs(pairs.score) > MOST_SCORE).tolist()
    )
    yield from few(
        _at(pairs.file, pairs.rows[at], "place_rank_wrong", found=int(pairs.rank[at]))
        for at in np.flatnonzero((pairs.rank < 0) | (pairs.rank > MOST_RANK)).tolist()
    )
    yield from few(_check_twice(tables))
    if all_matched and len(pairs.rows):
        yield from few(_check_matched(tables))


def _check_list(listed: Listed, none: str, twice: str) -> Iterator[Finding]:
    if not listed.ids:
        yield _at(listed.file, 0, none)
    first = listed.index
    yield from few(
        _at(listed.file, listed.rows[place], twice, id=name, first=int(listed.rows[first[name]]))
        for place, name in enumerate(listed.ids)
        if first[name] != place
    )


def _check_twice(tables: Tables) -> Iterator[Finding]:
    pairs = tables.pairs
    keys = pairs.person * max(len(tables.posts.ids), 1) + pairs.post
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    for at in same.tolist():
        again, first = order[at + 1], order[at]
        yield _at(
            pairs.file,
            pairs.rows[again],
            "place_duplicate_pair",
            person=tables.people.ids[pairs.person[again]],
            post=tables.posts.ids[pairs.post[again]],
            first=int(pairs.rows[first]),
        )


def _check_matched(tables: Tables) -> Iterator[Finding]:
    """People whom no pair leads to a post with a place."""
    pairs, people = tables.pairs, tables.people
    open_to = np.bincount(pairs.person[tables.capacity[pairs.post] > 0], minlength=len(people.ids))
    first = people.index
    for place in np.flatnonzero(open_to == 0).tolist():
        if first[people.ids[place]] != place:
            continue
        yield _at(people.file, people.rows[place], "place_no_feasible_post", id=people.ids[place])


def few(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first findings of a kind, and how many more there are."""
    stream = iter(findings)
    yield from islice(stream, MOST_SHOWN)
    more = list(stream)
    if more:
        params = more[0].params
        yield _at(str(params["file"]), params["row"], "place_more", count=len(more))


def _at(file: str, row: object, code: str, **params: object) -> Finding:
    return Finding(code, params={"file": file, "row": int(str(row)), **params})


def instance_of(
    tables: Tables,
    wanted: Wanted | None = None,
    rules: Iterable[Rule] = (),
    balance: Groups | None = None,
    *,
    all_matched: bool = False,
) -> Instance:
    """The instance; Refused with every finding when the tables are not in order.

    Rules and the groups to balance run along the ids sorted: see ``sorted_columns``.
    """
    refuse_if(check_tables(tables, all_matched=all_matched))
    return compiled(tables, wanted or Wanted(), rules, balance)


def compiled(
    tables: Tables, wanted: Wanted, rules: Iterable[Rule] = (), balance: Groups | None = None
) -> Instance:
    """The instance of tables that were checked."""
    people, posts, pairs = tables.people, tables.posts, tables.pairs
    who, where = order_of(people.ids), order_of(posts.ids)
    new_person, new_post = _inverse(who), _inverse(where)
    person, post = new_person[pairs.person], new_post[pairs.post]
    order = np.lexsort((post, person))
    counts = np.bincount(person, minlength=len(who))
    names = tuple(people.ids[place] for place in who.tolist())
    places = tuple(posts.ids[place] for place in where.tolist())
    instance = Instance(
        names,
        places,
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        post[order].astype(np.int32),
        pairs.score[order].astype(np.int32),
        pairs.rank[order].astype(np.int32),
        tables.capacity[where].astype(np.int32),
        np.full(len(who), -1, np.int32),
        np.zeros(len(order), bool),
        tuple(rules),
        balance,
        wanted.aims,
    )
    at_person = {name: place for place, name in enumerate(names)}
    at_post = {name: place for place, name in enumerate(places)}
    for name, place in wanted.pins.items():
        instance.pins[at_person[name]] = at_post[place]
    for name, place in wanted.barred:
        pair = instance.pair(at_person[name], at_post[place])
        if pair >= 0:
            instance.barred[pair] = True
    return instance


def order_of(ids: Sequence[str]) -> Ints:
    """Where the ids stand when sorted."""
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)


def sorted_columns(listed: Listed) -> dict[str, tuple[str, ...]]:
    """The columns in the order of the sorted ids; the ids themselves are the column ``id``."""
    order = order_of(listed.ids).tolist()
    columns = {**listed.columns, "id": listed.ids}
    return {name: tuple(values[place] for place in order) for name, values in columns.items()}


def _inverse(order: Ints) -> Ints:
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places
