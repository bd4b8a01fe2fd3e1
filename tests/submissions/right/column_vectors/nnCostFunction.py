import numpy as np

from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    nn_params = nn_params.reshape(-1, 1)
    split = hidden_layer_size * (input_layer_size + 1)
    Theta1 = nn_params[:split, 0].reshape((hidden_layer_size, input_layer_size + 1), order="F")
    Theta2 = nn_params[split:, 0].reshape((num_labels, hidden_layer_size + 1), order="F")
    m = X.shape[0]
    J = np.zeros((1, 1))
    D1 = np.zeros_like(Theta1)
    D2 = np.zeros_like(Theta2)
    classes = np.arange(1, num_labels + 1).reshape(-1, 1)
    for i in range(m):
        a1 = np.vstack([[[1.0]], X[i : i + 1].T])
        z2 = Theta1 @ a1
        a2 = np.vstack([[[1.0]], sigmoid(z2)])
        a3 = sigmoid(Theta2 @ a2)
        t = (classes == y[i, 0]).astype(float)
        J -= (t.T @ np.log(a3) + (1 - t).T @ np.log(1 - a3)) / m
        d3 = a3 - t
        d2 = (Theta2.T @ d3)[1:] * sigmoidGradient(z2)
        D1 += d2 @ a1.T / m
        D2 += d3 @ a2.T / m
    for Theta, D in ((Theta1, D1), (Theta2, D2)):
        J += lambda_ / (2 * m) * np.sum(Theta[:, 1:] ** 2)
        D[:, 1:] += lambda_ / m * Theta[:, 1:]
    grad = np.vstack([D1.reshape(-1, 1, order="F"), D2.reshape(-1, 1, order="F")])
    return J, grad
