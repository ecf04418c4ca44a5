"""Two at once: the walls stand in the database, whatever each has seen before."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Condition, Thread

import pytest
from django.db import DatabaseError, OperationalError, connection

from guazhi.ledger.models import Entry
from guazhi.ledger.verify import verify
from guazhi.policy import term_end
from guazhi.policy.findings import Refused
from guazhi.secondments.commands import Placing, ask_leave, place
from guazhi.secondments.models import Leave, Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World

START = date(2027, 3, 1)


@pytest.fixture
def committed(transactional_db: None) -> World:
    """A world that other connections see."""
    return make.world()


def together(*acts: Callable[[], object]) -> list[str]:
    """Do all at the same time, each on its own connection; what became of each.

    SQLite in memory turns away at once whom a file would let wait, so he comes again when
    another is done.
    """
    start, outcomes, turn = Barrier(len(acts)), [], Condition()

    def outcome(act: Callable[[], object]) -> str:
        while True:
            try:
                act()
            except OperationalError as problem:
                if "is locked" not in str(problem):
                    return "refused"
                with turn:
                    turn.wait(1)
            except (DatabaseError, Refused):
                return "refused"
            else:
                return "done"

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(20)
            outcomes.append(outcome(act))
        finally:
            connection.close()
            with turn:
                turn.notify_all()

    threads = [Thread(target=run, args=(act,), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)


def placing(world: World, name: str, post: make.Post) -> Placing:
    person = make.enrol(name, world.bureau, sex="male")
    return Placing(person, world.bureau, "", post, START, term_end(START, 12))


def test_two_placings_of_one_person_at_once_leave_one(committed: World) -> None:
    first = placing(committed, "赵一", make.post(committed.intake, committed.township_government))
    second = Placing(
        first.secondee,
        committed.bureau,
        "",
        make.post(committed.intake, committed.county_department, "county_assistant"),
        date(2027, 9, 1),
        date(2028, 8, 31),
    )

    outcomes = together(
        lambda: place(first, actor=committed.handler),
        lambda: place(second, actor=committed.handler),
    )

    assert outcomes == ["done", "refused"]
    assert Secondment.objects.filter(secondee=first.secondee).count() == 1


def test_two_people_for_one_place_at_once_leave_one(committed: World) -> None:
    post = make.post(committed.intake, committed.township_government)
    first, second = (placing(committed, name, post) for name in ("赵一", "钱二"))

    outcomes = together(
        lambda: place(first, actor=committed.handler),
        lambda: place(second, actor=committed.handler),
    )

    assert outcomes == ["done", "refused"]
    assert Secondment.objects.filter(post=post).count() == 1


def test_two_leaves_of_one_time_at_once_leave_one(committed: World) -> None:
    day = date(2026, 3, 9)

    def ask() -> object:
        with clock_at(day):
            return ask_leave(
                committed.secondment.pk,
                kind="personal",
                start=day,
                end=day,
                place="省城",
                reason="家事",
                substitute="张办事员",
                actor=committed.secondee,
            )

    outcomes = together(ask, ask)

    assert outcomes == ["done", "refused"]
    assert Leave.objects.count() == 1


def test_the_chain_holds_after_commands_at_once(committed: World) -> None:
    posts = [make.post(committed.intake, committed.township_government) for _ in range(4)]
    placings = [
        placing(committed, f"赵{name}", post) for name, post in zip("甲乙丙丁", posts, strict=True)
    ]
    before = Entry.objects.count()

    def patiently(each: Placing) -> Callable[[], object]:
        return lambda: place(each, actor=committed.handler)

    done = together(*map(patiently, placings)).count("done")

    assert Entry.objects.count() == before + done
    assert list(verify()) == []
