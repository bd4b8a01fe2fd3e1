from sigmoid import *


def sigmoidGradient(z):
    return sigmoid(z) * (1.0 - sigmoid(z))
