import doctest

import pytest

import ex4.octave_rand
from ex4.octave_rand import matlab_rand, octave_rand
from ex4.randInitializeWeights import randInitializeWeights


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(ex4.octave_rand).failed == 0


def test_first_numbers_are_octave_s():
    # Octave 7.3: rand('twister', 42); printf('%.17g', rand)
    rng = octave_rand(42)
    assert [rng.random(), rng.random()] == [0.63942679845788375, 0.025010755222666936]


def test_weights_are_octave_s_to_the_last_bit():
    W = randInitializeWeights(400, 25, rng=octave_rand(42))
    assert W[0, 0] == 0.033462431629892098
    assert W[1, 0] == -0.11399741874655993
    assert W[0, 1] == -0.039217309172969575


def test_default_sequence_is_matlab_s():
    # The four numbers that every fresh MATLAB prints.
    numbers = matlab_rand(0).random(4)
    assert [f"{x:.8f}" for x in numbers] == [
        "0.81472369",
        "0.90579194",
        "0.12698682",
        "0.91337586",
    ]


@pytest.mark.parametrize("stream", [octave_rand, matlab_rand])
@pytest.mark.parametrize("seed", [-1, 2**32])
def test_seeds_outside_32_bits_are_refused(stream, seed):
    with pytest.raises(ValueError):
        stream(seed)
