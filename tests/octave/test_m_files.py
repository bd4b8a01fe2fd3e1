"""The .m files against numbers that the original exercise is known to give."""

import re

import numpy as np
import pytest

from ex4.known import KNOWN
from grader.exercises.ex4.parity import PLAN
from grader.exercises.ex4.parity_inputs import original, sine_pictures, wild
from grader.parity.octave_side import run_octave
from grader.parity.trial import Sources, Trial

# What submit.m sends for a right solution: five decimals each.
PART_1, PART_2 = "3.08745", "3.64704"
PART_3 = """
0.06866 0.05758 0.23912 0.08484 0.05047 0.21076 0.10733 0.04650 0.17441 0.13680
0.04518 0.13886 0.17210 0.04634 0.10897 0.20861 0.05014 0.08605 0.23778 0.05703
0.06951 0.24996 0.06783 0.05815 0.24040 0.08366 0.05082 0.21287 0.10572 0.04667
"""
PART_4 = """
-0.01210 -0.12776 0.04255 0.09974 -0.00313 -0.00419 0.00399 0.00135 0.00377 0.00486
-0.00473 -0.00167 0.25504 -0.00802 0.46691 0.34101 0.18263 -0.00807 0.32624 0.23966
0.13171 -0.00244 0.24870 0.18061 0.06931 -0.00109 0.12956 0.09393 0.17316 -0.00799
0.30771 0.22624
"""
PART_5 = """
-0.01210 -0.12776 0.04255 0.09974 0.03550 -0.09794 0.04338 0.06231 -0.08636 0.01891
0.07370 -0.08100 0.25504 -0.00802 0.46691 0.34101 0.09722 -0.00766 0.41132 0.16844
0.10592 0.09025 0.19735 0.13066 0.16223 -0.02847 0.05943 0.17969 0.17191 -0.09271
0.37947 0.25124
"""

COST = "[J, grad] = nnCostFunction(nn_params, n, h, K, X, y, lambda_)"
TRAIN = (
    "[~, costs, i] = fmincg(@(p) nnCostFunction(p, n, h, K, X, y, lambda_), "
    "nn_params, struct('MaxIter', 50))"
)
CHECK = "lines = double(evalc('checkNNGradients(lambda_)'))"
ROSENBROCK = (
    "f = @(x) deal(100 * (x(2) - x(1)^2)^2 + (1 - x(1))^2, "
    "[-400 * x(1) * (x(2) - x(1)^2) - 2 * (1 - x(1)); 200 * (x(2) - x(1)^2)]); "
    "[x, costs, i] = fmincg(f, [-1.2; 1], struct('MaxIter', 100))"
)


def _trial(octave, outputs, **inputs):
    return Trial("", "", octave, "", dict.fromkeys(outputs, 0.0), inputs)


TRIALS = {
    "cost 0": _trial(COST, ("J", "grad"), **original(), lambda_=0),
    "cost 1.5": _trial(COST, ("J", "grad"), **original(), lambda_=1.5),
    "wild 0": _trial(COST, ("J", "grad"), **wild(), lambda_=0),
    "wild 0.1": _trial(COST, ("J", "grad"), **wild(), lambda_=0.1),
    "sines 0": _trial(COST, ("J", "grad"), **sine_pictures(), lambda_=0),
    "sines 3": _trial(COST, ("J", "grad"), **sine_pictures(), lambda_=3),
    "slopes": _trial("g = sigmoidGradient(reshape(3 * sin(1:30), 3, 10))", ("g",)),
    "train 0": _trial(TRAIN, ("costs", "i"), **original(), lambda_=0),
    "train 1.5": _trial(TRAIN, ("costs", "i"), **original(), lambda_=1.5),
    "rosenbrock": _trial(ROSENBROCK, ("x", "costs", "i")),
    "check 0": _trial(CHECK, ("lines",), lambda_=0),
    "check 3": _trial(CHECK, ("lines",), lambda_=3),
    "random": _trial("rand('twister', 42); W = randInitializeWeights(400, 25)", ("W",)),
}


@pytest.fixture(scope="module")
def octave(octave_cli):
    sources = Sources(".m", PLAN.octave, ())
    side = run_octave(list(TRIALS.values()), sources, octave_cli)
    for name, answer in zip(TRIALS, side.answers, strict=True):
        assert not answer.error, f"{name}: {answer.error}"
    return {
        name: {key: np.squeeze(value) for key, value in answer.values.items()}
        for name, answer in zip(TRIALS, side.answers, strict=True)
    }


def _as_sent(values):
    return [f"{value:0.5f}" for value in np.atleast_1d(values).ravel(order="F")]


@pytest.mark.parametrize(
    ("name", "output", "sent"),
    [
        ("cost 0", "J", PART_1),
        ("cost 1.5", "J", PART_2),
        ("slopes", "g", PART_3),
        ("cost 0", "grad", PART_4),
        ("cost 1.5", "grad", PART_5),
    ],
)
def test_submits_what_a_right_solution_submits(octave, name, output, sent):
    assert _as_sent(octave[name][output]) == sent.split()


