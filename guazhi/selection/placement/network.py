"""An instance as a flow: source, groups of people, people, posts, groups of posts, sink, and back.

Every way that carries people in one stream is a *link*; a link has one arc, or several side by
side where a lower limit or evenness makes its first units worth more than the later ones. Pairs
come first, so that the arc of a pair has its index. Rules that do not nest stay rows beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guazhi.selection.placement.groups import Groups, Ints, Small, Tree, are_nested, tree_of
from guazhi.selection.placement.instance import Instance, Rule
from guazhi.selection.placement.rows import Rows, rows_of

EVENNESS = 1000
SOURCE, SINK = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """What links stand for: posts, or cells of rules by group of people and group of posts."""

    kind: str
    links: Ints
    rule: Ints
    row: Ints
    column: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Arcs with capacities less what pins use; ``start`` is how much a link carries before them."""

    nodes: int
    tail: Small
    head: Small
    cap: Small
    start: Small
    whole: Small
    link: Small
    shortfall: Small
    uneven: Small
    base: Ints
    pairs: int
    rows: Rows
    names: "tuple[Named, ...]"
    links_of_pair: tuple[Small, ...]

    @property
    def back(self) -> int:
        """The arc from sink to source, which carries everybody placed."""
        return len(self.tail) - 1

    @property
    def crosses(self) -> bool:
        """Whether some rule is no part of the flow, so that plans have to be searched for."""
        return len(self.rows.low) > 0

    def flow_of(self, taken: Ints) -> Ints:
        """The flow on each arc when the pairs ``taken`` are, pins left out."""
        flow = np.zeros(len(self.tail), np.int64)
        flow[taken] = 1
        total = self.base + self.through(taken)
        flow[self.pairs :] = self._filled(total) - self._filled(self.base)
        return flow

    def costs(self, taken: Ints, levels: Sequence[Ints]) -> list[int]:
        """What the pairs ``taken`` cost at each level, pins left out."""
        flow = self.flow_of(taken)
        return [int(cost @ flow) for cost in levels]

    def through(self, taken: Ints) -> Ints:
        """How many of the pairs ``taken`` go through each link."""
        counts = np.zeros(len(self.base), np.int64)
        for links in self.links_of_pair:
            along = links[taken]
            counts += np.bincount(along[along >= 0], minlength=len(counts))
        return counts

    def _filled(self, total: Ints) -> Ints:
        """How much the arcs of links, which come after the pairs, carry of what goes through."""
        arcs = slice(self.pairs, None)
        filled: Ints = np.clip(total[self.link[arcs]] - self.start[arcs], 0, self.whole[arcs])
        return filled


@dataclass(slots=True)
class _Links:
    """Collects links: their ends and their arcs."""

    tail: list[Small]
    head: list[Small]
    cap: list[Small]
    start: list[Small]
    link: list[Small]
    shortfall: list[Small]
    uneven: list[Small]
    count: int = 0

    def arcs(
        self,
        tail: Ints,
        head: Ints,
        cap: Ints,
        link: Ints,
        *,
        start: Ints | None = None,
        shortfall: int = 0,
        uneven: Ints | None = None,
    ) -> None:
        nothing = np.zeros(len(tail), np.int32)
        self.tail.append(_small(tail))
        self.head.append(_small(head))
        self.cap.append(_small(cap))
        self.link.append(_small(link))
        self.start.append(nothing if start is None else _small(start))
        self.shortfall.append(np.full(len(tail), shortfall, np.int32) if shortfall else nothing)
        self.uneven.append(nothing if uneven is None else _small(uneven))

    def plain(self, tail: Ints, head: Ints, cap: Ints) -> Ints:
        """Links with one arc each."""
        links = self.more(len(tail))
        self.arcs(tail, head, cap, links)
        return links

    def bounded(self, tail: Ints, head: Ints, low: Ints, high: Ints) -> Ints:
        """Links with limits: what fills the lower one is an arc by itself."""
        links = self.more(len(tail))
        some = low > 0
        self.arcs(tail[some], head[some], low[some], links[some], shortfall=-1)
        self.arcs(tail, head, np.maximum(high - low, 0), links, start=low)
        return links

    def even(self, tail: Ints, head: Ints, places: Ints, most: int) -> Ints:
        """Links on which each unit costs more than the one before, by the places there are.

        A last arc takes whatever comes when there are more places than now.
        """
        links = self.more(len(tail))
        which = np.repeat(np.arange(len(tail)), places + 1)
        nth = np.arange(len(which)) - np.repeat(np.cumsum(places + 1) - places - 1, places + 1)
        cost = EVENNESS * (2 * nth + 1) // np.maximum(places, 1)[which]
        cap = np.where(nth < places[which], 1, most)
        self.arcs(tail[which], head[which], cap, links[which], start=nth, uneven=cost)
        return links

    def more(self, count: int) -> Ints:
        links = np.arange(self.count, self.count + count, dtype=np.int64)
        self.count += count
        return links


