"""The warm child: imports numpy, then forks for every part and watches the fork.

It never runs a student's code itself, and the fork holds none of its descriptors. It
measures CPU time from outside the fork, reads what the fork prints and reports, and
kills all that the fork started before it answers the parent.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import time
import traceback
from typing import Any

from grader import processes, wire

POLL_SECONDS = 0.02  # how late a limit is noticed, at most
SPARE_BYTES = 64 << 20  # of address space, to report a MemoryError
SLACK_BYTES = 1 << 20  # frame headers, messages


def serve(channel: Any, settings: dict[str, Any]) -> None:
    """Answer requests until the parent closes the channel.

    Parameters
    ----------
    channel : grader.child.Channel
    settings : dict
        Limits, folders and what kind of wall stands around us.
    """
    os.chdir(settings["cwd"])
    settings["processes"] += processes.counted_already(settings)
    processes.hide_from_others()
    processes.adopt_orphans()
    if settings["pid_namespace"]:
        processes.die_with_parent()
    perform = _performer(settings["language"])
    gc.freeze()  # a fork that never touches these pages need not copy them
    at_first = _entries(settings)
    channel.send("ready")
    while (request := channel.receive()) is not None:
        reply = _run(perform, dict(request), settings, channel)
        if reply[0] == "ORPHANED":
            break
        # Where a part left files behind, the next one gets a fresh child.
        is_last = _entries(settings) != at_first
        channel.send((*reply, is_last))
        if is_last:
            break
    os._exit(0)


def _entries(settings: dict[str, Any]) -> list[list[str]]:
    return [os.listdir(folder) for folder in settings["scratch"]]  # noqa: PTH208


def _performer(language: str) -> Any:
    """Import what performs a part, and with it numpy, before the first fork."""
    if language == "octave":
        from grader.octave import perform as perform_octave

        return perform_octave
    from grader.perform import perform

    return perform


def _run(
    perform: Any, request: dict[str, Any], settings: dict[str, Any], channel: Any
) -> tuple[Any, ...]:
    """Fork, watch, kill; return how it ended and all that came out."""
    results, results_end = os.pipe()
    output, output_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _become_the_part(settings, channel, results_end, output_end)
            perform(request, settings, results_end)
        except BaseException:  # noqa: BLE001 - of ours; the parent reads it as output
            traceback.print_exc()
        finally:
            os._exit(70)
    os.close(results_end)
    os.close(output_end)
    watch = Watch(pid, (results, output, channel.inward), request, settings)
    try:
        ending, detail = watch.until_over()
    finally:
        processes.kill_all(pid, settings["pid_namespace"])
        watch.drain_output()
        os.close(results)
        os.close(output)
    return (
        ending,
        detail,
        tuple(watch.payloads),
        bytes(watch.output),
        watch.n_printed,
        watch.cpu_seconds,
    )


def _become_the_part(
    settings: dict[str, Any], channel: Any, results_end: int, output_end: int
) -> None:
    """Give the fork its own session, limits and descriptors, and nothing of ours."""
    gc.enable()
    os.setsid()
    os.close(channel.inward)
    os.close(channel.outward)
    os.dup2(output_end, 1)
    os.dup2(output_end, 2)
    top = max(results_end, output_end) + 1
    for descriptor in range(3, top):
        if descriptor != results_end:
            processes.close_quietly(descriptor)
    os.closerange(top, top + 64)
    processes.limit_resources(settings, SPARE_BYTES)
    processes.drop_privileges(settings["uid"], results_end)
    processes.hide_from_others(False)  # a student may look at its own process
    sys.stdout.reconfigure(  # type: ignore[union-attr]
        encoding="utf-8", errors="backslashreplace", line_buffering=True
    )


class Watch:
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
        self._frames = wire.Frames(
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
                if payload[:1] in wire.LAST:
                    return "SAID", ""
                self._next_stage(payload[:1])
        except wire.TamperedError as error:
            return "TAMPERED", f"result channel tampered with: {error}"
        return None

    def _next_stage(self, kind: bytes) -> None:
        if kind == wire.STARTED and not self._has_started:
            self._has_started = True
            return
        due = wire.ANSWERED if self._stage else wire.IMPORTED
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
