"""Signing in: guesses are counted, the language kept. Sending a form: once.

What the ledger is told of it, and who may sign in at all, is in ``accounts``.
"""

import hashlib
from datetime import datetime, timedelta

from guazhi.access.models import Guess, Submission, User

GUESSES = 10
WINDOW = timedelta(minutes=5)
KEPT = timedelta(days=1)


def admit(username: str, source: str, *, at: datetime, most: int = GUESSES) -> bool:
    """Note a guess at the password of ``username`` from ``source``; False when it is one too many.

    Noted before the password is looked at, so that guesses made at once are all counted. One
    that is not admitted does not count: whoever waits for the window to pass may try again.
    """
    Guess.objects.filter(at__lte=at - WINDOW).delete()
    guess = Guess.objects.create(key=_key(username, source), at=at)
    if Guess.objects.filter(key=guess.key).count() <= most:
        return True
    guess.delete()
    return False


def guesses(username: str, source: str) -> int:
    """How many guesses count at present."""
    return Guess.objects.filter(key=_key(username, source)).count()


def is_barred(username: str, source: str, *, at: datetime, most: int = GUESSES) -> bool:
    """Whether no further guess would be admitted now; notes nothing."""
    counted = Guess.objects.filter(key=_key(username, source), at__gt=at - WINDOW)
    return counted.count() >= most


def forget_guesses(username: str, source: str) -> None:
    """Drop the guesses that led to signing in."""
    Guess.objects.filter(key=_key(username, source)).delete()


def speak(user_id: int, language: str) -> None:
    """Keep the language the account was last used in."""
    User.objects.filter(pk=user_id).exclude(language=language).update(language=language)


def begin(user_id: int, number: str, *, at: datetime) -> tuple[Submission, bool]:
    """The submission of the form ``number``, and whether it is the first.

    Of two that come at the same moment the database lets one be first.
    """
    Submission.objects.filter(at__lte=at - KEPT).delete()
    key = hashlib.sha256(f"{user_id}\n{number}".encode()).hexdigest()
    return Submission.objects.get_or_create(key=key, defaults={"at": at})


def conclude(submission: Submission, outcome: str) -> None:
    """Keep where the submission led, or forget it when nothing came of it."""
    if outcome:
        Submission.objects.filter(pk=submission.pk).update(outcome=outcome)
    else:
        submission.delete()


def _key(username: str, source: str) -> str:
    name = User.normalize_username(username).casefold()
    return hashlib.sha256(f"{name}\n{source}".encode()).hexdigest()
