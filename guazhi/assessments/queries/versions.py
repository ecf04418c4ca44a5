"""What is on record of summary, appraisal and a part, for whoever writes the next."""

from guazhi.assessments.models import Appraisal, AssessmentPart, Summary
from guazhi.assessments.queries.paper import PARTS
from guazhi.policy.editing import Kept
from guazhi.secondments.models import Secondment

SUMMARY = ("text", "view_of_achievement")


def kept_summary(secondment: Secondment) -> Kept:
    """The words of the latest summary; empty before the first."""
    rows = Summary.objects.filter(secondment=secondment).select_related("made_by")
    return _kept(rows.order_by("-version").first(), SUMMARY)


def kept_appraisal(secondment: Secondment) -> Kept:
    """The parts of the latest appraisal; empty before the first."""
    return as_kept(latest_appraisal(secondment))


def latest_appraisal(secondment: Secondment) -> Appraisal | None:
    """The latest version of the appraisal, with who wrote it."""
    rows = Appraisal.objects.filter(secondment=secondment).select_related("made_by")
    return rows.order_by("-version").first()


def as_kept(appraisal: Appraisal | None) -> Kept:
    """The parts of a version, for whoever writes the next."""
    return _kept(appraisal, PARTS)


def kept_part(part: AssessmentPart) -> Kept:
    """What a party's part says, by the fields of its form."""
    scores = {f"score_{key}": grade for key, grade in part.scores.items()}
    texts = {name: getattr(part, name) for name in ("opinion", "growth", "grade")}
    return Kept({**scores, **texts})


def _kept(row: Summary | Appraisal | None, names: tuple[str, ...]) -> Kept:
    if row is None:
        return Kept(dict.fromkeys(names, ""))
    by = row.made_by.name if row.made_by else ""
    return Kept({name: getattr(row, name) for name in names}, by, row.made_at)
