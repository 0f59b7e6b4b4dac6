"""Runs of the application that begin with everything loaded: forked from a process that has no window yet."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_MESSAGE = 1 << 16  # bytes: more than an environment has
_CHECKOUT = Path(__file__).resolve().parents[2]


class ForkedApplication:
    """One run, spoken to as if it were a child of this process."""

    def __init__(self, pid: int, asking: int, answering: int) -> None:
        """Take over both ends of its pipes."""
        self._pid, self._handle = pid, os.pidfd_open(pid)
        self._has_ended = False
        self.stdin: IO[bytes] | None = os.fdopen(asking, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(answering, "rb")

    def poll(self) -> int | None:
        """Tell whether it has ended: 0, though its code is its parent's to know."""
        if not self._has_ended and select.select([self._handle], [], [], 0)[0]:
            self._end()
        return 0 if self._has_ended else None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            TimeoutExpired: it goes on.
        """
        if not self._has_ended:
            if not select.select([self._handle], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("application", timeout or 0.0)
            self._end()
        return 0

    def send_signal(self, number: int, /) -> None:
        """Send it a signal, if it runs."""
        if not self._has_ended:
            signal.pidfd_send_signal(self._handle, number)

    def _end(self) -> None:
        self._has_ended = True
        os.close(self._handle)


class PreparedApplication:
    """The process that forks them."""

    def __init__(self, connection: socket.socket) -> None:
        """Speak to it over a connection."""
        self._connection = connection

    def begin(self, arguments: list[str], environment: Mapping[str, str]) -> ForkedApplication:
        """Begin a run of the application."""
        asked, asking = os.pipe()
        answering, answered = os.pipe()
        message = json.dumps({"arguments": arguments, "environment": dict(environment)}).encode()
        socket.send_fds(self._connection, [message], [asked, answered])
        os.close(asked)
        os.close(answered)
        return ForkedApplication(int(self._connection.recv(_MESSAGE)), asking, answering)


@contextmanager
def prepared_application() -> Iterator[PreparedApplication]:
    """Start the process, and end it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", __name__, str(theirs.fileno())]
    with ours, subprocess.Popen(command, pass_fds=(theirs.fileno(),), cwd=_CHECKOUT) as process:
        theirs.close()
        yield PreparedApplication(ours)
        ours.shutdown(socket.SHUT_RDWR)
        process.wait()


def _serve(connection: socket.socket) -> None:
    from tests.whole_meeting.observed_application import main  # noqa: PLC0415 - in this process alone

    while True:
        message, descriptors, _, _ = socket.recv_fds(connection, _MESSAGE, 2)
        if not message:
            return
        while _reap():
            pass
        pid = os.fork()
        if pid == 0:
            connection.close()
            said = json.loads(message)
            for place, descriptor in enumerate(descriptors):
                os.dup2(descriptor, place)
                os.close(descriptor)
            os.environ.clear()
            os.environ.update(said["environment"])
            os._exit(main(said["arguments"]))
        for descriptor in descriptors:
            os.close(descriptor)
        connection.send(str(pid).encode())


def _reap() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
