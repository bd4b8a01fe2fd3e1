"""What an exception usually means: one rule each, for mistakes of any exercise.

A rule takes the fault and the part, and returns a sentence for the student, or nothing
where it does not apply. Its name is the hint's code. The first that applies counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.result import Hint

if TYPE_CHECKING:
    from grader.exercise import Part
    from grader.sandbox import Fault

Rule = Callable[["Fault", "Part"], str]

# `lambda` as Python means it: names, then a colon and an expression.
_FUNCTION = re.compile(r"\blambda\b(\s+[\w\s,=*]+)?:\s*\S")
_SHAPE = re.compile(r"\((\d+(?:,\s*\d+)*),?\)|\b(\d+(?:x\d+)+)\b")

# What NumPy and Octave say where shapes do not fit, entry by entry and as matrices.
ENTRYWISE = re.compile("broadcast together|^product: nonconformant")
PRODUCT = re.compile(
    r"not aligned|mismatch in its core dimension|^operator \*: nonconformant"
)

# A transposition mark after a name or a bracket, as in Theta1'.
_TRANSPOSED = re.compile(r"[\w)\]]'\s*([;*+\-).,\]]|$)")
_ENTRYWISE = re.compile(r"[\w)\]]\s*\.[*/^]")


def shapes_in(message: str) -> list[tuple[int, ...]]:
    """Return the shapes that NumPy or Octave names in a message.

    Parameters
    ----------
    message : str

    Returns
    -------
    list of tuple of int

    Examples
    --------
    >>> shapes_in("could not be broadcast together with shapes (16,5) (4,)")
    [(16, 5), (4,)]
    >>> shapes_in("nonconformant arguments (op1 is 16x3, op2 is 4x4)")
    [(16, 3), (4, 4)]
    """
    return [
        tuple(int(size) for size in re.findall(r"\d+", found.group()))
        for found in _SHAPE.finditer(message)
    ]


def is_octave(fault: Fault) -> bool:
    """Tell whether a fault comes from Octave, whose operators are others.

    Parameters
    ----------
    fault : Fault

    Returns
    -------
    bool
    """
    return fault.kind.startswith("Octave:") or fault.kind in ("error", "parse error")


def explain_fault(fault: Fault, part: Part) -> Hint | None:
    """Find the usual cause of an exception.

    Parameters
    ----------
    fault : Fault
    part : Part

    Returns
    -------
    Hint or None
    """
    for code, rule in FAULTS.items():
        if text := rule(fault, part):
            return Hint(code, text, part.section)
    return None


def uses_lambda_as_a_name(fault: Fault, part: Part) -> str:
    """Variable called `lambda`."""
    is_word = re.search(r"\blambda\b", fault.source)
    if fault.kind != "SyntaxError" or not is_word or _FUNCTION.search(fault.source):
        return ""
    return "`lambda` is a word of Python's own, no name of a variable: use `lambda_`."


def uses_octave_transpose(fault: Fault, part: Part) -> str:
    """Theta1' begins a text in Python."""
    if fault.kind != "SyntaxError" or not _TRANSPOSED.search(fault.source):
        return ""
    return "Octave's transposition mark ' begins a text in Python: write `.T`."


def uses_octave_operators(fault: Fault, part: Part) -> str:
    """.* and its kin."""
    if fault.kind != "SyntaxError" or not _ENTRYWISE.search(fault.source):
        return ""
    return (
        "Octave's `.*`, `./` and `.^` are plain `*`, `/` and `**` for NumPy's arrays."
    )


def uses_hat_as_power(fault: Fault, part: Part) -> str:
    """^ is exclusive or."""
    if "^" not in fault.source or fault.kind != "TypeError":
        return ""
    return "`^` is not a power in Python: write `**`."


def indexes_with_parentheses(fault: Fault, part: Part) -> str:
    """A(1, 2) calls A."""
    if fault.kind != "TypeError" or "object is not callable" not in fault.message:
        return ""
    return "Python takes entries with square brackets, A[i, j]; A(i, j) is a call of A."


