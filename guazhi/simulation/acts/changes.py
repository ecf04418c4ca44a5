"""Changes of course: every party that is asked answers in its turn."""

from guazhi.access.actor import Actor
from guazhi.secondments.commands import answer_change
from guazhi.secondments.models import ChangeConsent, CourseChange, LeaveConsent
from guazhi.simulation.stage import Placed, Stage
from guazhi.simulation.temper import pick

OPINIONS = ("同意", "同意，请按程序办理", "经研究同意", "无不同意见")


def consent_in_turn(stage: Stage, change: CourseChange, row: Placed, most: int = 9) -> None:
    """Let up to ``most`` parties consent, one after the other."""
    for _turn in range(most):
        step = ChangeConsent.objects.filter(change=change, answer="asked").first()
        if step is None:
            return
        answer_change(
            change.pk,
            consents=True,
            opinion=pick(OPINIONS, step.pk),
            day=stage.today,
            actor=speaker(stage, step, row),
        )


def speaker(stage: Stage, step: ChangeConsent | LeaveConsent, row: Placed) -> Actor:
    """Who speaks for the party of a step."""
    cast = stage.cast
    match step.party:
        case "city":
            return cast.approver
        case "county":
            offices = {county: office for office, county in cast.county_of.items()}
            return cast.county_approvers[offices[step.organisation_id or 0]]
        case "home":
            return cast.home_handlers[row.home]
        case "secondee":
            return cast.secondees[row.secondee]
        case _:
            return cast.host_leaders[step.organisation_id or 0]
