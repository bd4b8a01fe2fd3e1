"""The menu of rules: mistakes of any exercise that end in an exception.

A rule takes the fault and the part, and returns a sentence for the student, or nothing
where it does not apply. Its name is the hint's code. The first that applies counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.faults.calls import (
    calls_itself,
    gives_shape_as_two_numbers,
    multiplies_as_matrices,
    multiplies_entry_by_entry,
    needs_whole_numbers,
    takes_other_arguments,
)
from grader.faults.surroundings import (
    forgets_an_import,
    imports_what_is_not_there,
    loads_a_file,
    misses_a_package,
    opens_a_window,
    stops_the_interpreter,
    uses_what_numpy_dropped,
    waits_for_the_keyboard,
)
from grader.faults.syntax import (
    indexes_with_parentheses,
    is_not_a_text_file,
    mixes_up_indentation,
    uses_hat_as_power,
    uses_lambda_as_a_name,
    uses_octave_operators,
    uses_octave_transpose,
)
from grader.result import Hint

if TYPE_CHECKING:
    from grader.exercise import Part
    from grader.sandbox import Fault

Rule = Callable[["Fault", "Part"], str]

FAULTS: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        is_not_a_text_file,
        uses_lambda_as_a_name,
        uses_octave_transpose,
        uses_octave_operators,
        uses_hat_as_power,
        mixes_up_indentation,
        waits_for_the_keyboard,
        opens_a_window,
        loads_a_file,
        misses_a_package,
        imports_what_is_not_there,
        uses_what_numpy_dropped,
        forgets_an_import,
        takes_other_arguments,
        gives_shape_as_two_numbers,
        indexes_with_parentheses,
        multiplies_entry_by_entry,
        multiplies_as_matrices,
        needs_whole_numbers,
        calls_itself,
        stops_the_interpreter,
    )
}


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
