"""What a refusal was for."""

import pytest

from guazhi.policy import Refused


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The codes of its findings, in their order."""
    return [finding.code for finding in refusal.value.findings]
