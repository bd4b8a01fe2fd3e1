"""What is better seen than read: gradients as matrices, digits, hidden units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ex4.computeNumericalGradient import computeNumericalGradient
from ex4.dataset import NUM_LABELS, DataError, Digits, load_digits
from ex4.displayData import displayData
from ex4.unroll import roll
from grader.drawing import differs, grey_image, heat_map, largest
from grader.exercise import Call
from grader.exercises.ex4.instances import original
from grader.exercises.ex4.training import Trained, train
from grader.pictures import Panel, Picture
from grader.result import Grade, Status

if TYPE_CHECKING:
    from grader.drawing import Matrix
    from grader.exercise import Run

SHOWN_DIGITS, SHOWN_MISREAD = 100, 25
COST, REGULARIZED_COST, GRADIENT, REGULARIZED_GRADIENT = 1, 2, 4, 5  # parts


def pictures(grade: Grade, run: Run, trains: bool) -> tuple[Picture, ...]:
    """Draw what there is to see of a submission.

    Parameters
    ----------
    grade : Grade
    run : callable
        Runs calls of the submission behind the wall.
    trains : bool
        Train the submission's network, if all parts have passed.

    Returns
    -------
    tuple of Picture
    """
    gradient = _gradient(grade, run)
    try:
        digits = load_digits()
    except DataError as error:
        return (*gradient, Picture("The digits", f"{error}.", ()))
    if trains and grade.score == grade.max_score:
        return (*gradient, *_trained(train(run, digits, grade.seed), digits))
    return (*gradient, _some_digits(digits))


def _gradient(grade: Grade, run: Run) -> tuple[Picture, ...]:
    """Show the gradient beside the one that follows from the submission's own costs."""
    status = {part.number: part.status for part in grade.parts}
    if status.get(GRADIENT, Status.NOT_STARTED) is Status.NOT_STARTED:
        return ()
    is_regularized = status[GRADIENT] is Status.PASSED
    network = original()
    arguments = network.arguments(network.lambda_ if is_regularized else 0.0)
    found = gradients(run, arguments)
    if found is None:
        return ()
    shapes = network.Theta1.shape, network.Theta2.shape
    costs = (COST, REGULARIZED_COST) if is_regularized else (COST,)
    unsure = [part for part in costs if status.get(part) is not Status.PASSED]
    title = f"Your gradient, lambda = {arguments[-1]:g}"
    return (Picture(title, _caption(*found, unsure), tuple(_panels(*found, shapes))),)


def gradients(run: Run, arguments: tuple[Any, ...]) -> tuple[Matrix, Matrix] | None:
    """Return a submission's gradient and the central differences of its cost.

    Parameters
    ----------
    run : callable
    arguments : tuple
        Of nnCostFunction.

    Returns
    -------
    analytical, numerical : ndarray of shape (n_params,)
        None where the submission does not answer with numbers of the right shape.
    """
    point, *others = arguments
    points = [point]

    def note(theta: Matrix) -> float:
        points.append(theta.copy())
        return 0.0

    computeNumericalGradient(note, point)
    calls = [Call("nnCostFunction", (theta, *others), outputs=2) for theta in points]
    answers = run(calls).answers
    costs = [_numbers(answer.values, 0, 1) for answer in answers]
    grad = _numbers(answers[0].values, 1, point.size) if answers else None
    if grad is None or len(costs) < len(calls) or any(cost is None for cost in costs):
        return None
    following = iter([cost for cost in costs[1:] if cost is not None])
    return grad, computeNumericalGradient(lambda _: next(following).item(), point)


def _numbers(values: Sequence[Any], index: int, size: int) -> Matrix | None:
    """Return the value at `index`, flat; None if it is not `size` real numbers."""
    value = values[index] if index < len(values) else None
    if value is None or value.size != size or value.dtype.kind not in "fiub":
        return None
    flat: Matrix = value.ravel("F").astype(np.float64)
    return flat


def _caption(grad: Matrix, numerical: Matrix, unsure: list[int]) -> str:
    """Say what is to be seen, and how far it can be trusted."""
    n_wrong = int(differs(grad, numerical).sum())
    caption = (
        f"{n_wrong} of {grad.size} entries, framed, differ from the numerical gradient."
        if n_wrong
        else "All entries agree with the numerical gradient."
    )
    caption += (
        " That one is taken from your own cost, on the original inputs: it tells "
        "whether the gradient fits the cost, not whether the cost is right."
    )
    if unsure:
        listed = " and ".join(f"Part {part}" for part in unsure)
        caption += f" Trust it only when {listed} has passed."
    return caption


def _panels(
    grad: Matrix, numerical: Matrix, shapes: tuple[tuple[int, ...], ...]
) -> list[Panel]:
    """Show each Theta twice: the numerical gradient, and the submission's."""
    full = max(largest(grad), largest(numerical))
    pairs = zip(_rolled(grad, shapes), _rolled(numerical, shapes), strict=True)
    panels = []
    for layer, (yours, wanted) in enumerate(pairs, start=1):
        unit = "x" if layer == 1 else "a"
        columns = ["bias", *(f"{unit}{i}" for i in range(1, yours.shape[1]))]
        frames = differs(yours, wanted)
        panels += [
            heat_map(f"Theta{layer}, numerical", wanted, columns=columns, full=full),
            heat_map(
                f"Theta{layer}, yours", yours, columns=columns, full=full, marked=frames
            ),
        ]
    return panels


def _rolled(params: Matrix, shapes: tuple[tuple[int, ...], ...]) -> list[Matrix]:
    """Cut a parameter vector into Theta1 and Theta2."""
    return roll(params, *[(rows, cols) for rows, cols in shapes])


def _some_digits(digits: Digits) -> Picture:
    """Show a few of each."""
    rows = np.linspace(0, len(digits.X) - 1, SHOWN_DIGITS).astype(int)
    grid = _grid("Handwritten digits, a few of each", digits.X[rows])
    return Picture(
        "The digits",
        "What your network learns to read, once all parts have passed: "
        f"{SHOWN_DIGITS} of {len(digits.X)}.",
        (grid,),
    )


def _trained(trained: Trained, digits: Digits) -> tuple[Picture, ...]:
    """Show the hidden units, and the digits that the network still misreads."""
    if trained.Theta1 is None:
        return (Picture("The hidden units", trained.summary, ()),)
    hidden = _grid("Hidden units, one picture each", trained.Theta1[:, 1:])
    units = Picture("What your hidden units look for", trained.summary, (hidden,))
    if not trained.misread.size:
        return (units,)
    rows = trained.misread[:SHOWN_MISREAD]
    misread = _grid("Misread digits", digits.X[rows])
    count = f"{len(rows)} of the {trained.misread.size} digits"
    read_as = " ".join(
        str(label % NUM_LABELS) for label in trained.read_as[: len(rows)]
    )
    caption = f"{count} that it reads wrongly; it reads them, row by row, as {read_as}."
    return (units, Picture("What your network misreads", caption, (misread,)))


def _grid(label: str, X: Matrix) -> Panel:
    """Lay rows of X out as displayData does, without its window."""
    from matplotlib.figure import Figure

    _, display_array = displayData(X, axes=Figure().add_subplot())
    return grey_image(label, f"{label}: {len(X)} pictures in a grid", display_array)
