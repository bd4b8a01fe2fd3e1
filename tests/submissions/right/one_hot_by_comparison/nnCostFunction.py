import numpy as np

from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient
from ex4.unroll import roll, unroll


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    Theta1, Theta2 = roll(
        nn_params,
        (hidden_layer_size, input_layer_size + 1),
        (num_labels, hidden_layer_size + 1),
    )
    m = len(y)
    Y = (y.reshape(-1, 1) == np.arange(1, num_labels + 1)).astype(float)
    a1 = np.hstack([np.ones((m, 1)), X])
    z2 = a1 @ Theta1.T
    a2 = np.hstack([np.ones((m, 1)), sigmoid(z2)])
    a3 = sigmoid(a2 @ Theta2.T)
    J = np.sum(-Y * np.log(a3) - (1 - Y) * np.log(1 - a3)) / m
    J = J + lambda_ / (2 * m) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))
    delta3 = a3 - Y
    delta2 = delta3 @ Theta2[:, 1:] * sigmoidGradient(z2)
    reg1 = np.where(np.arange(Theta1.shape[1]) > 0, Theta1, 0)
    reg2 = np.where(np.arange(Theta2.shape[1]) > 0, Theta2, 0)
    return J, unroll((delta2.T @ a1 + lambda_ * reg1) / m, (delta3.T @ a2 + lambda_ * reg2) / m)
