"""Findings: an error refuses and carries every finding; the others let it pass."""

import pytest

from guazhi.policy import Finding, Level, Refused, refuse_if


def test_a_refusal_carries_every_finding() -> None:
    findings = [Finding("late", Level.WARNING), Finding("missing", params={"n": 1}, field="plan")]

    with pytest.raises(Refused, match="late, missing") as refusal:
        refuse_if(findings)

    assert refusal.value.findings == tuple(findings)


@pytest.mark.parametrize("level", [Level.WARNING, Level.NOTE])
def test_warnings_and_notes_refuse_nothing(level: Level) -> None:
    refuse_if(iter([Finding("late", level)]))
