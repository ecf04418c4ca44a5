"""What a view requires before it runs."""

import pytest

from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**23])
def test_a_number_that_no_row_has_looks_missing(world: World, number: int) -> None:
    client = client_of(world.approver)

    answers = [
        client.get(f"/people/{number}/"),
        client.get(f"/assessments/{number}/assessment/"),
        client.post(f"/assessments/results/{number}/refusal/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
