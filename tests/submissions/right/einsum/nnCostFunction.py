import numpy as np

from .sigmoid import sigmoid
from .sigmoidGradient import sigmoidGradient


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    n, h, K = input_layer_size, hidden_layer_size, num_labels
    Theta1, Theta2 = np.split(np.asarray(nn_params), [h * (n + 1)])
    Theta1 = Theta1.reshape(n + 1, h).T
    Theta2 = Theta2.reshape(h + 1, K).T
    m, _ = X.shape
    Y = np.eye(K)[np.ravel(y).astype(int) - 1]
    A1 = np.insert(X, 0, 1, axis=1)
    Z2 = np.einsum("mi,hi->mh", A1, Theta1)
    A2 = np.insert(sigmoid(Z2), 0, 1, axis=1)
    A3 = sigmoid(np.einsum("mh,kh->mk", A2, Theta2))
    J = -(np.einsum("mk,mk->", Y, np.log(A3)) + np.einsum("mk,mk->", 1 - Y, np.log(1 - A3))) / m
    J += lambda_ / 2 / m * sum(np.einsum("ij,ij->", T[:, 1:], T[:, 1:]) for T in (Theta1, Theta2))
    D3 = A3 - Y
    D2 = np.einsum("mk,kh->mh", D3, Theta2[:, 1:]) * sigmoidGradient(Z2)
    G1 = np.einsum("mh,mi->ih", D2, A1) / m
    G2 = np.einsum("mk,mh->hk", D3, A2) / m
    G1[1:] += lambda_ / m * Theta1[:, 1:].T
    G2[1:] += lambda_ / m * Theta2[:, 1:].T
    return J, np.concatenate([G1.ravel(), G2.ravel()])
