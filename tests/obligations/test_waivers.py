"""A waiver: asked for with a reason, decided by a second person, shown with all its why."""

from datetime import date

import pytest
from django.http import Http404
from django.test import Client

from guazhi.access.matrix import Role
from guazhi.access.models import User
from guazhi.hosting.commands import raise_difficulty
from guazhi.ledger.models import Entry
from guazhi.obligations.commands import ask_waiver, decide_waiver, give_evidence
from guazhi.obligations.models import Obligation, Waiver
from guazhi.obligations.queries.words import OCCASIONS
from guazhi.policy import Refused
from guazhi.policy.vocabulary import HAPPENINGS
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

REASON = "接收单位暂无此项工作"


def owed(world: World, rule: str = "briefing") -> Obligation:
    return Obligation.objects.get(secondment=world.secondment, rule=rule)


def asked(world: World) -> Waiver:
    return ask_waiver(owed(world).pk, reason=REASON, actor=world.host_handler)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_a_waiver_that_is_granted_waives_the_obligation_and_is_recorded(world: World) -> None:
    waiver = asked(world)

    decide_waiver(waiver.pk, granted=True, actor=world.approver)

    assert owed(world).state == "waived"
    said = Entry.objects.filter(about="obligation").order_by("seq").values_list("verb", flat=True)
    assert list(said) == ["WaiverAsked", "WaiverGranted"]


def test_a_waiver_that_is_refused_leaves_it_due_and_may_be_asked_again(world: World) -> None:
    waiver = asked(world)

    decide_waiver(waiver.pk, granted=False, remark="仍须办理", actor=world.approver)
    again = asked(world)

    assert owed(world).state == "open"
    assert (again.pk, again.granted) == (waiver.pk + 1, None)


def test_granting_moves_the_light_of_the_person(world: World) -> None:
    first = Obligation.objects.filter(secondment=world.secondment, state="open").order_by("due")
    earliest, *_rest = list(first)
    alike = [row for row in first if row.due == earliest.due]

    for row in alike:
        waiver = ask_waiver(row.pk, reason=REASON, actor=world.handler)
        decide_waiver(waiver.pk, granted=True, actor=world.approver)

    world.secondment.refresh_from_db()
    following = next(row for row in first.all() if row.due > earliest.due)
    assert world.secondment.earliest_due == following.due


