"""What pages show of numbers that they may not show whole."""

from guazhi.people.rules.id_number import masked

__all__ = ["masked", "masked_phone"]


def masked_phone(text: str) -> str:
    """Telephone numbers with their middle left out: ``138****5678``."""
    return "/".join(_one(number) for number in text.split("/")) if text else ""


def _one(number: str) -> str:
    if len(number) < 8:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
