"""checkNNGradients.m: backpropagation against central differences, side by side."""

import numpy as np

from ex4.arguments import Vector
from ex4.computeNumericalGradient import computeNumericalGradient
from ex4.debugInitializeWeights import debugInitializeWeights
from ex4.nnCostFunction import nnCostFunction
from ex4.unroll import unroll

INPUT_LAYER_SIZE, HIDDEN_LAYER_SIZE, NUM_LABELS, M = 3, 5, 3, 5


def checkNNGradients(lambda_: float = 0) -> float:
    """Print the gradient of a small network by both methods, and how they differ.

    Parameters
    ----------
    lambda_ : float
        Regularization strength.

    Returns
    -------
    float
        norm(numgrad - grad) / norm(numgrad + grad); below 1e-9 if backpropagation
        fits the cost. checkNNGradients.m only prints it.

    Notes
    -----
    A small difference shows that the gradient belongs to the cost, not that the cost
    is right: Part 1 and Part 2 of the grader check that.

    References
    ----------
    Handout, section 2.4.
    """
    Theta1 = debugInitializeWeights(HIDDEN_LAYER_SIZE, INPUT_LAYER_SIZE)
    Theta2 = debugInitializeWeights(NUM_LABELS, HIDDEN_LAYER_SIZE)
    X = debugInitializeWeights(M, INPUT_LAYER_SIZE - 1)
    y = 1 + np.arange(1, M + 1) % NUM_LABELS

    def costFunction(p: Vector) -> tuple[float, Vector]:
        return nnCostFunction(
            p, INPUT_LAYER_SIZE, HIDDEN_LAYER_SIZE, NUM_LABELS, X, y, lambda_
        )

    nn_params = unroll(Theta1, Theta2)
    _, grad = costFunction(nn_params)
    numgrad = computeNumericalGradient(costFunction, nn_params)

    for numerical, analytical in zip(numgrad, grad, strict=True):
        print(f"{numerical:13.4e}{analytical:13.4e}")
    print(
        "The above two columns you get should be very similar.\n"
        "(Left-Your Numerical Gradient, Right-Analytical Gradient)\n"
    )
    diff = _relative_difference(numgrad, grad)
    print(
        "If your backpropagation implementation is correct, then\n"
        "the relative difference will be small (less than 1e-9).\n\n"
        f"Relative Difference: {diff:g}"
    )
    return diff


def _relative_difference(a: Vector, b: Vector) -> float:
    """norm(a - b) / norm(a + b); 1 where both are 0, as nothing was shown."""
    size = np.linalg.norm(a + b)
    return float(np.linalg.norm(a - b) / size) if size else 1.0
