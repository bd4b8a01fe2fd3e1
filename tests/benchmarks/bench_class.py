"""How fast a class is graded, what hostile submissions cost, and memory over time.

Run by hand on a machine that does nothing else::

    python tests/benchmarks/bench_class.py            # 200 submissions, two minutes
    python tests/benchmarks/bench_class.py --memory   # 2,000 submissions, five minutes
"""

import argparse
import contextlib
import io
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

REPOSITORY = Path(__file__).parents[2]
RIGHT = REPOSITORY / "tests" / "submissions" / "right"
COST = "nnCostFunction.py"

# Put behind a right solution; a wrapper works whatever the solution looks like.
WRAPPER = """

_right = nnCostFunction


def nnCostFunction(nn_params, n, h, K, X, y, lambda_):
    J, grad = _right(nn_params, n, h, K, X, y, lambda_)
    return {}
"""
WRONG = [
    "J * len(X), grad",
    "J, -grad",
    "J, grad * len(X)",
    "J, grad * 0",
    "J, grad[::-1]",
    "_right(nn_params, n, h, K, X, y, 0)",
    "_right(nn_params, n, h, K, X, y, -lambda_)",
    "J, grad[:-1]",
    "float('nan'), grad",
    "undefined_name",
]
LOOPS = "\n\ndef nnCostFunction(*_):\n    while True:\n        pass\n"
EATS = "\n\ndef nnCostFunction(*_):\n    kept = []\n    while True:\n        kept.append(bytearray(1 << 20))\n"  # noqa: E501


def write_class(folder, n_submissions, *, hostile):
    """Write right and wrong submissions; of the hostile, 1 in 20 loops, 1 in 20 eats.

    Returns
    -------
    int
        How many are not hostile.
    """
    rng = random.Random(4)
    right = sorted(path for path in RIGHT.iterdir() if path.is_dir())
    n_good = 0
    for i in range(n_submissions):
        chosen = rng.choice(right)
        kind = {0: LOOPS, 10: EATS}.get(i % 20, "")
        if kind and not hostile:
            continue
        n_good += not kind
        if not kind and i % 2:
            kind = WRAPPER.format(rng.choice(WRONG))
        for path in chosen.rglob("*.py"):
            target = folder / f"student {i:04}" / path.relative_to(chosen)
            target.parent.mkdir(parents=True, exist_ok=True)
            extra = kind + f"\n# {i}\n" if path.name == COST else ""
            target.write_text(path.read_text() + extra)
    return n_good


def grade(folder, jobs):
    """Run the command in this process; return seconds of clock and of CPU."""
    from grader import cli

    arguments = ["class", folder, "--gradebook", folder.with_suffix(".db")]
    arguments += ["--jobs", jobs, "--seed", "7"]
    cpu, start = cpu_seconds(), time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()) as output:
        status = cli.run(list(map(str, arguments)))
    seconds = time.perf_counter() - start
    assert status in (0, 1), output.getvalue()
    return seconds, cpu_seconds() - cpu


def cpu_seconds():
    """CPU time of this process and all that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def throughput(root, jobs):
    """Compare a class of well-behaved submissions with one that has hostile ones."""
    quiet, mixed = root / "quiet", root / "mixed"
    n_good = write_class(quiet, 200, hostile=False)
    write_class(mixed, 200, hostile=True)
    seconds, cpu = grade(quiet, jobs)
    print(f"{n_good} well-behaved: {seconds:.1f} s, {n_good / seconds:.1f} per second,")
    print(f"  {cpu / n_good:.3f} CPU seconds each")
    all_seconds, all_cpu = grade(mixed, jobs)
    n_hostile = 200 - n_good
    print(f"200 with {n_hostile} hostile: {all_seconds:.1f} s,")
    print(f"  {(all_cpu - cpu) / n_hostile:.2f} CPU seconds per hostile one")


def memory(root, jobs):
    """Sample this process's resident memory while it grades 2,000 submissions."""
    n_good = write_class(root / "large", 2200, hostile=False)
    samples, done = [], Event()

    def watch():
        while not done.wait(0.5):
            status = Path("/proc/self/status").read_text()
            samples.append(int(status.split("VmRSS:")[1].split()[0]) / 1024)

    watcher = Thread(target=watch)
    watcher.start()
    seconds, _ = grade(root / "large", jobs)
    done.set()
    watcher.join()
    n = len(samples)
    tenths = [f"{max(samples[i * n // 10 : (i + 1) * n // 10]):.0f}" for i in range(10)]
    print(f"{n_good} submissions: {seconds:.0f} s, {n_good / seconds:.1f} per second,")
    print(f"  MiB resident, most in each tenth of the time: {' '.join(tenths)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    sys.path.insert(0, str(REPOSITORY))
    with tempfile.TemporaryDirectory() as folder:
        (memory if args.memory else throughput)(Path(folder), args.jobs)


if __name__ == "__main__":
    main()
