import numpy as np


def randInitializeWeights(L_in, L_out, epsilon_init=0.12):
    return np.random.uniform(-1, 1, size=(L_out, 1 + L_in)) * epsilon_init
