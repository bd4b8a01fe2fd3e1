"""Exceptions from what is not there while grading: screens, files, packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.exercise import Part
    from grader.sandbox import Fault


def waits_for_the_keyboard(fault: Fault, part: Part) -> str:
    """input() meets the end of file."""
    if fault.kind != "EOFError" and "reading user-input failed" not in fault.message:
        return ""
    return "input() waits for the keyboard, where nobody sits while grading: remove it."


def opens_a_window(fault: Fault, part: Part) -> str:
    """No screen behind the wall."""
    words = ("display", "tkinter", "cannot connect to X")
    if fault.kind != "TclError" and not any(word in fault.message for word in words):
        return ""
    return (
        "It opens a window, and there is no screen while grading: draw in the script "
        f"that uses {part.file}, not in the file itself."
    )


def loads_a_file(fault: Fault, part: Part) -> str:
    """Mostly ex4data1.mat, at import."""
    kinds = ("FileNotFoundError", "PermissionError", "OSError")
    if fault.kind not in kinds and "unable to find file" not in fault.message:
        return ""
    when = "while it is imported" if fault.stage == "import" else "while it computes"
    return (
        f"It opens a file {when}, and there is none while grading: {part.file} gets "
        "all it needs as arguments, so leave loading to the script that calls it."
    )


def misses_a_package(fault: Fault, part: Part) -> str:
    """Import of a package that is not installed here."""
    found = re.search(r"No module named '(\w+)", fault.message)
    if not found:
        return ""
    return (
        f"{found.group(1)} is not installed in the grader's environment "
        f"({_numpy_version()}): NumPy is all that this part needs."
    )


def imports_what_is_not_there(fault: Fault, part: Part) -> str:
    """Import of a name that the module lacks."""
    if fault.kind != "ImportError":
        return ""
    return (
        "The file it imports from is there but does not define this name: in the "
        f"grader's environment ({_numpy_version()}) compare spelling and versions."
    )


def uses_what_numpy_dropped(fault: Fault, part: Part) -> str:
    """np.float, np.int, np.asscalar, ..."""
    if fault.kind != "AttributeError" or "'numpy" not in fault.message:
        return ""
    return (
        f"The grader's environment has {_numpy_version()}, which no longer has or "
        "never had this name: look up what replaces it."
    )


def forgets_an_import(fault: Fault, part: Part) -> str:
    """Use of np without its import line."""
    if not fault.message.startswith("name 'np' is not defined"):
        return ""
    return "Put `import numpy as np` at the top of the file."


def stops_the_interpreter(fault: Fault, part: Part) -> str:
    """exit() and its kin."""
    if fault.kind not in ("SystemExit", "KeyboardInterrupt", "GeneratorExit"):
        return ""
    return "It stops Python instead of returning: remove exit() and what is like it."


def _numpy_version() -> str:
    """Name the NumPy that submissions get, which is ours too."""
    import numpy as np

    return f"numpy {np.__version__}"
