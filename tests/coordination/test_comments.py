"""Comments on a practice: by whoever reads it, deleted by nobody, withdrawn by the author."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.coordination.commands import (
    comment_practice,
    propose_practice,
    publish_practice,
    withdraw_comment,
)
from guazhi.coordination.models import Practice, PracticeComment, PracticeDelivery
from guazhi.ledger.models import Entry
from guazhi.notices.models import Notice
from guazhi.policy.findings import Refused
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def practice(world: World) -> Practice:
    row = propose_practice(
        world.intake.pk,
        title="一线工作法",
        text="每周驻村两天",
        source="forum",
        day=DAY,
        actor=world.handler,
    )
    return publish_practice(row.pk, day=DAY, actor=world.approver)


def test_a_comment_is_recorded_read_by_all_and_told_to_the_author(
    world: World, practice: Practice
) -> None:
    Notice.objects.all().delete()

    comment_practice(practice.pk, text=" 本乡也适用 ", actor=world.secondee)

    readers = (world.handler, world.host_handler, world.home_handler, world.secondee)
    pages = [
        client_of(reader).get(f"/coordination/practices/{practice.pk}/").content.decode()
        for reader in readers
    ]
    assert [("本乡也适用" in page, "谭敏" in page) for page in pages] == [(True, True)] * 4
    assert PracticeDelivery.objects.get().read_on == DAY
    assert list(Notice.objects.values_list("reader", "kind")) == [
        (world.handler.user_id, "practice_commented")
    ]
    verbs = Entry.objects.order_by("-seq").values_list("verb", flat=True)
    assert list(verbs[:2]) == ["PracticeRead", "PracticeCommented"]


@pytest.mark.parametrize(
    ("text", "code"), [("  ", "words_needed"), ("长" * 301, "comment_too_long")]
)
def test_a_comment_says_something_and_is_short(
    world: World, practice: Practice, text: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        comment_practice(practice.pk, text=text, actor=world.secondee)

    assert [found.code for found in refusal.value.findings] == [code]
    assert PracticeComment.objects.count() == 0


def test_a_proposal_is_not_commented_on(world: World) -> None:
    row = propose_practice(
        world.intake.pk, title="在审", text="文本", source="forum", day=DAY, actor=world.handler
    )

    with pytest.raises(Refused) as refusal:
        comment_practice(row.pk, text="好", actor=world.handler)

    assert [found.code for found in refusal.value.findings] == ["practice_not_published"]


def test_a_stranger_finds_neither_practice_nor_comment(world: World, practice: Practice) -> None:
    comment = comment_practice(practice.pk, text="好", actor=world.secondee)
    stranger = make.actor(Role.HOST_HANDLER, make.found("云岭县政府", "organ", world.other_county))

    with pytest.raises(Http404):
        comment_practice(practice.pk, text="好", actor=stranger)
    with pytest.raises(Http404):
        withdraw_comment(comment.pk, actor=stranger)


def test_only_its_author_withdraws_a_comment_once_and_it_stays_as_withdrawn(
    world: World, practice: Practice
) -> None:
    comment = comment_practice(practice.pk, text="说错了", actor=world.secondee)
    where = f"/coordination/comments/{comment.pk}/withdraw/"

    other = client_of(world.handler).post(where)
    own = client_of(world.secondee).post(where)
    page = client_of(world.handler).get(f"/coordination/practices/{practice.pk}/").content.decode()
    with pytest.raises(Refused) as refusal:
        withdraw_comment(comment.pk, actor=world.secondee)

    assert (other.status_code, own.status_code) == (404, 302)
    assert ("说错了" in page, "Withdrawn by its author" in page) == (False, True)
    assert [found.code for found in refusal.value.findings] == ["comment_withdrawn_already"]
    assert PracticeComment.objects.get().text == "说错了"


def test_a_refused_comment_keeps_its_words_on_the_page(world: World, practice: Practice) -> None:
    client = client_of(world.secondee)
    where = f"/coordination/practices/{practice.pk}/comment/"

    refused = client.post(where, {"text": "长" * 301})
    sent = client.post(where, {"text": "好做法"})

    assert (refused.status_code, "长" * 301 in refused.content.decode()) == (422, True)
    assert sent.headers["Location"] == f"/coordination/practices/{practice.pk}/"
