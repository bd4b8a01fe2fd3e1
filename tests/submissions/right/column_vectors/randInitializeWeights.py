import numpy as np


def randInitializeWeights(L_in, L_out):
    return 0.12 * (2 * np.random.rand(L_out, 1 + L_in) - 1)
