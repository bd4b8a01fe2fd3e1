from scipy.special import expit


def sigmoidGradient(z):
    return expit(z) * expit(-z)
