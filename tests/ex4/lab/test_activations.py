import numpy as np
import pytest

from ex4.lab.activations import ACTIVATIONS

Z = np.array([-3.0, -1.0, -0.1, 0.2, 1.5, 4.0])  # 0 left out: ReLU has a corner there


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slope_agrees_with_central_differences(name):
    value, slope = ACTIVATIONS[name]
    numeric = (value(Z + 1e-6) - value(Z - 1e-6)) / 2e-6
    np.testing.assert_allclose(slope(value(Z)), numeric, atol=1e-9)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "ReLU"])
def test_value_agrees_with_pytorch(name, torch):
    judge = getattr(torch, name.lower())(torch.tensor(Z)).numpy()
    np.testing.assert_allclose(ACTIVATIONS[name].value(Z), judge, rtol=1e-14)


def test_a_step_has_no_slope_anywhere():
    value, slope = ACTIVATIONS["step"]
    assert set(value(Z)) == {0.0, 1.0}
    assert not slope(value(Z)).any()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_row_of_the_menu_has_its_formula(name):
    for function in ACTIVATIONS[name]:
        assert function.__doc__
