import numpy as np


def add_bias(a):
    return np.concatenate((np.ones((a.shape[0], 1)), a), axis=1)


def drop_bias(Theta):
    return Theta[:, 1:]
