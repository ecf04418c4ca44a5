"""Texts of small packs for the tests of policy."""

from pathlib import Path

from guazhi.policy import Pack, PackRefused, load

HEAD = """\
id: small
version: "2026.1"
names: {zh: 小, en: Small}
description: {zh: 小, en: Small}
source: {zh: 讲话, en: Speech}
in_force_from: 2026-01-01
"""
CATEGORIES = """\
categories:
  township:
    names: {zh: 乡镇, en: Township}
    months: {min: 12, normal: 12, max: 12}
    host_levels: [township]
    posts: [镇长助理]
    clause: S3.0.7
    from: 2026-01-01
"""
PARAMETERS = """\
parameters:
  due_soon_days: {names: {zh: 临期, en: Soon}, unit: days, value: 7, from: 2026-01-01, clause: S2.0.1}
  recording_days_back: {names: {zh: 补录, en: Back}, unit: days, value: 15, from: 2026-01-01, clause: S2.0.1}
  cap_on_excellent: {names: {zh: 上限, en: Cap}, unit: share, value: 0.2, from: 2026-01-01, clause: S2.2.14}
"""
SMALLEST = """\
  smallest_ballot_group: {names: {zh: 最小, en: Fewest}, unit: persons, value: 5, from: 2026-01-01, clause: S2.2.14}
"""
OBLIGATIONS = """\
obligations:
  plan:
    names: {zh: 计划, en: Plan}
    scope: secondment
    owners: [host]
    evidence: plan_approved
    timing: {within: {days: 15}, of: start}
    clause: S2.1.5
    from: 2026-01-01
"""
ASSESSMENT = """\
assessment:
  clause: S2.2.14
  dimensions: {virtue: {names: {zh: 德, en: Virtue}}}
  grades: [{id: good, names: {zh: 好, en: Good}, points: 90, at_least: 75}, {id: bad, names: {zh: 差, en: Bad}, points: 50, at_least: 0}]
  cap: {grade: good, parameter: cap_on_excellent}
"""


def text(
    head: str = HEAD,
    categories: str = CATEGORIES,
    parameters: str = PARAMETERS,
    obligations: str = OBLIGATIONS,
    assessment: str = ASSESSMENT,
) -> str:
    return head + categories + parameters + obligations + assessment


def timed(timing: str, more: str = "", scope: str = "secondment", owners: str = "[host]") -> str:
    """The obligations of a pack that holds one, with this timing."""
    named = f"    owners: {owners}\n" if owners else ""
    return (
        "obligations:\n  plan:\n    names: {zh: 计划, en: Plan}\n"
        f"    scope: {scope}\n{named}    evidence: plan_approved\n    timing: {timing}\n"
        f"    clause: S2.1.5\n    from: 2026-01-01\n{more}"
    )


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "pack.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def loaded(folder: Path, content: str) -> Pack:
    return load(written(folder, content))


def faults(folder: Path, content: str | bytes) -> list[tuple[int, str, str]]:
    """Line, code and what was found, of each fault."""
    try:
        load(written(folder, content))
    except PackRefused as refused:
        return [(error.line, error.message_code, error.found) for error in refused.errors]
    return []
