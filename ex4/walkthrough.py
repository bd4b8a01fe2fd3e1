"""What the walk-through does besides the exercise: pauses, figures, transcript."""

from __future__ import annotations

import argparse
import atexit
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from ex4.mishaps import explain_exceptions, missing_file
from ex4.options import has_screen, has_terminal

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from scipy.optimize import OptimizeResult

    from ex4.arguments import Matrix


class Walkthrough:
    """The surroundings of one run of the exercise."""

    def __init__(self, options: argparse.Namespace) -> None:
        explain_exceptions()
        if missing := missing_file():
            leave(missing)
        self._figures: Path = options.figures
        self._is_paused = has_terminal() and not options.no_pause
        self._shows = has_screen()
        if options.transcript:
            _start_transcript(options.transcript)

    def pause(self) -> None:
        """Wait for enter, as ex4.m does between its parts."""
        print("\nProgram paused. Press enter to continue.")
        if self._is_paused:
            _read_enter()

    def figure(self, name: str, figure: Figure) -> None:
        """Save a figure, and show it where there is a screen."""
        path = self._figures / f"{name}.png"
        try:
            self._figures.mkdir(parents=True, exist_ok=True)
            figure.savefig(path, dpi=150)
        except OSError as error:
            leave(f"The figure {path} cannot be written ({error}); try --figures DIR.")
        remark(f"Figure saved as {path}")
        if self._shows:
            import matplotlib.pyplot as plt

            plt.show(block=False)
            plt.pause(0.1)


def use_plotting() -> Any:
    """Return pyplot, without windows where there is no screen."""
    import matplotlib

    if not has_screen():
        matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    return plt


def print_iteration(intermediate_result: OptimizeResult, costs: list[float]) -> None:
    """Show the cost of one iteration, over the line of the one before."""
    costs.append(float(intermediate_result.fun))
    print(f"Iteration  {len(costs):4d} | Cost: {costs[-1]:4.6e}\r", end="", flush=True)


def expected(costs: dict[float, str], lambda_: float) -> str:
    """Return the line that says what the cost should be, where it is known."""
    if lambda_ not in costs:
        return ""
    return f"(this value should be about {costs[lambda_]})"


def save_weights(path: Path, Theta1: Matrix, Theta2: Matrix) -> None:
    """Write the weights as a .mat file that Octave loads."""
    from scipy.io import savemat

    partial = path.with_name(path.name + ".part")
    try:
        savemat(partial, {"Theta1": Theta1, "Theta2": Theta2}, appendmat=False)
        partial.replace(path)
    except OSError as error:
        leave(f"{path} cannot be written ({error}); give --save another path.")
    remark(f"Trained weights saved as {path}")


def come_back(file: str, part: str, section: str) -> NoReturn:
    """End the walk where the student's work has not yet arrived; status 1."""
    remark(
        f"\nThis is as far as it goes: {part} is still to be written.\n"
        f"Next: open ex4/{file}.py (handout, section {section}), "
        "then run `python -m grader`."
    )
    sys.exit(1)


def leave(message: str) -> NoReturn:
    """End with one line for the user's mistake; status 2."""
    remark(message)
    sys.exit(2)


def remark(text: str) -> None:
    """Say what ex4.m does not say; it stays out of the transcript."""
    print(text, file=sys.stderr)


def _read_enter() -> None:
    """Wait for enter; the end of input will do as well."""
    try:
        input()
    except EOFError:
        return
    except KeyboardInterrupt:
        sys.exit(130)


class _Tee:
    """Standard output, and a copy of all that goes there."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.text: list[str] = []

    def write(self, text: str) -> int:
        """Write to both."""
        self.text.append(text)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _start_transcript(path: Path) -> None:
    """Write what is printed from now on to a file, when the program ends."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text("")
    except OSError as error:
        leave(f"{path} cannot be written ({error}); give --transcript another path.")
    tee = _Tee(sys.stdout)
    sys.stdout = tee

    def finish() -> None:
        partial.write_text("".join(tee.text))
        partial.replace(path)

    atexit.register(finish)
