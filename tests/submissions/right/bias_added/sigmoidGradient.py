import numpy as np


def sigmoidGradient(z):
    return 0.25 / np.cosh(z / 2) ** 2
