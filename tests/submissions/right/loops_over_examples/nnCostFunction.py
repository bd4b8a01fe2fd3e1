import numpy as np

from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    split = hidden_layer_size * (input_layer_size + 1)
    Theta1 = nn_params[:split].reshape((hidden_layer_size, input_layer_size + 1), order="F")
    Theta2 = nn_params[split:].reshape((num_labels, hidden_layer_size + 1), order="F")
    m = X.shape[0]
    J = 0
    Theta1_grad = np.zeros(Theta1.shape)
    Theta2_grad = np.zeros(Theta2.shape)
    for i in range(m):
        a1 = np.append(1, X[i])
        z2 = Theta1.dot(a1)
        a2 = np.append(1, sigmoid(z2))
        z3 = Theta2.dot(a2)
        a3 = sigmoid(z3)
        yi = np.zeros(num_labels)
        yi[y[i] - 1] = 1
        for k in range(num_labels):
            J -= yi[k] * np.log(a3[k]) + (1 - yi[k]) * np.log(1 - a3[k])
        delta3 = a3 - yi
        delta2 = Theta2.T.dot(delta3)[1:] * sigmoidGradient(z2)
        Theta1_grad += np.outer(delta2, a1)
        Theta2_grad += np.outer(delta3, a2)
    J /= m
    for Theta, grad in ((Theta1, Theta1_grad), (Theta2, Theta2_grad)):
        grad /= m
        for row in range(Theta.shape[0]):
            for col in range(1, Theta.shape[1]):
                J += lambda_ / (2 * m) * Theta[row, col] ** 2
                grad[row, col] += lambda_ / m * Theta[row, col]
    return J, np.concatenate((Theta1_grad.flatten("F"), Theta2_grad.flatten("F")))
