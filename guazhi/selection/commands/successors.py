"""Nominations of a unit that becomes part of another; called by reactions."""

from datetime import date

from django.db.models import Q

from guazhi.organisations.models import Organisation
from guazhi.selection.models import Nomination, ProposalLine
from guazhi.selection.rules.nominations import LIVE


def hand_on_nominations(old: int, new: int, day: date) -> None:
    """Let the other unit answer for whom the unit nominated to an intake to come."""
    into = Organisation.objects.get(pk=new)
    rows = Nomination.objects.filter(
        home_organisation=old, state__in=LIVE, intake__start__gt=day
    ).order_by("pk")
    found = list(rows.values_list("pk", flat=True))
    moved = Nomination.objects.filter(pk__in=found)
    moved.filter(~Q(owner_path="")).update(county_path=into.path if into.county_id else "")
    moved.update(home_organisation=into, home_county=into.county_id, home_path=into.path)
    ProposalLine.objects.filter(nomination__in=found).update(home_organisation=into)
