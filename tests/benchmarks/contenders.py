"""What a user would pick instead: the same cost and gradient, written by others."""

import numpy as np

SIZES = (400, 25, 10)


def rolled(nn_params):
    Theta1 = nn_params[:10025].reshape(25, 401, order="F")
    return Theta1, nn_params[10025:].reshape(10, 26, order="F")


def bare_products(problem):
    """The five matrix products without which there is no gradient."""
    X, _, nn_params = problem
    Theta1, Theta2 = (Theta[:, 1:] for Theta in rolled(nn_params))
    rng = np.random.default_rng(1)
    a2, delta3 = (rng.random((len(X), n)).astype(X.dtype) for n in (25, 10))

    def run():
        _ = X @ Theta1.T
        _ = a2 @ Theta2.T
        _ = delta3 @ Theta2
        _ = delta3.T @ a2
        _ = a2.T @ X

    return run


def explicit_ones(problem, lambda_=1.0):
    """The usual port: columns of ones, whole matrices."""
    X, y, nn_params = problem
    m = len(X)

    def run():
        Theta1, Theta2 = rolled(nn_params)
        a1 = np.hstack([np.ones((m, 1)), X])
        z2 = a1 @ Theta1.T
        a2 = np.hstack([np.ones((m, 1)), 1 / (1 + np.exp(-z2))])
        a3 = 1 / (1 + np.exp(-(a2 @ Theta2.T)))
        Y = np.eye(10)[y - 1]
        J = -np.sum(Y * np.log(a3) + (1 - Y) * np.log(1 - a3)) / m
        J += lambda_ / 2 / m * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))
        d3 = a3 - Y
        d2 = (d3 @ Theta2 * a2 * (1 - a2))[:, 1:]
        g1, g2 = d2.T @ a1 / m, d3.T @ a2 / m
        g1[:, 1:] += lambda_ / m * Theta1[:, 1:]
        g2[:, 1:] += lambda_ / m * Theta2[:, 1:]
        return J, np.concatenate([g1.ravel(order="F"), g2.ravel(order="F")])

    return run


def torch_autograd(problem, lambda_=1.0):
    """PyTorch on the CPU, one thread; its own gradient."""
    import torch

    torch.set_num_threads(1)
    X, y, nn_params = problem
    Theta1, Theta2 = rolled(nn_params)
    W1, W2 = (
        torch.tensor(np.ascontiguousarray(Theta), requires_grad=True)
        for Theta in (Theta1, Theta2)
    )
    inputs = torch.tensor(X)
    Y = torch.nn.functional.one_hot(torch.tensor(y - 1), 10).to(inputs.dtype)
    m = len(X)

    def run():
        W1.grad = W2.grad = None
        a2 = torch.sigmoid(torch.addmm(W1[:, 0], inputs, W1[:, 1:].T))
        z3 = torch.addmm(W2[:, 0], a2, W2[:, 1:].T)
        loss = torch.nn.functional.binary_cross_entropy_with_logits
        J = loss(z3, Y, reduction="sum") / m
        J = J + lambda_ / 2 / m * ((W1[:, 1:] ** 2).sum() + (W2[:, 1:] ** 2).sum())
        J.backward()
        gradient = [W.grad.numpy().ravel(order="F") for W in (W1, W2)]
        return J.item(), np.concatenate(gradient)

    return run


def sklearn_backprop(problem, lambda_=1.0):
    """One cost and gradient of scikit-learn's MLPClassifier, as its L-BFGS sees it."""
    from sklearn.neural_network import MLPClassifier

    X, y, _ = problem
    network = MLPClassifier(
        (25,), activation="logistic", solver="lbfgs", alpha=lambda_, max_iter=1
    )
    network.fit(X, y)
    Y = (y[:, np.newaxis] == np.arange(1, 11)).astype(X.dtype)
    layers = [X.shape[1], 25, 10]
    activations = [X, *(np.empty((len(X), n)) for n in layers[1:])]
    deltas = [np.empty_like(a) for a in activations[1:]]
    gradients = [np.empty_like(W) for W in network.coefs_]
    biases = [np.empty_like(b) for b in network.intercepts_]

    def run():
        arguments = (activations, deltas, gradients, biases)
        try:
            return network._backprop(X, Y, None, *arguments)
        except TypeError:  # before scikit-learn 1.7 there were no sample weights
            return network._backprop(X, Y, *arguments)

    return run
