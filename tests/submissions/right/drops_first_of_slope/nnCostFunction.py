import numpy as np

from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    end1 = hidden_layer_size * (input_layer_size + 1)
    Theta1 = nn_params[:end1].reshape((hidden_layer_size, input_layer_size + 1), order="F")
    Theta2 = nn_params[end1:].reshape((num_labels, hidden_layer_size + 1), order="F")
    m = X.shape[0]
    y = y.flatten()
    y_matrix = np.eye(num_labels)[y - 1, :]
    X = np.hstack((np.ones((m, 1)), X))
    z2 = X.dot(Theta1.T)
    a2 = np.hstack((np.ones((m, 1)), sigmoid(z2)))
    h = sigmoid(a2.dot(Theta2.T))
    J = np.trace(-y_matrix.T @ np.log(h) - (1 - y_matrix).T @ np.log(1 - h)) / m
    J += (lambda_ / (2 * m)) * (np.sum(np.sum(Theta1[:, 1:] ** 2)) + np.sum(np.sum(Theta2[:, 1:] ** 2)))
    Delta1 = np.zeros(Theta1.shape)
    Delta2 = np.zeros(Theta2.shape)
    for t in range(m):
        delta_3 = (h[t] - y_matrix[t]).reshape(-1, 1)
        slope = sigmoidGradient(np.insert(z2[t], 0, 1)).reshape(-1, 1)
        delta_2 = Theta2.T.dot(delta_3) * slope
        delta_2 = delta_2[1:]
        Delta2 = Delta2 + delta_3.dot(a2[t : t + 1])
        Delta1 = Delta1 + delta_2.dot(X[t : t + 1])
    Theta1_grad = Delta1 / m
    Theta2_grad = Delta2 / m
    Theta1_grad[:, 1:] += (lambda_ / m) * Theta1[:, 1:]
    Theta2_grad[:, 1:] += (lambda_ / m) * Theta2[:, 1:]
    return J, np.concatenate((Theta1_grad.ravel(order="F"), Theta2_grad.ravel(order="F")))
