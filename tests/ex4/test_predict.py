import numpy as np
import pytest

from ex4.dataset import load_digits, load_weights
from ex4.predict import predict


def test_bundled_weights_read_the_bundled_digits():
    digits, weights = load_digits(), load_weights()
    read = predict(weights.Theta1, weights.Theta2, digits.X)
    assert np.mean(read == digits.y) > 0.97
    assert set(read) <= set(range(1, 11))


def test_of_equal_outputs_the_first_wins():
    np.testing.assert_array_equal(
        predict(np.zeros((2, 4)), np.zeros((3, 3)), np.ones((2, 3))), [1, 1]
    )


@pytest.mark.filterwarnings("ignore:lbfgs failed to converge")
def test_agrees_with_scikit_learn_s_network():
    from sklearn.neural_network import MLPClassifier

    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(40, 5)), rng.integers(1, 4, 40)
    network = MLPClassifier((6,), activation="logistic", solver="lbfgs", max_iter=30)
    network.fit(X, y)
    Theta1, Theta2 = (
        np.column_stack([bias, W.T])
        for W, bias in zip(network.coefs_, network.intercepts_, strict=True)
    )
    np.testing.assert_array_equal(predict(Theta1, Theta2, X), network.predict(X))


def test_bad_input_is_named():
    with pytest.raises(ValueError, match=r"\(h, n \+ 1\) and \(K, h \+ 1\)"):
        predict(np.ones((2, 4)), np.ones((3, 4)), np.ones((1, 3)))
    with pytest.raises(ValueError, match="X has shape"):
        predict(np.ones((2, 4)), np.ones((3, 3)), np.ones((1, 4)))
    with pytest.raises(ValueError, match=r"X holds 1 NaN, the first at X\[0, 2\]"):
        predict(np.ones((2, 4)), np.ones((3, 3)), [[1, 1, np.nan]])
