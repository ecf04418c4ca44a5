"""The command line: what is written wrongly is refused in a sentence, and a closed pipe is no fault."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("simulate", "--roster", "x", "--from", "2026-02-30", "--until", "2026-03-01"),
            "“2026-02-30”不是日历上的日期，请写成 2026-03-01。",
        ),
        (("serve", "--port", "70000"), "“70000”不是端口号，请填1至65535之间的整数。"),
        (("serve", "--port", "x"), "“x”不是端口号，请填1至65535之间的整数。"),
    ],
)
def test_what_is_written_wrongly_is_refused_in_a_sentence(
    arguments: tuple[str, ...], words: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command(*arguments)

    assert str(refused.value).rpartition(": ")[2] == words


def test_a_reader_who_leaves_is_no_fault() -> None:
    line = f"{sys.executable} -m guazhi policy show speech | head -1"

    ran = subprocess.run(line, shell=True, check=False, capture_output=True, text=True)

    assert (ran.stdout, ran.stderr) == ("speech 2026.1  讲话版\n", "")


def test_a_large_file_is_told_by_its_own_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(30 * 1024 * 1024)

    with pytest.raises(SystemExit) as left:
        call_command("import", "roster", str(path), "--dry-run", "--lang", "en")

    assert left.value.code == 1
    assert (
        capsys.readouterr()
        .out.splitlines()[0]
        .endswith("The file has 30.0 MB; 10 MB is the most. Remove pictures and spare sheets.")
    )


def test_no_operative_clause_lacks_its_rule_its_page_or_its_test() -> None:
    told = StringIO()

    call_command("clauses", "--json", stdout=told)

    assert len(json.loads(told.getvalue())) == 49
