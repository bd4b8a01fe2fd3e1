"""fmincg.m: minimize a smooth function by conjugate gradients.

The algorithm, and the constants it runs with, are those of ``minimize.m`` and
``fmincg.m`` by Carl Edward Rasmussen:

    Copyright (C) 2001 and 2002 by Carl Edward Rasmussen. Date 2002-02-13.

    (C) Copyright 1999, 2000 & 2001, Carl Edward Rasmussen

    Permission is granted for anyone to copy, use, or modify these programs and
    accompanying documents for purposes of research or education, provided this
    copyright notice is retained, and note is made of any changes that have been
    made.

    These programs and documents are distributed without any warranty, express or
    implied. As the programs were written for research purposes only, they have
    not been tested to the degree that would be advisable in any important
    application. All use of these programs is entirely at the user's own risk.

Changes: the course ([ml-class]) renamed the function and changed the arguments
that are passed on. This project wrote it afresh in Python, in small named steps,
as a method for ``scipy.optimize.minimize``; only ``length > 0``, a limit on the
number of line searches, was kept.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ex4.arguments import Vector

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

# Wolfe-Powell conditions: a step must keep RHO of the descent that the slope
# promises, and leave at most SIG of the slope.
RHO = 0.01
SIG = 0.5
INT = 0.1  # keep this share of the bracket away from its ends
EXT = 3.0  # extrapolate to at most this multiple of the step
MAX = 20  # evaluations in one line search
RATIO = 100.0  # the first step grows at most by this factor between searches

Callback = Callable[..., Any]


@dataclass(frozen=True)
class _Point:
    """A point on the line of search: its cost, gradient and slope along the line."""

    x: Vector
    cost: float
    gradient: Vector
    slope: float


class _Line:
    """The function along one direction; counts its evaluations."""

    def __init__(self, fun: Callable[[Vector], tuple[float, Vector]], n: int) -> None:
        self._fun = fun
        self.direction: Vector = np.zeros(n)
        self.nfev = 0

    def at(self, x: Vector) -> _Point:
        """Evaluate the function at x."""
        cost, gradient = self._fun(x)
        gradient = np.array(gradient, dtype=float)
        self.nfev += 1
        return _Point(x, float(cost), gradient, float(gradient @ self.direction))

    def step(self, point: _Point, length: float) -> _Point:
        """Go on from a point, `length` times the direction."""
        return self.at(point.x + length * self.direction)


def fmincg(
    fun: Callable[..., Any],
    x0: Vector,
    args: tuple[Any, ...] = (),
    *,
    jac: Callable[..., Vector] | bool | None = True,
    callback: Callback | None = None,
    maxiter: int = 100,
    hess: None = None,
    hessp: None = None,
    bounds: None = None,
    constraints: Any = (),
    tol: None = None,
) -> OptimizeResult:
    """Minimize a function of many variables by conjugate gradients.

    Use it as ``minimize(fun, x0, jac=True, method=fmincg, options={"maxiter": 50})``
    or by itself.

    Parameters
    ----------
    fun : callable
        ``fun(x, *args)`` returns the cost, or with ``jac=True`` (cost, gradient).
    x0 : ndarray of shape (n,)
        Start; it is not modified.
    args : tuple
        Further arguments of `fun`.
    jac : True or callable
        Where the gradient comes from; this method cannot do without it.
    callback : callable, optional
        Called after every successful line search as
        ``callback(intermediate_result=OptimizeResult(x, fun, nit))`` if that is the
        name of its only parameter, else as ``callback(x)``; ends the search by
        raising ``StopIteration``.
    maxiter : int
        Line searches at most.
    hess, hessp, bounds, constraints, tol
        What ``minimize`` passes to every method; not used here.

    Returns
    -------
    OptimizeResult
        ``x, fun, jac, nit, nfev, njev, success, status, message``, and ``costs``, an
        ndarray with the cost after each successful line search (fmincg.m's ``fX``).

    Raises
    ------
    ValueError
        If there is no gradient, or bounds or constraints are given.

    References
    ----------
    Rasmussen, minimize.m (2002): Polack-Ribiere directions, Wolfe-Powell line search
    by quadratic and cubic approximations. Handout, section 2.6.
    """
    from scipy.optimize import OptimizeResult

    if bounds is not None or constraints:
        raise ValueError("fmincg takes no bounds and no constraints; use L-BFGS-B")
    x = np.array(x0, dtype=float).ravel()
    line = _Line(_cost_and_gradient(fun, jac, args), x.size)
    here = line.at(x)
    costs: list[float] = []

    def result(nit: int, status: int, message: str) -> OptimizeResult:
        return OptimizeResult(
            x=here.x,
            fun=here.cost,
            jac=here.gradient,
            nit=nit,
            nfev=line.nfev,
            njev=line.nfev,
            success=status == 0,
            status=status,
            message=message,
            costs=np.array(costs),
        )

    def descend(gradient: Vector) -> tuple[float, float]:
        """Turn to steepest descent; return the slope and a first step."""
        line.direction = -gradient
        slope = float(-line.direction @ line.direction)
        return slope, 1 / (1 - slope)

    gradient = here.gradient
    slope, step = descend(gradient)
    has_failed = False
    for iteration in range(1, maxiter + 1):
        start = _Point(here.x, here.cost, gradient, slope)
        end, end_step, is_success = _search_line(line, start, step)
        if not is_success:
            if has_failed:
                return result(iteration, 2, "Two line searches in a row failed.")
            has_failed = True
            # fmincg.m goes on from the old point, but by the gradient of the point
            # where the search gave up; the same here, for the same costs.
            gradient = end.gradient
            slope, step = descend(gradient)
            continue
        has_failed = False
        here, gradient = end, end.gradient
        costs.append(here.cost)
        if not _report(callback, here, iteration):
            return result(iteration, 99, "`callback` raised `StopIteration`.")
        line.direction = _polack_ribiere(start, end, line.direction)
        new_slope = float(gradient @ line.direction)
        if new_slope > 0:
            new_slope, _ = descend(gradient)
        # The smallest number keeps a slope of 0 from dividing by 0.
        tiny = np.finfo(float).tiny
        step = end_step * min(RATIO, slope / (new_slope - tiny))
        slope = new_slope
    return result(maxiter, 0, "Maximum number of iterations has been reached.")


def _search_line(line: _Line, start: _Point, step: float) -> tuple[_Point, float, bool]:
    """Find a point that meets the Wolfe-Powell conditions.

    Returns the last point tried, its step from the start, and whether it does.
    """

    def is_beyond(trial: _Point) -> bool:
        """Too little descent, or already uphill: the minimum lies before it."""
        too_high = trial.cost > start.cost + step * RHO * start.slope
        return too_high or trial.slope > -SIG * start.slope

    trial = line.step(start, step)
    # The other end of the bracket, and where it lies as seen from the trial.
    other, offset = start, -step
    limit = None  # no minimum beyond this step
    budget = MAX
    while True:
        while is_beyond(trial) and budget > 0:
            limit = step
            move = _interpolate(start, trial, other, offset)
            step += move
            trial = line.step(trial, move)
            budget -= 1
            offset -= move
        if is_beyond(trial):
            return trial, step, False
        if trial.slope > SIG * start.slope:
            return trial, step, True
        if budget == 0:
            return trial, step, False
        move = _extrapolate(trial, other, offset, step, limit)
        other, offset = trial, -move
        step += move
        trial = line.step(trial, move)
        budget -= 1


def _cubic(trial: _Point, other: _Point, offset: float) -> tuple[float, float, float]:
    """Coefficients A and B of the cubic through both ends, and its discriminant."""
    A = 6 * (trial.cost - other.cost) / offset + 3 * (trial.slope + other.slope)
    B = 3 * (other.cost - trial.cost) - offset * (other.slope + 2 * trial.slope)
    return A, B, B * B - A * trial.slope * offset * offset


def _interpolate(start: _Point, trial: _Point, other: _Point, offset: float) -> float:
    """Step back from the trial, to the minimum of a fit inside the bracket."""
    # offset is negative; stay a share INT away from both ends.
    nearest, farthest = INT * offset, (1 - INT) * offset
    move: float
    with np.errstate(all="ignore"):
        if trial.cost > start.cost:
            curvature = np.float64(other.slope * offset + trial.cost - other.cost)
            move = offset - (0.5 * other.slope * offset * offset) / curvature
        else:
            A, B, discriminant = _cubic(trial, other, offset)
            if discriminant < 0:
                # Octave goes on with complex numbers, which min and max compare by
                # their modulus: one of the two ends of the range comes out.
                modulus = np.hypot(B, np.sqrt(-discriminant)) / np.abs(A)
                return nearest if modulus >= -nearest else farthest
            move = (np.sqrt(discriminant) - B) / np.float64(A)
    if not np.isfinite(move):
        move = offset / 2
    return float(max(min(move, nearest), farthest))


def _extrapolate(
    trial: _Point, other: _Point, offset: float, step: float, limit: float | None
) -> float:
    """Step on from the trial, to where a cubic fit has its minimum."""
    with np.errstate(all="ignore"):
        _, B, discriminant = _cubic(trial, other, offset)
        # NaN where the discriminant is negative: then there is no minimum.
        denominator = B + np.sqrt(np.float64(discriminant))
        move = float(-trial.slope * offset * offset / denominator)
    is_usable = np.isfinite(move) and move >= 0
    if limit is None:
        longest = step * (EXT - 1)
        if not is_usable or move > longest:
            return longest
    else:
        room = limit - step
        if not is_usable or move > room:
            return room / 2
        if move < -offset * INT:
            return -offset * INT
        return max(move, room * (1 - INT))
    return max(move, -offset * INT)


def _polack_ribiere(start: _Point, end: _Point, direction: Vector) -> Vector:
    """Make the next direction conjugate to the last one."""
    g0, g1 = start.gradient, end.gradient
    return (g1 @ g1 - g0 @ g1) / (g0 @ g0) * direction - g1


def _cost_and_gradient(
    fun: Callable[..., Any], jac: Callable[..., Vector] | bool | None, args: Any
) -> Callable[[Vector], tuple[float, Vector]]:
    """One function for both, whether `fun` returns the pair or `jac` is apart."""
    if callable(jac):
        return lambda x: (fun(x, *args), jac(x, *args))
    if jac is True:
        return lambda x: fun(x, *args)
    raise ValueError("fmincg needs the gradient: pass jac=True, or jac as a function")


def _report(callback: Callback | None, point: _Point, nit: int) -> bool:
    """Tell the callback; False if it asks to stop."""
    from scipy.optimize import OptimizeResult

    if callback is None:
        return True
    try:
        if list(inspect.signature(callback).parameters) == ["intermediate_result"]:
            state = OptimizeResult(x=point.x.copy(), fun=point.cost, nit=nit)
            callback(intermediate_result=state)
        else:
            callback(point.x.copy())
    except StopIteration:
        return False
    return True
