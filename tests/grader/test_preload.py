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
