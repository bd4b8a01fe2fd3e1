import numpy as np

from ex4.octave_rand import octave_rand
from ex4.randInitializeWeights import EPSILON_INIT, randInitializeWeights


def test_is_uniform_around_zero():
    from scipy.stats import kstest

    W = randInitializeWeights(400, 25, rng=np.random.default_rng(0))
    assert W.shape == (25, 401)
    uniform = kstest(W.ravel(), "uniform", (-EPSILON_INIT, 2 * EPSILON_INIT))
    assert uniform.pvalue > 0.01


def test_numbers_are_fresh_at_each_call():
    assert not np.array_equal(randInitializeWeights(3, 2), randInitializeWeights(3, 2))


def test_one_stream_serves_one_layer_after_the_other():
    rng = octave_rand(1)
    first, second = (randInitializeWeights(3, 2, rng=rng) for _ in range(2))
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(
        randInitializeWeights(3, 2, rng=octave_rand(1)), first
    )
