import numpy as np

from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient


def forward(Theta1, Theta2, X):
    m = X.shape[0]
    a1 = np.c_[np.ones(m), X]
    z2 = a1.dot(Theta1.T)
    a2 = np.column_stack((np.ones(m), sigmoid(z2)))
    return a1, z2, a2, sigmoid(a2.dot(Theta2.T))


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    n1 = (input_layer_size + 1) * hidden_layer_size
    Theta1 = np.reshape(nn_params[0:n1], (hidden_layer_size, -1), order="F")
    Theta2 = np.reshape(nn_params[n1:], (num_labels, -1), order="F")
    m = X.shape[0]
    a1, z2, a2, h = forward(Theta1, Theta2, X)

    J = 0.0
    for c in range(1, num_labels + 1):
        yc = y == c
        hc = h[:, c - 1]
        J += (-(yc * 1.0) @ np.log(hc) - (1 - yc) @ np.log(1 - hc)) / m
    J += lambda_ / (2.0 * m) * np.square(Theta1).sum()
    J += lambda_ / (2.0 * m) * np.square(Theta2).sum()

    Y = np.zeros((m, num_labels))
    Y[np.arange(m), y - 1] = 1
    d3 = h - Y
    d2 = d3.dot(Theta2)[:, 1:] * sigmoidGradient(a2[:, 1:])
    Theta1_grad = 1.0 / m * d2.T.dot(a1)
    Theta2_grad = 1.0 / m * d3.T.dot(a2)
    Theta1_grad[:, 1:] = Theta1_grad[:, 1:] + lambda_ / m * Theta1[:, 1:]
    Theta2_grad[:, 1:] = Theta2_grad[:, 1:] + lambda_ / m * Theta2[:, 1:]
    return J, np.r_[Theta1_grad.ravel(order="F"), Theta2_grad.ravel(order="F")]