@pytest.mark.parametrize("reason", ["", "   ", "无 "])
def test_a_waiver_needs_a_reason(world: World, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        ask_waiver(owed(world).pk, reason=reason, actor=world.host_handler)

    assert codes(refusal) == ["reason_needed"]
    assert Waiver.objects.count() == 0


def test_asking_twice_is_refused(world: World) -> None:
    asked(world)

    with pytest.raises(Refused) as refusal:
        asked(world)

    assert codes(refusal) == ["waiver_asked_already"]
    assert Waiver.objects.count() == 1


def test_what_is_met_cannot_be_waived(world: World) -> None:
    give_evidence("briefing", 1, date(2026, 3, 2), secondment=world.secondment)

    with pytest.raises(Refused) as refusal:
        asked(world)

    assert codes(refusal) == ["waiver_only_of_open"]


def test_who_asked_cannot_decide(world: World) -> None:
    waiver = ask_waiver(owed(world).pk, reason=REASON, actor=world.approver)

    with pytest.raises(Refused) as refusal:
        decide_waiver(waiver.pk, granted=True, actor=world.approver)

    assert codes(refusal) == ["second_person_needed"]
    assert owed(world).state == "open"


def test_a_waiver_is_decided_once(world: World) -> None:
    waiver = asked(world)
    decide_waiver(waiver.pk, granted=False, actor=world.approver)

    with pytest.raises(Refused) as refusal:
        decide_waiver(waiver.pk, granted=True, actor=world.approver)

    assert codes(refusal) == ["waiver_decided_already"]
    assert owed(world).state == "open"


def test_work_done_while_a_waiver_waits_leaves_nothing_to_waive(world: World) -> None:
    waiver = asked(world)
    give_evidence("briefing", 1, date(2026, 3, 2), secondment=world.secondment)

    with pytest.raises(Refused) as refusal:
        decide_waiver(waiver.pk, granted=True, actor=world.approver)

    assert codes(refusal) == ["waiver_only_of_open"]
    assert owed(world).state == "met"


def test_another_county_finds_neither_obligation_nor_waiver(world: World) -> None:
    stranger = make.actor(Role.COUNTY_APPROVER, world.other_county)
    waiver = asked(world)

    with pytest.raises(Http404):
        ask_waiver(owed(world).pk, reason=REASON, actor=stranger)
    with pytest.raises(Http404):
        decide_waiver(waiver.pk, granted=True, actor=stranger)

    assert Waiver.objects.filter(granted__isnull=True).count() == 1


def test_an_obligation_of_the_intake_is_waived_by_the_city_only(world: World) -> None:
    row = Obligation.objects.filter(intake=world.intake, secondment=None).order_by("due")[0]
    county = make.actor(Role.COUNTY_APPROVER, world.county)
    waiver = ask_waiver(row.pk, reason=REASON, actor=world.handler)

    with pytest.raises(Http404):
        decide_waiver(waiver.pk, granted=True, actor=county)
    decide_waiver(waiver.pk, granted=True, actor=world.approver)

    row.refresh_from_db()
    assert row.state == "waived"


# pages


def test_the_page_of_an_obligation_says_why(world: World) -> None:
    response = client_of(world.host_handler).get(f"/obligations/{owed(world, 'briefing').pk}/")

    why = response.context["why"]
    assert response.status_code == 200
    assert [label for label, _value in why.inputs] == [
        "The rule",
        "Counted from",
        "Time allowed",
        "Open from",
        "Due",
    ]
    assert (why.citation.source, why.version) == ("S2.1.7", "Speech 2026.1")


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("briefing", "", ""),
        ("listening", "第2期", "period 2"),
        ("difficulty_answered", "2026-03-02提出的困难", "difficulty raised on 2026-03-02"),
    ],
)
def test_which_of_several_is_said_in_words(world: World, rule: str, zh: str, en: str) -> None:
    text, day = "住处偏远", date(2026, 3, 2)
    hard = raise_difficulty(
        world.secondment.pk, kind="life", text=text, day=day, actor=world.secondee
    )
    key = {"listening": "02", "difficulty_answered": f"difficulty_raised-{hard.pk}"}.get(rule, "")
    row = Obligation.objects.get(secondment=world.secondment, rule=rule, occurrence=key)

    said = [
        client_of(world.host_handler, language).get(f"/obligations/{row.pk}/").context["occurrence"]
        for language in ("zh-hans", "en")
    ]

    assert said == [zh, en]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_rule_of_a_person_and_an_intake_has_a_page(world: World, language: str) -> None:
    client = client_of(world.handler, language)
    one_of_each = dict(Obligation.objects.filter(intake=world.intake).values_list("rule", "pk"))

    answers = {
        rule: client.get(f"/obligations/{pk}/").status_code for rule, pk in one_of_each.items()
    }

    assert answers == dict.fromkeys(one_of_each, 200)


def test_a_year_without_a_calendar_is_warned_of_where_working_days_are_counted(
    world: World,
) -> None:
    later = world.another("赵一", start=date(2031, 3, 1), in_post=False)
    client = client_of(world.handler)

    one_of_each = dict(Obligation.objects.filter(secondment=later).values_list("rule", "pk"))
    cautions = {
        rule: bool(client.get(f"/obligations/{pk}/").context["caution"])
        for rule, pk in one_of_each.items()
    }

    pack = make.named("speech")
    by_working_days = {
        rule: "working_days" in str(pack.obligations[rule].timing.model_dump(exclude_unset=True))
        for rule in cautions
    }
    assert cautions == by_working_days
    assert set(cautions.values()) == {True, False}


