import numpy as np
from scipy.special import expit, log_expit


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    shapes = [(hidden_layer_size, input_layer_size + 1), (num_labels, hidden_layer_size + 1)]
    Theta1 = nn_params[: np.prod(shapes[0])].reshape(shapes[0], order="F")
    Theta2 = nn_params[np.prod(shapes[0]) :].reshape(shapes[1], order="F")
    m = X.shape[0]
    Y = np.equal(y[:, None], range(1, num_labels + 1))
    A1 = np.pad(X, ((0, 0), (1, 0)), constant_values=1)
    A2 = np.pad(expit(A1 @ Theta1.T), ((0, 0), (1, 0)), constant_values=1)
    Z3 = A2 @ Theta2.T
    J = -np.sum(Y * log_expit(Z3) + ~Y * log_expit(-Z3)) / m
    D3 = expit(Z3) - Y
    D2 = (D3 @ Theta2 * A2 * (1 - A2))[:, 1:]
    grads = []
    for Theta, Delta in ((Theta1, D2.T @ A1), (Theta2, D3.T @ A2)):
        weights = Theta.copy()
        weights[:, 0] = 0
        J += lambda_ * np.linalg.norm(weights) ** 2 / (2 * m)
        grads.append(((Delta + lambda_ * weights) / m).ravel(order="F"))
    return J, np.concatenate(grads)
