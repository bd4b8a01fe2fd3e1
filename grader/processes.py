"""What the warm child asks of the system: limits, clocks, ends of processes.

POSIX; what is Linux's alone does nothing elsewhere.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import time
from typing import Any, NamedTuple

IS_LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
KILL_ROUNDS = 200


class Death(NamedTuple):
    """How a process ended: exit code, or minus the signal, and its CPU time."""

    code: int
    cpu_seconds: float


@functools.cache
def _library() -> Any:
    import ctypes  # numpy has imported it anyway

    return ctypes.CDLL(None)


def _prctl(option: int, value: int) -> None:
    if IS_LINUX:
        _library().prctl(option, value, 0, 0, 0)


def hide_from_others(is_hidden: bool = True) -> None:
    """Keep a process of the same user from reading our memory and descriptors."""
    _prctl(PR_SET_DUMPABLE, int(not is_hidden))


def die_with_parent() -> None:
    """Be killed when bubblewrap is; changing the user made the kernel forget it."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of what a part leaves behind, so that it can be found."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def limit_resources(settings: dict[str, Any], spare_bytes: int) -> None:
    """Set this process's limits; none of them can be raised again."""
    import resource

    memory = settings["memory_bytes"]
    cpu = int(settings["wall_seconds"]) * settings["processes"] + 1  # a last resort
    limits = {
        "RLIMIT_AS": (memory, memory + spare_bytes),
        "RLIMIT_CPU": (cpu, cpu + 1),
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_FSIZE": (settings["file_bytes"],) * 2,
        "RLIMIT_NOFILE": (settings["open_files"],) * 2,
        "RLIMIT_NPROC": (settings["processes"],) * 2,
        "RLIMIT_MEMLOCK": (0, 0),
        "RLIMIT_MSGQUEUE": (0, 0),
        "RLIMIT_SIGPENDING": (settings["processes"],) * 2,
    }
    for name, values in limits.items():
        if (kind := getattr(resource, name, None)) is not None:
            _set_limit(resource, kind, values)


def counted_already(settings: dict[str, Any]) -> int:
    """Return by how much to raise the process limit so that it means a part's own.

    The kernel counts all processes of this user, in a user namespace only those in it;
    which of the two, a trial tells.
    """
    if not settings["others"]:
        return 0
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    resource.setrlimit(resource.RLIMIT_NPROC, (settings["processes"], hard))
    try:
        if (pid := os.fork()) == 0:
            os._exit(0)
        os.waitpid(pid, 0)
    except BlockingIOError:
        return int(settings["others"])
    finally:
        resource.setrlimit(resource.RLIMIT_NPROC, (soft, hard))
    return 0


def _set_limit(resource: Any, kind: int, values: tuple[int, int]) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        values = (min(values[0], hard), min(values[1], hard))
    try:
        resource.setrlimit(kind, values)
    except (ValueError, OSError):
        if IS_LINUX:
            raise  # elsewhere some limits exist in name only


def drop_privileges(uid: int | None, own: int) -> None:
    """Become a user that owns nothing but one descriptor; None keeps who we are."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    if uid is not None:
        os.fchown(own, uid, uid)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)


def close_quietly(descriptor: int) -> None:
    """Close a descriptor that may not be open."""
    try:
        os.close(descriptor)
    except OSError:
        return


def reap(pid: int) -> Death | None:
    """Return how the process ended, or None while it runs."""
    found, status, usage = os.wait4(pid, os.WNOHANG)
    if not found:
        return None
    return Death(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process and its threads; 0 where nobody knows."""
    if not IS_LINUX:
        return 0.0
    try:
        return time.clock_gettime(~pid << 3 | 2)  # its CPUCLOCK_SCHED, as in the kernel
    except OSError:
        return 0.0


def descendants() -> dict[int, tuple[float, int]]:
    """Return CPU seconds and resident bytes of all our descendants, by pid."""
    if not IS_LINUX:
        return {}
    ticks, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    parents: dict[int, int] = {}
    uses: dict[int, tuple[float, int]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 - pathlib is slow to import
        if name.isdigit() and (fields := _stat(name)):
            parents[int(name)] = int(fields[1])
            # user, system, and the same of children that were waited for
            cpu = sum(map(int, fields[11:15])) / ticks
            uses[int(name)] = cpu, int(fields[21]) * page
    family = {os.getpid()}
    while more := {pid for pid in parents if parents[pid] in family} - family:
        family |= more
    return {pid: uses[pid] for pid in family if pid != os.getpid() and pid in uses}


def _stat(pid: str) -> list[str]:
    """Return the fields of /proc/PID/stat after the name, which may hold anything."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123
            text = file.read().decode("ascii", "replace")
    except OSError:
        return []  # gone since
    return text.rpartition(")")[2].split()


def census() -> tuple[float, int]:
    """Return CPU seconds and resident bytes of all our descendants together."""
    uses = descendants().values()
    return sum(cpu for cpu, _ in uses), sum(memory for _, memory in uses)


def kill_all(pid: int, has_pid_namespace: bool) -> None:
    """Kill a part and whatever it started, and wait until they are gone."""
    for turn in range(KILL_ROUNDS):
        _kill(os.killpg, pid)
        if has_pid_namespace:
            _kill(os.kill, -1)  # all but the namespace's first process and us
        if _reap_all():  # orphans become our children, so none left means none at all
            return
        time.sleep(0.001)
        for descendant in descendants() if turn > 1 else ():  # who left the group
            _kill(os.kill, descendant)


def _kill(kill: Any, pid: int) -> None:
    try:
        kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _reap_all() -> bool:
    """Take note of dead children; return whether there are none left alive."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return True
    return False
