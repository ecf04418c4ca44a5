"""A browser for tests: signed in as an actor, in a language."""

from django.contrib.auth import get_user_model
from django.test import Client

from guazhi.access.actor import Actor


def client_of(actor: Actor, language: str = "en") -> Client:
    """A client signed in as ``actor`` that asks for ``language``."""
    client = Client(headers={"accept-language": language})
    client.force_login(get_user_model().objects.get(pk=actor.user_id or 0))
    return client
