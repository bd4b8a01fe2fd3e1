from ex4.sigmoid import sigmoid


def sigmoidGradient(z):
    s = sigmoid(z)
    return s - s**2
