"""Pages of nominations: the list, one form, writing, submitting, answering, wishing, ranking."""

from io import BytesIO

import pytest
from docx import Document

from guazhi.ledger.models import Entry
from guazhi.selection import queries
from guazhi.selection.commands import receive_nominations
from guazhi.selection.models import CandidateRank, Nomination, Wish
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.selection import calling
from tests.selection.calling import NOMINATIONS, TEXTS, Calling
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_intake(world: World) -> Calling:
    return calling.opened(world)


def test_a_home_organisation_nominates_and_the_city_answers_on_pages(
    world: World, next_intake: Calling
) -> None:
    person, pk = calling.clerk(world), next_intake.intake.pk
    home, city = client_of(world.home_handler), client_of(world.handler)
    address = f"/selection/intakes/{pk}/homes/{world.bureau.pk}/nominate/"
    form = {"category": "township", **TEXTS}
    with clock.clock_at(NOMINATIONS):
        listed = home.get(f"/selection/intakes/{pk}/nominations/").content.decode()
        shown = home.get(address)
        bare = home.post(address, form)
        sent = home.post(address, {**form, "person_id": person.pk})
        row = Nomination.objects.get()
        at = f"/selection/nominations/{row.pk}/"
        again = {
            "evidence": "近三年考核称职以上",
            "considered": "False",
            "how_considered": "岗位不相关",
        }
        rewritten = home.post(f"{at}rewrite/", {**form, **again})
        shown_again = home.get(at).content.decode()
        submitted = home.post(f"{at}submit/")
        returned = city.post(f"{at}receive/", {"step": "returned"})
        received = city.post(f"{at}receive/", {"step": "received", "words": "材料齐全"})

    row.refresh_from_db()
    assert address in listed
    assert (shown.status_code, bare.status_code, sent.status_code) == (200, 422, 302)
    assert (rewritten.status_code, submitted.status_code) == (302, 302)
    assert (returned.status_code, received.status_code) == (422, 302)
    assert (row.state, row.evidence) == ("received", "近三年考核称职以上")
    assert (row.considered, row.how_considered) == (False, "岗位不相关")
    assert shown_again.count("Did not count<br>岗位不相关") == 1


def test_somebody_not_on_record_is_nominated_on_the_page(
    world: World, next_intake: Calling
) -> None:
    address = f"/selection/intakes/{next_intake.intake.pk}/homes/{world.bureau.pk}/nominate/"
    form = {"category": "township", "name": "何静", "sex": "female", "post_title": "主任科员"}
    with clock.clock_at(NOMINATIONS):
        sent = client_of(world.home_handler).post(address, {**form, **TEXTS})

    assert sent.status_code == 302
    assert Nomination.objects.get().person.name == "何静"


def test_a_nomination_shows_each_reader_what_is_his(world: World, next_intake: Calling) -> None:
    post = calling.approved(world, next_intake)
    row = calling.submitted(world, next_intake, calling.clerk(world))
    nominee = make.actor(None, person=row.person)
    at = f"/selection/nominations/{row.pk}/"
    with clock.clock_at(NOMINATIONS):
        client = client_of(nominee)
        opened = client.get(f"{at}wishes/")
        sent = client.post(f"{at}wishes/", {"wish_1": post.pk, "family": "子女上小学"})
        twice = client.post(f"{at}wishes/", {"wish_1": post.pk, "wish_2": post.pk})
        pages = [
            client_of(actor).get(at).content.decode()
            for actor in (world.handler, nominee, world.home_handler)
        ]
        outside = client_of(world.host_handler).get(at)

    assert (opened.status_code, sent.status_code, twice.status_code) == (200, 302, 422)
    assert Wish.objects.get().post == post
    assert ["同意推荐" in page for page in pages] == [True, False, True]
    assert ["子女上小学" in page for page in pages] == [True, True, False]
    assert ["How the points come about" in page for page in pages] == [True, False, False]
    assert outside.status_code == 404


def test_a_host_ranks_candidates_on_a_page(world: World, next_intake: Calling) -> None:
    post = calling.approved(world, next_intake)
    rows = [calling.received(world, next_intake, calling.clerk(world, name)) for name in "甲乙"]
    client, address = client_of(world.host_leader), f"/selection/posts/{post.pk}/rank/"
    with clock.clock_at(NOMINATIONS):
        shown = client.get(address)
        twice = client.post(address, {"rank_1": rows[0].pk, "rank_2": rows[0].pk})
        sent = client.post(address, {"rank_1": rows[1].pk, "rank_2": rows[0].pk})

    assert (shown.status_code, twice.status_code, sent.status_code) == (200, 422, 302)
    assert "子女" not in shown.content.decode()
    assert CandidateRank.objects.count() == 2
    assert client_of(world.home_handler).get(address).status_code == 404


