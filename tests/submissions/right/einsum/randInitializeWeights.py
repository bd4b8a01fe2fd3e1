import numpy as np


def randInitializeWeights(L_in, L_out):
    epsilon_init = np.sqrt(6) / np.sqrt(L_in + L_out)
    return np.random.default_rng().uniform(-epsilon_init, epsilon_init, (L_out, 1 + L_in))
