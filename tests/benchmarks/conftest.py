"""Interleaved measurements: contenders take turns, so that noise hits all alike."""

import os
import time

# Before anything imports numpy: one thread, or the ratios say nothing.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402
import pytest  # noqa: E402

ROUNDS = 40
WARM_UP = 3

_table = []


class Duel:
    """Medians of contenders that took turns; the first is the one that counts."""

    def __init__(self, benchmark, title):
        self._benchmark, self._title = benchmark, title
        self.seconds = {}

    def run(self, contenders, rounds=ROUNDS):
        """Time every contender once a round."""
        times = {name: [] for name in contenders}
        for i in range(WARM_UP + rounds):
            for name, contender in contenders.items():
                start = time.perf_counter()
                contender()
                if i >= WARM_UP:
                    times[name].append(time.perf_counter() - start)
        for name, measured in times.items():
            self.add(name, float(np.median(measured)))
        first = next(iter(contenders))
        self._benchmark.pedantic(contenders[first], rounds=5, iterations=1)
        return self.seconds

    def add(self, name, seconds):
        """Add a median that was measured elsewhere, as inside Octave."""
        self.seconds[name] = seconds
        _table.append((self._title, name, seconds))
        self._benchmark.extra_info[name] = seconds

    def ratio(self, name, other):
        """How many times as long as another one it took."""
        return self.seconds[name] / self.seconds[other]


@pytest.fixture
def duel(benchmark, request):
    return Duel(benchmark, request.node.name.removeprefix("test_").replace("_", " "))


def pytest_terminal_summary(terminalreporter):
    """Print every median, and its ratio to the first of its group."""
    if not _table:
        return
    terminalreporter.section("medians, contenders taking turns, one BLAS thread")
    title = None
    for group, name, seconds in _table:
        if group != title:
            title, first = group, seconds
            terminalreporter.write_line(f"\n{group}")
        terminalreporter.write_line(
            f"  {name:32} {1000 * seconds:10.2f} ms {seconds / first:8.2f}"
        )


@pytest.fixture(scope="session")
def problem():
    """5000 x 400 inputs, 25 hidden units, 10 labels, as in the exercise."""
    rng = np.random.default_rng(0)
    X = rng.random((5000, 400))
    y = rng.integers(1, 11, 5000)
    nn_params = rng.uniform(-0.12, 0.12, 25 * 401 + 10 * 26)
    return X, y, nn_params
