import numpy as np


def randInitializeWeights(L_in, L_out):
    e = (6 / (L_in + L_out)) ** 0.5
    return np.random.uniform(-e, e, (L_out, L_in + 1))
