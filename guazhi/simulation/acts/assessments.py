"""The joint assessments, the summary, the appraisal, and the use of the result."""

from datetime import date, timedelta
from decimal import Decimal

from guazhi.assessments.commands import (
    countersign_summary,
    draft_appraisal,
    draft_from_evidence,
    enter_part,
    help_summary,
    sign_appraisal,
    use_result,
    write_summary,
)
from guazhi.assessments.models import Appraisal
from guazhi.assessments.rules.scoring import most_of
from guazhi.obligations.models import Obligation
from guazhi.simulation import phrases
from guazhi.simulation.acts import decisions, sittings
from guazhi.simulation.acts.ballots import hold, is_held_freely
from guazhi.simulation.matters import piece
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed, in_turn, is_weak, lot, pick

ASIDE = 0.08
TOMORROW = timedelta(days=1)

PARTIES = ("city", "county", "host")


def part(stage: Stage, owed: Owed) -> date | None:
    """One managing party judges every indicator and proposes a grade."""
    place = stage.place_of(owed)
    kind = owed.kind.removesuffix("_part")
    if (kind, place.pk) not in stage.seated:
        sittings.seat(stage, kind, rules_of(stage, owed.kind))
    key = (owed.secondment, kind, owed.owner)
    if owed.party == "host" and kind == "final" and is_held_freely(stage, place, kind):
        hold(stage, place, kind)
    is_final = kind == "final"
    falls = is_final and is_weak(place.pk)
    enter_part(
        place.pk,
        kind=kind,
        day=stage.today,
        scores=_scores(stage, owed, is_final=is_final),
        opinion=_opinion(owed.party, owed.secondment, kind, falls=falls),
        growth=_growth(stage, place.pk, kind, falls=falls) if owed.party == "host" else "",
        grade=_grade(
            stage, owed, is_final=is_final, dissent=not falls and lot("dissent", *key) < 0.05
        ),
        actor=stage.actor(owed),
    )
    return None


def _scores(stage: Stage, owed: Owed, *, is_final: bool) -> dict[str, str]:
    """What a party gives each indicator: at the end what it gave in mid-term, or a step better.

    Who falls back is rated anew.
    """
    form = stage.pack.assessment
    scale = [step.id for step in form.grades]
    key = (owed.secondment, "midterm", owed.owner)
    first, now = (_grade(stage, owed, is_final=each) for each in (False, is_final))
    given = {name: phrases.score(scale, first, name, *key) for name in form.indicators()}
    if now != first:
        down_to_it = scale[: scale.index(now) + 1]
        return {name: phrases.score(down_to_it, now, name, "final", *key) for name in given}
    if not is_final:
        return given
    return {name: phrases.later(scale, was, name, *key) for name, was in given.items()}


def _growth(stage: Stage, secondment: int, kind: str, *, falls: bool) -> str:
    """What the host says of the growth."""
    if falls:
        return pick(phrases.GROWTH_WEAK, secondment, kind)
    kept = kind == "final" and secondment in stage.excellent
    return pick(phrases.GROWTH_KEPT if kept else phrases.GROWTH, secondment, kind)


def _opinion(party: str, *key: object, falls: bool) -> str:
    """What a party says of somebody, each in its own words."""
    turn = PARTIES.index(party)
    if falls:
        return f"{phrases.OPINIONS_WEAK[turn]}。"
    later = turn + phrases.EARLY + 1
    return f"{in_turn(phrases.STRENGTHS, turn, *key)}。{phrases.working(later, *key)}。"


def assessment(stage: Stage, owed: Owed) -> date | None:
    """Once every party's part is in, home is heard, all sign, and a meeting sets the grades."""
    place = stage.place_of(owed)
    kind = owed.kind.removesuffix("_assessment")
    awaited = [*rules_of(stage, f"{kind}_part"), *rules_of(stage, f"{kind}_ballot")]
    missing = Obligation.objects.filter(
        secondment=place.pk, rule__in=awaited, state=Obligation.OPEN
    )
    if missing.exists():
        return stage.today + TOMORROW
    sittings.sign(stage, kind)
    return decisions.decide(stage, kind, owed)


