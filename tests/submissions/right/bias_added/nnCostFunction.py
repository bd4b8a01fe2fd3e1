import numpy as np

from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    cut = hidden_layer_size * (input_layer_size + 1)
    b1 = nn_params[:hidden_layer_size]
    W1 = nn_params[hidden_layer_size:cut].reshape(input_layer_size, hidden_layer_size)
    b2 = nn_params[cut:cut + num_labels]
    W2 = nn_params[cut + num_labels:].reshape(hidden_layer_size, num_labels)
    m = len(X)

    z2 = X @ W1 + b1
    a2 = sigmoid(z2)
    z3 = a2 @ W2 + b2
    t = np.equal.outer(y, np.arange(num_labels) + 1)
    # -log(sigmoid(z)) = log(1 + e^-z)
    J = np.logaddexp(0, np.where(t, -z3, z3)).sum() / m
    J += 0.5 * lambda_ * ((W1 * W1).sum() + (W2 * W2).sum()) / m

    d3 = (sigmoid(z3) - t) / m
    d2 = d3 @ W2.T * sigmoidGradient(z2)
    grad = [
        d2.sum(axis=0),
        (X.T @ d2 + lambda_ / m * W1).ravel(),
        d3.sum(axis=0),
        (a2.T @ d3 + lambda_ / m * W2).ravel(),
    ]
    return J.item(), np.concatenate(grad)
