"""Exceptions from how functions and arrays are used: arguments, shapes, indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.faults.messages import ENTRYWISE, PRODUCT, is_octave, shapes_in

if TYPE_CHECKING:
    from grader.exercise import Part
    from grader.sandbox import Fault


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


def gives_shape_as_two_numbers(fault: Fault, part: Part) -> str:
    """np.ones(m, 1), where the second argument is the data type."""
    words = ("as a data type", "random() takes at most 1 positional argument")
    if fault.kind != "TypeError" or not any(word in fault.message for word in words):
        return ""
    return "A shape is one argument, in brackets of its own: np.ones((3, 1))."


def calls_itself(fault: Fault, part: Part) -> str:
    """Recursion without end."""
    if fault.kind != "RecursionError":
        return ""
    return "The function calls itself without end; it needs no call of itself."
