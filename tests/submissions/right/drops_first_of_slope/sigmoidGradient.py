from ex4.sigmoid import sigmoid


def sigmoidGradient(z):
    s = sigmoid(z)
    return s * (1.0 - s)
