"""What pages cost does not grow with what is on record: the same queries at 1, 3 and 30 rows."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guazhi.dashboards import queries
from guazhi.secondments.models import Secondment
from guazhi.web.forms import Select
from tests import make
from tests.make import found
from tests.visitor import client_of

# one of each is the count of what waits to be read, in the banner; of home one counts every step
MOST = {"/": 19, "/register/": 12, "/register/?q=wang": 12, "/register/?sort=-name": 12}


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
        return len(captured)


def more(world: make.World, count: int) -> None:
    for number in range(count):
        host = found(
            f"县直{world.intake.pk}第{Secondment.objects.count()}局", "organ", world.county
        )
        world.another(f"王强{chr(0x4E00 + number)}", host=host, category="county_assistant")


def test_a_list_costs_the_same_however_long(world: make.World) -> None:
    client = client_of(world.handler)
    costs = []
    for count in (1, 2, 27):
        more(world, count)
        costs.append({url: cost(client, url) for url in MOST})

    assert costs == [costs[0]] * 3
    assert {url: found for url, found in costs[0].items() if found > MOST[url]} == {}


def test_one_person_costs_the_same_however_many_others(world: make.World) -> None:
    client = client_of(world.handler)
    costs = []
    for count in (0, 2, 27):
        more(world, count)
        costs.append(cost(client, f"/secondments/{world.secondment.pk}/"))

    assert costs == [costs[0]] * 3


def test_a_long_tree_of_units_is_shown_in_parts(world: make.World) -> None:
    names = [f"市直第{number:03d}局" for number in range(130)]
    for name in names:
        found(name, "organ", world.city)

    shown: list[str] = []
    after, has_further = 0, True
    while has_further:
        part, has_further = queries.units_below(world.city.pk, after)
        shown += [unit.name for unit in part]
        after = part[-1].pk

    assert sorted(name for name in shown if name in names) == names
    assert len(shown) == len(set(shown))


def test_the_rest_of_a_tree_is_fetched_from_the_place_it_stopped(world: make.World) -> None:
    for number in range(130):
        found(f"市直第{number:03d}局", "organ", world.city)
    client = client_of(world.handler)

    (top,) = client.get("/register/").context["tree"]
    further = client.get(top.children[-1].lazy_url).context["nodes"]

    assert len(top.children) == 61
    assert {node.label for node in further}.isdisjoint({node.label for node in top.children[:-1]})


def test_a_select_is_written_like_the_usual_one() -> None:
    choices = [("", "All"), (3, "<b>"), ("x", "X")]

    written = Select(choices=choices).render("name", 3, {"id": "id_name", "required": True})

    assert written.replace("\n", "") == (
        '<select id="id_name" name="name" required>'
        '<option value="">All</option><option value="3" selected>&lt;b&gt;</option>'
        '<option value="x">X</option></select>'
    )
