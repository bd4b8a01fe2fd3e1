import numpy as np


def randInitializeWeights(L_in, L_out):
    rng = np.random.default_rng()
    return rng.uniform(low=-0.12, high=0.12, size=(L_out, 1 + L_in)).astype(np.float32)
