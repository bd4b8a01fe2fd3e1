import numpy as np

from ex4.sigmoid import sigmoid


def sigmoidGradient(z):
    s = sigmoid(np.asarray(z, dtype=np.float32))
    return s * (1 - s)
