import numpy as np

from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    split = hidden_layer_size * (input_layer_size + 1)
    Theta1 = nn_params[:split].reshape((hidden_layer_size, input_layer_size + 1), order="F").copy()
    Theta2 = nn_params[split:].reshape((num_labels, hidden_layer_size + 1), order="F").copy()
    m = X.shape[0]
    Y = np.zeros((m, num_labels))
    for i, label in enumerate(y):
        Y[i, int(label) - 1] = 1
    a1 = np.concatenate([np.ones((m, 1)), X], axis=1)
    z2 = a1 @ Theta1.T
    a2 = np.concatenate([np.ones((m, 1)), sigmoid(z2)], axis=1)
    h = np.clip(sigmoid(a2 @ Theta2.T), 1e-15, 1 - 1e-15)
    J = -(Y * np.log(h) + (1 - Y) * np.log(1 - h)).sum(axis=1).mean()
    delta3 = h - Y
    delta2 = (delta3 @ Theta2[:, 1:]) * sigmoidGradient(z2)
    Theta1_grad = delta2.T @ a1 / m
    Theta2_grad = delta3.T @ a2 / m
    Theta1[:, 0] = 0
    Theta2[:, 0] = 0
    J += lambda_ / (2 * m) * (np.sum(Theta1 ** 2) + np.sum(Theta2 ** 2))
    Theta1_grad += lambda_ / m * Theta1
    Theta2_grad += lambda_ / m * Theta2
    return J, np.hstack([Theta1_grad.ravel(order="F"), Theta2_grad.ravel(order="F")])
