"""Ways downhill: gradient descent and its kin, SciPy's CG and L-BFGS."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ex4.arguments import Matrix, Vector

# From parameters to cost and gradient.
Objective = Callable[[Vector], tuple[float, Vector]]
# What a step rule remembers from step to step; empty before the first.
Memory = dict[str, Any]
# (gradient, rate, memory) to what is added to the parameters.
StepRule = Callable[[Vector, float, Memory], Vector]

TINY = 1e-8  # keeps AdaGrad and Adam from dividing by 0


def gradient_descent(gradient: Vector, rate: float, memory: Memory) -> Vector:
    """-rate g: one step straight downhill."""
    return -rate * gradient


def momentum(gradient: Vector, rate: float, memory: Memory) -> Vector:
    """V = 0.9 v - rate g (Polyak 1964; Sutskever et al. 2013, eq. 1)."""
    memory["v"] = 0.9 * memory.get("v", 0.0) - rate * gradient
    return memory["v"].copy()


def adagrad(gradient: Vector, rate: float, memory: Memory) -> Vector:
    """-rate g / sqrt(sum of g^2 so far) (Duchi et al. 2011, section 1.1)."""
    memory["sum"] = memory.get("sum", 0.0) + gradient**2
    return -rate * gradient / (np.sqrt(memory["sum"]) + TINY)


def adam(gradient: Vector, rate: float, memory: Memory) -> Vector:
    """-rate m / sqrt(v), decaying means of g and g^2 (Kingma 2015, algorithm 1)."""
    t = memory["t"] = memory.get("t", 0) + 1
    memory["m"] = 0.9 * memory.get("m", 0.0) + 0.1 * gradient
    memory["v"] = 0.999 * memory.get("v", 0.0) + 0.001 * gradient**2
    m = memory["m"] / (1 - 0.9**t)
    v = memory["v"] / (1 - 0.999**t)
    return -rate * m / (np.sqrt(v) + TINY)


class Descent(NamedTuple):
    """The way down."""

    params: Vector
    costs: list[float]  # costs[k]: after k steps
    evaluations: list[int]  # evaluations[k]: calls of the objective in k steps


class Optimizer(Protocol):
    """What a row of OPTIMIZERS can be called with."""

    def __call__(
        self, objective: Objective, params: Vector, *, n_steps: int, rate: float = ...
    ) -> Descent:
        """Take n_steps from params; SciPy's methods find the rate themselves."""


def follow(
    rule: StepRule,
    objective: Objective,
    params: Vector,
    *,
    n_steps: int,
    rate: float = 1.0,
) -> Descent:
    """Take n_steps by a step rule, each of length about rate."""
    memory: Memory = {}
    costs = []
    for _ in range(n_steps):
        J, gradient = objective(params)
        costs.append(J)
        params = params + rule(gradient, rate, memory)
    costs.append(objective(params)[0])
    return Descent(params, costs, list(range(n_steps + 1)))


def with_scipy(
    method: str,
    objective: Objective,
    params: Vector,
    *,
    n_steps: int,
    rate: float = 1.0,
) -> Descent:
    """Take at most n_steps by scipy.optimize.minimize, which needs no rate."""
    from scipy.optimize import minimize

    seen: list[float] = []

    def counted(at: Vector) -> tuple[float, Vector]:
        J, gradient = objective(at)
        seen.append(J)
        return J, gradient

    steps: list[tuple[float, int]] = []
    found = minimize(
        counted,
        params,
        jac=True,
        method=method,
        callback=lambda intermediate_result: steps.append(
            (float(intermediate_result.fun), len(seen))
        ),
        options={"maxiter": n_steps},
    )
    costs, evaluations = zip((seen[0], 0), *steps, strict=True)
    return Descent(found.x, list(costs), list(evaluations))


STEP_RULES: dict[str, StepRule] = {
    "gradient descent": gradient_descent,
    "momentum": momentum,
    "AdaGrad": adagrad,
    "Adam": adam,
}

OPTIMIZERS: dict[str, Optimizer] = {
    **{name: partial(follow, rule) for name, rule in STEP_RULES.items()},
    "CG": partial(with_scipy, "CG"),
    "L-BFGS": partial(with_scipy, "L-BFGS-B"),
}


def mini_batches(
    cost_and_gradient: Callable[[Matrix, Matrix], Objective],
    X: Matrix,
    Y: Matrix,
    rng: np.random.Generator,
    size: int,
) -> Objective:
    """Turn an objective into a stochastic one: each call sees the next mini-batch.

    Parameters
    ----------
    cost_and_gradient : function
        From (X, Y) to the objective on these examples.
    X, Y : ndarray
        Examples, one a row.
    rng : Generator
        Shuffles them, anew for each pass.
    size : int
        Examples in a mini-batch; the last of a pass may be smaller.

    Returns
    -------
    function
        Any step rule can follow it (SciPy's methods cannot: their line search needs
        the same cost at the same point).

    References
    ----------
    Bottou 1998, "Online learning and stochastic approximations".
    """
    waiting: list[npt.NDArray[np.integer]] = []

    def objective(params: Vector) -> tuple[float, Vector]:
        if not waiting:
            order = rng.permutation(len(X))
            waiting.extend(order[i : i + size] for i in range(0, len(X), size))
        batch = waiting.pop(0)
        return cost_and_gradient(X[batch], Y[batch])(params)

    return objective
