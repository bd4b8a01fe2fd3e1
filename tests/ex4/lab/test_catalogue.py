from pathlib import Path

import pytest

from ex4.lab import experiments
from ex4.lab.catalogue import EXPERIMENTS, question

ASKED_FOR = {
    "symmetry",
    "epsilon",
    "activations",
    "depth",
    "training",
    "optimizers",
    "pretraining",
    "restarts",
    "surrogate",
    "linear",
}


def test_every_file_is_in_the_menu_under_its_name():
    files = {path.stem for path in Path(experiments.__file__).parent.glob("[a-z]*.py")}
    assert files == EXPERIMENTS.keys() >= ASKED_FOR
    for name, module in EXPERIMENTS.items():
        assert module.__name__ == f"ex4.lab.experiments.{name}"


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_an_experiment_is_a_question(name):
    assert question(name).endswith("?")
    assert len(question(name)) < 80


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_an_experiment_has_a_test_of_its_numbers(name):
    assert Path(__file__).with_name("experiments").joinpath(f"test_{name}.py").exists()
