import numpy as np

from ex4.sigmoidGradient import sigmoidGradient


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    nn_params = np.asarray(nn_params, dtype=np.float32)
    X = np.asarray(X, dtype=np.float32)
    lambda_ = np.float32(lambda_)
    cut = hidden_layer_size * (input_layer_size + 1)
    Theta1 = nn_params[:cut].reshape((hidden_layer_size, input_layer_size + 1), order="F")
    Theta2 = nn_params[cut:].reshape((num_labels, hidden_layer_size + 1), order="F")
    m = np.float32(X.shape[0])
    ones = np.ones((X.shape[0], 1), dtype=np.float32)
    Y = np.eye(num_labels, dtype=np.float32)[y - 1]
    a1 = np.hstack((ones, X))
    z2 = a1 @ Theta1.T
    a2 = np.hstack((ones, sigmoid(z2)))
    h = sigmoid(a2 @ Theta2.T)
    J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m
    J += lambda_ / (2 * m) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))
    d3 = h - Y
    d2 = (d3 @ Theta2)[:, 1:] * sigmoidGradient(z2)
    Theta1_grad = d2.T @ a1 / m
    Theta2_grad = d3.T @ a2 / m
    Theta1_grad[:, 1:] += lambda_ / m * Theta1[:, 1:]
    Theta2_grad[:, 1:] += lambda_ / m * Theta2[:, 1:]
    return J, np.concatenate((Theta1_grad.ravel("F"), Theta2_grad.ravel("F")))
