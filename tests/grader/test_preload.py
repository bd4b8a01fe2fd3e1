"""What a submission imports from SciPy is imported once, not in every part."""

import pytest

from grader.submission import Submission
from grader.walls import preload


@pytest.mark.parametrize(
    ("line", "modules"),
    [
        ("from scipy.special import expit", ("scipy.special",)),
        ("import scipy.special as sc", ("scipy.special",)),
        ("from scipy import optimize", ("scipy.optimize",)),
        ("import numpy as np", ()),
        ("special = 'scipy'", ()),
    ],
)
def test_a_source_tells_what_it_wants(line, modules):
    submission = Submission("ann", "python", {"a.py": b"x = 1", "b.py": line.encode()})
    assert preload(submission) == modules


def test_the_handout_s_own_files_slow_no_grading_down():
    files = {"nnCostFunction.py": b"import numpy", "ex4.py": b"import scipy.optimize"}
    written = frozenset({"nnCostFunction.py"})
    submission = Submission("ann", "python", files, written=written)
    assert preload(submission) == ()
