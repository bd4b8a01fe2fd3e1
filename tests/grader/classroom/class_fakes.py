"""A grader that is fast and fails on demand; its workers import it by name.

Run as a script it is `python -m grader class` with that grader.
"""

import hashlib
import os
import signal
import sys
import time
from pathlib import Path

from grader.errors import UserError
from grader.exercises.menu import EXERCISES
from grader.record import as_text, from_grade
from grader.result import Grade, Hint, PartResult, Status

load_exercise = EXERCISES["ex4"]
FILE = "nnCostFunction.py"

# What a submission's first line may ask of the worker.
DIE, DIE_ONCE, RAISE, FAULT, SLOW = (
    "# die",
    "# die once",
    "# raise",
    "# fault",
    "# slow",
)


def work(task):
    """Grade by the file's hash; log every call in the folder that LOG names."""
    source = task.files[FILE].decode()
    log = Path(os.environ["CLASS_LOG"])
    n_before = log.read_text().splitlines().count(task.name) if log.exists() else 0
    with log.open("a") as file:
        file.write(task.name + "\n")
    order = source.splitlines()[0]
    if order == DIE or (order == DIE_ONCE and n_before == 0):
        os.kill(os.getpid(), signal.SIGKILL)
    if order == RAISE:
        raise MemoryError("of ours")
    if order == SLOW:
        time.sleep(0.03)
    return as_text(from_grade(made_up_grade(task.name, source, task.seed)))


def made_up_grade(name, source, seed):
    """Return a grade that only depends on the arguments."""
    digest = hashlib.sha256(f"{seed}{source}".encode()).digest()
    exercise = load_exercise()
    results = []
    for part, byte in zip(exercise.parts + exercise.ungraded, digest, strict=False):
        passed = byte % 3 > 0
        status = Status.PASSED if passed else Status.WRONG
        if source.startswith(FAULT):
            status = Status.GRADER_ERROR
        hint = Hint("penalizes_bias", "The bias is penalized.", "1.4")
        results.append(
            PartResult(
                number=part.number,
                name=part.name,
                file=part.file + ".py",
                score=part.max_score if passed else 0,
                max_score=part.max_score,
                status=status,
                message="Nice work!" if passed else "J differs",
                hint=None if passed else hint,
                output=source[:20],
                seconds=time.perf_counter(),
            )
        )
    n = len(exercise.parts)
    return Grade(
        "ex4", name, "python", seed, "none", tuple(results[:n]), tuple(results[n:])
    )


def grade_class(*arguments, write=lambda text: None):
    """Run the command with this grader; return its exit status."""
    import argparse

    from grader import classroom

    parser = argparse.ArgumentParser()
    classroom.add_arguments(parser)
    args = parser.parse_args(list(map(str, arguments)))
    args.load_exercise, args.exercise = load_exercise, load_exercise()
    return classroom.run(args, write, work)


def main():
    # Workers must find this file by its name, not as the script that was started.
    import class_fakes

    try:
        return class_fakes.grade_class(*sys.argv[1:], write=print)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
