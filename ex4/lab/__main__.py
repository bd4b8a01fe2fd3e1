"""python -m ex4.lab: run experiments on how weights should start."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

# The lab's matrices are small: BLAS would wait for its threads longer than it computes,
# and how many there are would show in the last digits. Read when numpy is loaded.
for _variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from ex4.dataset import DataError, Digits, load_digits
from ex4.lab.catalogue import EXPERIMENTS, question
from ex4.lab.figures import save
from ex4.lab.report import Answer, as_json, as_page, as_text
from ex4.lab.train import SEED

ALL = "all"
QUIET_SECONDS = 2.0  # progress is shown from then on


class Progress:
    """Says on standard error what is being computed, once that takes a while."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.start = self.told = perf_counter()

    def __call__(self, what: str) -> None:
        """Show what is being computed now; in a log, not more often than needed."""
        now = perf_counter()
        if now - self.start < QUIET_SECONDS:
            return
        if sys.stderr.isatty():
            print(
                f"\r\x1b[K{self._line(what, now)}", end="", file=sys.stderr, flush=True
            )
        elif now - self.told >= QUIET_SECONDS:
            print(self._line(what, now), file=sys.stderr, flush=True)
            self.told = now

    def _line(self, what: str, now: float) -> str:
        return f"{self.name}: {now - self.start:.0f} s, {what} ..."

    def clear(self) -> None:
        """Remove the line from a terminal."""
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; return the exit status."""
    options = _parser().parse_args(arguments)
    if options.name is None:
        print(_menu())
        return 0
    names = list(EXPERIMENTS) if options.name == ALL else [options.name]
    try:
        digits = load_digits(options.data)
        options.figures.mkdir(parents=True, exist_ok=True)
        answers = _answer_all(names, digits, options)
        page = options.figures / "lab.html"
        if options.name == ALL:
            _write(page, as_page(answers))
    except DataError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or options.figures}: {error.strerror}.")
    except KeyboardInterrupt:
        print("python -m ex4.lab: stopped.", file=sys.stderr)
        return 130
    if options.json:
        print(as_json(answers))
    elif options.name == ALL:
        print(f"Page: {page}")
    return 0


def _answer_all(
    names: list[str], digits: Digits, options: argparse.Namespace
) -> list[Answer]:
    """Run experiments, printing each as soon as it is done."""
    answers = []
    for name in names:
        answers.append(_answer(name, digits, options.seed, options.figures))
        if not options.json:
            print(as_text(answers[-1]), end="\n\n" if len(names) > 1 else "\n")
    return answers


def _answer(name: str, digits: Digits, seed: int, folder: Path) -> Answer:
    """Run one experiment and save its figure."""
    experiment = EXPERIMENTS[name]
    progress = Progress(name)
    try:
        numbers = experiment.run(digits=digits, seed=seed, tick=progress)
        progress("drawing")
        figure = folder / f"lab-{name}.png"
        save(experiment.draw(numbers), figure)
    finally:
        progress.clear()
    table, conclusion = experiment.table(numbers), experiment.conclude(numbers)
    return Answer(name, question(name), seed, numbers, table, conclusion, figure)


def _write(path: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def _refuse(message: str) -> int:
    """Say what is wrong with what was asked for; the status for it."""
    print(f"python -m ex4.lab: {message}", file=sys.stderr)
    return 2


def _menu() -> str:
    width = max(map(len, EXPERIMENTS))
    lines = [f"  {name:<{width}}  {question(name)}" for name in EXPERIMENTS]
    return "\n".join(
        [
            "Why weights must start random, and how: experiments to run.",
            "",
            *lines,
            f"  {ALL:<{width}}  Every figure, and one page of them.",
            "",
            "Run one with: python -m ex4.lab NAME",
        ]
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ex4.lab",
        description="Experiments on how weights should start; without NAME, a list.",
    )
    add = parser.add_argument
    add(
        "name",
        nargs="?",
        choices=[*EXPERIMENTS, ALL],
        metavar="NAME",
        help=f"one of {', '.join(EXPERIMENTS)}, or {ALL}",
    )
    add(
        "--seed",
        type=_seed,
        default=SEED,
        metavar="N",
        help=f"of the random numbers (default: {SEED})",
    )
    add(
        "--figures",
        type=Path,
        default=Path("figures"),
        metavar="DIR",
        help="where to save the figures (default: figures/)",
    )
    add("--json", action="store_true", help="print the numbers as JSON, not a table")
    add("--data", type=Path, metavar="FILE", help=".mat file with X and y")
    return parser


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
