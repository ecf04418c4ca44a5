"""The outside for tests: a mail server and a messenger's gateway on this machine, for real."""

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 Message accepted for delivery"


class Mailbox:
    """Keeps what the mail server takes in, and answers what it is told to."""

    def __init__(self, answer: str = OK) -> None:
        self.answer = answer
        self.letters: list[Envelope] = []
        self.on_data: Callable[[], None] = lambda: None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append(envelope)
        self.on_data()
        return self.answer


@contextmanager
def mail_server(mailbox: Mailbox) -> Iterator[int]:
    """A mail server at a free port."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def server_that_hangs_up() -> Iterator[int]:
    """A mail server that takes the whole text and is gone before it answers."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _address = listener.accept()
        with connection, connection.makefile("rwb") as lines:
            for line in greeted(lines):
                answer = b"354 go on" if line.upper().startswith(b"DATA") else b"250 ok"
                lines.write(answer + b"\r\n")
                lines.flush()

    thread = Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        thread.join()
        listener.close()


def greeted(lines: Any) -> Iterator[bytes]:
    """What a client says, up to the text, which is read and not answered."""
    lines.write(b"220 ready\r\n")
    lines.flush()
    for line in lines:
        yield line
        if line.upper().startswith(b"DATA"):
            break
    for line in lines:
        if line == b".\r\n":
            return


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def gateway(answer: Callable[[], tuple[int, bytes]]) -> Iterator[tuple[str, list[Any]]]:
    """A messenger's gateway: its address, and the calls made to it."""
    calls: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            calls.append((self.path, json.loads(body)))
            status, content = answer()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", calls
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def kill(process: int) -> None:
    """End a process as a power cut would."""
    os.kill(process, signal.SIGKILL)
