"""The open warnings on a proposal: what they are, and deciding on many of them alike."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.selection import commands, queries
from guazhi.selection.forms.checks import WarningsForm
from guazhi.selection.queries.proposals import ProposedLine, Warned
from guazhi.selection.rules.warnings import Seen
from guazhi.selection.views.runs import crumbs
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, done, form_page
from guazhi.web.words import in_language

Open = tuple[ProposedLine, Warned]


def open_warnings(found: queries.ProposalPage) -> dict[str, Any]:
    """What the page of a proposal says of warnings that are open: each, and those of a check."""
    checks: dict[str, str] = {}
    count: Counter[str] = Counter()
    people: dict[int, tuple[ProposedLine, list[tuple[str, str]]]] = {}
    for line, each in found.open_warnings:
        name = in_language(each.names)
        checks[each.result.check] = name
        count[each.result.check] += 1
        mine = people.setdefault(line.row.person_id, (line, []))[1]
        mine.append((name, sentence(each.result.finding())))
    return {
        "count": count.total(),
        "people": list(people.values()),
        "checks": [(check, checks[check], number) for check, number in count.most_common()],
    }


@requires(Capability.DECIDE_CHECK)
@require_http_methods(["GET", "POST"])
def decide_warnings(request: Request, pk: int) -> HttpResponse:
    """Decide alike on the open warnings of a proposal: all, those of a person or of a check."""
    capability = Capability.DECIDE_PLACEMENT
    found = queries.proposal_page(request.actor, pk, clock.today(), capability)
    person, check = request.GET.get("person", ""), request.GET.get("check", "")
    wanted = [
        (line, each)
        for line, each in found.open_warnings
        if person in ("", str(line.row.person_id)) and check in ("", each.result.check)
    ]
    form = WarningsForm.of(request, warnings=_choices(wanted))
    intake = found.row.intake
    if form.run(commands.decide_warnings, intake.pk, actor=request.actor):
        return done(request, _("The decisions are recorded."), "selection:proposal", pk)
    back, title = reverse("selection:proposal", args=[pk]), _("Decide on warnings")
    context = {
        "title": title,
        "lede": intake.name,
        "breadcrumbs": crumbs(intake, Crumb(_("Proposed placement"), back), Crumb(title)),
        "form": form,
        "clauses": ("S3.0.3",),
        "cancel_url": back,
        "submit_label": title,
    }
    return form_page(request, **context)


def _choices(wanted: Sequence[Open]) -> list[tuple[Seen, str]]:
    """Each warning as it was looked at, and in words."""
    return [
        (
            Seen(line.row.person_id, line.row.post_id or 0, each.result.check, each.result.digest),
            _("%(name)s · %(check)s: %(says)s")
            % {
                "name": line.row.person.name,
                "check": in_language(each.names),
                "says": sentence(each.result.finding()),
            },
        )
        for line, each in wanted
    ]
