"""What an exception usually means in this exercise; like grader.faults."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.exercise import Check, Part
from grader.exercises.ex4.handout import GIVEN, WRITTEN
from grader.faults.messages import ENTRYWISE, PRODUCT, shapes_in
from grader.result import Hint
from grader.sandbox import Fault

Rule = Callable[[Fault, Check], str]

_MATMUL_SIZES = re.compile(r"size (\d+) is different from (\d+)")

DIFFERENTIATES_NUMERICALLY = Hint(
    "differentiates_numerically",
    "Most likely the gradient costs two evaluations of J for every parameter: central "
    "differences only check a gradient; backpropagation gets all of it in one pass.",
    "2.3",
)

# Sizes of the digits and their network; drawn networks have none of them.
OWN_SIZES = {5000, 401, 400, 26, 25}


def explain_fault(part: Part, check: Check, fault: Fault) -> Hint | None:
    """Find the cause that is typical of this exercise.

    Parameters
    ----------
    part : Part
    check : Check
        The call that failed.
    fault : Fault

    Returns
    -------
    Hint or None
    """
    for code, (section, rule) in FAULTS.items():
        if text := rule(fault, check):
            return Hint(code, text, section)
    return None


def misses_a_written_file(fault: Fault, check: Check) -> str:
    """Import of a function that the student has not handed in."""
    found = re.search(r"No module named '(?:ex4\.)?(\w+)'", fault.message)
    if not found or found.group(1) not in WRITTEN:
        return ""
    name = found.group(1)
    return f"It imports {name}, and {name}.py is not there: hand it in too."


def forgets_an_import(fault: Fault, check: Check) -> str:
    """Our functions have to be imported, unlike Octave's."""
    found = re.match(r"name '(\w+)' is not defined", fault.message)
    if not found or found.group(1) not in (*GIVEN, *WRITTEN):
        return ""
    name = found.group(1)
    return f"Put `from ex4.{name} import {name}` at the top of the file."


def hard_codes_sizes(fault: Fault, check: Check) -> str:
    """Shapes of the digits where other sizes were given."""
    sizes = {size for shape in shapes_in(fault.message) for size in shape}
    sizes |= {int(size) for size in re.findall(r"\bsize (\d+)", fault.message)}
    if fault.stage != "call" or not sizes & (OWN_SIZES - _sizes(check)):
        return ""
    return (
        "The sizes of the digits' network are written into the code: use the size "
        "arguments and X's own shape, because any size must work."
    )


def keeps_y_as_column(fault: Fault, check: Check) -> str:
    """Labels of shape (m, 1) as an index give three dimensions."""
    if all(len(shape) < 3 for shape in shapes_in(fault.message)):
        return ""
    return "An array of labels with shape (m, 1) adds a dimension: flatten y first."


def counts_seen_labels(fault: Fault, check: Check) -> str:
    """Y has a column per label that occurs."""
    if len(check.call.arguments) < 6:
        return ""
    num_labels, y = check.call.arguments[3], check.call.arguments[5]
    seen = {len(set(y.tolist())), int(y.max())} - {num_labels}
    sizes = _numbers(fault.message)
    if num_labels not in sizes or not seen & sizes:
        return ""
    return (
        "Y has a column for each label that occurs in y; it needs num_labels columns, "
        "also where some digit has no example."
    )


def indexes_columns_from_one(fault: Fault, check: Check) -> str:
    """Label K as a column of K."""
    found = re.search(r"index (\d+) is out of bounds .*size (\d+)", fault.message)
    if not found or found.group(1) != found.group(2):
        return ""
    num_labels = check.call.arguments[3] if len(check.call.arguments) > 3 else None
    if int(found.group(1)) == num_labels:
        return "Labels start at 1 and Python's columns at 0: label k is column k - 1."
    return "Octave's 1:m is Python's range(m): it starts at 0 and ends before m."


def keeps_bias_delta(fault: Fault, check: Check) -> str:
    """(m, h + 1) meets (m, h)."""
    shapes = shapes_in(fault.message)
    if not ENTRYWISE.search(fault.message) or len(check.call.arguments) < 3:
        return ""
    h = check.call.arguments[2]
    if {shape[-1] for shape in shapes} != {h, h + 1}:
        return ""
    return (
        "One side has an entry for the hidden bias unit, the other has none: nothing "
        "flows back into the +1 unit, so its delta is left out."
    )


def forgets_bias_unit(fault: Fault, check: Check) -> str:
    """Layer without its +1, and a Theta with a column for it."""
    if not PRODUCT.search(fault.message):
        return ""
    shapes = shapes_in(fault.message)
    if found := _MATMUL_SIZES.search(fault.message):
        sizes = [int(size) for size in found.groups()]
    elif [len(shape) for shape in shapes] == [2, 2]:
        sizes = [shapes[0][1], shapes[1][0]]
    else:
        return ""
    if max(sizes) - min(sizes) != 1 or min(sizes) not in check.call.arguments[1:3]:
        return ""
    return (
        "The sizes differ by one, as where a bias unit is missing: a layer gets its 1 "
        "in front before it meets Theta, whose first column belongs to it."
    )


# Code -> section of the handout, and rule; the first one that applies counts.
FAULTS: dict[str, tuple[str, Rule]] = {
    rule.__name__: (section, rule)
    for section, rule in (
        ("2.1", misses_a_written_file),
        ("1.2", forgets_an_import),
        ("1.3", hard_codes_sizes),
        ("1.3", keeps_y_as_column),
        ("1.3", indexes_columns_from_one),
        ("2.3", keeps_bias_delta),
        ("1.3", counts_seen_labels),
        ("1.2", forgets_bias_unit),
    )
}


def _sizes(check: Check) -> set[int]:
    """Every size that the arguments of a call have."""
    sizes = {value for value in check.call.arguments if type(value) is int}
    for value in check.call.arguments:
        sizes.update(getattr(value, "shape", ()))
    return sizes


def _numbers(message: str) -> set[int]:
    """Whole numbers in a message."""
    return {int(number) for number in re.findall(r"\d+", message)}
