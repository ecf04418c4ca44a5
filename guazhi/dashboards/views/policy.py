"""The policy reader: what each rule says, where it comes from, since when."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from guazhi.dashboards.queries import PARTIES, policy_versions
from guazhi.policy import Clause, clause, contest_words, eligibility_words, leave_words, selecting
from guazhi.policy.assessed import AssessmentForm
from guazhi.policy.describe import (
    grade_in_words,
    ladder_in_words,
    limits_in_words,
    timing_in_words,
    told_in_words,
    word,
)
from guazhi.policy.pack import Pack
from guazhi.programmes.queries import calendar, pack_of, title_of
from guazhi.web import clock
from guazhi.web.page import Crumb, Request, page
from guazhi.web.verbs import event_in_words
from guazhi.web.words import in_language, reading

SCOPES = {
    "secondment": gettext_lazy("each secondment"),
    "intake": gettext_lazy("the whole intake"),
    "happening": gettext_lazy("each time it happens"),
}


@require_safe
def policy(request: Request) -> HttpResponse:
    """The pack in use, or the version asked for; open to everyone who has signed in."""
    versions = policy_versions()
    asked = request.GET.get("version", "")
    chosen = next((row for row in versions if str(row.pk) == asked), None) or (
        versions[0] if versions else None
    )
    pack = pack_of(chosen) if chosen else None
    today = clock.today()
    context = {
        "title": _("Policy"),
        "breadcrumbs": [Crumb(_("To do"), reverse("dashboards:home")), Crumb(_("Policy"))],
        "versions": [(row, title_of(row)) for row in versions],
        "chosen": chosen,
        "pack": pack,
        "rules": rules(pack) if pack else [],
        "categories": categories(pack) if pack else [],
        "figures": figures(pack) if pack else [],
        **(_leave(pack) if pack else {}),
        "checks": checks(pack) if pack else [],
        **(_selection(pack) if pack else {}),
        "assessed": assessed(pack.assessment) if pack else None,
        "told": told(pack) if pack else [],
        "ladder": list(ladder_in_words(pack, reading())) if pack else [],
        "missing_years": calendar().missing_years(today, today.replace(year=today.year + 1, day=1)),
    }
    return page(request, "dashboards/policy.html", context)


def _selection(pack: Pack) -> dict[str, object]:
    """The points of a fit, and what else holds of selection."""
    if pack.selection is None:
        return {}
    language = reading()
    heading, lines = selecting.table(pack.selection, language)
    says = selecting.sentences(pack.selection, language)
    return {"selection": (heading, lines[0], lines[1:], list(says))}


def _leave(pack: Pack) -> dict[str, object]:
    """The kinds of leave, who approves what length, and what else holds of it."""
    if pack.leave is None:
        return {}
    language = reading()
    tables = [
        (heading, [line[1:] for line in lines] if lines[0][0] == word("id", language) else lines)
        for heading, lines in leave_words.tables(pack.leave, language)
    ]
    return {
        "leave": [(heading, lines[0], lines[1:]) for heading, lines in tables],
        "leave_says": leave_words.sentences(pack.leave, language),
    }


def rules(pack: Pack) -> list[dict[str, object]]:
    """Every obligation of the pack."""
    language = reading()
    comma = ", " if language == "en" else "、"
    return [
        {
            "id": key,
            "names": rule.names,
            "owners": comma.join(str(PARTIES[party.value]) for party in rule.owners)
            or _("the party concerned"),
            "scope": SCOPES[rule.scope],
            "due": timing_in_words(rule.timing, language),
            "clause": cited(rule.clause),
            "source": rule.source,
            "since": rule.since,
        }
        for key, rule in pack.obligations.items()
    ]


def checks(pack: Pack) -> list[dict[str, object]]:
    """Every check on who may be placed where."""
    language = reading()
    return [
        {
            "id": key,
            "names": check.names,
            "asks": eligibility_words.figures_in_words(pack, check, language),
            "level": check.level,
            "levels": eligibility_words.levels_in_words(check, language),
            "clause": cited(check.clause),
            "source": check.source,
            "since": check.since,
            "until": check.until,
        }
        for key, check in pack.checks.items()
    ]


def told(pack: Pack) -> list[tuple[str, str, str]]:
    """Of each event, who is told at once and who finds it in the inbox."""
    lines = told_in_words(pack, reading())
    return [(event_in_words(event), prompt, inbox) for event, prompt, inbox in lines]


def cited(clause_id: str) -> Clause | None:
    """The clause a rule rests on; an article of law or local practice is no clause."""
    try:
        return clause(clause_id)
    except KeyError:
        return None


def categories(pack: Pack) -> list[dict[str, object]]:
    """Every category of posts with its length of term."""
    return [
        {
            "names": entry.names,
            "months": entry.months,
            "posts": "、".join(entry.posts),
            "clause": cited(entry.clause),
            "source": entry.source,
        }
        for entry in pack.categories.values()
    ]


def assessed(form: AssessmentForm) -> dict[str, object]:
    """The form of assessment: what is rated, by whom, which grade follows, what bounds it."""
    language = reading()
    return {
        "dimensions": list(form.dimensions.values()),
        "grades": form.grades,
        "sources": list(form.sources.values()),
        "vetoes": [
            (veto, grade_in_words(form, veto.at_most, language)) for veto in form.vetoes.values()
        ],
        "limits": [*limits_in_words(form, language), *contest_words.lines(form, language)],
        "clause": cited(form.clause),
        "source": form.source,
    }


def figures(pack: Pack) -> list[dict[str, object]]:
    """Every figure with the days from which its values hold."""
    return [
        {
            "names": entry.names,
            "values": [(since, shown(value, entry.unit)) for since, value in entry.history()],
            "source": in_language(entry.source) if entry.source else entry.clause,
        }
        for entry in pack.parameters.values()
    ]


def shown(value: "bool | int | float", unit: str) -> str:
    """A figure with its unit."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if unit == "share":
        return f"{value:.0%}"
    if unit == "days":
        return ngettext("%(n)s day", "%(n)s days", int(value)) % {"n": value}
    if unit == "months":
        return ngettext("%(n)s month", "%(n)s months", int(value)) % {"n": value}
    if unit == "persons":
        return ngettext("%(n)s person", "%(n)s persons", int(value)) % {"n": value}
    return str(value)