@dataclass(frozen=True, slots=True)
class Families:
    """Which rules became part of the tree of posts, of people, lie below a post, or cross."""

    posts: tuple[int, ...]
    people: tuple[int, ...]
    below: tuple[int, ...]
    crossing: tuple[int, ...]


def families_of(instance: Instance) -> Families:
    """Sort the rules; one that does not nest with those before it crosses."""
    found: dict[str, list[int]] = {"posts": [], "people": [], "below": [], "crossing": []}
    trees: dict[str, list[Groups]] = {"posts": [], "people": [], "below": []}
    if instance.balance is not None:
        trees["posts"].append(instance.balance)
    for index, rule in enumerate(instance.rules):
        kind = _kind(rule)
        if kind != "crossing":
            groups = rule.posts if kind == "posts" else rule.people
            if all(are_nested(groups, other) for other in trees[kind]):
                trees[kind].append(groups)
            else:
                kind = "crossing"
        found[kind].append(index)
    return Families(**{kind: tuple(rules) for kind, rules in found.items()})


def _kind(rule: Rule) -> str:
    if rule.share is not None:
        return "crossing"
    if rule.people.is_everyone:
        return "posts"
    if rule.posts.is_everyone:
        return "people"
    return "below" if rule.posts.are_single else "crossing"


