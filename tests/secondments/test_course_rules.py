"""The state machine of a change by table, and any sequence of changes by chance."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guazhi.obligations.models import Obligation
from guazhi.policy import Refused, term_end
from guazhi.secondments import rules
from guazhi.secondments.commands import answer_change, ask_change
from guazhi.secondments.models import CourseChange, Secondment
from guazhi.secondments.rules import Answer, Change, Course, Step, answered, asked, chain, course_of
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World

OWNERS = {"secondee": (7,), "host": (3,), "home": (4,), "county": (5, 6), "city": (1,)}
DAY = date(2026, 3, 2)


def said(steps: tuple[Step, ...]) -> list[tuple[str, int, str]]:
    return [(step.party, step.owner, step.answer.value) for step in steps]


@pytest.mark.parametrize(
    ("consents", "implied", "found"),
    [
        (["host", "city"], [], [("host", 3, "asked"), ("city", 1, "later")]),
        (["host", "city"], [("host", 3)], [("host", 3, "implied"), ("city", 1, "asked")]),
        (["host", "city"], [("city", 1)], [("host", 3, "asked"), ("city", 1, "implied")]),
        (
            ["county", "home"],
            [("county", 6)],
            [("county", 5, "asked"), ("county", 6, "implied"), ("home", 4, "later")],
        ),
        (["new_host", "city"], [], [("city", 1, "asked")]),
        (["home"], [], [("home", 4, "asked"), ("city", 1, "later")]),
        (["city"], [("city", 1)], [("city", 1, "implied")]),
    ],
)
def test_a_chain_asks_the_first_who_has_not_consented(
    consents: list[str], implied: list[tuple[str, int]], found: list[tuple[str, int, str]]
) -> None:
    assert said(chain(consents, OWNERS, implied)) == found


def test_without_a_county_the_city_decides_in_its_place() -> None:
    steps = chain(["host", "county"], {**OWNERS, "county": ()}, [])

    assert said(steps) == [("host", 3, "asked"), ("city", 1, "later")]


@given(
    consents=st.permutations(list(OWNERS)),
    implied=st.sets(st.sampled_from([(p, o) for p, ids in OWNERS.items() for o in ids])),
    answers=st.lists(st.booleans(), max_size=8),
)
def test_one_is_asked_at_a_time_until_all_consent_or_one_refuses(
    consents: list[str], implied: set[tuple[str, int]], answers: list[bool]
) -> None:
    steps = chain(consents, OWNERS, implied)
    given_answers = iter(answers)

    while (place := asked(steps)) is not None and (yes := next(given_answers, None)) is not None:
        before = steps
        steps = answered(steps, place, consents=yes)
        settled = {at for at, step in enumerate(before) if step.answer not in rules.OPEN}
        assert [steps[at] for at in sorted(settled)] == [before[at] for at in sorted(settled)]

    kinds = [step.answer for step in steps]
    assert kinds.count(Answer.ASKED) == (1 if course_of(steps) is Course.WAITING else 0)
    assert (course_of(steps) is Course.REFUSED) == (Answer.REFUSED in kinds)
    if course_of(steps) is Course.IN_EFFECT:
        assert set(kinds) <= {Answer.CONSENTED, Answer.IMPLIED}


@pytest.mark.parametrize(
    ("course", "answer", "consents", "opinion", "day", "found"),
    [
        ("waiting", "asked", True, "", DAY, []),
        ("waiting", "later", True, "", DAY, ["not_your_turn"]),
        ("waiting", "consented", True, "", DAY, ["answered_already"]),
        ("waiting", "implied", True, "", DAY, ["answered_already"]),
        ("refused", "dropped", True, "", DAY, ["change_is_over"]),
        ("called_back", "asked", True, "", DAY, ["change_is_over"]),
        ("in_effect", "consented", False, "理由充分", DAY, ["change_is_over"]),
        ("waiting", "asked", False, " 不 ", DAY, ["refusal_needs_reason"]),
        ("waiting", "asked", False, "工作离不开", DAY, []),
        ("waiting", "asked", True, "", DAY - timedelta(days=1), ["day_before_asking"]),
    ],
)
def test_answers(
    *, course: str, answer: str, consents: bool, opinion: str, day: date, found: list[str]
) -> None:
    findings = rules.check_answer(
        course=course, answer=answer, consents=consents, opinion=opinion, day=day, asked_on=DAY
    )

    assert [finding.code for finding in findings] == found


@pytest.mark.parametrize(
    ("kind", "foreseen", "may_ask", "state", "waiting", "found"),
    [
        (Change.EXTENSION, True, True, "in_post", False, []),
        (Change.EXTENSION, True, True, "decided", False, []),
        (Change.RECALL, True, True, "decided", False, ["only_in_post"]),
        (Change.EXTENSION, True, True, "planned", False, ["not_running"]),
        (Change.STAY, True, True, "returned", False, ["not_running"]),
        (Change.STAY, False, True, "in_post", False, ["change_not_foreseen"]),
        (Change.STAY, True, False, "in_post", False, ["change_not_yours_to_ask"]),
        (Change.STAY, True, True, "in_post", True, ["change_waits_already"]),
    ],
)
def test_asking(
    *, kind: Change, foreseen: bool, may_ask: bool, state: str, waiting: bool, found: list[str]
) -> None:
    findings = rules.check_ask(
        kind, foreseen=foreseen, may_ask=may_ask, state=state, waiting=waiting
    )

    assert [finding.code for finding in findings] == found


KINDS = st.sampled_from(list(Change))
WANTED = st.tuples(KINDS, st.integers(-40, 560), st.integers(0, 40), st.booleans())


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sequence=st.lists(WANTED, min_size=1, max_size=6))
def test_any_sequence_of_changes_keeps_dates_sound_and_what_was_met(
    world: World, sequence: list[tuple[Change, int, int, bool]]
) -> None:
    with transaction.atomic():
        _live(world, sequence)
        transaction.set_rollback(True)


def _live(world: World, sequence: list[tuple[Change, int, int, bool]]) -> None:
    row, today = world.secondment, DAY
    make.handed_over(row.pk, day=DAY, actor=world.home_handler)
    heirs = [make.enrol(f"接任{n}", world.bureau, sex="male") for n in range(len(sequence))]
    hall = make.found("清溪县水利局", "organ", world.county)
    posts = [make.post(world.intake, hall) for _ in sequence]
    for number, (kind, offset, wait, agreed) in enumerate(sequence):
        today += timedelta(days=wait)
        met = set(_met(row))
        day = row.start + timedelta(days=offset)
        with clock_at(today):
            try:
                with transaction.atomic():
                    change = ask_change(
                        row.pk,
                        kind=kind.value,
                        reason="工作需要",
                        day=today,
                        new_end=day,
                        post_id=posts[number].pk,
                        day_there=day,
                        successor_id=heirs[number].pk,
                        actor=world.approver,
                    )
                    _answered(change, agreed=agreed)
            except (Refused, IntegrityError):
                pass  # by a rule, or by a wall of the database
        _sound(row, met)


def _answered(change: CourseChange, *, agreed: bool) -> None:
    if agreed:
        make.consented(change.pk)
    elif step := change.steps.filter(answer="asked").first():
        answer_change(
            change.pk, consents=False, opinion="工作离不开", day=change.day,
            actor=make.speaker(step),
        )  # fmt: skip


def _met(row: Secondment) -> list[int]:
    return list(Obligation.objects.filter(secondment=row, state="met").values_list("pk", flat=True))


def _sound(row: Secondment, met: set[int]) -> None:
    row.refresh_from_db()
    everyone = list(Secondment.objects.order_by("start", "pk"))
    terms = [(each.start, each.end) for each in everyone if each.secondee_id == row.secondee_id]
    assert row.start <= row.end <= term_end(row.start, 18)
    assert all(start <= end for start, end in terms)
    assert all(one[1] < two[0] for one, two in pairwise(terms))
    assert all(each.host_unit_id != each.home_organisation_id for each in everyone)
    assert met <= set(_met(row))
