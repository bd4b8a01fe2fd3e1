"""The wall of bubblewrap: a file system, processes and a network of its own.

Behind it there are the interpreter, the installed packages, the submission and the
given files, all read-only; two small writable places; no other process; no network.
The reference, the grader and whatever would be run at start-up (``*.pth``) are masked
where they lie beside numpy.

Root gets no user namespace: in one, root's process limit would not count. Instead
setpriv turns the child into a user of its own, one per sandbox, so that the process
limits of two submissions that run side by side do not add up.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from grader import seccomp
from grader.limits import Limits
from grader.rlimits import HOME, interpreter
from grader.users import NOBODY, fresh_uid
from grader.warm import BOOT, ENVIRONMENT, Launch, WarmChild, hidden_places

CHILD_FILES = (
    "child.py",
    "describe.py",
    "guard.py",
    "messages.py",
    "octave.py",
    "octave_driver.m",
    "own_files.py",
    "perform.py",
    "processes.py",
    "supervise.py",
    "wire.py",
)
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime")
MASKED = ("ex4", "grader", "__editable__")  # beginnings of names beside numpy
PROBE_SECONDS = 10.0
UNSHARE = ("ipc", "pid", "net", "uts", "cgroup-try")


def what_is_missing() -> str:
    """Return why this wall cannot stand here, or an empty text."""
    if sys.platform != "linux":
        return "bubblewrap is for Linux"
    if not shutil.which("bwrap"):
        return "the program bwrap is not installed"
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        return "the program setpriv is not installed, which root needs"
    return _probe()


def works() -> bool:
    """Return whether this wall can stand here."""
    return not what_is_missing()


@functools.cache
def _probe() -> str:
    """Build a small wall; return what bubblewrap says against it."""
    command = [
        _program("bwrap"),
        *_isolation(),
        "--ro-bind",
        "/",
        "/",
        "--proc",
        "/proc",
    ]
    command += ["--dev", "/dev"]
    descriptors = _filter(command)
    command += [*_as_nobody(NOBODY), "true"]
    try:
        result = subprocess.run(
            command,
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
            pass_fds=descriptors,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    return result.stderr.decode("utf-8", "replace").strip() if result.returncode else ""


def start(folder: Path, settings: Mapping[str, Any], limits: Limits) -> WarmChild:
    """Prepare the child; entering what is returned starts it.

    Parameters
    ----------
    folder : Path
        With the submission in ``submission``.
    settings : mapping
    limits : Limits

    Returns
    -------
    WarmChild
    """
    folder.chmod(0o755)
    own = {
        "root": "/submission",
        "scratch": ("/tmp", "/dev/shm"),
        "cwd": "/tmp",
        "home": "/grader",
        "pid_namespace": True,
        # Of this user's other processes only a kernel before 5.14 would know.
        "others": 0 if os.geteuid() == 0 else 1000,
    }
    merged = {**settings, **own}

    def launch() -> Launch:
        command = [_program("bwrap"), *_isolation(), *_view(folder, merged, limits)]
        descriptors = _filter(command)
        command += [*_as_nobody(fresh_uid()), interpreter(), "-I", "-S", "-B"]
        command += ["-c", BOOT, "/grader"]
        return Launch(command, {"PATH": os.defpath}, merged, descriptors)

    hidden = hidden_places("/submission", settings["package"])
    return WarmChild("bubblewrap", launch, limits, hidden)


def _isolation() -> list[str]:
    """Return the flags that give the child namespaces of its own and no rights."""
    flags = ["--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    flags.append("--as-pid-1")  # nobody inside can then kill, stop or trace the child
    if os.geteuid() != 0:
        return [*flags, "--unshare-all", "--uid", str(NOBODY), "--gid", str(NOBODY)]
    for right in ("SETUID", "SETGID", "SETPCAP"):  # for setpriv, which gives them up
        flags += ["--cap-add", f"CAP_{right}"]
    return [*flags, *(f"--unshare-{kind}" for kind in UNSHARE)]


def _filter(command: list[str]) -> tuple[int, ...]:
    """Add the filter of system calls; return the descriptor that holds it."""
    if (descriptor := seccomp.descriptor()) is None:
        return ()
    command += ["--seccomp", str(descriptor)]
    return (descriptor,)


def _as_nobody(uid: int) -> list[str]:
    """Return what turns root into a user without rights; nothing for other users."""
    if os.geteuid() != 0:
        return []
    who = ["--reuid", str(uid), "--regid", str(uid), "--clear-groups"]
    rights = ["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]
    return [_program("setpriv"), *who, *rights]


def _program(name: str) -> str:
    """Return a program's path; the child gets a PATH of its own."""
    return shutil.which(name) or name


