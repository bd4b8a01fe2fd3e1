"""Runs the student's code: imports one file, makes the calls, reports answers.

This is the only code that shares a process with a submission. The process is a fresh
fork (or a fresh interpreter where there is no fork), it knows the inputs and nothing
else, and whatever a student does to it costs the student this part alone. What is
needed after the student's code has run is kept in local names from before.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from typing import Any

from grader import messages, wire
from grader.describe import TooLargeError, describe
from grader.own_files import MESSAGE_CHARACTERS, OwnFiles

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

np = wire.numpy()


class Reporter:
    """Sends numbered frames; keeps its own references to what it needs.

    Parameters
    ----------
    descriptor : int
    nonce : bytes
    max_bytes : int
        Of all answers together.
    """

    def __init__(self, descriptor: int, nonce: bytes, max_bytes: int) -> None:
        self._descriptor = descriptor
        self._nonce = nonce
        self._bytes_left = max_bytes
        self._number = 0
        self._write = os.write

    def __call__(self, kind: bytes, *values: Any) -> None:
        """Send one frame: what kind of message, and its values."""
        payload = kind + wire.encode(values)
        if kind == messages.ANSWERED and len(payload) > self._bytes_left:
            raise TooLargeError("returned more than may be reported")
        self._bytes_left -= len(payload)
        data = memoryview(messages.frame(self._nonce, self._number, payload))
        self._number += 1
        while data:
            data = data[self._write(self._descriptor, data) :]


def perform(request: dict[str, Any], settings: dict[str, Any], descriptor: int) -> None:
    """Import, call, report; never returns.

    Parameters
    ----------
    request : dict
        ``nonce``, ``calls``.
    settings : dict
        What the parent said when the child was started.
    descriptor : int
        Where frames go.
    """
    max_bytes = settings["result_bytes"]
    report = Reporter(descriptor, request["nonce"], max_bytes)
    leave = os._exit
    stage = "import"
    own = OwnFiles(settings)
    report(messages.STARTED)  # up to here a failure is ours
    try:
        function, more = _load(request["calls"][0][0], settings, own)
        if function is None:
            report(messages.MISSING, more)
            leave(0)
        report(messages.IMPORTED, more)
        stage = "call"
        for call in request["calls"]:
            report(messages.ANSWERED, *_call(function, call, max_bytes))
        _flush()
        report(messages.DONE)
    except BaseException as error:  # noqa: BLE001 - theirs, whatever it is, is a value
        _stop_tracing()
        _make_room()
        _flush()
        report(messages.FAILED, *own.fault(error, stage))
    leave(0)


def _stop_tracing(
    settrace: Any = sys.settrace,
    setprofile: Any = sys.setprofile,
    gettrace: Any = sys.gettrace,
    getprofile: Any = sys.getprofile,
) -> None:
    """Remove a student's tracer before it sees our own lines."""
    if gettrace() is not None:
        settrace(None)
    if getprofile() is not None:
        setprofile(None)


def _load(name: str, settings: dict[str, Any], own: OwnFiles) -> tuple[Any, Any]:
    """Import the file and return its function, and a fault after its definition.

    A file that fails below its function (a script's last lines, a missing data file)
    is graded all the same.
    """
    root, package = settings["root"], settings["package"]
    folder = os.path.join(root, package)  # noqa: PTH118 - pathlib is slow to import
    for known in [key for key in sys.modules if key.split(".")[0] == "grader"]:
        del sys.modules[known]
    # The root first: in the folder `ex4` is the driver ex4.py, not the package.
    sys.path[:0] = [root, folder]
    full_name = f"{package}.{name}" if package else name
    if package:
        __import__(package)
    file = os.path.join(folder, f"{name}.py")  # noqa: PTH118
    spec = importlib.util.spec_from_file_location(full_name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[full_name] = module
    fault = None
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        if not callable(vars(module).get(name)):
            raise
        fault = own.fault(error, "import")
    function = vars(module).get(name)
    if callable(function):
        return function, fault
    return None, ", ".join(sorted(_functions(module)))[:MESSAGE_CHARACTERS]


def _functions(module: Any) -> list[str]:
    """Names of the functions that a module defines itself."""
    kind = type(_functions)
    return [
        name
        for name, value in vars(module).items()
        if type(value) is kind and value.__module__ == module.__name__
    ]


def _call(function: Any, call: Any, result_bytes: int) -> tuple[Any, ...]:
    """Make one call on fresh arguments; return values, kinds, changes, seconds."""
    _, encoded, n_outputs, _ = call
    clock = time.process_time
    gettrace, settrace, stop_tracing = sys.gettrace, sys.settrace, _stop_tracing
    arguments, before = wire.decode(encoded), wire.decode(encoded)
    start = clock()
    result = function(*arguments)
    seconds = clock() - start
    if gettrace() is not None:
        settrace(None)  # here, because a tracer sees the call of any function of ours
    stop_tracing()
    changed = tuple(
        index
        for index, (now, then) in enumerate(zip(arguments, before, strict=True))
        if type(then) is np.ndarray and not _is_unchanged(now, then)
    )
    is_tuple = type(result) is tuple
    spread = is_tuple or (type(result) is list and len(result) == n_outputs > 1)
    items = tuple(result) if spread else (result,)
    described = [describe(item, result_bytes) for item in items[:16]]
    values, kinds = zip(*described, strict=True) if described else ((), ())
    return values, kinds, is_tuple, changed, seconds


def _is_unchanged(now: Any, then: Any) -> bool:
    return (
        now.dtype == then.dtype
        and now.shape == then.shape
        and now.tobytes() == then.tobytes()
    )


def _flush() -> None:
    """Let what was printed out, if the student left a stdout that can."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - sys.stdout may be anything by now
        return


def _make_room() -> None:
    """Raise the address space to its hard limit, so that a report fits."""
    if resource is None:
        return
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    except BaseException:  # noqa: BLE001 - a student's audit hook, or macOS
        return
