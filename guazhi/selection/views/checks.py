"""The checks of an intake: who is barred where and what is to be decided, person by person."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.people.rules.ages import printed_month
from guazhi.policy.eligibility import AnyCheck
from guazhi.policy.eligibility_words import basis_in_words, figures_in_words, word
from guazhi.programmes.views.trails import intake_trail
from guazhi.secondments.rules.checks import Verdict
from guazhi.secondments.rules.checks.facts import printed
from guazhi.selection import commands, queries
from guazhi.selection.forms.checks import WarningForm
from guazhi.selection.queries import IntakeChecks, Looked, PersonLine
from guazhi.web import clock
from guazhi.web.components import Citation, Stat, Tone
from guazhi.web.messages import sentence
from guazhi.web.messages.checks import FACTS
from guazhi.web.page import Crumb, Request, done, page
from guazhi.web.words import in_language, reading

TONES = {"blocking": Tone.RED, "warning": Tone.YELLOW, "note": Tone.PLAIN}
MOST_POSTS = 6
# where the record is mended: fact -> route; of the others the record itself
MENDING = {
    "grade": "people:grades",
    "sanction_effect": "people:sanctions",
    "regulator": "people:family",
}
# facts of which the record keeps the month only
MONTHS = ("birth_month", "work_began", "kin_declared", "sanctions_checked")
Row = dict[str, Any]


def _crumbs(checks: IntakeChecks, line: PersonLine | None = None, title: str = "") -> list[Crumb]:
    intake = checks.intake
    steps = [Crumb(_("Checks"), reverse("selection:checks", args=[intake.pk]))]
    if line is not None:
        where = reverse("selection:person_checks", args=[intake.pk, line.person.pk])
        steps.append(Crumb(line.person.name, where))
    if title:
        steps.append(Crumb(title))
    else:
        steps[-1] = Crumb(steps[-1].label)
    return intake_trail(intake, *steps)


@requires(Capability.VIEW_CHECKS)
@require_safe
def checks(request: Request, pk: int) -> HttpResponse:
    """Everybody of an intake, those first of whom there is most to decide."""
    found = queries.intake_checks(
        request.actor, queries.intake_to_check(request.actor, pk), clock.today()
    )
    lines = found.lines()
    context = {
        "title": _("Checks"),
        "breadcrumbs": _crumbs(found),
        "intake": found.intake,
        "policy": found.pack.names,
        "stats": _stats(lines),
        "rows": [(line, _chips(found, line)) for line in lines],
        "has_checks": bool(found.pack.checks),
        "posts": len(found.posts),
    }
    return page(request, "selection/checks.html", context)


def _stats(lines: list[PersonLine]) -> list[Stat]:
    barred = sum(bool(line.posts) and line.barred == line.posts for line in lines)
    undecided = sum(len(line.open) for line in lines)
    return [
        Stat(_("People"), len(lines), icon="users"),
        Stat(_("Without findings"), sum(not line.looked for line in lines), icon="circle-check"),
        Stat(
            _("Warnings to decide"),
            undecided,
            icon="alert-triangle",
            tone=Tone.YELLOW if undecided else Tone.PLAIN,
        ),
        Stat(
            _("Barred from every post"),
            barred,
            icon="lock",
            tone=Tone.RED if barred else Tone.PLAIN,
        ),
    ]


def _chips(found: IntakeChecks, line: PersonLine) -> list[tuple[str, str]]:
    """The names of the checks that found something, each once, by how much it matters."""
    chips: dict[str, str] = {}
    for each in line.looked:
        name = in_language(found.pack.checks[each.result.check].names)
        tone = TONES["blocking"] if each.bars else TONES["note"]
        chips.setdefault(name, TONES["warning"] if each.is_open else tone)
    return list(chips.items())


@requires(Capability.VIEW_CHECKS)
@require_safe
def person_checks(request: Request, pk: int, person: int) -> HttpResponse:
    """What the checks found of one person, and all of them at one post."""
    intake = queries.intake_to_check(request.actor, pk)
    found = queries.intake_checks(request.actor, intake, clock.today(), person)
    line = found.line(person)
    asked = request.GET.get("post", "")
    post = int(asked) if asked.isdecimal() else next(iter(found.posts), 0)
    context = {
        "title": line.person.name,
        "breadcrumbs": _crumbs(found, line),
        "intake": intake,
        "line": line,
        "rows": [_row(request, found, line, each) for each in line.looked],
        "void": [(row, _name(found, row.check_id)) for row in found.void(person)],
        "posts": found.posts.values(),
        "chosen": found.posts.get(post),
        "pair": [_asked(found, *each) for each in found.explained(person, post)] if post else [],
    }
    return page(request, "selection/person_checks.html", context)


def _name(found: IntakeChecks, check: str) -> str:
    known = found.pack.checks.get(check)
    return in_language(known.names) if known else check


def _row(request: Request, found: IntakeChecks, line: PersonLine, each: Looked) -> Row:
    """One thing found: the rule, what it rests on, what was looked at, where and what next."""
    result, person = each.result, line.person.pk
    check = found.pack.checks[result.check]
    may_decide = request.actor.may(Capability.DECIDE_CHECK) and result.level == "warning"
    args = [found.intake.pk, person, each.posts[0].pk, result.check]
    return {
        "looked": each,
        "name": in_language(check.names),
        "level": word(result.level, reading()),
        "tone": TONES[result.level],
        "says": sentence(result.finding()),
        "basis": basis_in_words(check, reading()),
        "inputs": _inputs(result.verdict),
        "posts": each.posts[:MOST_POSTS],
        "more": max(0, len(each.posts) - MOST_POSTS),
        "decide_url": reverse("selection:decide_check", args=args) if may_decide else "",
        "mend_url": _mend(request, result.verdict, person),
    }


def _mend(request: Request, verdict: Verdict, person: int) -> str:
    """Where a missing fact is entered, for whoever may."""
    if not verdict.missing or not request.actor.may(Capability.EDIT_PERSON):
        return ""
    if verdict.missing[0] == "post_rank":
        return ""
    return reverse(MENDING.get(verdict.missing[0], "people:edit"), args=[person])


def _inputs(verdict: Verdict) -> Iterable[tuple[object, object]]:
    for name, value in verdict.inputs:
        shown = word(str(value), reading()) if name == "post_rank" else printed(value)
        if name in MONTHS and isinstance(value, date):
            shown = printed_month(value)
        yield FACTS.get(name, name), shown or "—"


def _asked(found: IntakeChecks, key: str, check: AnyCheck, verdict: Verdict) -> Row:
    """One check of the pair, whether it passes or not."""
    level = check.if_missing if verdict.missing else check.level
    return {
        "name": in_language(check.names),
        "asks": figures_in_words(found.pack, check, reading()),
        "basis": basis_in_words(check, reading()),
        "inputs": _inputs(verdict),
        "outcome": word(level, reading()) if verdict.code else _("passes"),
        "tone": TONES[level] if verdict.code else Tone.GREEN,
        "id": key,
    }


@requires(Capability.DECIDE_CHECK)
@require_http_methods(["GET", "POST"])
def decide_check(request: Request, pk: int, person: int, post: int, check: str) -> HttpResponse:
    """Decide on one warning."""
    intake = queries.intake_to_check(request.actor, pk)
    found = queries.intake_checks(request.actor, intake, clock.today(), person)
    line, result = found.line(person), found.result(person, post, check)
    form = WarningForm.of(request, initial={"digest": result.digest if result else ""})
    if form.run(commands.decide_warning, pk, person, post, check, actor=request.actor):
        return done(request, _("The decision is recorded."), "selection:person_checks", pk, person)
    if form.is_bound and result is not None:
        form.put("digest", result.digest)
    name = _name(found, check)
    rule = found.pack.checks.get(check)
    context = {
        "title": name,
        "lede": f"{line.person.name} · {line.home}",
        "breadcrumbs": _crumbs(found, line, name),
        "form": form,
        "says": sentence(result.finding()) if result else "",
        "inputs": list(_inputs(result.verdict)) if result else [],
        "citation": Citation(basis_in_words(rule, reading())) if rule else None,
        "cancel_url": reverse("selection:person_checks", args=[pk, person]),
        "submit_label": _("Decide on the warning"),
    }
    status = 422 if form.is_bound else 200
    return page(request, "selection/decide_check.html", context, status=status)