def _view(folder: Path, settings: Mapping[str, Any], limits: Limits) -> list[str]:
    """Return the flags that lay out the file system."""
    size = ["--size", str(limits.disk_bytes), "--perms", "1777", "--tmpfs"]
    flags = ["--proc", "/proc", "--dev", "/dev", *size, "/dev/shm", *size, "/tmp"]
    # After the empty places, because an interpreter may lie under /tmp.
    flags += _mounts(settings["path"], settings["octave"])
    flags += [*_folder("/grader"), *_folder("/submission")]
    for name in _child_files():
        flags += ["--ro-bind", str(HOME / name), f"/grader/{name}"]
    flags += ["--ro-bind", str(folder / "submission"), "/submission"]
    for place in ("/dev", "/"):
        flags += ["--remount-ro", place]
    for name, value in ENVIRONMENT.items():
        flags += ["--setenv", name, value]
    return [*flags, "--chdir", "/tmp"]


@functools.cache
def _child_files() -> tuple[str, ...]:
    """Return what the child runs, and its compiled form where there is one."""
    compiled = [
        Path(importlib.util.cache_from_source(str(HOME / name))).relative_to(HOME)
        for name in CHILD_FILES
        if name.endswith(".py")
    ]
    return (*CHILD_FILES, *(str(path) for path in compiled if (HOME / path).is_file()))


@functools.cache
def _mounts(libraries: tuple[str, ...], octave: str) -> tuple[str, ...]:
    """Return the read-only binds of system, interpreter and packages, and the masks."""
    flags: list[str] = []
    bound: list[Path] = []
    for name in SYSTEM:
        if (path := Path(name)).is_symlink():
            flags += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            bound.append(path)
    bound += (path for name in ETC if (path := Path("/etc", name)).exists())
    programs = (str(Path(octave).parent.parent),) if octave else ()
    for name in (*_interpreter_folders(), *libraries, *programs):
        path = Path(os.path.realpath(name))
        if path.exists() and not any(path.is_relative_to(other) for other in bound):
            bound.append(path)
    for path in bound:
        flags += [*_open_parents(path), "--ro-bind", str(path), str(path)]
    for name in libraries:
        if not Path(name).is_symlink() and name != os.path.realpath(name):
            flags += [*_open_parents(Path(name)), "--ro-bind", name, name]
    for path in _forbidden(bound, libraries):
        flags += _mask(path)
    return tuple(flags)


def _interpreter_folders() -> list[str]:
    """Return where the interpreter and its own library lie; not a whole prefix."""
    prefix = sys.base_exec_prefix
    return [
        interpreter(),
        f"{prefix}/lib",
        f"{prefix}/lib64",
        str(Path(os.__file__).parent),
    ]


def _open_parents(path: Path) -> list[str]:
    """Make the folders on the way; elsewhere, such as a home, they may be closed."""
    parents = list(reversed(path.parents[:-1]))
    return [flag for parent in parents for flag in _folder(str(parent))]


def _folder(name: str) -> list[str]:
    return ["--perms", "0755", "--dir", name]


def _forbidden(bound: Iterable[Path], libraries: Iterable[str]) -> Iterable[Path]:
    """Find what a bind would show although no submission may see it."""
    own = sysconfig.get_path("purelib", vars={"base": sys.base_prefix})
    for library in dict.fromkeys(os.path.realpath(name) for name in (*libraries, own)):
        if Path(library).is_dir():
            for entry in os.scandir(library):
                if entry.name.startswith(MASKED) or entry.name.endswith(".pth"):
                    yield Path(entry.path)
    clone = HOME.parent
    if not (clone / "numpy").exists() and any(map(clone.is_relative_to, bound)):
        yield clone


def _mask(path: Path) -> list[str]:
    """Cover a file with nothing, a folder with an empty one."""
    if not path.is_dir():
        return ["--ro-bind", "/dev/null", str(path)]
    empty = ["--size", "4096", "--perms", "0755", "--tmpfs", str(path)]
    return [*empty, "--remount-ro", str(path)]
