import random

import numpy as np


def randInitializeWeights(L_in, L_out):
    W = np.zeros((L_out, L_in + 1))
    for i in range(L_out):
        for j in range(L_in + 1):
            W[i, j] = random.uniform(-0.12, 0.12)
    return W
