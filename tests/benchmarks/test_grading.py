"""One grading: clock and CPU time of `python -m grader` on the reference."""

import json
import os
import subprocess
import sys
import time

import numpy as np

BARE_SCRIPT = """
import numpy as np
from ex4.nnCostFunction import nnCostFunction
from ex4.debugInitializeWeights import debugInitializeWeights as weights
from ex4.unroll import unroll
print(nnCostFunction(unroll(weights(5, 3), weights(3, 5)), 3, 5, 3, weights(5, 2),
                     1 + np.arange(1, 6) % 3, 1)[0])
"""


def in_a_process(repository, *arguments):
    def run():
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=repository,
            env=os.environ | {"PYTHONPATH": ""},
            capture_output=True,
            check=True,
        )
        return done.stdout

    return run


def test_grading_the_reference(duel, repository, bwrap):
    contenders = {
        "python -m grader": in_a_process(repository, "-m", "grader", "--seed", "7"),
        "rlimits instead of bubblewrap": in_a_process(
            repository, "-m", "grader", "--seed", "7", "--wall", "rlimits"
        ),
        "a bare script, no checks": in_a_process(repository, "-c", BARE_SCRIPT),
    }
    assert b"100 / 100" in contenders["python -m grader"]()
    duel.run(contenders, rounds=15)


def test_cpu_seconds_of_one_grading(benchmark, repository, bwrap):
    """The parent's own and what the sandbox measured inside; both are reported."""
    run = in_a_process(repository, "-m", "grader", "--seed", "7", "--format", "json")
    cpu = []
    for _ in range(10):
        before = os.times()
        report = json.loads(run())
        after = os.times()
        waited_for = sum(after[2:4]) - sum(before[2:4])
        parts = report["parts"] + report["ungraded"]
        cpu.append((waited_for, sum(part["seconds"] for part in parts)))
    waited_for, inside = np.median(cpu, axis=0)
    benchmark.extra_info.update(waited_for=waited_for, inside=inside)
    benchmark.pedantic(time.sleep, (0,), rounds=1)
    print(
        f"\nCPU: {waited_for:.3f} s with children, {inside:.3f} s of it student's calls"
    )
    assert waited_for <= 0.5
