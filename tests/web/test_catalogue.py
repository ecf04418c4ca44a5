"""Message catalogues: what is found in sources, what is refused, what the fragments become."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from guazhi.web.catalogue import CatalogueError, compile_catalogue
from guazhi.web.extraction import extract, from_python, from_template
from guazhi.web.upkeep import Problem, module_of, survey, tidy

LAYERS = """
[[tool.importlinter.contracts]]
layers = ["app.reactions", "app.hosting | app.coordination", "app.people", "app.web"]
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An application with two modules, a page and no fragments."""
    (tmp_path / "pyproject.toml").write_text(LAYERS)
    package = tmp_path / "app"
    write(package / "people" / "models.py", 'NAME = _("Name")\n')
    write(package / "hosting" / "forms.py", 'LABELS = [_("Name"), _("Mentor")]\n')
    page = (
        "{% translate 'Talks' %}{% blocktranslate count n=n %}{{ n }} talk{% plural %}{{ n }} talks"
    )
    write(package / "templates" / "hosting" / "talks.html", page + "{% endblocktranslate %}")
    return package


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def entry(text: str, translation: str) -> str:
    return f'msgid "{text}"\nmsgstr "{translation}"\n\n'


def compiled(folder: Path, target: Path) -> GNUTranslations:
    with compile_catalogue(folder, target).open("rb") as file:
        return GNUTranslations(file)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("a" "b")', [("", "ab", "")]),
        ('models.gettext_lazy("a")', [("", "a", "")]),
        ('gettext("a" if x else "b")', [("", "a", ""), ("", "b", "")]),
        ('ngettext("%(n)s row", "%(n)s rows", n)', [("", "%(n)s row", "%(n)s rows")]),
        ('pgettext("verb", "a")', [("verb", "a", "")]),
        ('npgettext("verb", "a", "as", n)', [("verb", "a", "as")]),
        ('T = {"k": "a", "l": ["b"]}\ngettext(T[key])', [("", "a", ""), ("", "b", "")]),
        ('T: dict[str, str] = {"k": "a"}\ngettext(T.get(key))', [("", "a", "")]),
        ("gettext(finding.text)", []),
        ('label("a")', []),
    ],
)
def test_python_gives_its_literals(source: str, found: list[tuple[str, str, str]]) -> None:
    assert [(m.context, m.singular, m.plural) for m in from_python(source)] == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{% translate 'It\"s 100%' %}", [("", 'It"s 100%%', "")]),
        ('{% translate "May" context "month" %}', [("month", "May", "")]),
        ('{{ name|default:_("none") }}', [("", "none", "")]),
        ('{% include "a.html" with title=_("Title") %}', [("", "Title", "")]),
        (
            "{% blocktranslate trimmed with a=b %}\n  Dear\n  {{ a }}\n{% endblocktranslate %}",
            [("", "Dear %(a)s", "")],
        ),
        (
            "{% blocktranslate count n=n context 'c' %}one{% plural %}{{ n }}'s{% endblocktranslate %}",
            [("c", "one", "%(n)s's")],
        ),
        ("{{ gettext }} plain (text)", []),
    ],
)
def test_templates_give_their_messages(source: str, found: list[tuple[str, str, str]]) -> None:
    assert [(m.context, m.singular, m.plural) for m in from_template(source)] == found


def test_a_message_lists_every_file_that_uses_it(package: Path) -> None:
    files = {want.singular: sorted(want.files) for want in extract(package).values()}

    assert files == {
        "Name": ["hosting/forms.py", "people/models.py"],
        "Mentor": ["hosting/forms.py"],
        "Talks": ["templates/hosting/talks.html"],
        "%(n)s talk": ["templates/hosting/talks.html"],
    }


def test_fragments_become_one_catalogue(tmp_path: Path) -> None:
    write(tmp_path / "po" / "hosting.po", entry("Mentor", "帮带责任人"))
    write(tmp_path / "po" / "people.po", '#, fuzzy\nmsgid "Name"\nmsgstr "名"\n')

    catalogue = compiled(tmp_path / "po", tmp_path / "mo")

    assert [catalogue.gettext(text) for text in ("Mentor", "Name")] == ["帮带责任人", "Name"]


def test_the_catalogue_is_written_again_only_when_a_fragment_changed(tmp_path: Path) -> None:
    fragment = write(tmp_path / "po" / "hosting.po", entry("Mentor", "导师"))
    first = compile_catalogue(tmp_path / "po", tmp_path / "mo").stat().st_ino
    unchanged = compile_catalogue(tmp_path / "po", tmp_path / "mo").stat().st_ino

    fragment.write_text(entry("Mentor", "帮带责任人"), encoding="utf-8")

    assert unchanged == first
    assert compiled(tmp_path / "po", tmp_path / "mo").gettext("Mentor") == "帮带责任人"


def test_two_translations_of_one_message_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "po" / "hosting.po", entry("Mentor", "导师"))
    write(tmp_path / "po" / "people.po", entry("Mentor", "帮带责任人"))

    with pytest.raises(CatalogueError) as refusal:
        compile_catalogue(tmp_path / "po", tmp_path / "mo")

    assert str(refusal.value) == "'Mentor' is '导师' in hosting.po, '帮带责任人' in people.po"
    assert not (tmp_path / "mo").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('msgid "Mentor\nmsgstr "导师"\n', 'hosting.po, line 1: cannot be read: msgid "Mentor'),
        ('msgid "A"\nmsgstr "说"好""\n', 'hosting.po, line 2: cannot be read: msgstr "说"好""'),
        ('msgid "A"\nmessage "B"\n', 'hosting.po, line 2: cannot be read: message "B"'),
        (entry("A", "甲") + entry("A", "乙"), "hosting.po: holds the same message twice"),
    ],
)
def test_a_fragment_that_cannot_be_read_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    write(tmp_path / "hosting.po", text)

    with pytest.raises(CatalogueError) as refusal:
        compile_catalogue(tmp_path, tmp_path / "mo")

    assert str(refusal.value) == reason


def test_the_survey_names_every_fault(package: Path) -> None:
    folder = package / "po"
    counted = 'msgid "%(n)s talk"\nmsgid_plural "%(n)s talks"\nmsgstr[0] "谈话"\n\n'
    fuzzy = '#, fuzzy\nmsgid "Talks"\nmsgstr "谈话"\n\n'
    write(folder / "hosting.po", entry("Gone", "没了") + counted + fuzzy + entry("Mentor", ""))
    write(folder / "people.po", entry("Mentor", "帮带责任人"))

    problems = survey(package, folder)

    assert problems == [
        Problem("missing", "people", "Name"),
        Problem("unused", "hosting", "Gone"),
        Problem("placeholders", "hosting", "%(n)s talk"),
        Problem("fuzzy", "hosting", "Talks"),
        Problem("missing", "hosting", "Mentor"),
        Problem("duplicate", "people", "Mentor"),
    ]


def test_tidying_moves_keeps_adds_and_drops(package: Path) -> None:
    folder = package / "po"
    write(folder / "hosting.po", entry("Name", "姓名") + entry("Gone", "没了"))
    write(folder / "coordination.po", entry("Forum", "座谈会"))

    tidy(package, folder)

    assert sorted(path.name for path in folder.iterdir()) == ["hosting.po", "people.po"]
    assert compiled(folder, package / "mo").gettext("Name") == "姓名"
    assert survey(package, folder) == [
        Problem("missing", "hosting", "Mentor"),
        Problem("missing", "hosting", "%(n)s talk"),
        Problem("missing", "hosting", "Talks"),
    ]


@pytest.mark.parametrize(
    ("file", "fragment"),
    [
        ("hosting/commands/talks.py", "hosting"),
        ("templates/hosting/talk.html", "hosting"),
        ("web/messages/hosting.py", "hosting"),
        ("web/messages/__init__.py", "web"),
        ("templates/base.html", "web"),
        ("settings.py", "web"),
        ("management/commands/demo.py", "management"),
    ],
)
def test_a_file_belongs_to_one_fragment(file: str, fragment: str) -> None:
    assert module_of(file, ["web", "people", "hosting"]) == fragment


def test_tidying_twice_changes_nothing(package: Path) -> None:
    write(package / "po" / "people.po", "# 档案用语\n" + entry("Name", "姓名"))
    tidy(package, package / "po")
    once = {path.name: path.read_text(encoding="utf-8") for path in (package / "po").iterdir()}

    tidy(package, package / "po")

    assert {
        path.name: path.read_text(encoding="utf-8") for path in (package / "po").iterdir()
    } == once
    assert "# 档案用语" in once["people.po"]
