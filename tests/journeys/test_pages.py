"""Every main page as each role: for everyone to use, wide and on a phone, in one language."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from guazhi.access.matrix import Role
from guazhi.coordination.models import ExchangeItem, Forum, Practice, WorkReport
from guazhi.policy import named
from guazhi.policy.clauses import clauses
from guazhi.secondments.models import CourseChange
from tests import make
from tests.journeys.conftest import PHONE, WIDE, Visit
from tests.journeys.visitor import Visitor
from tests.make import World

OF_ONE = ("", "?tab=obligations", "?tab=hosting", "?tab=coordination", "?tab=assessments")
SEEN_BY_ALL = ("/coordination/practices/", "/coordination/exchanges/", "/coordination/requests/")
CITY_ONLY = ("/obligations/waivers/", "/rosters/upload/")
# Latin letters that stand in Chinese pages too: kinds of files, keys, fingerprints, marks of clauses
LATIN = re.compile(
    r"\b(S\d\.\d+(\.\d+)?|Excel|PDF|docx|xlsx|xls|csv|MB|SM3|speech|[0-9a-f]{16,})\b", re.ASCII
)
HAN = re.compile(r"[\u4e00-\u9fff]+")
# what a reader sees or hears of a page, without what is marked as another language or as code
READ = """async (path) => {
  const answer = await fetch(path);
  if (!answer.ok) return [`status ${answer.status}`];
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const language = page.documentElement.lang.slice(0, 2);
  const found = new Set([page.title]);
  const skip = (it) =>
    it.closest('script, style, template, code, kbd, textarea, .person-mark') !== null ||
    it.closest('[lang]').lang.slice(0, 2) !== language;
  const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    if (text && !skip(walk.currentNode.parentElement)) found.add(text);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const it of page.querySelectorAll(`[${name}]`)) {
      if (!skip(it)) found.add(it.getAttribute(name));
    }
  }
  return [...found];
}"""


def paths_of(town: World, role: str) -> Iterator[str]:
    """The main pages of a role."""
    pk = town.secondment.pk
    yield "/"
    if role == "auditor":
        yield from ("/ledger/", "/ledger/verify/", "/password/")
        return
    yield from (f"/secondments/{pk}/{tab}" for tab in OF_ONE)
    yield from ("/register/", "/obligations/", "/intakes/", "/policy/", *SEEN_BY_ALL)
    if role != "home_handler":
        yield from ("/hosting/difficulties/", "/coordination/forums/")
    if role in {"handler", "county_handler", "host_leader"}:
        yield from ("/coordination/contacts/plan/", "/coordination/contacts/")
        yield from ("/hosting/readiness/", "/secondments/changes/")
    yield "/waiting/"
    if role == "handler":
        yield from CITY_ONLY
        yield f"/assessments/{pk}/sitting/?kind=midterm"
        yield f"/assessments/intakes/{town.intake.pk}/round/?kind=midterm"
        yield f"/rosters/{town.intake.pk}/ratings/?kind=midterm"
        yield f"/intakes/{town.intake.pk}/"
        yield f"/intakes/{town.intake.pk}/uses/"
        yield f"/intakes/{town.intake.pk}/evaluation/people/"
        yield from ("/uses/", "/evaluation/")
        yield f"/assessments/people/{town.secondment.secondee_id}/appointment/"
        yield f"/secondments/{pk}/?tab=record"
        yield f"/secondments/{pk}/?tab=history"
    if role in {"handler", "county_handler", "host_leader"}:
        yield f"/assessments/{pk}/assessment/?kind=midterm"
    yield from ("/notices/", "/notices/settings/", "/secondments/changes/")
    yield f"/secondments/changes/{CourseChange.objects.get().pk}/"
    if role in {"handler", "county_handler", "host_leader"}:
        yield from pages_of_work(town, role)
    if role == "host_leader":
        yield f"/hosting/secondments/{pk}/plan/"
        yield f"/hosting/secondments/{pk}/mentor/"
        yield f"/assessments/{pk}/appraisal/"
    if role == "home_handler":
        yield f"/secondments/{pk}/confirm-relation/"
        yield f"/assessments/{pk}/assessment/home/?kind=midterm"
    if role == "secondee":
        yield f"/assessments/{pk}/summary/"
        yield f"/hosting/secondments/{pk}/difficulty/"


def pages_of_work(town: World, role: str) -> Iterator[str]:
    """One page of each kind that departments and hosts work on."""
    pk = town.secondment.pk
    steps = ("plan", "reports", "record", "points", "minutes")
    forum = Forum.objects.get().pk
    yield from (f"/coordination/forums/{forum}/?step={step}" for step in steps)
    yield f"/coordination/practices/{Practice.objects.order_by('pk')[0].pk}/"
    yield f"/coordination/exchanges/{ExchangeItem.objects.get().pk}/"
    yield f"/coordination/reports/{WorkReport.objects.get().pk}/"
    yield f"/secondments/{pk}/ask-change/?kind=recall"
    if role == "host_leader":
        yield from (f"/hosting/secondments/{pk}/{deed}/" for deed in ("talk", "task", "care"))
        yield f"/hosting/secondments/{pk}/difficulty/"


ROLES = ("handler", "county_handler", "host_leader", "home_handler", "secondee", "auditor")


def somebody(
    town: World, visit: Visit, role: str, size: dict[str, int] = WIDE, language: str = "zh-CN"
) -> Visitor:
    """A visitor of one role."""
    actor = make.actor(Role.AUDIT_OFFICER, town.city) if role == "auditor" else None
    return visit(actor or getattr(town, role), size, language)


def test_every_page_of_the_city_is_for_everyone_and_fits_both_windows(
    midterm: World, visit: Visit
) -> None:
    visitor = somebody(midterm, visit, "handler")
    found: dict[str, list[str]] = {}
    for path in paths_of(midterm, "handler"):
        visitor.open(path)
        wide = [*visitor.violations(), *visitor.overflow()]
        visitor.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        problems = [*wide, *visitor.overflow()]
        visitor.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        if problems:
            found[path] = problems

    assert found == {}


@pytest.mark.parametrize("role", ROLES)
def test_pages_on_a_phone_are_for_everyone_and_fit(midterm: World, visit: Visit, role: str) -> None:
    visitor = somebody(midterm, visit, role, PHONE)
    known = tuple(paths_of(midterm, role))
    found: dict[str, list[str]] = {}
    for path in (known[0], known[-1]):
        visitor.open(path)
        if problems := [*visitor.violations(), *visitor.overflow()]:
            found[path] = problems

    assert found == {}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_a_page_speaks_one_language(midterm: World, visit: Visit, role: str, language: str) -> None:
    visitor = somebody(midterm, visit, role, WIDE, language)
    foreign = HAN if language == "en-GB" else re.compile(r"[A-Za-z]{2,}")
    data = words_of_data()
    found: dict[str, list[str]] = {}
    visitor.open("/")
    for path in paths_of(midterm, role):
        texts = visitor.page.evaluate(READ, path)
        if strange := [text for text in texts if foreign.search(without(text, data))]:
            found[path] = strange

    assert found == {}


def without(text: str, data: list[str]) -> str:
    """A text without data and without what is written alike in both languages."""
    for words in data:
        text = text.replace(words, "")
    return LATIN.sub("", text)


def words_of_data() -> list[str]:
    """Every text that is data: rows, the words of the speech, the posts of the policy."""
    data = {clause.zh for clause in clauses()}
    data |= {post for entry in named("speech").categories.values() for post in entry.posts}
    for model in apps.get_app_config("guazhi").get_models():
        names = [
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*names):
            data |= {words for value in row if value for words in strings(value)}
    return sorted((text for text in data if len(text) > 1), key=len, reverse=True)


def strings(value: object) -> Iterator[str]:
    """A text, or every text in a list or an object."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for each in value:
            yield from strings(each)
    else:
        yield str(value)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_changing_the_language_keeps_the_page(
    midterm: World, visit: Visit, size: dict[str, int]
) -> None:
    visitor = visit(midterm.handler, size)
    path = f"/secondments/{midterm.secondment.pk}/?tab=hosting"
    page = visitor.open(path)
    assert page.locator("html").get_attribute("lang") == "zh-Hans"

    with page.expect_navigation():
        page.locator("button[name=language]").click()

    assert page.url == visitor.base + path
    assert page.locator("html").get_attribute("lang") == "en"
    assert visitor.main.get_by_role("heading", name="Tasks", exact=True).count() == 1
