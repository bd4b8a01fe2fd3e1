"""No wall but a process of its own for every part: where there is no fork.

A part ends after its time on the clock; CPU time is what the part says of itself, and
memory is not limited. Good for one's own work, not for other people's.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self

from grader import messages, wire
from grader.child import SESSION
from grader.errors import GraderError
from grader.limits import Limits
from grader.rlimits import HOME, interpreter
from grader.warm import BOOT, ENVIRONMENT, START_SECONDS, hidden_places

READY = messages.frame(SESSION, 0, wire.encode("ready"))
SLACK_BYTES = 1 << 20
DRAIN_SECONDS = 1.0  # for what was printed and is still in the pipe


def what_is_missing() -> str:
    """Return why this wall cannot stand here: it always can."""
    return ""


def works() -> bool:
    """Return whether this wall can stand here."""
    return True


def start(folder: Path, settings: Mapping[str, Any], limits: Limits) -> SpawnedChild:
    """Prepare the child; entering what is returned starts it.

    Parameters
    ----------
    folder : Path
        With the submission in ``submission``.
    settings : mapping
    limits : Limits

    Returns
    -------
    SpawnedChild
    """
    own = {"root": str(folder / "submission"), "spawn": True}
    return SpawnedChild(folder / "scratch", {**settings, **own}, limits)


class SpawnedChild:
    """A fresh interpreter per part; the next one starts while this one works.

    Parameters
    ----------
    scratch : Path
        Where the part may write.
    settings : mapping
    limits : Limits
    """

    kind = "none"

    def __init__(
        self, scratch: Path, settings: Mapping[str, Any], limits: Limits
    ) -> None:
        self._scratch = scratch
        self._n_started = 0
        self._settings = settings
        self._limits = limits
        self.hidden = hidden_places(settings["root"], settings["package"])

    def __enter__(self) -> Self:
        self._next = self._start()
        return self

    def __exit__(self, *exception: object) -> None:
        _end(self._next)

    def run(self, request: dict[str, Any]) -> tuple[Any, ...]:
        """Have one part performed; return how it ended and all that came out."""
        process, self._next = self._next, self._start()
        try:
            return _Conversation(process, request, self._settings).until_over()
        finally:
            _end(process)

    def _start(self) -> subprocess.Popen[bytes]:
        scratch = self._scratch / str(self._n_started)
        self._n_started += 1
        scratch.mkdir(parents=True)
        places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(scratch))
        # Without it Windows' Python finds no random numbers and no sockets.
        places["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
        process = subprocess.Popen(
            [interpreter(), "-I", "-S", "-B", "-c", BOOT, str(HOME)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=scratch,
            env={**ENVIRONMENT, **places},
            start_new_session=sys.platform != "win32",
        )
        _say(process, 0, tuple(self._settings.items()))
        return process


def _say(process: subprocess.Popen[bytes], number: int, value: Any) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(messages.frame(SESSION, number, wire.encode(value)))
    except (BrokenPipeError, OSError):
        return  # it has gone; reading will say so


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a child and wait for it."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        assert stream is not None
        stream.close()


class _Conversation:
    """One part: what it reports and what it prints, each read by a thread.

    Parameters
    ----------
    process : Popen
    request : dict
    settings : mapping
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        request: dict[str, Any],
        settings: Mapping[str, Any],
    ) -> None:
        self.process = process
        self.settings = settings
        self.events: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self.payloads: list[bytes] = []
        self.output = bytearray()
        self.n_printed = 0
        self.is_silent = False
        limit = settings["result_bytes"] + SLACK_BYTES
        self.frames = messages.Frames(request["nonce"], limit)
        assert process.stdout is not None
        assert process.stderr is not None
        for name, stream in (("said", process.stdout), ("printed", process.stderr)):
            threading.Thread(
                target=self._read, args=(name, stream), daemon=True
            ).start()
        _say(process, 1, tuple(request.items()))

    def _read(self, name: str, stream: IO[bytes]) -> None:
        """Pass on what arrives; an empty message is the end."""
        try:
            while data := stream.read(1 << 16):
                self.events.put((name, data))
        except (OSError, ValueError):
            pass  # closed under us, when the part was ended
        self.events.put((name, b""))

    def until_over(self) -> tuple[Any, ...]:
        """Listen until the part has said its last word, has gone, or is late."""
        ending, detail = self._listen()
        self.process.kill()
        self._drain()
        output = bytes(self.output)
        return ending, detail, tuple(self.payloads), output, self.n_printed, 0.0

    def _listen(self) -> tuple[str, str]:
        seconds = self.settings["wall_seconds"]
        deadline = time.monotonic() + START_SECONDS
        greeting = b""
        while True:
            try:
                left = max(deadline - time.monotonic(), 0)
                name, data = self.events.get(timeout=left)
            except queue.Empty:
                return "TIMEOUT", f"no answer in {seconds:g} s"
            if name == "said" and len(greeting) < len(READY):
                greeting += data
                if not data or not READY.startswith(greeting[: len(READY)]):
                    raise GraderError(f"the child did not start: {self._last_words()}")
                if len(greeting) < len(READY):
                    continue
                deadline = time.monotonic() + seconds  # the part begins here
                data = greeting[len(READY) :]
                if not data:
                    continue
            if name == "printed":
                if verdict := self._print(data):
                    return verdict
            elif not data:
                return self._gone()
            elif verdict := self._take(data):
                return verdict

    def _take(self, data: bytes) -> tuple[str, str] | None:
        try:
            for payload in self.frames.feed(data):
                self.payloads.append(payload)
                if payload[:1] in messages.LAST:
                    return "SAID", ""
        except wire.TamperedError as error:
            return "TAMPERED", f"result channel tampered with: {error}"
        return None

    def _print(self, data: bytes) -> tuple[str, str] | None:
        self.is_silent = not data  # the end of the stream
        self.n_printed += len(data)
        self.output += data[: max(self.settings["shown_bytes"] - len(self.output), 0)]
        limit = self.settings["output_bytes"]
        if self.n_printed <= limit:
            return None
        return "OUTPUT", f"printed more than {limit >> 10} KB"

    def _gone(self) -> tuple[str, str]:
        code = self.process.wait()
        if code < 0 or code > 0xFFFF:  # a signal, or Windows' exception codes
            return "CRASHED", f"crashed ({code})"
        return "EXITED", f"stopped the interpreter (status {code})"

    def _last_words(self) -> str:
        self.process.kill()
        self._drain()
        text = self.output.decode("utf-8", "replace").strip()
        return text.rpartition("\n")[2] or "it said nothing"

    def _drain(self) -> None:
        """Take what was printed before the end."""
        deadline = time.monotonic() + DRAIN_SECONDS
        while not self.is_silent and (left := deadline - time.monotonic()) > 0:
            try:
                name, data = self.events.get(timeout=left)
            except queue.Empty:
                return
            if name == "printed":
                self._print(data)
