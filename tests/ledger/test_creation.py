"""Units, people, leaders and posts that come on record leave their entries, each once."""

from datetime import date

from guazhi.ledger.models import Entry
from guazhi.ledger.verify import verify
from guazhi.programmes.models import Post
from tests import make
from tests.make import World


def told(before: int) -> list[tuple[str, str, str, int]]:
    rows = Entry.objects.filter(seq__gt=before).order_by("seq")
    return list(rows.values_list("verb", "actor_name", "about", "subject"))


def test_a_unit_is_recorded_when_it_is_founded_and_not_when_it_is_there(world: World) -> None:
    before = Entry.objects.count()

    bureau = make.found("市水利局", "organ", world.city)
    again = make.found("市水利局", "organ", world.city)
    others = make.found_all([("市交通局", "organ", world.city), ("市水利局", "organ", world.city)])

    assert (again, others[1]) == (bureau, bureau)
    assert told(before) == [
        ("OrganisationFounded", "登记员", "organisation", bureau.pk),
        ("OrganisationFounded", "登记员", "organisation", others[0].pk),
    ]


def test_a_person_is_recorded_with_the_organisation_and_as_its_leader(world: World) -> None:
    before = Entry.objects.count()

    person = make.enrol("赵一", world.bureau, sex="male")
    make.lead(world.bureau, person, title="局长", since=date(2026, 3, 1))

    assert told(before) == [
        ("PersonEnrolled", "登记员", "person", person.pk),
        ("PersonEmployed", "登记员", "person", person.pk),
        ("LeaderSet", "登记员", "organisation", world.bureau.pk),
    ]
    assert list(verify()) == []


def test_a_post_is_recorded_when_it_is_offered_and_when_it_gets_more_places(world: World) -> None:
    before = Entry.objects.count()
    known = Post.objects.get(pk=world.secondment.post_id)
    host = world.county_department
    wanted = [(known.host_unit, known.title, known.category, 2), (host, "部长助理", "township", 1)]

    posts = make.offer_places(world.intake, wanted)

    new = posts[host.pk, "部长助理"]
    assert told(before) == [
        ("PostOffered", "登记员", "post", known.pk),
        ("PostOffered", "登记员", "post", new.pk),
    ]
    entries = Entry.objects.filter(seq__gt=before)
    assert [entry.payload["places"] for entry in entries] == [3, 1]
