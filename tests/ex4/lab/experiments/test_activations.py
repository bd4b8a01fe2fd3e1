import pytest

from ex4.lab.experiments import activations

# 10 layers of 100 units, 1000 gaussian inputs: facts on record, another seed.
STD = {
    ("sigmoid", "normal 1"): (0.459, 0.443, 0.428),
    ("sigmoid", "normal 0.01"): (0.025, 0.012, 0.0115),
    ("sigmoid", "xavier"): (0.207, 0.117, 0.116),
    ("sigmoid", "xavier sigmoid"): (0.398, 0.329, 0.329),
    ("tanh", "normal 1"): (0.959, 0.958, 0.957),
    ("tanh", "normal 0.01"): (0.099, 9.8e-6, 1e-10),
    ("tanh", "xavier"): (0.63, 0.32, 0.22),
}
# Powers of a random factor for ReLU: only the size can be the same.
RELU = {
    "normal 1": (5.8, 1.8e4, 3.3e8),
    "normal 0.01": (0.058, 1.8e-6, 3e-12),
    "xavier": (0.58, 0.18, 0.033),
    "he": (0.82, 1.0, 1.05),
}
# Percent at layers 1 and 10.
SATURATED = {
    ("sigmoid", "normal 1"): (77, 60),
    ("sigmoid", "normal 0.01"): (0, 0),
    ("sigmoid", "xavier sigmoid"): (46, 24),
    ("tanh", "normal 1"): (83, 83),
    ("tanh", "xavier"): (4, 0),
}
GRADIENT = {
    ("sigmoid", "normal 1"): 0.71,
    ("sigmoid", "normal 0.01"): 4e-15,
    ("sigmoid", "xavier"): 2e-6,
    ("sigmoid", "xavier sigmoid"): 1.3e-2,
    ("tanh", "normal 1"): 2.4e3,
    ("tanh", "normal 0.01"): 1e-9,
    ("tanh", "xavier"): 0.28,
    ("ReLU", "normal 1"): 4.8e7,
    ("ReLU", "normal 0.01"): 5e-11,
    ("ReLU", "xavier"): 4.8e-2,
    ("ReLU", "he"): 1.09,
}


@pytest.fixture(scope="module")
def by_name(numbers):
    return {(case.activation, case.start): case for case in numbers.cases}


def std(case):
    return [case.std[layer - 1] for layer in (1, 5, 10)]


@pytest.mark.parametrize("name", STD, ids="-".join)
def test_std_per_layer_is_that_on_record(by_name, name):
    assert std(by_name[name]) == pytest.approx(STD[name], rel=0.15)


@pytest.mark.parametrize("start", RELU)
def test_std_per_relu_layer_is_of_the_size_on_record(by_name, start):
    for got, on_record in zip(std(by_name["ReLU", start]), RELU[start], strict=True):
        assert 0.5 < got / on_record < 2


@pytest.mark.parametrize("name", SATURATED, ids="-".join)
def test_saturated_share_is_that_on_record(by_name, name):
    case = by_name[name]
    got = case.saturated[0], case.saturated[-1]
    assert got == pytest.approx(SATURATED[name], abs=4)


@pytest.mark.parametrize("name", GRADIENT, ids="-".join)
def test_share_of_the_error_that_comes_back_is_that_on_record(by_name, name):
    assert by_name[name].gradient == pytest.approx(GRADIENT[name], rel=0.35)


def test_sigmoid_with_small_weights_brings_nothing_back(by_name):
    assert by_name["sigmoid", "normal 0.01"].gradient < 1e-12


def test_he_keeps_signal_and_error_of_relu(by_name):
    case = by_name["ReLU", "he"]
    assert 0.8 < case.gradient < 1.4
    assert 0.8 < case.std[-1] < 1.4


def test_xavier_keeps_the_mean_of_tanh_at_zero(by_name):
    assert max(map(abs, by_name["tanh", "xavier"].mean)) < 0.02


def test_relu_leaves_units_dead_others_do_not(by_name):
    for (activation, _), case in by_name.items():
        assert (0 < case.dead[-1] < 30) == (activation == "ReLU")


def test_histograms_count_every_activation(numbers):
    for case in numbers.cases:
        assert case.shares.sum(axis=1) == pytest.approx([100] * 3)


def test_table_shows_these_numbers(by_name, cells, as_numbers):
    for name, case in by_name.items():
        mean, *stds, saturated, dead, gradient = cells(*name)
        assert float(mean) == pytest.approx(case.mean[-1], rel=0.06)
        assert as_numbers(stds) == pytest.approx(std(case), rel=0.06)
        assert saturated == f"{case.saturated[0]:.0f} > {case.saturated[-1]:.0f} %"
        assert dead == f"{case.dead[-1]:.0f} %"
        assert float(gradient) == pytest.approx(case.gradient, rel=0.06)


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "for: tanh with xavier, tanh with lecun, ReLU with he;" in shown
    faint = [case._replace(gradient=1e-3) for case in numbers.cases]
    assert "for: none;" in activations.conclude(numbers._replace(cases=faint))
