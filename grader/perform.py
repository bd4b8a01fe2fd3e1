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

from grader import wire

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

np = wire.numpy()

MESSAGE_CHARACTERS = 2000

SCALARS = frozenset((bool, int, float, complex, *np.sctypeDict.values()))


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
        if kind == wire.ANSWERED and len(payload) > self._bytes_left:
            raise TooLargeError("returned more than may be reported")
        self._bytes_left -= len(payload)
        data = memoryview(wire.frame(self._nonce, self._number, payload))
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
    own = _OwnFiles(settings)
    report(wire.STARTED)  # up to here a failure is ours
    try:
        function, more = _load(request["calls"][0][0], settings, own)
        if function is None:
            report(wire.MISSING, more)
            leave(0)
        report(wire.IMPORTED, more)
        stage = "call"
        for call in request["calls"]:
            report(wire.ANSWERED, *_call(function, call, max_bytes))
        _flush()
        report(wire.DONE)
    except BaseException as error:  # noqa: BLE001 - theirs, whatever it is, is a value
        _stop_tracing()
        _make_room()
        _flush()
        report(wire.FAILED, *own.fault(error, stage))
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


def _load(name: str, settings: dict[str, Any], own: _OwnFiles) -> tuple[Any, Any]:
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


def describe(value: Any, max_bytes: int) -> tuple[Any, str]:
    """Return a value as a plain array, and the name of its type.

    Types are compared exactly: a subclass could bring methods of its own.

    Parameters
    ----------
    value : object
        Anything at all.
    max_bytes : int
        A larger array is refused before it is copied.

    Returns
    -------
    ndarray or None
        None where it is not numeric.
    str
    """
    kind = type(value)
    name = type.__dict__["__name__"].__get__(kind)[:80]
    if kind in SCALARS:
        return _plain(np.asarray(value)), name
    if kind is np.ndarray or kind is np.matrix:
        array = value.view(np.ndarray) if kind is np.matrix else value
        if array.size * array.itemsize > max_bytes:
            raise TooLargeError(
                f"returned an array of shape {array.shape}, "
                f"more than {max_bytes >> 20} MB"
            )
        plain = _plain(array)
        return plain, name if plain is not None else f"{name} of {array.dtype}"[:80]
    if kind in (list, tuple) and _is_plain_nest(value, 0):
        return _plain(_array_or_none(value)), name
    return None, name


class TooLargeError(Exception):
    """A returned array that is larger than the limit."""


def _is_plain_nest(value: Any, depth: int) -> bool:
    """Whether lists in lists hold numbers and arrays of exact types, nothing else."""
    kind = type(value)
    if kind in (list, tuple):
        return depth < wire.MAX_DEPTH and all(
            _is_plain_nest(item, depth + 1) for item in value
        )
    return kind in SCALARS or kind is np.ndarray


def _array_or_none(value: Any) -> Any:
    try:
        return np.array(value)
    except (ValueError, OverflowError):  # ragged, or an integer beyond 64 bits
        return None


def _plain(array: Any) -> Any:
    """Snapshot an array in a dtype that travels; None where there is none."""
    if array is None:
        return None
    if array.dtype.kind in "fc" and array.dtype.str not in wire.CODES:
        if array.dtype.kind == "c":
            if array.imag.any():
                return None
            array = array.real
        array = array.astype(np.float64)
    if array.dtype.kind not in "fiub":
        return None
    array = np.array(array, dtype=array.dtype.newbyteorder("<"), order="C")
    return array if array.dtype.str in wire.CODES else None


class _OwnFiles:
    """Knows which lines are the student's.

    Parameters
    ----------
    settings : dict
        ``root``, and ``own``: where the student's files lie, and their names.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        join, root = os.path.join, settings["root"]
        self._names = {
            join(root, *path.split("/")): name for path, name in settings["own"]
        }

    def fault(self, error: BaseException, stage: str) -> tuple[Any, ...]:
        """Return kind, message, file, line and stage of an exception, as plain data."""
        kind = type.__dict__["__name__"].__get__(type(error))
        if isinstance(error, MemoryError):
            kind = "MemoryError"  # NumPy's has a name of its own
        file, line = self._place(error)
        return kind[:80], _message(error)[:MESSAGE_CHARACTERS], file, line, stage

    def _place(self, error: BaseException) -> tuple[str, int | None]:
        """Find the innermost of the student's own lines."""
        if isinstance(error, SyntaxError):
            file, line = error.filename, error.lineno
            if type(file) is str and type(line) is int and file in self._names:
                return self._names[file], line
        place: tuple[str, int | None] = ("", None)
        trace = error.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file in self._names:
                place = self._names[file], trace.tb_lineno
            trace = trace.tb_next
        return place


def _message(error: BaseException) -> str:
    """Return what an exception says; its own __str__ may fail too."""
    try:
        text = str(error)
    except BaseException:  # noqa: BLE001 - their __str__, their failure
        return ""
    return text[:MESSAGE_CHARACTERS] if type(text) is str else ""


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
