"""Every row of ex4/octave/README.md: the Octave and the Python give the same."""

import re

import numpy as np
import pytest

from grader.exercises.ex4.parity import PLAN
from grader.parity.child import evaluate
from grader.parity.octave_side import run_octave
from grader.parity.table import differences
from grader.parity.trial import Sources, Trial

TEXT = (PLAN.octave / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+?) \| `(.+?)` \| `(.+?)` \|$", re.MULTILINE)
ROWS = ROW.findall(TEXT)
HOMES = {**PLAN.homes, "roll": "ex4.unroll"}


def _block(language):
    return re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)[1]


def _named(statements):
    """Give the last statement's value a name: ``a; b`` becomes ``a; result = b``."""
    depth, cut = 0, 0
    for i, character in enumerate(statements):
        depth += (character in "([{") - (character in ")]}")
        if character == ";" and depth == 0:
            cut = i + 1
    return f"{statements[:cut]} result = {statements[cut:].strip()}".strip()


TRIALS = [
    Trial(
        "README",
        what,
        _block("octave") + _named(octave),
        _block("python") + _named(python),
        {"result": 1e-14},
    )
    for what, octave, python in ROWS
]


@pytest.fixture(scope="module")
def answers(octave_cli):
    return run_octave(TRIALS, Sources(".m", PLAN.octave, ()), octave_cli).answers


def test_every_line_of_the_tables_is_read():
    lines = [line for line in TEXT.splitlines() if line.startswith("| ")]
    assert len(ROWS) == len([line for line in lines if not line.startswith("| |")])
    assert len(ROWS) > 45


@pytest.mark.parametrize("k", range(len(ROWS)), ids=[what for what, *_ in ROWS])
def test_both_give_the_same(answers, k):
    assert not answers[k].error
    octave = np.squeeze(answers[k].values["result"])
    python = evaluate(TRIALS[k].python, ["result"], {}, HOMES)["result"]
    assert np.squeeze(python).shape == octave.shape
    assert differences(np.squeeze(python), octave)[1] <= 1e-14
