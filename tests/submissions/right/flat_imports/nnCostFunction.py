import numpy as np
from layers import add_bias, drop_bias
from sigmoid import sigmoid
from sigmoidGradient import sigmoidGradient


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, Lambda):
    last = hidden_layer_size * (input_layer_size + 1)
    Theta1 = nn_params[:last].reshape(hidden_layer_size, input_layer_size + 1, order="F")
    Theta2 = nn_params[last:].reshape(num_labels, hidden_layer_size + 1, order="F")
    m = X.shape[0]
    Y = np.array([[1 if label == k + 1 else 0 for k in range(num_labels)] for label in y])
    a1 = add_bias(X)
    z2 = np.dot(a1, Theta1.T)
    a2 = add_bias(sigmoid(z2))
    h = sigmoid(np.dot(a2, Theta2.T))
    cost = -Y * np.log(h) - (1 - Y) * np.log(1 - h)
    penalty = np.sum(drop_bias(Theta1) ** 2) + np.sum(drop_bias(Theta2) ** 2)
    J = cost.sum() / m + Lambda * penalty / (2 * m)
    delta3 = h - Y
    delta2 = np.dot(delta3, drop_bias(Theta2)) * sigmoidGradient(z2)
    Theta1_grad = np.dot(delta2.T, a1) / m
    Theta2_grad = np.dot(delta3.T, a2) / m
    Theta1_grad += Lambda / m * add_bias(drop_bias(Theta1)) - np.eye(1, input_layer_size + 1) * Lambda / m
    Theta2_grad += Lambda / m * add_bias(drop_bias(Theta2)) - np.eye(1, hidden_layer_size + 1) * Lambda / m
    return J, np.hstack((Theta1_grad.T.ravel(), Theta2_grad.T.ravel()))
