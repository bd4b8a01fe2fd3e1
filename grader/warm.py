"""The parent's end of a warm child: starts it, asks it, replaces it, ends it."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Self

from grader import messages, wire
from grader.child import SESSION
from grader.errors import GraderError
from grader.limits import Limits

START_SECONDS = 30.0  # 0.1 is usual; a cold disk and a busy machine take longer
GRACE_SECONDS = 1.0  # the child keeps the limit itself; beyond this it cannot


class Launch(NamedTuple):
    """How to start a child: what to run, with what, and what to tell it first."""

    command: Sequence[str]
    environment: Mapping[str, str]
    settings: Mapping[str, Any]
    descriptors: tuple[int, ...] = ()  # for the command to read, then closed


# Without its collector the interpreter imports numpy in three quarters of the time.
BOOT = """
import gc, sys, types
gc.disable()
grader = types.ModuleType("grader")
grader.__path__ = [sys.argv[1]]
sys.modules["grader"] = grader
from grader.child import main
main()
"""


def hidden_places(root: str, package: str) -> tuple[str, ...]:
    """Return beginnings of paths that a student need not see, longest first."""
    folder = os.path.join(root, package, "") if package else ""  # noqa: PTH118
    return tuple(filter(None, (folder, os.path.join(root, ""))))  # noqa: PTH118


class WarmChild:
    """A child that forks for every part.

    Parameters
    ----------
    kind : str
        Of wall.
    launch : callable
        Prepares fresh scratch folders and returns a Launch.
    limits : Limits
    hidden : tuple of str
        Beginnings of paths that reports leave out.
    """

    def __init__(
        self,
        kind: str,
        launch: Callable[[], Launch],
        limits: Limits,
        hidden: tuple[str, ...],
    ) -> None:
        self.kind = kind
        self.hidden = hidden
        self._launch = launch
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop()

    def run(self, request: dict[str, Any]) -> tuple[Any, ...]:
        """Have one part performed; return the child's reply, or one in its place."""
        if self._process is None:
            self._start()
        if self._ask(request) and (reply := self._answer()):
            if reply[-1]:  # it will not serve again
                self._stop()
            return reply[:-1]
        late = time.monotonic() >= self._deadline
        self._stop(gently=False)
        seconds = self._limits.wall_seconds
        if late:
            return "TIMEOUT", f"no answer in {seconds:g} s", (), b"", 0, seconds
        return "CRASHED", "stopped the process that watches over it", (), b"", 0, 0.0

    def _start(self) -> None:
        launch = self._launch()
        self._process = subprocess.Popen(
            launch.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=launch.environment,
            pass_fds=launch.descriptors,
            start_new_session=True,  # Ctrl-C is for the parent, which then ends us
        )
        for descriptor in launch.descriptors:
            os.close(descriptor)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._inward = self._process.stdout.fileno()
        self._outward = self._process.stdin.fileno()
        self._frames = messages.Frames(SESSION, 1 << 40)
        self._waiting: list[bytes] = []
        self._n_sent = 0
        self._is_ready = False
        self._deadline = time.monotonic() + START_SECONDS
        os.set_blocking(self._outward, False)
        self._send(tuple(launch.settings.items()))

    def _ask(self, request: dict[str, Any]) -> bool:
        """Wait until the child is warm, send it the request."""
        if not self._is_ready and self._receive() != "ready":
            late = time.monotonic() >= self._deadline
            message = "no answer" if late else self._last_words()
            self._stop(gently=False)
            raise GraderError(f"the sandbox did not start: {message}")
        self._is_ready = True
        self._deadline = time.monotonic() + self._limits.wall_seconds + GRACE_SECONDS
        return self._send(tuple(request.items()))

    def _answer(self) -> tuple[Any, ...] | None:
        try:
            reply = self._receive()
        except wire.TamperedError:
            return "TAMPERED", "result channel tampered with", (), b"", 0, 0.0, True
        return reply if type(reply) is tuple else None

    def _send(self, value: Any) -> bool:
        """Write a value before the deadline; False if the child is gone."""
        data = memoryview(messages.frame(SESSION, self._n_sent, wire.encode(value)))
        self._n_sent += 1
        while data:
            if not self._wait([], [self._outward]):
                return False
            try:
                data = data[os.write(self._outward, data) :]
            except BrokenPipeError:
                return False
        return True

    def _receive(self) -> Any:
        """Read a value before the deadline; None if the child is gone or late."""
        while not self._waiting:
            if not self._wait([self._inward], []):
                return None
            if not (data := os.read(self._inward, 1 << 20)):
                return None
            self._waiting += self._frames.feed(data)
        return wire.decode(self._waiting.pop(0))

    def _wait(self, inward: list[int], outward: list[int]) -> bool:
        left = max(self._deadline - time.monotonic(), 0)
        return any(select.select(inward, outward, [], left))

    def _last_words(self) -> str:
        assert self._process is not None
        assert self._process.stderr is not None
        descriptor = self._process.stderr.fileno()
        os.set_blocking(descriptor, False)
        try:
            text = os.read(descriptor, 1 << 16).decode("utf-8", "replace")
        except BlockingIOError:
            text = ""
        return text.strip().rpartition("\n")[2] or "it said nothing"

    def _stop(self, *, gently: bool = True) -> None:
        """End the child and everything it started."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.close()  # an idle child takes this as the end
        try:
            process.wait(GRACE_SECONDS if gently else 0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        process.stderr.close()


ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/tmp",
    "TMPDIR": "/tmp",
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp",
    "BROWSER": "true",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
}
