"""Watches one part from outside: CPU time, clock, memory, output, messages."""

from __future__ import annotations

import os
import select
import signal
import time
from typing import Any

from grader import messages, processes, wire

POLL_SECONDS = 0.02  # how late a limit is noticed, at most
SLACK_BYTES = 1 << 20  # frame headers, messages


class Guard:
    """One fork under observation.

    Parameters
    ----------
    pid : int
    pipes : tuple of int
        Read ends: what it reports, what it prints, and the parent's.
    request, settings : dict

    Attributes
    ----------
    payloads : list of bytes
        What it reported.
    output : bytearray
        The beginning of what it printed.
    n_printed : int
        Bytes printed in all.
    cpu_seconds : float
    """

    def __init__(
        self,
        pid: int,
        pipes: tuple[int, int, int],
        request: dict[str, Any],
        settings: dict[str, Any],
    ) -> None:
        self.pid = pid
        self.payloads: list[bytes] = []
        self.output = bytearray()
        self.n_printed = 0
        self.cpu_seconds = 0.0
        self._pipes = set(pipes)
        self._results, self._output, self._parent = pipes
        self._settings = settings
        self._frames = messages.Frames(
            request["nonce"], settings["result_bytes"] + SLACK_BYTES
        )
        self._has_started = False
        self._budgets = [settings["import_cpu_seconds"]]
        self._budgets += [call[3] for call in request["calls"]]
        self._stage_began = 0.0
        self._stage = 0
        for pipe in (self._results, self._output):
            os.set_blocking(pipe, False)

    def until_over(self) -> tuple[str, str]:
        """Watch until the part has said its last word, or has gone, or has to go."""
        deadline = time.monotonic() + self._settings["wall_seconds"]
        next_census = time.monotonic() + 2 * POLL_SECONDS
        while True:
            status = processes.reap(self.pid)
            if verdict := self._read(POLL_SECONDS if status is None else 0):
                return verdict
            if status is not None:
                self.cpu_seconds = status.cpu_seconds
                verdict = self._read(0) or self._over_budget()
                return verdict or self._how_it_died(status.code)
            self.cpu_seconds = max(self.cpu_seconds, processes.cpu_seconds(self.pid))
            if verdict := self._over_budget():
                return verdict
            now = time.monotonic()
            if now > deadline:
                seconds = self._settings["wall_seconds"]
                return "TIMEOUT", f"no answer in {seconds:g} s"
            if now > next_census:
                next_census = now + 2 * POLL_SECONDS
                if verdict := self._census():
                    return verdict

    def _over_budget(self) -> tuple[str, str] | None:
        budget = self._budgets[min(self._stage, len(self._budgets) - 1)]
        if self.cpu_seconds - self._stage_began <= budget:
            return None
        what = "the import" if self._stage == 0 else "one call"
        return "TIMEOUT", f"{what} took more than {budget:g} s of CPU time"

    def _census(self) -> tuple[str, str] | None:
        """Look at everything the part has started: CPU time and memory of them all."""
        cpu_seconds, memory_bytes = processes.census()
        self.cpu_seconds = max(self.cpu_seconds, cpu_seconds)
        if memory_bytes > self._settings["memory_bytes"]:
            return "MEMORY", ""
        return None

    def _read(self, timeout: float) -> tuple[str, str] | None:
        """Take what has arrived; return a verdict if that ends the part."""
        ready, _, _ = select.select(self._pipes, [], [], timeout)
        if self._parent in ready:  # it waits for us, so this is its end
            return "ORPHANED", ""
        if self._output in ready and (verdict := self._read_output()):
            return verdict
        if self._results not in ready:
            return None
        while True:
            try:
                data = os.read(self._results, 1 << 20)
            except BlockingIOError:
                return None
            if not data:
                self._pipes.discard(self._results)
                return None
            if verdict := self._take(data):
                return verdict

    def _take(self, data: bytes) -> tuple[str, str] | None:
        """Count the frames; only their first byte matters here."""
        try:
            for payload in self._frames.feed(data):
                self.payloads.append(payload)
                if payload[:1] in messages.LAST:
                    return "SAID", ""
                self._next_stage(payload[:1])
        except wire.TamperedError as error:
            return "TAMPERED", f"result channel tampered with: {error}"
        return None

    def _next_stage(self, kind: bytes) -> None:
        if kind == messages.STARTED and not self._has_started:
            self._has_started = True
            return
        due = messages.ANSWERED if self._stage else messages.IMPORTED
        if kind != due or self._stage >= len(self._budgets):
            raise wire.TamperedError("an answer that nobody asked for")
        self._stage += 1
        self._stage_began = processes.cpu_seconds(self.pid) or self.cpu_seconds

    def _read_output(self) -> tuple[str, str] | None:
        self.drain_output(1 << 16)
        if self.n_printed <= (limit := self._settings["output_bytes"]):
            return None
        return "OUTPUT", f"printed more than {limit >> 10} KB"

    def drain_output(self, max_bytes: int = 1 << 20) -> None:
        """Read what was printed, keep its beginning."""
        while max_bytes > 0:
            try:
                data = os.read(self._output, 1 << 16)
            except BlockingIOError:
                return
            if not data:
                self._pipes.discard(self._output)
                return
            max_bytes -= len(data)
            self.n_printed += len(data)
            room = self._settings["shown_bytes"] - len(self.output)
            self.output += data[: max(room, 0)]

    def _how_it_died(self, code: int) -> tuple[str, str]:
        self.drain_output()
        if not self._has_started:
            words = self.output.decode("utf-8", "replace").strip()
            return "BROKEN", words.rpartition("\n")[2] or f"status {code}"
        if code >= 0:
            return "EXITED", f"stopped the interpreter (status {code})"
        if -code == getattr(signal, "SIGXCPU", 0):
            return "TIMEOUT", "took too much CPU time"
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return "CRASHED", f"crashed ({name})"
