"""ex4.m: the exercise, part by part, on real handwritten digits.

Run it whole, ``python -m ex4``, or cell by cell in an editor that knows ``# %%``.
"""

# %% Options
import sys
from pathlib import Path

# Run as a script, Python looks for modules in this very folder, where `ex4` would
# be this file instead of the package.
if sys.path[0] == str(Path(__file__).resolve().parent):
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from ex4.options import read_options
from ex4.walkthrough import (
    Walkthrough,
    come_back,
    expected,
    leave,
    print_iteration,
    save_weights,
    use_plotting,
)

options = read_options()
walk = Walkthrough(options)

import numpy as np

from ex4.arguments import Vector
from ex4.dataset import NUM_LABELS, PIXELS, DataError, load_digits, load_weights
from ex4.known import known_costs
from ex4.nnCostFunction import nnCostFunction
from ex4.unroll import roll, unroll

plt = use_plotting()

# %% Part 1: load and look at the data
print("Part 1: the digits\n")
from ex4.displayData import displayData

try:
    digits = load_digits(options.data)
    weights = load_weights(options.weights)
except DataError as error:
    leave(str(error))
X, y = digits.X, digits.y

chosen = np.random.default_rng(options.seed).permutation(len(X))[:100]
figure, _ = displayData(X[chosen])
walk.figure("digits", figure)
walk.pause()

# %% Part 2: load weights that somebody else has trained
print("\nPart 2: trained weights\n")
hidden_layer_size = len(weights.Theta1)
nn_params = unroll(weights.Theta1, weights.Theta2)
network = (PIXELS, hidden_layer_size, NUM_LABELS, X, y)
costs = known_costs(digits, weights)

# %% Part 3: the cost
print("\nPart 3: feedforward and cost\n")
J, grad = nnCostFunction(nn_params, *network, 0)
if J == 0:
    come_back("nnCostFunction", "Part 1, the cost,", "1.3")
print(f"Cost at parameters (loaded from ex4weights): {J:f} ")
print(expected(costs, 0))
walk.pause()

# %% Part 4: the cost with regularization
print("\nPart 4: regularized cost\n")
J_regularized, _ = nnCostFunction(nn_params, *network, 1)
if J_regularized == J:
    come_back("nnCostFunction", "Part 2, the regularized cost,", "1.4")
print(f"Cost at parameters (loaded from ex4weights): {J_regularized:f} ")
print(expected(costs, 1))
walk.pause()

# %% Part 5: the slope of the sigmoid
print("\nPart 5: sigmoid gradient\n")
from ex4.sigmoidGradient import sigmoidGradient

g = sigmoidGradient(np.array([-1, -0.5, 0, 0.5, 1]))
if not np.any(g):
    come_back("sigmoidGradient", "Part 3, the sigmoid's slope,", "2.1")
print("Sigmoid gradient evaluated at [-1 -0.5 0 0.5 1]:")
print("  " + " ".join(f"{slope:f}" for slope in g))
walk.pause()

# %% Part 6: random weights to start from
print("\nPart 6: random initialization\n")
from ex4.octave_rand import octave_rand
from ex4.randInitializeWeights import randInitializeWeights

rng = None if options.seed is None else octave_rand(options.seed)
initial_Theta1 = randInitializeWeights(PIXELS, options.hidden, rng=rng)
initial_Theta2 = randInitializeWeights(options.hidden, NUM_LABELS, rng=rng)
if not np.any(initial_Theta1):
    come_back("randInitializeWeights", "the random initialization", "2.2")
initial_nn_params = unroll(initial_Theta1, initial_Theta2)

# %% Part 7: does backpropagation give the gradient of the cost?
print("\nPart 7: checking backpropagation\n")
from ex4.checkNNGradients import checkNNGradients

if not np.any(grad):
    come_back("nnCostFunction", "Part 4, backpropagation,", "2.3")
checkNNGradients()
walk.pause()

# %% Part 8: the same with regularization
print("\nPart 8: checking backpropagation with regularization\n")
lambda_ = 3.0
debug_J, debug_grad = nnCostFunction(nn_params, *network, lambda_)
if np.array_equal(debug_grad, grad):
    come_back("nnCostFunction", "Part 5, the regularized gradient,", "2.5")
checkNNGradients(lambda_)
print(
    f"\n\nCost at (fixed) debugging parameters (w/ lambda = {lambda_:g}): {debug_J:f} "
)
if lambda_ in costs:
    print(f"(for lambda = 3, this value should be about {costs[lambda_]})")
walk.pause()

# %% Part 9: train the network
print("\nPart 9: training\n")
from scipy.optimize import OptimizeResult, minimize

from ex4.fmincg import fmincg

history: list[float] = []


def costFunction(p: Vector) -> tuple[float, Vector]:
    """Cost and gradient as a function of the parameters alone."""
    return nnCostFunction(p, PIXELS, options.hidden, NUM_LABELS, X, y, options.lambda_)


def show_cost(intermediate_result: OptimizeResult) -> None:
    """Show each iteration live."""
    print_iteration(intermediate_result, history)


result = minimize(
    costFunction,
    initial_nn_params,
    jac=True,
    method=fmincg if options.method == "fmincg" else options.method,
    options={"maxiter": options.maxiter},
    callback=show_cost,
)
print()
Theta1, Theta2 = roll(
    result.x, (options.hidden, PIXELS + 1), (NUM_LABELS, options.hidden + 1)
)
if options.save:
    save_weights(options.save, Theta1, Theta2)

figure = plt.figure(layout="constrained")
axes = figure.add_subplot()
axes.plot(range(1, len(history) + 1), history)
axes.set(
    title=f"Training with {options.method}, lambda = {options.lambda_:g}",
    xlabel="iteration",
    ylabel="cost J (nats per example)",
)
axes.grid(alpha=0.3)
walk.figure("cost", figure)
walk.pause()

# %% Part 10: what the hidden units look for
print("\nPart 10: the hidden layer\n")
figure, _ = displayData(Theta1[:, 1:])
walk.figure("hidden-units", figure)
walk.pause()

# %% Part 11: how well it reads
from ex4.predict import predict

accuracy = 100 * np.mean(predict(Theta1, Theta2, X) == y)
print(f"\nTraining Set Accuracy: {accuracy:f}")
