"""What is measured in one database of one size, and how the figures compare."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from tqdm import tqdm

from guazhi.benchmark import world
from guazhi.benchmark.measures import client_of, fetch, fetch_bare, memory_mib, timed
from guazhi.benchmark.world import World, name_of
from guazhi.obligations.commands import reconcile_all
from guazhi.obligations.models import Obligation

MOST_IN_FULL = 10_000
# each page, and the bare view it is compared with
AGAINST = {
    "home": "home",
    "home_done": "home",
    "register": "register",
    "register_due": "register",
    "register_last": "register",
    "register_light": "register",
    "search_name": "search",
    "search_part": "search",
    "search_pinyin": "search",
    "person": "person",
}


def build(size: int) -> dict[str, Any]:
    """Fill the database; how long it took is no goal, but says what to expect."""
    with tqdm(total=size, unit="", desc="build", leave=False, disable=None) as bar:
        wall, _cpu = timed(lambda: world.build(size, bar.update))
        bar.set_description("analyse")
        world.settled()
    return {"build_s": round(wall, 1), "obligations": Obligation.objects.count()}


def measure(size: int, rounds: int) -> dict[str, Any]:
    """Every figure of a built database; each page is asked for ``rounds`` times or more."""
    built = world.known(size)
    pages, bare, memory = dict(_pages(built, rounds)), dict(_bare(built, rounds)), memory_mib()
    full, passed_over = _reconcile(size, full=True), _reconcile(size, full=False)
    return {
        "pages": pages,
        "bare": bare,
        "reconcile": passed_over,
        "reconcile_full": full,
        "memory_mib": {"pages": memory, "reconcile": memory_mib()},
    }


def _pages(built: World, rounds: int) -> Iterator[tuple[str, dict[str, float | int]]]:
    """Each page as the city sees it, who sees most; some also as a county and a host do."""
    home, register = reverse("dashboards:home"), reverse("dashboards:register")
    city, name = client_of(built.city), name_of(built.size // 2)
    addresses = {
        "home": home,
        "home_done": f"{home}?show=done",
        "register": register,
        "register_due": f"{register}?sort=due",
        "register_last": f"{register}?sort=-name",
        "register_light": f"{register}?light=red",
        "search_name": f"{register}?q={name}",
        "search_part": f"{register}?q={name[1:]}",
        "search_pinyin": f"{register}?q=wangwei",
        "person": reverse("dashboards:person", args=[built.sample]),
    }
    for key, url in tqdm(addresses.items(), desc="pages", leave=False, disable=None):
        yield key, fetch(city, url, rounds).plain()
    for role, user in (("county", built.county), ("host", built.host)):
        client = client_of(user)
        yield f"home_{role}", fetch(client, home, rounds).plain()
        yield f"register_{role}", fetch(client, register, rounds).plain()


def _bare(built: World, rounds: int) -> Iterator[tuple[str, dict[str, float | int]]]:
    """The bare Django views on the same rows."""
    part = name_of(built.size // 2)[1:]
    yield "home", fetch_bare("/bare/home/", rounds).plain()
    yield "register", fetch_bare("/bare/register/", rounds).plain()
    yield "search", fetch_bare(f"/bare/search/?q={part}", rounds).plain()
    yield "person", fetch_bare(f"/bare/person/{built.sample}/", rounds).plain()


def _reconcile(size: int, *, full: bool) -> dict[str, float | bool]:
    """Derive and reconcile secondments none of which has changed.

    A full one looks at every obligation and takes as long for each, so that some will do.
    """
    count = min(size, MOST_IN_FULL) if full else size
    before = _states()

    def all_of_them() -> None:
        with tqdm(total=count, unit="", desc="reconcile", leave=False, disable=None) as bar:
            for done in reconcile_all(full=full, most=count):
                bar.update(done)

    wall, cpu = timed(all_of_them)
    return {
        "secondments": count,
        "seconds": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "per_second": round(count / wall),
        "nothing_changed": _states() == before,
    }


def _states() -> dict[str, int]:
    return dict(Obligation.objects.values_list("state").annotate(n=Count("pk")))


def ratios(sizes: dict[str, Any]) -> dict[str, Any]:
    """Each page against the bare view of its size, and against itself at the smallest size."""
    smallest = next(iter(sizes.values()))
    return {
        size: {
            page: {
                "to_bare": _over(figures["pages"][page], figures["bare"][plain]),
                "to_smallest": _over(figures["pages"][page], smallest["pages"][page]),
            }
            for page, plain in AGAINST.items()
        }
        for size, figures in sizes.items()
    }


def _over(one: dict[str, float], other: dict[str, float]) -> float:
    return round(one["cpu_ms"] / max(other["cpu_ms"], 0.01), 2)
