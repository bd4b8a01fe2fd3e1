"""Each test file here runs its experiment once, at full size, as a student does."""

import numpy as np
import pytest

from ex4.lab import report
from ex4.lab.catalogue import EXPERIMENTS
from ex4.lab.figures import png

TERMINAL_COLUMNS = 88


@pytest.fixture(scope="module")
def experiment(request):
    """The module that a test file is about: test_symmetry.py, symmetry."""
    return EXPERIMENTS[request.module.__name__.rpartition("test_")[2]]


@pytest.fixture(scope="module")
def numbers(experiment):
    return experiment.run()


@pytest.fixture(scope="module")
def shown(experiment, numbers):
    """Check what every experiment owes its reader; give its conclusion."""
    table = experiment.table(numbers)
    lines = report._aligned(table)
    assert len(lines) <= 20
    assert max(map(len, lines)) <= TERMINAL_COLUMNS
    assert not any("nan" in cell for row in table for cell in row)
    assert 40 < len(png(experiment.draw(numbers))) <= 60 * 1024
    figure = experiment.draw(numbers)
    for axes in figure.axes:
        if axes.axison:
            assert axes.get_xlabel() or axes.get_ylabel() or figure.get_supxlabel()
    conclusion = experiment.conclude(numbers)
    assert conclusion.endswith(".")
    return conclusion


@pytest.fixture(scope="module")
def cells(experiment, numbers):
    """What the table shows, by the first cells of a row."""

    def find(*first):
        rows = experiment.table(numbers)
        found = [row for row in rows if tuple(row[: len(first)]) == first]
        assert len(found) == 1, first
        return found[0][len(first) :]

    return find


def number(cell):
    return float(cell.removesuffix(" %"))


@pytest.fixture(scope="session")
def as_numbers():
    """Turn the cells of a table into numbers."""
    return lambda cells: np.array([number(cell) for cell in cells])
