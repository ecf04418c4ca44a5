"""A waiver takes two people: the host asks, the city grants."""

from guazhi.obligations.models import Obligation
from tests.journeys.conftest import Visit
from tests.make import World


def test_the_host_asks_the_city_grants_and_the_obligation_shows_as_waived(
    town: World, visit: Visit
) -> None:
    pk = town.secondment.pk
    row = Obligation.objects.get(secondment=pk, rule="division_of_work")
    host = visit(town.host_leader)
    host.open(f"/obligations/{row.pk}/")
    host.follow("Ask for a waiver")
    host.send(reason="岗位为临时专班，分工由县委统一明确")
    row.refresh_from_db()
    assert row.state == "open"

    city = visit(town.approver)
    city.open("/")
    city.follow("Decide")
    city.send(granted="yes", remark="同意")

    row.refresh_from_db()
    assert row.state == "waived"
    assert host.standing(pk, "明确工作分工") == [host.words("Waived")]


def test_who_asked_cannot_grant(town: World, visit: Visit) -> None:
    row = Obligation.objects.get(secondment=town.secondment, rule="division_of_work")
    city = visit(town.approver)
    city.open(f"/obligations/{row.pk}/ask-waiver/")
    city.send(reason="岗位为临时专班")
    city.open("/obligations/waivers/")
    assert city.main.get_by_role("link", name="谭敏").count() == 1
    waiver = row.waivers.get()

    city.open(f"/obligations/waivers/{waiver.pk}/decide/")

    if city.status == 200:
        city.send(granted="yes")
        assert len(city.refusals()) == 1
    city.faults.clear()
    row.refresh_from_db()
    assert row.state == "open"
