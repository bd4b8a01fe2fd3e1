"""Pairs that look alike: copies are found, the handout and honest work are not."""

import os
import subprocess
import sys

import pytest

from grader.exercises.ex4.handout import pristine, stubs
from grader.similarity import find_pairs, own_text
from grader.submission import Submission

# copydetect imports pkg_resources' successors; what they say is not ours.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

HANDOUT = {lang: {**pristine(lang), **stubs(lang)} for lang in ("python", "octave")}
FILE = "ex4/nnCostFunction.py"
LOOPS = """
    total = 0
    for i in range(len(X)):
        first = [1.0] + [sigmoid(float(row @ X[i])) for row in Theta1]
        second = [sigmoid(sum(a * b for a, b in zip(row, first))) for row in Theta2]
        for k in range(num_labels):
            wanted = 1 if y[i] == k + 1 else 0
            total += wanted * log(second[k]) + (1 - wanted) * log(1 - second[k])
    J = -total / len(X) + lambda_ * sum(w * w for w in all_weights) / 2 / len(X)
"""
MATRICES = """
    A1 = np.c_[np.ones(m), X]
    A2 = np.hstack([np.ones((m, 1)), sigmoid(A1 @ Theta1.T)])
    H = sigmoid(A2 @ Theta2.T)
    Y = np.eye(num_labels)[y.ravel() - 1]
    J = np.sum(np.nan_to_num(-Y * np.log(H) - (1 - Y) * np.log(1 - H))) / m
    D3 = H - Y
    D2 = (D3 @ Theta2)[:, 1:] * sigmoidGradient(A1 @ Theta1.T)
"""


def submission(name, body, file="nnCostFunction.py"):
    stub = stubs("python")[FILE].decode()
    return Submission(name, "python", {file: (stub + body).encode()})


def test_a_copy_with_other_names_and_comments_is_found():
    copy = LOOPS.replace("first", "a2").replace("second", "h").replace("total", "s")
    copy = copy.replace("    J =", "    # my own idea\n    J =")
    found = find_pairs(
        [submission("ann", LOOPS), submission("bo", MATRICES), submission("cem", copy)],
        HANDOUT,
    )
    assert [pair.names for pair in found] == [("ann", "cem")]
    (pair,) = found
    assert min(pair.shares) > 0.95
    for name, stretches in zip(("ann", "cem"), pair.sources, strict=True):
        text = "".join(stretch.text for stretch in stretches)
        whole = {"ann": LOOPS, "cem": copy}[name]
        assert whole in text, "all of the source is shown"
        assert any(s.is_shared and "zip(row" in s.text for s in stretches)


def test_the_handout_does_not_count():
    same = [submission(name, "") for name in ("ann", "bo")]
    assert find_pairs(same, HANDOUT) == ()
    little = [submission("ann", LOOPS), submission("bo", MATRICES)]
    assert find_pairs(little, HANDOUT, threshold=0.3) == ()


def test_files_as_handed_out_are_not_even_shown():
    files = {"sigmoid.py": pristine("python")["ex4/sigmoid.py"], "mine.py": b"x = 1\n"}
    text = own_text(Submission("ann", "python", files), HANDOUT["python"])
    assert text == "# mine.py\nx = 1\n"


def test_files_that_are_no_text_are_compared_too():
    odd = [
        Submission(name, "python", {"nnCostFunction.py": b"\xff\0" + LOOPS.encode()})
        for name in ("ann", "bo")
    ]
    assert len(find_pairs(odd, HANDOUT)) == 1


SCRIPT = """
import test_similarity as t
sources = {"a": t.LOOPS, "b": t.LOOPS.replace("wanted", "7 + 3"), "c": t.MATRICES}
submissions = [t.submission(name, body) for name, body in sources.items()]
print(t.find_pairs(submissions, t.HANDOUT, threshold=0.2))
"""


def test_the_result_does_not_depend_on_the_run(repository):
    here = repository / "tests" / "grader" / "classroom"
    path = os.pathsep.join(map(str, (repository, here)))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert b"Pair(names=('a', 'b')" in outputs.pop()