class _Builder:
    """Lays the links from the source to the sink, and remembers which each pair uses."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.families = families_of(instance)
        self.links = _Links([], [], [], [], [], [], [])
        self.source, self.sink, self.nodes = SOURCE, SINK, 2
        self.along: list[Small] = []
        self.names: list[Named] = []

    def build(self) -> Network:
        instance = self.instance
        rows, cols = instance.rows, instance.col.astype(np.int64)
        people, posts = self.more(len(instance.people)), self.more(len(instance.posts))
        pairs = len(cols)
        heads, cells = self.cells(rows, cols, posts[cols])
        self.links.plain(people[rows], heads, np.ones(pairs, np.int64))
        for cell in cells:
            self.lay(cell, pairs)
        self.person_side(people, rows)
        self.post_side(posts, cols)
        back = self.links.plain(
            np.array([self.sink]), np.array([self.source]), np.array([len(people)])
        )
        self.along.append(np.full(pairs, back[0], np.int32))
        return self.network(pairs)

    def more(self, count: int) -> Ints:
        self.nodes += count
        return np.arange(self.nodes - count, self.nodes, dtype=np.int64)

    def name(self, links: Ints, rule: int, *, of_people: bool) -> None:
        cells, nothing = np.arange(len(links)), np.zeros(len(links), np.int64)
        row, column = (cells, nothing) if of_people else (nothing, cells)
        self.names.append(Named("rule", links, nothing + rule, row, column))

    def person_side(self, people: Ints, rows: Ints) -> None:
        rules = [self.instance.rules[index] for index in self.families.people]
        tree = tree_of([rule.people for rule in rules], len(people))
        nodes = self.more(tree.size)
        ends = np.append(nodes, self.source)
        person_links = self.links.plain(ends[tree.leaf], people, np.ones(len(people), np.int64))
        low = _joined([rule.low[:, 0] for rule in rules])
        high = _joined([rule.high[:, 0] for rule in rules])
        links = self.links.bounded(ends[tree.parent], nodes, low, np.minimum(high, len(people)))
        for place, index in enumerate(self.families.people):
            own = links[tree.first[place] : tree.first[place + 1]]
            self.name(own, index, of_people=True)
        self.along.append(_small(person_links)[rows])
        self.climb(tree, links, tree.leaf[rows])

    def post_side(self, posts: Ints, cols: Ints) -> None:
        instance = self.instance
        rules = [instance.rules[index] for index in self.families.posts]
        families = [rule.posts for rule in rules]
        if instance.balance is not None:
            families.append(instance.balance)
        tree = tree_of(families, len(posts))
        nodes = self.more(tree.size)
        ends = np.append(nodes, self.sink)
        own = self.links.plain(posts, ends[tree.leaf], instance.cap.astype(np.int64))
        nothing = np.zeros(len(own), np.int64)
        self.names.append(Named("post", own, nothing - 1, nothing, np.arange(len(own))))
        count = int(tree.first[len(rules)])
        low, high = (
            _joined([rule.low[0] for rule in rules]),
            _joined([rule.high[0] for rule in rules]),
        )
        links = self.links.bounded(
            nodes[:count], ends[tree.parent[:count]], low, np.minimum(high, len(instance.people))
        )
        for place, index in enumerate(self.families.posts):
            named = links[tree.first[place] : tree.first[place + 1]]
            self.name(named, index, of_people=False)
        if instance.balance is not None:
            places = _places(instance.balance, instance)
            even = self.links.even(
                nodes[count:], ends[tree.parent[count:]], places, len(instance.people)
            )
            links = np.concatenate([links, even])
        self.along.append(_small(own)[cols])
        self.climb(tree, links, tree.leaf[cols])

    def climb(self, tree: Tree, links: Ints, leaf: Ints) -> None:
        """The links that each pair uses on its way up a tree."""
        while (leaf >= 0).any():
            self.along.append(_small(np.append(links, -1))[leaf])
            leaf = np.where(leaf >= 0, np.append(tree.parent, -1)[leaf], -1)

    def cells(self, rows: Ints, cols: Ints, heads: Ints) -> tuple[Ints, "list[_Cells]"]:
        """Where the arc of each pair ends: at the post, or in the cells of rules below it."""
        families = self.families.below
        tree = tree_of(
            [self.instance.rules[index].people for index in families], len(self.instance.people)
        )
        found = []
        columns = _joined_rows([self.instance.rules[index].posts.of for index in families])
        for nodes in tree.chain:  # from the widest group inwards
            node = nodes[rows]
            family = np.searchsorted(tree.first, node, side="right") - 1
            inside = np.flatnonzero((node >= 0) & (columns[family, cols] >= 0))
            keys, at = np.unique(
                node[inside] * len(self.instance.posts) + cols[inside], return_inverse=True
            )
            own = self.more(len(keys))
            ends = np.zeros(len(keys), np.int64)
            ends[at] = heads[inside]
            found.append(_Cells(own, ends, keys, inside, at, tree.first))
            heads = heads.copy()
            heads[inside] = own[at]
        return heads, found

    def lay(self, cells: "_Cells", pairs: int) -> None:
        """The links out of cells; they come after the pairs, so that pairs come first."""
        node, post = np.divmod(cells.keys, max(len(self.instance.posts), 1))
        family = np.searchsorted(cells.first, node, side="right") - 1
        row = node - cells.first[family]
        column, low, high = (np.zeros(len(node), np.int64) for _ in range(3))
        for place, index in enumerate(self.families.below):
            rule, own = self.instance.rules[index], family == place
            column[own] = rule.posts.of[post[own]]
            low[own] = rule.low[row[own], column[own]]
            high[own] = rule.high[row[own], column[own]]
        high = np.minimum(high, len(self.instance.people))
        links = self.links.bounded(cells.nodes, cells.ends, low, high)
        rule_of = np.append(np.array(self.families.below, np.int64), -1)[family]
        self.names.append(Named("rule", links, rule_of, row, column))
        along = np.full(pairs, -1, np.int32)
        along[cells.inside] = links[cells.at]
        self.along.append(along)

    def network(self, pairs: int) -> Network:
        links = self.links
        tail, head, whole, start, link, shortfall, uneven = (
            np.concatenate(part)
            for part in (
                links.tail, links.head, links.cap, links.start, links.link,
                links.shortfall, links.uneven,
            )
        )  # fmt: skip
        instance = self.instance
        pinned = np.flatnonzero(instance.pins >= 0)
        fixed = np.array(
            [instance.pair(person, instance.pins[person]) for person in pinned.tolist()], np.int64
        )
        base = np.zeros(links.count, np.int64)
        for along in self.along:
            used = along[fixed]
            base += np.bincount(used[used >= 0], minlength=len(base))
        cap = whole - np.clip(base[link] - start, 0, whole)
        cap[:pairs][instance.barred | (instance.pins[instance.rows] >= 0)] = 0
        return Network(
            nodes=self.nodes, tail=tail, head=head, cap=cap, start=start, whole=whole, link=link,
            shortfall=shortfall, uneven=uneven, base=base, pairs=pairs,
            rows=rows_of(instance, self.families.crossing, fixed), names=tuple(self.names),
            links_of_pair=tuple(self.along),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """The cells of rules below posts, at one depth of their tree."""

    nodes: Ints
    ends: Ints
    keys: Ints
    inside: Ints
    at: Ints
    first: Ints


def network_of(instance: Instance) -> Network:
    """The flow that stands for an instance."""
    return _Builder(instance).build()


def _small(values: Ints) -> Small:
    """Whole numbers in half the room; nothing in a network is as large as that."""
    return values.astype(np.int32)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *parts])


def _joined_rows(parts: list[Small]) -> Ints:
    """Arrays of one length under each other; an empty one where there are none."""
    return np.stack(parts).astype(np.int64) if parts else np.zeros((0, 0), np.int64)


def _places(groups: Groups, instance: Instance) -> Ints:
    inside = groups.of >= 0
    places = np.bincount(
        groups.of[inside], weights=instance.cap[inside], minlength=len(groups.labels)
    )
    return np.minimum(places, len(instance.people)).astype(np.int64)
