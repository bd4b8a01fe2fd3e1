"""Which system calls are refused behind bubblewrap, as a program for the kernel.

A new user namespace would let a submission mount memory as large as the machine's
(tried: 12 GB); memory files and System V segments are counted by no limit of ours; the
rest is what only debuggers, containers and exploits use. clone3 is said not to exist,
because a filter cannot look into its arguments: the C library then uses clone.
"""

from __future__ import annotations

import errno
import os
import platform
import struct

# Calls in this order: x86_64 and aarch64 have other numbers for the same.
REFUSED = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
}
MACHINES = {  # column above, the kernel's name for the machine, clone
    "x86_64": (0, 0xC000_003E, 56),
    "aarch64": (1, 0xC000_00B7, 220),
}
CLONE3 = 435
CLONE_NEW = 0x7E02_0000  # all CLONE_NEW... flags
OTHER_ABI = 0x4000_0000  # x32 calls begin here

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
ALLOW, ERROR = 0x7FFF_0000, 0x0005_0000


def program() -> bytes:
    """Return the filter for this machine, empty where its numbers are not known.

    Returns
    -------
    bytes
        An array of ``struct sock_filter``.
    """
    if platform.machine() not in MACHINES:
        return b""
    column, machine, clone = MACHINES[platform.machine()]
    numbers = [row[column] for row in REFUSED.values()]
    size = len(numbers) + 11
    allow, absent, refuse = size - 3, size - 2, size - 1
    code: list[tuple[int, int, int, int]] = []

    def jump(kind: int, value: int, yes: int = 0, no: int = 0) -> None:
        following = len(code) + 1
        targets = (yes or following) - following, (no or following) - following
        code.append((kind, *targets, value))

    code.append((LOAD, 0, 0, MACHINE))
    jump(EQUAL, machine, no=refuse)
    code.append((LOAD, 0, 0, NUMBER))
    jump(AT_LEAST, OTHER_ABI, yes=refuse)
    for number in numbers:
        jump(EQUAL, number, yes=refuse)
    jump(EQUAL, CLONE3, yes=absent)
    jump(EQUAL, clone, no=allow)
    code.append((LOAD, 0, 0, FIRST_ARGUMENT))
    jump(ANY_BIT, CLONE_NEW, yes=refuse, no=allow)
    code.append((RETURN, 0, 0, ALLOW))
    code.append((RETURN, 0, 0, ERROR | errno.ENOSYS))
    code.append((RETURN, 0, 0, ERROR | errno.EPERM))
    return b"".join(struct.pack("=HBBI", *line) for line in code)


def descriptor() -> int | None:
    """Return a descriptor from which bubblewrap reads the filter, or None."""
    if not (content := program()):
        return None
    source, end = os.pipe()
    os.write(end, content)  # a few hundred bytes: a pipe takes them at once
    os.close(end)
    return source
