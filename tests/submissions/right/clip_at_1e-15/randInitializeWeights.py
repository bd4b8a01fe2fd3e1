import numpy as np


def randInitializeWeights(L_in, L_out):
    return np.random.default_rng().random((L_out, 1 + L_in)) * 0.24 - 0.12