@pytest.mark.parametrize(
    ("name", "J"),
    [("wild 0", 10.931093), ("wild 0.1", 170.993329), ("cost 1.5", 3.6470412555595919)]
    + [("sines 0", 7.003299587287), ("sines 3", 7.387697163765)],
)
def test_costs_known_from_elsewhere(octave, name, J):
    assert octave[name]["J"] == pytest.approx(J, abs=6e-7 if J > 8 else 6e-13)


def test_gradient_on_the_inputs_that_students_shared(octave):
    begins = [3.0518e-01, 7.1044e-02, 5.1307e-02, 6.2115e-01]
    assert octave["wild 0.1"]["grad"][:4] == pytest.approx(begins, rel=2e-5)


def test_fmincg_follows_the_reference_traces(octave):
    costs, i = octave["train 1.5"]["costs"], octave["train 1.5"]["i"]
    first = [2.741583377645, 2.302910821341, 2.279006925382, 2.263342912891]
    assert costs[:4] == pytest.approx(first, abs=1e-11)
    assert costs[-1] == pytest.approx(2.249340578475, abs=1e-11)
    assert (i, len(costs)) == (43, 40)
    costs = octave["train 0"]["costs"]
    assert costs[4] == pytest.approx(2.220230068537, abs=1e-11)
    assert costs[-1] == pytest.approx(2.172937579440, rel=1e-6)
    assert len(costs) == 50


def test_fmincg_finds_the_bottom_of_rosenbrocks_valley(octave):
    assert octave["rosenbrock"]["x"] == pytest.approx([1, 1], abs=1e-12)
    assert octave["rosenbrock"]["i"] == 32


@pytest.mark.parametrize(
    ("name", "row", "value"),
    [
        ("check 0", 0, -9.2783e-03),
        ("check 0", 20, 0.31454),
        ("check 0", 37, 0.046560),
        ("check 3", 5, -0.016768),
        ("check 3", 7, 0.059336),
    ],
)
def test_gradient_check_prints_the_known_columns(octave, name, row, value):
    lines = "".join(map(chr, octave[name]["lines"].astype(int))).splitlines()
    numerical, analytical = map(float, lines[row].split())
    assert numerical == analytical == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize("name", ["check 0", "check 3"])
def test_gradient_check_ends_with_a_small_difference(octave, name):
    text = "".join(map(chr, octave[name]["lines"].astype(int)))
    difference = float(re.search(r"Relative Difference: (\S+)", text)[1])
    assert 1e-12 < difference < 1e-10


def test_seeded_weights_are_those_on_record(octave):
    W = octave["random"]["W"]
    assert W.shape == (25, 401)
    assert W[0, 0] == 0.033462431629892098
    assert W[1, 0] == -0.11399741874655993
    assert W[0, 1] == -0.039217309172969575


def test_known_costs_are_those_that_python_knows():
    text = (PLAN.octave / "knownCosts.m").read_text()
    for known in KNOWN.values():
        assert "; ".join(f"'{cost}'" for cost in known.costs.values()) in text
        assert f"[{known.squares[0]} {known.squares[1]}]" in text


def test_stubs_without_their_solution_return_zeros(octave_cli, tmp_path):
    for file in PLAN.octave.glob("*.m"):
        text = re.sub(
            r"% >>> solution\n.*?% <<< solution\n", "", file.read_text(), flags=re.S
        )
        (tmp_path / file.name).write_text(text)
    trials = [
        TRIALS["cost 1.5"],
        TRIALS["slopes"],
        _trial("W = randInitializeWeights(3, 5)", ("W",)),
    ]
    side = run_octave(trials, Sources(".m", tmp_path, ()), octave_cli)
    cost, slopes, weights = (answer.values for answer in side.answers)
    assert cost["J"] == 0
    assert cost["grad"].shape == (32, 1)
    assert not np.any(cost["grad"])
    assert slopes["g"].shape == (3, 10)
    assert not np.any(slopes["g"])
    assert weights["W"].shape == (5, 4)
    assert not np.any(weights["W"])


def test_original_weights_read_the_mnist_digits(octave_cli, originals):
    from scipy.io import loadmat

    weights = loadmat(originals / "ex4weights.mat")
    with np.load(originals / "mnist_t10k_20x20.npz") as digits:
        inputs = {"X": digits["X"] / 255, "y": digits["y"].ravel()}
    inputs |= {name: weights[name] for name in ("Theta1", "Theta2")}
    statements = (
        "accuracy = 100 * mean(predict(Theta1, Theta2, X) == y); "
        "J = nnCostFunction([Theta1(:); Theta2(:)], 400, 25, 10, X, y, 0)"
    )
    trial = _trial(statements, ("accuracy", "J"), **inputs)
    (answer,) = run_octave([trial], Sources(".m", PLAN.octave, ()), octave_cli).answers
    assert answer.values["accuracy"].item() == pytest.approx(93.40, abs=1e-9)
    assert answer.values["J"].item() == pytest.approx(0.467200, abs=6e-7)
