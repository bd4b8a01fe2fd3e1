from .sigmoid import sigmoid


def sigmoidGradient(z):
    return sigmoid(z) * sigmoid(-z)
