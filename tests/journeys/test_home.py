"""The home organisation: lets go, keeps the personnel relation, and asks before it gives work."""

from collections.abc import Callable

from guazhi.coordination.models import HomeRequest
from guazhi.obligations.models import Obligation
from guazhi.people.queries import relation
from tests.journeys.conftest import Visit
from tests.make import World


def test_an_unticked_box_is_refused_and_the_relation_stays(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    on_day("2026-08-31")
    home = visit(town.home_handler)
    home.open("/")
    home.main.locator("li", has_text="谭敏").get_by_role(
        "link", name="中期核查行政关系未转"
    ).click()
    home.page.wait_for_url("**/confirm-relation/")
    rows = Obligation.objects.filter(secondment=pk, rule="relation_at_midterm")

    home.write(checked_by="市教育局人事科刘某", seen="编制花名册、工资表")
    home.send(relation_unchanged=True, post_unchanged=False, pay_unchanged=True)
    (refused,) = home.refusals()
    assert refused == home.words(
        "Tick this once you have seen that it is so. If it is not, the relation has moved: put it"
        " right with the organisation department first."
    )
    assert rows.get().state == "open"
    home.send(post_unchanged=True)

    assert rows.get().state == "met"
    employment = relation(town.secondment.secondee_id)
    assert employment is not None
    assert employment.organisation_id == town.bureau.pk


def test_the_city_refuses_work_that_the_home_organisation_asks_for(
    town: World, visit: Visit
) -> None:
    pk = town.secondment.pk
    home = visit(town.home_handler)
    home.open(f"/secondments/{pk}/")
    home.follow("Request work for the home organisation")
    home.send(matter="协助起草年度总结", reason="人手不足", days="3")
    city = visit(town.handler)
    city.open("/")
    city.follow("审批派出单位工作安排")
    city.follow("Decide")

    city.send(allowed="no")
    assert len(city.refusals()) == 1
    city.send(reason="挂职期间一般不再接受原单位工作安排")

    assert HomeRequest.objects.get(secondment=pk).allowed is False
    home.open("/coordination/requests/")
    assert home.main.get_by_text("挂职期间一般不再接受原单位工作安排").count() == 1


def test_the_secondee_cannot_ask_or_decide_for_the_parties(town: World, visit: Visit) -> None:
    pk = town.secondment.pk
    secondee = visit(town.secondee)
    statuses = {}
    for path in (
        f"/coordination/secondments/{pk}/request/",
        f"/secondments/{pk}/confirm-relation/",
        f"/assessments/{pk}/assessment/",
        "/rosters/upload/",
        "/ledger/",
    ):
        secondee.open(path)
        statuses[path] = secondee.status
    secondee.faults.clear()

    assert set(statuses.values()) == {404}
