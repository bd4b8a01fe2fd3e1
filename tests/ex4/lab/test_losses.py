import numpy as np
import pytest

from ex4.lab.losses import LOSSES

Z = np.array([[0.5, -1.0, 2.0], [-0.3, 0.7, 0.1]])
Y = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])


@pytest.mark.parametrize("name", LOSSES)
def test_delta_is_a_minus_y(name, differences):
    output, cost = LOSSES[name]
    numeric = differences(lambda z: cost(z, Y), Z)
    np.testing.assert_allclose(output(Z) - Y, numeric, atol=1e-9)


def judge_of(name, torch):
    z, y = torch.tensor(Z), torch.tensor(Y)
    F = torch.nn.functional
    return {
        "sigmoid + cross-entropy": lambda: F.binary_cross_entropy_with_logits(
            z, y, reduction="sum"
        ),
        "softmax + cross-entropy": lambda: F.cross_entropy(z, y, reduction="sum"),
        "identity + squared error": lambda: F.mse_loss(z, y, reduction="sum") / 2,
    }[name]()


@pytest.mark.parametrize("name", LOSSES)
def test_cost_agrees_with_pytorch(name, torch):
    judge = judge_of(name, torch).item()
    assert LOSSES[name].cost(Z, Y) == pytest.approx(judge, rel=1e-14)


@pytest.mark.parametrize("name", LOSSES)
def test_saturated_units_give_a_finite_cost(name):
    output, cost = LOSSES[name]
    z = np.array([[800.0, -800.0, 0.0]])
    assert np.isfinite(output(z)).all()
    assert np.isfinite(cost(z, np.array([[0.0, 1.0, 0.0]])))


def test_softmax_gives_probabilities():
    a = LOSSES["softmax + cross-entropy"].output(Z * 300)
    np.testing.assert_allclose(a.sum(axis=1), 1)
    assert (a >= 0).all()
