import numpy as np

from ex4.sigmoid import sigmoid


def sigmoidGradient(z):
    g = sigmoid(z)
    return np.multiply(g, np.subtract(1, g))
