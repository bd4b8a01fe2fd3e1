"""What can be said for sure about wrong values, where no misconception is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.compare import agreeing, agrees
from grader.exercise import Check, Complaint, Observation, Part
from grader.regions import place_of, regions

if TYPE_CHECKING:
    from grader.exercise import Array
    from grader.regions import Marks

# As many instances are named as can be read at a glance.
MOST_NAMED = 2


@dataclass(frozen=True)
class Value:
    """The value that counts, of one answer.

    Attributes
    ----------
    found, expected : ndarray
    check : Check
    is_single : bool
    """

    found: Array
    expected: Array
    check: Check
    is_single: bool

    def agrees_with(self, other: Array) -> bool:
        """Tell whether what was found is this, up to rounding."""
        return agrees(self.found, other, is_single=self.is_single)

    def is_times(self, factor: float) -> bool:
        """Tell whether what was found is this multiple of what was expected."""
        return self.agrees_with(factor * self.expected)

    def off(self) -> Marks:
        """Return True for each entry that is wrong."""
        return ~agreeing(self.found, self.expected, is_single=self.is_single)


Statement = Callable[[Part, Sequence[Value]], str]


def describe(part: Part, observations: Sequence[Observation]) -> Complaint:
    """Say what is wrong with values: in one sentence, and at the worst entry.

    Parameters
    ----------
    part : Part
    observations : sequence of Observation
        Of all checks of the part; at least one is wrong.

    Returns
    -------
    Complaint
        Without a hint. Only checks that are not secret lend it their values.
    """
    import numpy as np

    if any(len(one.found) <= part.output for one in observations):
        return Complaint(f"{_name(part)} is not returned")
    with np.errstate(all="ignore"):  # 1e308 squared, inf - inf
        return _described(part, observations)


def _described(part: Part, observations: Sequence[Observation]) -> Complaint:
    """Describe values that were all returned."""
    values = [_value(part, one) for one in observations]
    wrong = [value for value in values if not value.is_times(1)]
    right = [value for value in values if value.is_times(1)]
    message = _is_not_finite(part, wrong) or _is_multiple_of_size(part, values)
    if not message:
        said = next(filter(None, (state(part, wrong) for state in STATEMENTS)))
        message = said + _where(wrong, right)
    shown = next((value for value in wrong if not value.check.is_secret), None)
    if shown is None or shown.found.shape != shown.expected.shape:
        return Complaint(message)
    return Complaint(message, *_worst_entry(part, shown))


def _value(part: Part, observation: Observation) -> Value:
    """Pick the value that counts."""
    i = part.output
    check = observation.check
    return Value(observation.found[i], check.expected[i], check, observation.is_single)


def _name(part: Part) -> str:
    """Name what is compared."""
    return part.outputs[part.output]


# ----- Statements about all values ----------------------------------------------------


def _is_not_finite(part: Part, wrong: Sequence[Value]) -> str:
    """Say where a value is no number."""
    import numpy as np

    for value in wrong:
        bad = ~np.isfinite(value.found)
        if not bad.any():
            continue
        kind = "NaN" if np.isnan(value.found).any() else "infinite"
        where = f"with {value.check.instance}"
        if bad.all():
            return f"{_name(part)} is {kind} {where}"
        within = _regions(part, [value], [bad]) or _name(part)
        return f"{bad.sum()} of {bad.size} entries are {kind}, in {within}, {where}"
    return ""


def _is_multiple_of_size(part: Part, values: Sequence[Value]) -> str:
    """Name the size by which all values are too large or too small."""
    sizes = [part.sizes(one.check.call) if part.sizes else {} for one in values]
    for size in sizes[0]:
        if all(v.is_times(s[size]) for v, s in zip(values, sizes, strict=True)):
            return f"{_name(part)} is exactly {size} times too large"
        if all(v.is_times(1 / s[size]) for v, s in zip(values, sizes, strict=True)):
            return f"{_name(part)} is exactly {size} times too small"
    return ""


# ----- Statements about wrong values: the first that applies is made ------------------


def _has_other_shape(part: Part, wrong: Sequence[Value]) -> str:
    for value in wrong:
        found, needed = value.found.shape, value.expected.shape
        if found != needed:
            return f"{_name(part)} has shape {found} instead of {needed}"
    return ""


def _is_zero(part: Part, wrong: Sequence[Value]) -> str:
    return "" if any(one.found.any() for one in wrong) else f"{_name(part)} is 0"


def _is_multiple(part: Part, wrong: Sequence[Value]) -> str:
    if all(value.is_times(-1) for value in wrong):
        return f"{_name(part)} is right but for its sign"
    first = wrong[0]
    squares = float((first.expected**2).sum())
    # The factor that brings what was expected closest to what was found.
    factor = float((first.found * first.expected).sum()) / squares if squares else 0.0
    if not all(value.is_times(factor) for value in wrong):
        return ""
    return f"{_name(part)} is always {factor:.4g} times what it should be"


def _has_other_signs(part: Part, wrong: Sequence[Value]) -> str:
    if all(agrees(abs(v.found), abs(v.expected), is_single=v.is_single) for v in wrong):
        return f"{_name(part)} is right but for the sign of some entries"
    return ""


def _is_in_other_order(part: Part, wrong: Sequence[Value]) -> str:
    import numpy as np

    for one in wrong:
        found, expected = (np.sort(a, axis=None) for a in (one.found, one.expected))
        if not agrees(found, expected, is_single=one.is_single):
            return ""
    return f"{_name(part)} has the right numbers in another order"


def _is_shifted(part: Part, wrong: Sequence[Value]) -> str:
    for value in wrong:
        shift = (value.found - value.expected).mean()
        if value.found.size == 1 or not value.agrees_with(value.expected + shift):
            return ""
    return f"{_name(part)} is off by the same amount in every entry"


def _is_off_to_one_side(part: Part, wrong: Sequence[Value]) -> str:
    """Say of a number in which direction it is off; of what is added, if it is that."""
    if any(value.found.size != 1 for value in wrong):
        return ""
    how = ""
    if all(value.found > value.expected for value in wrong):
        how = "too large"
    if all(value.found < value.expected for value in wrong):
        how = "too small"
    if part.adds:
        which = f", which is {how}" if how else ""
        return f"{_name(part)} is right but for {part.adds}{which}"
    return f"{_name(part)} is {how or 'wrong'}"


def _is_off_in_places(part: Part, wrong: Sequence[Value]) -> str:
    """Say which entries are off."""
    off = [value.off() for value in wrong]
    within = " in ".join(filter(None, (part.adds, _regions(part, wrong, off))))
    if within:
        return f"{_name(part)} is right but for {within}"
    n_off, n = off[0].sum(), off[0].size
    where = "every entry" if n_off == n else f"{n_off} of {n} entries"
    return f"{_name(part)} is wrong in {where}"


STATEMENTS: tuple[Statement, ...] = (
    _has_other_shape,
    _is_zero,
    _is_multiple,
    _has_other_signs,
    _is_in_other_order,
    _is_shifted,
    _is_off_to_one_side,
    _is_off_in_places,
)


# ----- What the statements are made of ------------------------------------------------


def _regions(part: Part, values: Sequence[Value], marked: Sequence[Marks]) -> str:
    """Name the blocks that hold all marked entries, if that is not all there are."""
    if not part.blocks:
        return ""
    blocks = [part.blocks(value.check.call) for value in values]
    return regions(blocks, marked)


def _where(wrong: Sequence[Value], right: Sequence[Value]) -> str:
    """Say with which inputs, unless it is with all."""
    if not right:
        return ""
    if len(right) <= len(wrong) and len(right) <= MOST_NAMED:
        return f", except with {_instances(right)}"
    if len(wrong) <= MOST_NAMED:
        return f", only with {_instances(wrong)}"
    return f", with {wrong[0].check.instance} and others"


def _instances(values: Sequence[Value]) -> str:
    return " and ".join(value.check.instance for value in values)


def _worst_entry(part: Part, value: Value) -> tuple[str, str]:
    """Return what was found and needed where the difference is largest."""
    import numpy as np

    distance = np.abs(value.found - value.expected)
    worst = int(np.nan_to_num(distance, nan=np.inf).argmax())
    index = tuple(int(i) for i in np.unravel_index(worst, value.found.shape))
    found, expected = float(value.found[index]), float(value.expected[index])
    name, place = _name(part), ""
    if index:
        name += f"[{', '.join(map(str, index))}]"
    if index and part.blocks:
        place = f" ({place_of(part.blocks(value.check.call), index[0])})"
    digits = 6
    while digits < 15 and f"{found:.{digits}g}" == f"{expected:.{digits}g}":
        digits += 1
    where = f"{place}, with {value.check.instance}"
    return f"{name} = {found:.{digits}g}{where}", f"{name} = {expected:.{digits}g}"
