import numpy as np

EPSILON_INIT = 0.12


def randInitializeWeights(L_in, L_out):
    return np.random.rand(L_out, L_in + 1) * (2 * EPSILON_INIT) - EPSILON_INIT