def rules_of(stage: Stage, evidence: str) -> list[str]:
    """The rules of the pack that this kind of evidence meets."""
    return [rule for rule, owed in stage.pack.obligations.items() if owed.evidence == evidence]


def _grade(stage: Stage, owed: Owed, *, is_final: bool, dissent: bool = False) -> str:
    """A grade of the scale; the best one to as many as the cap allows, and nobody more.

    A few fall back between mid-term and the end.
    """
    assert owed.secondment is not None
    scale = stage.pack.assessment.grades
    share = Decimal(str(stage.pack.figure("cap_on_excellent", stage.today) or 1))
    chance = lot("grade", owed.secondment)
    room = len(stage.excellent) < most_of(len(stage.placed), share)
    best = owed.secondment in stage.excellent or (chance < share and room)
    if best:
        stage.excellent.add(owed.secondment)
    step = 0 if best else 2 if is_final and is_weak(owed.secondment) else 1
    return scale[min(step + dissent, len(scale) - 1)].id


def summary(stage: Stage, owed: Owed) -> date | None:
    """The secondee looks back, and the host's leader helps."""
    place = stage.place_of(owed)
    first, second = (piece(place.host_kind, turn, place.secondee) for turn in range(2))
    written = write_summary(
        place.pk,
        text=(
            f"挂职期间，{first.title}，{first.result}；{second.title}，{second.result}。"
            f"不足：{pick(phrases.WEAKNESSES, 'summary', place.pk)}。"
        ),
        view_of_achievement=pick(phrases.ACHIEVEMENT, place.pk),
        day=stage.today,
        actor=stage.actor(owed),
    )
    help_summary(
        written.pk,
        note="帮助梳理分管工作成效，补充数据两处，就不足部分面谈一次",
        day=stage.today,
        actor=stage.cast.host_leaders[place.host],
    )
    countersign_summary(written.pk, day=stage.today, actor=stage.cast.host_leaders[place.host])
    return None


def appraisal(stage: Stage, owed: Owed) -> date | None:
    """The host drafts from the evidence; days later its leader signs. The summary comes first."""
    place = stage.place_of(owed)
    draft = Appraisal.objects.filter(secondment=place.pk, signed_on__isnull=True).last()
    if draft is None:
        waiting = Obligation.objects.filter(
            secondment=place.pk, rule__in=rules_of(stage, "summary"), state=Obligation.OPEN
        )
        if waiting.exists() and stage.today < place.end:
            return stage.today + TOMORROW
        actor = stage.actor(owed)
        draft = draft_from_evidence(place.pk, day=stage.today, actor=actor)
        if not (draft.weaknesses and draft.hopes and draft.strengths):
            draft = draft_appraisal(
                place.pk,
                facts=draft.facts,
                strengths=draft.strengths or f"{pick(phrases.STRENGTHS, 'appraisal', place.pk)}。",
                weaknesses=draft.weaknesses
                or f"{pick(phrases.WEAKNESSES, 'appraisal', place.pk)}。",
                hopes=draft.hopes or f"{pick(phrases.HOPES, place.pk)}。",
                day=stage.today,
                actor=actor,
            )
        later = stage.today + timedelta(days=int(lot("sign", place.pk) * 4))
        if stage.today < later <= min(owed.due, stage.last):
            return later
    sign_appraisal(draft.pk, day=stage.today, actor=stage.leader_of(owed))
    return None


def result_use(stage: Stage, owed: Owed) -> date | None:
    """A meeting has the result before it, and says how it counted; now and then it does not."""
    place = stage.place_of(owed)
    counts = lot("counts", place.pk) > ASIDE
    uses = phrases.USES_WEAK if is_weak(place.pk) else phrases.USES
    counts = counts or is_weak(place.pk)
    occasion, what, how = pick(uses if counts else phrases.SET_ASIDE, "use", place.pk)
    use_result(
        place.pk,
        occasion=occasion,
        meeting=pick(phrases.MEETINGS, "use", place.pk),
        day=stage.today,
        decision=what,
        considered=counts,
        how_considered=how,
        actor=stage.cast.handler,
    )
    return None
