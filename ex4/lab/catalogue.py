"""The menu of experiments, in the order of the lecture."""

from types import ModuleType

from ex4.lab.experiments import (
    activations,
    depth,
    epsilon,
    linear,
    losses,
    optimizers,
    pretraining,
    restarts,
    surrogate,
    symmetry,
    training,
    zeros,
)

EXPERIMENTS: dict[str, ModuleType] = {
    "symmetry": symmetry,
    "zeros": zeros,
    "epsilon": epsilon,
    "activations": activations,
    "depth": depth,
    "training": training,
    "pretraining": pretraining,
    "optimizers": optimizers,
    "restarts": restarts,
    "surrogate": surrogate,
    "linear": linear,
    "losses": losses,
}


def question(name: str) -> str:
    """Give the question of an experiment, the first line of its file."""
    return (EXPERIMENTS[name].__doc__ or "").splitlines()[0]
