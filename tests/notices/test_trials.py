"""A message to try an address with."""

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.ledger.models import Entry
from guazhi.notices.commands import (
    try_channel,
)
from guazhi.notices.commands.posting import Fate, Outcome
from guazhi.notices.models import Channel, Delivery
from guazhi.notices.queries import Letter
from guazhi.policy.findings import Refused
from tests import make
from tests.notices.test_outbox import Post, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("offered")]


def tried(secondee: Actor, *outcomes: Outcome, minute: int = 0) -> tuple[Outcome, Post]:
    (channel,) = Channel.objects.filter(user=secondee.user_id)
    post = Post(*outcomes)
    return try_channel(channel.pk, at=at(2, 21, minute), actor=secondee, by=post), post


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(Fate.SENT),
        Outcome(Fate.FAILED, "code 310000"),
        Outcome(Fate.UNSURE, "ReadTimeout"),
    ],
)
def test_a_test_message_goes_out_at_once_and_its_fate_is_kept(
    secondee: Actor, outcome: Outcome
) -> None:
    told, post = tried(secondee, outcome)

    channel = Channel.objects.get(user=secondee.user_id)
    ((address, letter),) = post.letters
    assert (told, address) == (outcome, "tan@anlan.gov.cn")
    assert (letter.subject, "谭敏" in letter.body) == ("挂职工作：测试消息", False)
    assert (channel.fate, channel.problem) == (outcome.fate.value, outcome.problem)
    assert Entry.objects.latest("seq").payload["fate"] == outcome.fate.value
    assert Delivery.objects.count() == 0


def test_a_second_test_within_a_minute_is_refused_and_of_others_missing(
    world: make.World, secondee: Actor
) -> None:
    tried(secondee)
    channel = Channel.objects.get(user=secondee.user_id)

    with pytest.raises(Refused) as refusal:
        tried(secondee)
    with pytest.raises(Http404):
        try_channel(channel.pk, at=at(2), actor=world.host_handler, by=Post())
    _told, later = tried(secondee, minute=1)

    assert [found.code for found in refusal.value.findings] == ["tried_just_now"]
    assert len(later.letters) == 1


def test_a_sender_that_dies_leaves_the_test_unsure(secondee: Actor) -> None:
    (channel,) = Channel.objects.filter(user=secondee.user_id)

    def dies(channel: Channel, letter: Letter) -> Outcome:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        try_channel(channel.pk, at=at(2), actor=secondee, by=dies)

    channel.refresh_from_db()
    assert channel.fate == "unsure"
