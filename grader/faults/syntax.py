"""Exceptions from how the code is written: words and signs of another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.exercise import Part
    from grader.sandbox import Fault

# `lambda` as Python means it: names, then a colon and an expression.
_FUNCTION = re.compile(r"\blambda\b(\s+[\w\s,=*]+)?:\s*\S")
# A parameter of that name on a line of its own, `lambda: float,`.
_PARAMETER = re.compile(r"^\s*lambda\s*:\s*[\w.]+\s*,?\s*$")
# A transposition mark after a name or a bracket, as in Theta1'.
_TRANSPOSED = re.compile(r"[\w)\]]'\s*([;*+\-).,\]]|$)")
_ENTRYWISE = re.compile(r"[\w)\]]\s*\.[*/^]")


def uses_lambda_as_a_name(fault: Fault, part: Part) -> str:
    """Variable called `lambda`."""
    is_word = re.search(r"\blambda\b", fault.source)
    is_function = _FUNCTION.search(fault.source) and not _PARAMETER.match(fault.source)
    if fault.kind != "SyntaxError" or not is_word or is_function:
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
