from numpy.random import rand


def randInitializeWeights(L_in, L_out):
    return rand(L_out, 1 + L_in) * 2 * 0.12 - 0.12
