"""Handing one message to the outside: by mail, or by the robots of an office messenger.

Whether it arrived is told in three ways: sent, clearly not sent, and unsure. What may have gone
out is never called a failure, since failures are tried again.
"""

import smtplib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import requests
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from guazhi.notices.models import Channel
from guazhi.notices.queries import Letter
from guazhi.notices.rules.addresses import DINGTALK, EMAIL, FEISHU, WECOM

BAD_GATEWAY = 502
REFUSED_BY_SERVER = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPNotSupportedError,
)


class Fate(StrEnum):
    """What became of a message."""

    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message, and the problem if there was one."""

    fate: Fate
    problem: str = ""


def post(channel: Channel, letter: Letter) -> Outcome:
    """Hand the message over, once."""
    return _by_mail(channel, letter) if channel.kind == EMAIL else _by_robot(channel, letter)


def _by_mail(channel: Channel, letter: Letter) -> Outcome:
    connection = get_connection(fail_silently=False)
    try:
        connection.open()
    except OSError as problem:
        return Outcome(Fate.FAILED, _named(problem))
    message = EmailMessage(letter.subject, letter.body, to=[channel.address])
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    try:
        count = connection.send_messages([message])
    except REFUSED_BY_SERVER as problem:
        return Outcome(Fate.FAILED, _named(problem))
    except OSError as problem:
        return Outcome(Fate.UNSURE, _named(problem))
    finally:
        connection.close()
    return Outcome(Fate.SENT) if count else Outcome(Fate.FAILED, "none sent")


class _Watched:
    """Stands for ``requests`` within a plugin, which tells whether, not what, went wrong."""

    def __init__(self) -> None:
        self.response: requests.Response | None = None
        self.problem: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)

    def post(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Pass the call on and keep what came of it."""
        try:
            self.response = requests.post(*args, **kwargs)  # noqa: S113 - the plugin sets it
        except requests.RequestException as problem:
            self.problem = problem
            raise
        return self.response


def _by_robot(channel: Channel, letter: Letter) -> Outcome:
    try:
        robot = _robot(channel)
    except TypeError as problem:
        return Outcome(Fate.FAILED, _named(problem))
    with _watching(robot) as watched:
        robot.notify(body=letter.body, title=letter.subject)
    if watched.problem is not None:
        return _of_problem(watched.problem)
    if watched.response is None:
        return Outcome(Fate.FAILED, "not called")
    return _of_response(watched.response)


def _robot(channel: Channel) -> Any:
    """The plugin for the channel, aimed at the office's own gateway where it has one."""
    from apprise.plugins import dingtalk, feishu, wecombot  # noqa: PLC0415 - hundreds of modules

    key, secret = channel.address, channel.secret or None
    kinds: dict[str, tuple[Any, dict[str, Any]]] = {
        DINGTALK: (dingtalk.NotifyDingTalk, {"token": key, "secret": secret}),
        WECOM: (wecombot.NotifyWeComBot, {"key": key}),
        FEISHU: (feishu.NotifyFeishu, {"token": key}),
    }
    kind, arguments = kinds[channel.kind]
    gateway = settings.GATEWAYS.get(channel.kind)
    if gateway:
        kind = type(kind.__name__, (kind,), {"notify_url": gateway, "__module__": kind.__module__})
    return kind(**arguments)


@contextmanager
def _watching(robot: Any) -> Iterator[_Watched]:
    module: Any = sys.modules[type(robot).__module__]
    watched, usual = _Watched(), module.requests
    module.requests = watched
    try:
        yield watched
    finally:
        module.requests = usual


def _of_problem(problem: Exception) -> Outcome:
    """Nothing went out when no connection came about; else nobody knows."""
    inner = problem.args[0] if problem.args else None
    reason = getattr(inner, "reason", inner)
    unconnected = isinstance(reason, NewConnectionError | ConnectTimeoutError)
    if unconnected or isinstance(problem, requests.exceptions.SSLError):
        return Outcome(Fate.FAILED, _named(problem))
    return Outcome(Fate.UNSURE, _named(problem))


def _of_response(response: requests.Response) -> Outcome:
    """What the gateway says: it answers a wrong key with 200 and a code of its own."""
    if not response.ok:
        unsure = response.status_code >= BAD_GATEWAY and response.status_code != 503
        return Outcome(Fate.UNSURE if unsure else Fate.FAILED, f"HTTP {response.status_code}")
    try:
        answer = response.json()
    except ValueError:
        return Outcome(Fate.UNSURE, "no answer that can be read")
    codes = [answer.get(name) for name in ("errcode", "code", "StatusCode") if name in answer]
    refused = next((code for code in codes if code), None)
    return Outcome(Fate.SENT) if not refused else Outcome(Fate.FAILED, f"code {refused}")


def _named(problem: Exception) -> str:
    """The kind of problem: its text may hold an address."""
    code = getattr(problem, "smtp_code", None)
    return f"{type(problem).__name__}{f' {code}' if code else ''}"