def test_a_county_reviews_and_a_nomination_is_taken_back_on_pages(
    world: World, next_intake: Calling
) -> None:
    row = calling.submitted(world, next_intake, calling.clerk(world))
    at = f"/selection/nominations/{row.pk}/"
    with clock.clock_at(NOMINATIONS):
        other = client_of(next_intake.county_approver).get(f"{at}review/")
        receive_nominations([row.pk], step="received", actor=world.handler)
        home = client_of(world.home_handler)
        bare = home.post(f"{at}withdraw/", {"reason": ""})
        sent = home.post(f"{at}withdraw/", {"reason": "工作需要"})
        shown = home.get(f"/selection/intakes/{next_intake.intake.pk}/nominations/?state=withdrawn")

    row.refresh_from_db()
    assert (other.status_code, bare.status_code, sent.status_code) == (404, 422, 302)
    assert row.state == "withdrawn"
    assert "周明" in shown.content.decode()


def test_the_list_names_everybody_once(world: World, next_intake: Calling) -> None:
    client = client_of(world.handler)
    address = f"/selection/intakes/{next_intake.intake.pk}/nominations/"
    found = []
    for name in ("周一", "周二"):
        calling.submitted(world, next_intake, calling.clerk(world, name))
        found.append(client.get(address).content.decode().count("/selection/nominations/"))

    assert found == [1, 2]


def test_the_balance_counts_places_and_people_and_opens_their_names(
    world: World, next_intake: Calling
) -> None:
    wished = calling.approved(world, next_intake)
    calling.approved(world, next_intake, title="副乡长助理", places=2, teaches=[])
    rows = [calling.submitted(world, next_intake, calling.clerk(world, name)) for name in "甲乙"]
    for row in rows:
        Wish.objects.create(nomination=row, post=wished, rank=1)
    pk = next_intake.intake.pk
    found = queries.balance(world.handler, next_intake.intake)
    client = client_of(world.handler)
    page = client.get(f"/selection/intakes/{pk}/balance/").content.decode()

    def names(query: str) -> int:
        listed = client.get(f"/selection/intakes/{pk}/nominations/?{query}").content.decode()
        return sum(f">{name}</a>" in listed for name in "甲乙")

    lines = {line.key: (line.posts, line.places, line.people) for line in found.kinds}
    assert lines["township"] == (2, 3, 2)
    assert [(each.post.title, each.first) for each in found.over] == [("乡长助理", 2)]
    assert [each.post.title for each in found.under] == ["副乡长助理"]
    assert [line.key for line in found.kinds if line.is_empty] == ["county", "city", "enterprise"]
    assert "Say in a note why" in page
    assert [names(query) for query in ("live=1&kind=township", "live=1&kind=city")] == [2, 0]
    assert [names(query) for query in ("county=0", "lacks=economy", f"wishes={wished.pk}")] == [
        2
    ] * 3
    assert [names(f"wishes={post}") for post in ("x", "²", 10**23)] == [0, 0, 0]
    note = client.post(f"/programmes/intakes/{pk}/notes/", {"balance_note": "企业岗位另行征集"})
    assert note.status_code == 302
    assert "企业岗位另行征集" in client.get(f"/selection/intakes/{pk}/balance/").content.decode()
    assert client_of(world.home_handler).get(f"/selection/intakes/{pk}/balance/").status_code == 404


def test_the_form_of_a_nomination_comes_as_a_paper(world: World, next_intake: Calling) -> None:
    row = calling.received(world, next_intake, calling.clerk(world))
    address = f"/selection/nominations/{row.pk}/form/"

    answer = client_of(world.home_handler).get(address)
    paper = Document(BytesIO(answer.content))
    cells = [cell.text for line in paper.tables[0].rows for cell in line.cells]

    assert answer.status_code == 200
    assert "周\u3000明" in cells
    assert "综合素质好，缺少基层经历，拟重点培养" in cells
    assert any("已审核，同意接收。" in text for text in cells)
    assert Entry.objects.filter(verb="NominationPrinted", subject=row.pk).count() == 1
    assert client_of(make.actor(None, person=row.person)).get(address).status_code == 404


def test_the_city_answers_several_nominations_in_one_act(
    world: World, next_intake: Calling
) -> None:
    rows = [
        calling.submitted(world, next_intake, calling.clerk(world, name))
        for name in ("周明", "吴越")
    ]
    city, pk = client_of(world.handler), next_intake.intake.pk
    address = f"/selection/intakes/{pk}/nominations/answer/"
    with clock.clock_at(NOMINATIONS):
        listed = city.get(f"/selection/intakes/{pk}/nominations/").content.decode()
        shown = city.get(address)
        bare = city.post(address, {"nomination_ids": [], "step": "received"})
        wordless = city.post(address, {"nomination_ids": [rows[0].pk], "step": "returned"})
        sent = city.post(address, {"nomination_ids": [row.pk for row in rows], "step": "received"})
        over = city.get(f"/selection/intakes/{pk}/nominations/").content.decode()
        missed = client_of(world.home_handler).get(address)

    assert (address in listed, address in over) == (True, False)
    assert shown.context["form"]["nomination_ids"].value() == [row.pk for row in rows[::-1]]
    assert (bare.status_code, wordless.status_code, sent.status_code) == (422, 422, 302)
    assert set(Nomination.objects.values_list("state", flat=True)) == {"received"}
    assert missed.status_code == 404
