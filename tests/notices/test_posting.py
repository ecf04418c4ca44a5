"""Messages to a real mail server and a real gateway: sent, clearly not sent, or unsure."""

import socket
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

import pytest

from guazhi.notices.commands.posting import Fate, Outcome, post
from guazhi.notices.models import Channel
from guazhi.notices.queries import Letter
from tests.notices.outside import Mailbox, free_port, gateway, mail_server, server_that_hangs_up

LETTER = Letter("挂职工作：待办 3 件，待阅 2 件", "待办 3 件\n请登录系统")
MAIL = Channel(kind="email", address="tan@anlan.gov.cn")
KEYS = {
    "dingtalk": ("a" * 32, "/robot/send?access_token={token}"),
    "wecom": ("693a6f6b-7a0c-4bc4-97a0-0ec2515aaaaa", "/cgi-bin/webhook/send?key={key}"),
    "feishu": ("693a6f6b-7a0c-4bc4-97a0-0ec2515aaaaa", "/open-apis/bot/v2/hook/{token}"),
}


@pytest.fixture(autouse=True)
def by_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 5


def test_a_mail_arrives_as_it_was_written(settings: Any) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as settings.EMAIL_PORT:
        outcome = post(MAIL, LETTER)

    (envelope,) = mailbox.letters
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content)
    assert outcome == Outcome(Fate.SENT)
    assert envelope.rcpt_tos == ["tan@anlan.gov.cn"]
    assert str(make_header(decode_header(message["Subject"]))) == LETTER.subject
    content = message.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.decode().replace("\r\n", "\n").strip() == LETTER.body


@pytest.mark.parametrize("answer", ["451 try later", "552 mailbox full"])
def test_a_server_that_refuses_is_a_clear_failure(settings: Any, answer: str) -> None:
    with mail_server(Mailbox(answer)) as settings.EMAIL_PORT:
        outcome = post(MAIL, LETTER)

    assert outcome == Outcome(Fate.FAILED, f"SMTPDataError {answer[:3]}")


def test_no_server_is_a_clear_failure(settings: Any) -> None:
    settings.EMAIL_PORT = free_port()

    assert post(MAIL, LETTER) == Outcome(Fate.FAILED, "ConnectionRefusedError")


def test_a_server_that_hangs_up_after_the_text_leaves_it_unsure(settings: Any) -> None:
    with server_that_hangs_up() as settings.EMAIL_PORT:
        outcome = post(MAIL, LETTER)

    assert outcome == Outcome(Fate.UNSURE, "SMTPServerDisconnected")


def test_a_server_that_never_answers_has_taken_nothing(settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.EMAIL_PORT = listener.getsockname()[1]
        outcome = post(MAIL, LETTER)

    assert outcome == Outcome(Fate.FAILED, "SMTPServerDisconnected")


@pytest.mark.parametrize("kind", list(KEYS))
@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (200, b'{"errcode": 0, "errmsg": "ok"}', Outcome(Fate.SENT)),
        (200, b'{"code": 0, "StatusCode": 0}', Outcome(Fate.SENT)),
        (200, b'{"errcode": 310000}', Outcome(Fate.FAILED, "code 310000")),
        (200, b'{"code": 19001}', Outcome(Fate.FAILED, "code 19001")),
        (200, b"<html>", Outcome(Fate.UNSURE, "no answer that can be read")),
        (403, b"{}", Outcome(Fate.FAILED, "HTTP 403")),
        (503, b"{}", Outcome(Fate.FAILED, "HTTP 503")),
        (504, b"{}", Outcome(Fate.UNSURE, "HTTP 504")),
    ],
)
def test_a_robot_is_called_once_and_its_answer_understood(
    settings: Any, kind: str, status: int, content: bytes, expected: Outcome
) -> None:
    key, path = KEYS[kind]
    with gateway(lambda: (status, content)) as (site, calls):
        settings.GATEWAYS = {kind: site + path}
        outcome = post(Channel(kind=kind, address=key), LETTER)

    assert outcome == expected
    ((called, body),) = calls
    assert key in called
    assert "待办 3 件" in str(body)


def test_a_gateway_out_of_reach_is_a_clear_failure(settings: Any) -> None:
    key, path = KEYS["wecom"]
    settings.GATEWAYS = {"wecom": f"http://127.0.0.1:{free_port()}{path}"}

    assert post(Channel(kind="wecom", address=key), LETTER).fate is Fate.FAILED


def test_a_gateway_that_hangs_up_leaves_it_unsure(settings: Any) -> None:
    def hang_up() -> tuple[int, bytes]:
        raise ConnectionResetError

    key, path = KEYS["wecom"]
    with gateway(hang_up) as (site, calls):
        settings.GATEWAYS = {"wecom": site + path}
        outcome = post(Channel(kind="wecom", address=key), LETTER)

    assert (outcome.fate, len(calls)) == (Fate.UNSURE, 1)
