import numpy as np


def sigmoidGradient(z):
    g = np.exp(-z) / (1 + np.exp(-z)) ** 2
    return g
