"""The processes that search: each is kept for the next question, since to start one takes longer.

A process answers one question at a time and is ended when its time is over; nothing of a question
is left in it for the next. One that nobody asks anything for a while, or that has grown, ends by
itself.
"""

import atexit
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from typing import IO

COMMAND = (sys.executable, "-m", "guazhi.selection.placement.search")
AT_ONCE = 2**16
SURE = 4096  # what a pipe that takes anything takes at once


class Worker:
    """One such process, of the process that started it."""

    def __init__(self) -> None:
        self.owner, self.asked_before = os.getpid(), False
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            bufsize=0,
        )  # fmt: skip

    @property
    def is_ours(self) -> bool:
        """Whether this process started it and it is there to be asked."""
        return self.owner == os.getpid() and self.process.poll() is None

    def asked(self, question: bytes, until: float) -> tuple[list[bytes], bool]:
        """What it answered until then, and whether that was all; then only it may go on."""
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            return [], False
        left = memoryview(struct.pack("<Q", len(question)) + question)
        frames = _Frames()
        with selectors.DefaultSelector() as selector:
            selector.register(stdin, selectors.EVENT_WRITE)
            selector.register(stdout, selectors.EVENT_READ)
            while not frames.is_whole:
                ready = selector.select(max(until - time.monotonic(), 0.0))
                if not ready:
                    return frames.found, False
                for key, _events in ready:
                    if key.fileobj is stdout and not frames.take(stdout):
                        return frames.found, False
                    if key.fileobj is stdin:
                        left = left[_written(stdin, left) :]
                        if not left:
                            selector.unregister(stdin)
        self.asked_before = True
        return frames.found, True

    def end(self) -> None:
        """End it, whatever it does; one of another process, before a fork, is only let go."""
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


class _Frames:
    """The answers that came in whole; an empty one says that there are no more."""

    def __init__(self) -> None:
        self.found: list[bytes] = []
        self.is_whole, self._buffer = False, bytearray()

    def take(self, source: IO[bytes]) -> bool:
        """Take what is there; False when nothing will come any more."""
        part = os.read(source.fileno(), AT_ONCE)
        self._buffer += part
        while len(self._buffer) >= 8:
            (size,) = struct.unpack_from("<Q", self._buffer)
            if len(self._buffer) < 8 + size:
                break
            self.is_whole = size == 0
            if size:
                self.found.append(bytes(self._buffer[8 : 8 + size]))
            del self._buffer[: 8 + size]
        return bool(part)


def _written(sink: IO[bytes], left: memoryview) -> int:
    """How much of it a process took that was ready to take some; all when it is gone."""
    try:
        return os.write(sink.fileno(), left[:SURE])
    except BrokenPipeError:
        return len(left)


_idle: list[Worker] = []
_lock = threading.Lock()


def warm() -> None:
    """Have a process ready for the question that is about to come, without waiting for it."""
    with _lock:
        if not any(worker.is_ours for worker in _idle):
            _idle.append(Worker())


def asked(question: bytes, seconds: float) -> list[bytes]:
    """The answers that were there in so many seconds."""
    until = time.monotonic() + seconds
    while True:
        worker = _taken()
        frames, is_whole = worker.asked(question, until)
        if is_whole:
            _given_back(worker)
            return frames
        worker.end()
        went_by_itself = worker.asked_before and not frames
        if not went_by_itself or time.monotonic() >= until:
            return frames


def _taken() -> Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.is_ours:
                return worker
            worker.end()
    return Worker()


def _given_back(worker: Worker) -> None:
    """Keep one for the next question; a second one is not needed any more."""
    with _lock:
        if not any(other.is_ours for other in _idle):
            _idle.append(worker)
            return
    worker.end()


@atexit.register
def _end_all() -> None:
    with _lock:
        while _idle:
            _idle.pop().end()
