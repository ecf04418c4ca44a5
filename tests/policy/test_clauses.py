"""The clauses of the speech: all there, and each operative one points to a rule that exists."""

import re

from guazhi.policy import clause, clauses, named

OTHER = re.compile(r"^(access|record|figure)\.[a-z_]+$")


def _is_rule(rule: str) -> bool:
    pack = named("speech")
    kind, _, name = rule.rpartition(".")
    known = {
        "": set(pack.obligations),
        "terms": set(pack.categories),
        "parameters": set(pack.parameters),
    }
    return bool(OTHER.match(rule)) or name in known.get(kind, set())


def test_the_speech_has_59_clauses_of_which_49_are_operative() -> None:
    assert (len(clauses()), sum(each.operative for each in clauses())) == (59, 49)


def test_exactly_parts_two_and_three_are_operative() -> None:
    operative = [each.id for each in clauses() if each.operative]

    assert operative == [each.id for each in clauses() if each.id.startswith(("S2", "S3"))]


def test_each_operative_clause_has_a_rule_and_a_page() -> None:
    wrong = [
        each.id
        for each in clauses()
        if each.operative and not (_is_rule(each.rule) and re.match(r"^\w+:\w+$", each.page))
    ]

    assert wrong == []


def test_a_rule_cites_the_clause_that_it_meets() -> None:
    obligations = named("speech").obligations

    cited = {each.rule: each.id for each in clauses() if each.rule in obligations}

    assert cited == {rule: obligations[rule].clause for rule in cited}


def test_a_clause_is_found_by_its_id() -> None:
    assert clause("S2.1.5").zh == "要根据实际，制定好培养挂职干部的工作计划"