def test_the_page_shows_evidence_waivers_and_history(world: World) -> None:
    waiver = asked(world)
    decide_waiver(waiver.pk, granted=False, remark="仍须办理", actor=world.approver)
    give_evidence("briefing", 1, date(2026, 3, 2), secondment=world.secondment)

    context = client_of(world.host_handler).get(f"/obligations/{owed(world).pk}/").context

    assert str(context["evidence_name"]) == "Briefing"
    assert [(each.reason, each.remark) for each in context["waivers"]] == [(REASON, "仍须办理")]
    assert sorted(str(each.title) for each in context["happenings"]) == [
        "A waiver was asked for",
        "Met",
        "The waiver was refused",
    ]
    assert (context["may_ask"], context["to_decide"]) == (False, None)


def test_a_void_obligation_still_has_its_page(world: World) -> None:
    row = owed(world)
    Obligation.objects.filter(pk=row.pk).update(
        state="void", cause="not_owed", rule="no_longer_a_rule"
    )

    context = client_of(world.handler).get(f"/obligations/{row.pk}/").context

    assert (context["standing"], context["why"], context["title"]) == (
        "void",
        None,
        "no_longer_a_rule",
    )


def test_the_mentor_sees_the_obligation_without_its_waivers(world: World) -> None:
    asked(world)
    type(world.secondment).objects.filter(pk=world.secondment.pk).update(mentor=world.leader)
    User.objects.get(person=world.leader).grants.all().delete()

    context = client_of(world.host_leader).get(f"/obligations/{owed(world).pk}/").context

    assert (context["waivers"], context["may_ask"]) == ([], False)


def test_asking_and_deciding_by_the_pages(world: World) -> None:
    row = owed(world)
    host, city = client_of(world.host_handler), client_of(world.approver)

    shown = host.get(f"/obligations/{row.pk}/ask-waiver/")
    asked_for = host.post(f"/obligations/{row.pk}/ask-waiver/", {"reason": REASON})
    waiver = Waiver.objects.get(obligation=row)
    listed = city.get("/obligations/waivers/").context["to_decide"]
    opened = city.get(f"/obligations/waivers/{waiver.pk}/decide/")
    decided = city.post(f"/obligations/waivers/{waiver.pk}/decide/", {"granted": "yes"})

    assert [shown.status_code, asked_for.status_code, opened.status_code] == [200, 302, 200]
    assert listed == [waiver]
    assert decided.headers["Location"] == "/obligations/waivers/"
    assert owed(world).state == "waived"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A second person must decide: you asked for this yourself."),
        ("zh-hans", "须由另一人审批：本事项由您本人提出。"),
    ],
)
def test_the_page_tells_who_asked_that_a_second_person_decides(
    world: World, language: str, sentence: str
) -> None:
    waiver = ask_waiver(owed(world).pk, reason=REASON, actor=world.approver)
    client = client_of(world.approver, language)

    listed = client.get("/obligations/waivers/").context
    refused = client.post(f"/obligations/waivers/{waiver.pk}/decide/", {"granted": "yes"})

    assert (listed["to_decide"], listed["asked"]) == ([], [waiver])
    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors() == [sentence]


def test_an_empty_reason_is_said_at_its_field(world: World) -> None:
    answer = client_of(world.host_handler).post(
        f"/obligations/{owed(world).pk}/ask-waiver/", {"reason": "无"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"reason": ["Give the reason in a few words."]}


def test_pages_of_others_look_missing_and_strangers_sign_in(world: World) -> None:
    waiver = asked(world)
    row = owed(world)
    pages = [
        f"/obligations/{row.pk}/",
        f"/obligations/{row.pk}/ask-waiver/",
        f"/obligations/waivers/{waiver.pk}/decide/",
    ]

    foreign = make.actor(Role.COUNTY_APPROVER, world.other_county)
    answers = [client_of(foreign).get(each).status_code for each in pages]
    asked_to_sign_in = [Client().get(each).headers["Location"] for each in pages]

    assert answers == [404, 404, 404]
    assert asked_to_sign_in == [f"/sign-in/?next={each}" for each in pages]


def test_the_page_costs_the_same_on_every_day(world: World) -> None:
    with clock_at(date(2026, 12, 1)):
        late = client_of(world.handler).get(f"/obligations/{owed(world).pk}/").context

    assert late["standing"] == "overdue"


def test_every_happening_has_words_for_what_it_sets_off() -> None:
    assert sorted(OCCASIONS) == sorted(HAPPENINGS)
