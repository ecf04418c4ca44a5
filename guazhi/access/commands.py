"""Signing in: guesses are counted, passwords and languages kept.

Who may sign in at all is decided by the accounts' own commands; these are for the person.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from guazhi.access.models import Guess, User

GUESSES = 10
WINDOW = timedelta(minutes=5)


def admit(username: str, source: str, *, at: datetime) -> bool:
    """Note a guess at the password of ``username`` from ``source``; False when it is one too many.

    Noted before the password is looked at, so that guesses made at once are all counted. One
    that is not admitted does not count: whoever waits for the window to pass may try again.
    """
    Guess.objects.filter(at__lte=at - WINDOW).delete()
    guess = Guess.objects.create(key=_key(username, source), at=at)
    if Guess.objects.filter(key=guess.key).count() <= GUESSES:
        return True
    guess.delete()
    return False


def forget_guesses(username: str, source: str) -> None:
    """Drop the guesses that led to signing in."""
    Guess.objects.filter(key=_key(username, source)).delete()


@transaction.atomic
def change_password(user_id: int, password: str) -> User:
    """Give the account a new password, checked already; its other sessions end."""
    user = User.objects.select_for_update().get(pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def speak(user_id: int, language: str) -> None:
    """Keep the language the account was last used in."""
    User.objects.filter(pk=user_id).exclude(language=language).update(language=language)


def _key(username: str, source: str) -> str:
    name = User.normalize_username(username).casefold()
    return hashlib.sha256(f"{name}\n{source}".encode()).hexdigest()
