"""The page of a sitting: the evidence on one side, the parts and what comes of them beside it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from guazhi.assessments import forms, queries
from guazhi.assessments.rules import Kind
from guazhi.assessments.views.words import crumbs, grade_names
from guazhi.policy import AssessmentForm
from guazhi.policy.describe import grade_in_words, word
from guazhi.policy.entries import Named
from guazhi.programmes.queries import pack_of
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.forms import CommandForm
from guazhi.web.page import Request, page
from guazhi.web.payload import CODES
from guazhi.web.words import in_language, reading

if TYPE_CHECKING:
    from guazhi.secondments.models import Secondment

CLAUSES = {Kind.MIDTERM: ("S2.2.11", "S2.2.13"), Kind.FINAL: ("S2.2.12", "S2.2.14")}


def sitting_page(
    request: Request,
    secondment: "Secondment",
    kind: Kind,
    sent: Mapping[str, CommandForm] | None = None,
    title: str = "",
) -> HttpResponse:
    """The page, with the forms that were ``sent`` and refused in the place of new ones."""
    today = clock.today()
    found = queries.sitting(request.actor, secondment, kind)
    pack = pack_of(secondment.policy)
    shown = title or str(queries.KINDS[kind.value])
    context = {
        "title": shown,
        "breadcrumbs": crumbs(secondment, shown),
        "secondment": secondment,
        "sitting": found,
        "kind": kind.value,
        "tab_items": _tabs(secondment, kind),
        "clauses": CLAUSES[kind],
        "concluding": bool(title),
        "cap": queries.cap_figure(secondment.intake, pack, kind, today)
        if found.may.conclude
        else None,
        **_record(request, secondment, kind, today),
        **_said(found, pack.assessment, grade_names(secondment)),
        **_forms(found, pack.assessment, today),
        **(sent or {}),
    }
    refused = any(form.is_bound for form in (sent or {}).values())
    status = 422 if refused else 200
    return page(request, "assessments/assessment.html", context, status=status)


def _record(request: Request, secondment: "Secondment", kind: Kind, today: date) -> dict[str, Any]:
    """The evidence of the term."""
    facts = queries.evidence(request.actor, secondment, kind, today)
    figures = queries.figures(secondment, today)
    return {
        "facts": [(fact, _address(fact, secondment)) for fact in facts],
        "figures": [(in_language(row.names), row) for row in figures],
    }


def _said(found: queries.Sitting, form: AssessmentForm, names: dict[str, str]) -> dict[str, Any]:
    """What was said, what it comes to and what bounds it, in words."""
    row = found.assessment
    return {
        "seats": [(seat, queries.MANAGING[seat.party]) for seat in found.seats],
        "table": _table(found, form, names),
        "proposals": [
            names.get(seat.part.grade, seat.part.grade) for seat in found.seats if seat.part
        ],
        "steps": [*_steps(found, form), *_moves(found, names)],
        "grade": names.get(row.grade, "") if row else "",
        "decided": names.get(row.decided, "") if row else "",
        "total": _total(found, form),
        "vetoes": [(veto, _veto(veto, form)) for veto in found.vetoes],
        "overrides": [(each, names.get(each.grade, each.grade)) for each in found.overrides],
        "voided": [(each, CODES.get(each.voided_why, each.voided_why)) for each in found.voided],
        "home_grade": names.get(found.home.grade, "") if found.home else "",
    }


def _tabs(secondment: "Secondment", kind: Kind) -> list[Tab]:
    url = reverse("assessments:assessment", args=[secondment.pk])
    return [
        Tab(label, f"{url}?kind={key}", active=key == kind.value)
        for key, label in queries.KINDS.items()
    ]


def _address(fact: queries.Fact, secondment: "Secondment") -> str:
    return reverse(fact.route, args=[secondment.pk]) + fact.query


def _forms(found: queries.Sitting, form: AssessmentForm, today: date) -> dict[str, Any]:
    """New forms for what the actor may do now."""
    may, day = found.may, {"day": today}
    digest = found.assessment.digest if found.assessment else ""
    first = found.draft.content if found.draft else {}
    edition = found.draft.edition if found.draft else 0
    made: dict[str, Any] = {}
    if may.enter:
        initial = {**day, **first, "edition": edition}
        made["form"] = forms.PartForm(assessed=form, initial=initial)
    if may.sign:
        made["sign_form"] = forms.SignForm(initial={**day, "digest": digest})
    if may.sign_on_paper:
        members = [
            (member.pk, f"{member.name}（{seat.organisation}）")
            for seat in found.seats
            if not seat.signature
            for member in seat.members
            if member.user_id is None
        ]
        initial = {**day, "digest": digest}
        made["paper_form"] = forms.PaperForm(members=members, initial=initial, prefix="")
    if may.note_veto and form.vetoes:
        made["veto_form"] = forms.VetoForm(assessed=form, initial=day)
    if may.ask_override:
        made["override_form"] = forms.OverrideForm(assessed=form, initial=day)
    if may.withdraw or may.lift_veto:
        made["reason_form"] = forms.ReasonForm()
    return made


def _table(
    found: queries.Sitting, form: AssessmentForm, names: dict[str, str]
) -> list[dict[str, Any]]:
    """What each party rated, indicator by indicator, as far as it is open."""
    parts = [seat.part for seat in found.seats if seat.part]
    rows: list[dict[str, Any]] = []
    for key, dimension in form.dimensions.items():
        inside: dict[str, Named] = dict(dimension.indicators.items())
        for inner, named in (inside or {key: dimension}).items():
            rated = [part.scores.get(inner, "") for part in parts]
            rows.append(
                {
                    "dimension": in_language(dimension.names),
                    "label": in_language(named.names),
                    "grades": [names.get(grade, grade) for grade in rated],
                    "differs": len(set(rated)) > 1,
                }
            )
    return rows if parts else []


def _total(found: queries.Sitting, form: AssessmentForm) -> str:
    if found.assessment is None or found.assessment.total is None:
        return ""
    return f"{found.assessment.total:.{form.rounding.decimals}f}"


def _veto(row: Any, form: AssessmentForm) -> str:
    entry = form.vetoes.get(row.veto)
    return in_language(entry.names) if entry else row.veto


def _steps(found: queries.Sitting, form: AssessmentForm) -> Iterator[dict[str, Any]]:
    """The calculation in words: what, by which formula, to what; details can be folded away."""
    for kind, subject, formula, result in found.lines:
        label, shown, came = _step(form, kind, subject, formula, result)
        yield {"label": label, "formula": shown, "result": came, "detail": kind == "dimension"}


def _moves(found: queries.Sitting, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The last step where a grade was given by hand."""
    for row in found.overrides:
        if row.confirmed:
            was, grade = (names.get(each, each) for each in (row.was, row.grade))
            yield {"label": _("Another grade"), "formula": f"{was} → {grade}", "result": grade}


