"""A real pseudo-terminal for tests: runs a program in it, types bytes, reads the screen, keeps every byte
that came.

Nothing here sleeps and hopes: every wait polls for what it waits for, up to a deadline, and says what the
screen was.
"""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from fcntl import ioctl
from types import TracebackType

import pyte

DEADLINE = 20.0
_QUIET = 0.15
# Requests that pyte would print or choke on: the kitty keyboard protocol, mode questions, window reports.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?]?[0-9;]*(?:u|\$p|t)|\x1b[P\]][^\x1b\x07]*(?:\x1b\\|\x07)")
_SPLIT_AT_END = re.compile(rb"\x1b(?:\[[<>=?0-9;$]*|[P\]][^\x1b\x07]*\x1b?)?\Z")


class NotSeen(AssertionError):
    """What a test waited for did not appear in time; the message holds the screen."""


class Terminal:
    """A program on a terminal of ``columns`` by ``lines`` cells; a context manager that ends it."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        cwd: str | None = None,
    ) -> None:
        """Start ``argv`` (argv[0] a path); ``environment`` is added to a plain UTF-8 one without colour
        wishes."""
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.transcript = bytearray()
        self.code: int | None = None
        self._tail = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # pragma: no cover  (the child)
            try:
                if cwd is not None:
                    os.chdir(cwd)
                os.execve(argv[0], list(argv), _environment(environment))
            finally:
                os._exit(127)
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Terminal:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program if it still runs, and close the terminal."""
        if self.code is None and not self._ended():
            os.kill(self.pid, signal.SIGKILL)
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.fd)

    def send(self, keys: bytes | str) -> None:
        """Type ``keys`` in one write, as a scanner does."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            data = data[os.write(self.fd, data) :]

    def text(self) -> str:
        """Return the screen as plain text, without the spaces at line ends. A wide character counts once."""
        return "\n".join(self.line(y) for y in range(self.screen.lines))

    def line(self, y: int) -> str:
        """Return one line of the screen, from 0."""
        cells = self.screen.buffer[y]
        return "".join(cells[x].data for x in range(self.screen.columns)).rstrip()

    def wait_for(self, text: str, timeout: float = DEADLINE) -> str:
        """Return the screen as soon as it holds ``text``; raises NotSeen after ``timeout`` seconds."""
        return self._wait(lambda: text in self.text(), f"{text!r} on the screen", timeout)

    def wait_until_gone(self, text: str, timeout: float = DEADLINE) -> str:
        """Return the screen as soon as it no longer holds ``text``; raises NotSeen after ``timeout``
        seconds."""
        return self._wait(lambda: text not in self.text(), f"{text!r} gone from the screen", timeout)

    def wait_for_end(self, timeout: float = DEADLINE) -> int:
        """Return the program's exit code when it has ended (negative: the signal); raises NotSeen if it
        doesn't."""
        self._wait(self._ended, "the program's end", timeout)
        assert self.code is not None
        return self.code

    def settle(self, quiet: float = _QUIET, timeout: float = DEADLINE) -> int:
        """Read until nothing has come for ``quiet`` seconds; return how many bytes came."""
        before, until = len(self.transcript), time.monotonic() + timeout
        while self._read(quiet):
            if time.monotonic() > until:
                raise NotSeen(f"the program writes on and on\n{self.text()}")
        return len(self.transcript) - before

    def _wait(self, seen: Callable[[], bool], what: str, timeout: float) -> str:
        until = time.monotonic() + timeout
        while not seen():
            if time.monotonic() > until or not (self._read(0.05) or self.code is None):
                if seen():
                    break
                raise NotSeen(f"no {what} (exit code {self.code})\n{self.text()}")
            self._ended()
        return self.text()

    def _read(self, wait: float) -> bool:
        """Take in what the program wrote, waiting up to ``wait`` seconds; return whether there was
        anything."""
        if not select.select([self.fd], [], [], wait)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # EIO: the program has closed its side
            data = b""
        self.transcript += data
        self._feed(data)
        return bool(data)

    def _feed(self, data: bytes) -> None:
        data = self._tail + data
        split = _SPLIT_AT_END.search(data)
        data, self._tail = (data[: split.start()], data[split.start() :]) if split else (data, b"")
        self.stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def _ended(self) -> bool:
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None


def python(*arguments: str) -> list[str]:
    """Return the command line that runs this very Python with ``arguments``."""
    return [sys.executable, *arguments]


def _environment(added: Mapping[str, str] | None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VIRTUAL_ENV", "PYTHONPATH") if name in os.environ}
    fixed = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return kept | fixed | dict(added or {})
