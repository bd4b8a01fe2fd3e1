import numpy as np


def randInitializeWeights(L_in, L_out):
    W = np.random.random((L_out, 1 + L_in)).astype("float32")
    return W * np.float32(0.24) - np.float32(0.12)
