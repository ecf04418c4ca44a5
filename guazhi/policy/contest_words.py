"""How a result is contested, in words."""

from collections.abc import Iterator

from guazhi.policy.assessed import AssessmentForm, ContestStep
from guazhi.policy.timing import Span

UNITS = {
    "days": ("days", "日"),
    "working_days": ("working days", "个工作日"),
    "months": ("months", "个月"),
}
BY = {
    "owner": ("the owner of the programme", "项目主管单位"),
    "above": ("the organ above it", "上一级机关"),
}


def lines(form: AssessmentForm, language: str) -> Iterator[str]:
    """A sentence for each step at which a result may be contested, with its source."""
    if form.contest is None:
        return
    after = {"review": ("the notice", "收到通知"), "appeal": ("the review's outcome", "复核决定")}
    for name, step in (("review", form.contest.review), ("appeal", form.contest.appeal)):
        if step is not None:
            yield _line(step, after[name][language != "en"], language)


def _line(step: ContestStep, after: str, language: str) -> str:
    at = language != "en"
    within, answered = _span(step.within, at=at), _span(step.answered, at=at)
    if not at:
        source = f" ({step.source.en})" if step.source else ""
        return (
            f"{step.names.en}: within {within} of {after}; decided within {answered} by"
            f" {BY[step.by][0]}; nothing is suspended{source}."
        )
    source = f"（{step.source.zh}）" if step.source else ""
    return (
        f"{step.names.zh}：自{after}之日起{within}内提出，由{BY[step.by][1]}在{answered}内作出决定，"
        f"期间不停止执行{source}。"
    )


def _span(span: Span, *, at: bool) -> str:
    unit = UNITS[span.unit][at]
    return f"{span.amount}{unit}" if at else f"{span.amount} {unit}"