def _step(
    form: AssessmentForm, kind: str, subject: str, formula: str, result: str
) -> tuple[str, str, str]:
    """A line in words: its label, its formula, its result."""
    source = form.sources.get(subject)
    named = in_language(source.names) if source else subject
    if kind == "judged":
        by, _tab, rest = formula.partition("\t")
        return (f"{named} · {by}", rest, result) if rest else (named, "", result)
    if kind == "dimension":
        unit, _tab, key = subject.partition("\t")
        return f"{unit} · {in_language(form.dimensions[key].names)}", formula, result
    if kind == "veto":
        entry, bound = form.vetoes.get(subject), grade_in_words(form, formula, reading())
        label = in_language(entry.names) if entry else subject
        said = _("at most %(grade)s") % {"grade": bound}
        return label, said, grade_in_words(form, result, reading())
    words = {
        "mean": (named, formula, result),
        "absent": (
            named,
            _("not given; its weight %(n)s goes to the others") % {"n": formula},
            "—",
        ),
        "not_counted": (named, _("not counted by the policy"), result),
        "total": (_("By weight"), formula, result),
        "rounded": (word(subject, reading()).capitalize(), "", result),
        "undetermined": (
            _("Served of the planned term, in days"),
            formula,
            grade_in_words(form, result, reading()),
        ),
        "grade": (_("Grade by the total"), formula, grade_in_words(form, result, reading())),
    }
    return words[kind]
