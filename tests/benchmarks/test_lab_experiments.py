"""Seconds of every experiment of the lab, as a student waits for it."""

import time

from ex4.lab.catalogue import EXPERIMENTS
from ex4.lab.figures import png

EXPERIMENT_SECONDS = 20.0  # on two cores with nothing else to do
ALL_SECONDS = 90.0


def test_experiments(duel):
    for name, experiment in EXPERIMENTS.items():
        start = time.perf_counter()
        png(experiment.draw(experiment.run()))
        duel.add(name, time.perf_counter() - start)
    duel.run({"menu": lambda: sorted(EXPERIMENTS)}, rounds=1)
    assert max(duel.seconds.values()) < EXPERIMENT_SECONDS
    assert sum(duel.seconds.values()) < ALL_SECONDS
