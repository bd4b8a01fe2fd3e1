"""Users that own nothing, for root to run submissions as."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from pathlib import Path

NOBODY = 65534
FIRST_UID = 0x7000_0000  # far from every account
PID_BITS = 22  # the kernel's largest pid is 2**22

_sandboxes = itertools.count()


def fresh_uid() -> int:
    """Return a user id that no account and no other running sandbox has.

    Of its own, because the kernel counts processes by user: two submissions that run
    side by side must not use up each other's limit.
    """
    uid = FIRST_UID + ((next(_sandboxes) % 64) << PID_BITS) + os.getpid()
    for line in Path("/proc/self/uid_map").read_text("ascii").splitlines():
        first, _, size = map(int, line.split())
        if first <= uid < first + size:
            return uid
    return NOBODY  # a container that knows few users


def can_be_read_by_all(paths: Iterable[str]) -> bool:
    """Return whether a user that owns nothing could read these."""
    return all(
        path.stat().st_mode & 0o004
        and all(parent.stat().st_mode & 0o001 for parent in path.parents)
        for path in map(Path, paths)
    )
