import numpy as np
import pytest
from scipy.special import expit

from ex4.sigmoid import sigmoid


def test_agrees_with_scipy_from_tail_to_tail():
    z = np.linspace(-700, 700, 2801)
    np.testing.assert_allclose(sigmoid(z), expit(z), rtol=1e-14)


def test_saturates_without_a_warning():
    np.testing.assert_array_equal(sigmoid([-1e4, 1e4]), [0, 1])


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0,)])
def test_keeps_the_shape(shape):
    assert np.shape(sigmoid(np.zeros(shape))) == shape


def test_float32_stays_and_integers_become_float64():
    assert sigmoid(np.zeros(2, np.float32)).dtype == np.float32
    assert sigmoid(np.zeros(2, np.uint8)).dtype == np.float64


def test_refuses_words_and_complex_numbers():
    for z in (["1"], [1j]):
        with pytest.raises(ValueError, match="real numbers"):
            sigmoid(z)