def mixes_up_indentation(fault: Fault, part: Part) -> str:
    """Tabs and spaces, or lines that do not line up."""
    if fault.kind not in ("IndentationError", "TabError"):
        return ""
    return (
        "Python reads blocks from the indentation: use four spaces for each level, "
        "never tabs, and line up the lines of one block."
    )


def is_not_a_text_file(fault: Fault, part: Part) -> str:
    """Null bytes, or an encoding other than UTF-8."""
    words = ("null byte", "codec can't decode", "non-UTF-8")
    if not any(word in fault.message for word in words):
        return ""
    return "Save the file again as plain text in UTF-8, as editors do by default."


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


def takes_other_arguments(fault: Fault, part: Part) -> str:
    """Definition with another number of arguments."""
    words = (f"{part.file}() takes", f"{part.file}() missing", "called with too many")
    if not any(word in fault.message for word in words):
        return ""
    call = f"{part.file}({', '.join(part.arguments)})"
    if is_octave(fault):
        call = f"[{', '.join(part.outputs)}] = {call.replace('lambda_', 'lambda')}"
    return f"It is called as {call}: define it so."


def multiplies_entry_by_entry(fault: Fault, part: Part) -> str:
    """* where the shapes ask for @."""
    shapes = shapes_in(fault.message)
    if not ENTRYWISE.search(fault.message) or "*" not in fault.source:
        return ""
    if [len(shape) for shape in shapes] != [2, 2] or shapes[0][1] != shapes[1][0]:
        return ""
    entry, product = (".*", "*") if is_octave(fault) else ("*", "@")
    return (
        f"`{entry}` multiplies entry by entry; "
        f"the matrix product of these shapes is `{product}`."
    )


def multiplies_as_matrices(fault: Fault, part: Part) -> str:
    """@ or dot where the inner sizes differ."""
    if not PRODUCT.search(fault.message):
        return ""
    entry, transposed = (".*", "'") if is_octave(fault) else ("*", ".T")
    shapes = shapes_in(fault.message)
    if len(shapes) == 2 and shapes[0] == shapes[1]:
        return (
            f"Entry by entry, which needs two equal shapes, is `{entry}`; a matrix "
            f"product of these two needs one of them transposed, `{transposed}`."
        )
    return (
        "A matrix product needs as many columns on the left as rows on the right: see "
        f"both shapes; `{transposed}` transposes, `{entry}` multiplies entry by entry."
    )


def needs_whole_numbers(fault: Fault, part: Part) -> str:
    """Floats as indices."""
    words = ("indices must be integers", "only integers", "of integer")
    if fault.kind not in ("IndexError", "TypeError") or not any(
        word in fault.message for word in words
    ):
        return ""
    return "Indices are whole numbers: convert the array with .astype(int) before use."


def calls_itself(fault: Fault, part: Part) -> str:
    """Recursion without end."""
    if fault.kind != "RecursionError":
        return ""
    return "The function calls itself without end; it needs no call of itself."


def stops_the_interpreter(fault: Fault, part: Part) -> str:
    """exit() and its kin."""
    if fault.kind not in ("SystemExit", "KeyboardInterrupt", "GeneratorExit"):
        return ""
    return "It stops Python instead of returning: remove exit() and what is like it."


FAULTS: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        uses_lambda_as_a_name,
        uses_octave_transpose,
        uses_octave_operators,
        uses_hat_as_power,
        is_not_a_text_file,
        mixes_up_indentation,
        waits_for_the_keyboard,
        opens_a_window,
        loads_a_file,
        misses_a_package,
        imports_what_is_not_there,
        uses_what_numpy_dropped,
        forgets_an_import,
        takes_other_arguments,
        indexes_with_parentheses,
        multiplies_entry_by_entry,
        multiplies_as_matrices,
        needs_whole_numbers,
        calls_itself,
        stops_the_interpreter,
    )
}


def _numpy_version() -> str:
    """Name the NumPy that submissions get, which is ours too."""
    import numpy as np

    return f"numpy {np.__version__}"
