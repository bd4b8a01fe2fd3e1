"""The warm child: imports numpy, then forks for every part and watches the fork.

It never runs a student's code itself, and the fork holds none of its descriptors. It
measures CPU time from outside the fork, reads what the fork prints and reports, and
kills all that the fork started before it answers the parent.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from typing import Any

from grader import processes
from grader.guard import Guard

SPARE_BYTES = 64 << 20  # of address space, to report a MemoryError


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
    for name in settings["preload"]:
        with suppress(ImportError):  # the part will say so
            import_module(name)
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
    guard = Guard(pid, (results, output, channel.inward), request, settings)
    try:
        ending, detail = guard.until_over()
    finally:
        processes.kill_all(pid, settings["pid_namespace"])
        guard.drain_output()
        os.close(results)
        os.close(output)
    return (
        ending,
        detail,
        tuple(guard.payloads),
        bytes(guard.output),
        guard.n_printed,
        guard.cpu_seconds,
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
