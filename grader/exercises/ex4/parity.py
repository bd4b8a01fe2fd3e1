"""What `compare` needs of ex4: the files of both languages, and the training."""

from pathlib import Path

from ex4.dataset import DataError, load_digits
from ex4.places import PACKAGE
from grader.errors import UserError
from grader.exercises.ex4.parity_trials import SAME_BITS, function_trials
from grader.parity.trial import Plan, Trial

# Names in the lines of Python that have a module of another name.
UNPORTED = {
    "octave_rand": "ex4.octave_rand",
    "unroll": "ex4.unroll",
}
PORTED = (
    "checkNNGradients",
    "computeNumericalGradient",
    "debugInitializeWeights",
    "displayData",
    "fmincg",
    "nnCostFunction",
    "predict",
    "randInitializeWeights",
    "sigmoid",
    "sigmoidGradient",
)
HOMES = {**{name: f"ex4.{name}" for name in PORTED}, **UNPORTED}

ITERATIONS = 50
SEED = 42


def training_trial(data: Path | None = None) -> Trial:
    """Return the trial that trains a network on the digits.

    Parameters
    ----------
    data : Path, optional
        A .mat file; by default the course's digits where the user has put them into
        data/, else those of this project.

    Raises
    ------
    UserError
        If there are no digits.
    """
    try:
        digits = load_digits(data)
    except DataError as error:
        raise UserError(str(error)) from None
    network = "400, 25, 10, X, y, 1"
    return Trial(
        "fmincg",
        f"{len(digits.X)} digits, seed {SEED}, lambda 1, {ITERATIONS} iterations",
        octave=f"""
            rand('twister', {SEED});
            Theta1 = randInitializeWeights(400, 25);
            Theta2 = randInitializeWeights(25, 10);
            [~, costs, iterations] = fmincg(@(p) nnCostFunction(p, {network}), ...
                [Theta1(:); Theta2(:)], struct('MaxIter', {ITERATIONS}));
            costs_1_10 = costs(1:10);
            costs_11_30 = costs(11:30);
            costs_31_50 = costs(31:end);
            training_costs = costs;
            """,
        python=f"""
rng = octave_rand({SEED})
Theta1 = randInitializeWeights(400, 25, rng=rng)
Theta2 = randInitializeWeights(25, 10, rng=rng)
result = fmincg(
    lambda p: nnCostFunction(p, {network}), unroll(Theta1, Theta2), maxiter={ITERATIONS}
)
costs, iterations = result.costs, result.nit
costs_1_10, costs_11_30, costs_31_50 = costs[:10], costs[10:30], costs[30:]
training_costs = costs
""",
        # Rounding grows along the way: at iteration 50 Octave differs from itself by
        # 3e-7 if its matrix products run on the kernels of another processor.
        outputs={
            "costs_1_10": 1e-11,
            "costs_11_30": 1e-9,
            "costs_31_50": 1e-6,
            "training_costs": 1e-6,
            "iterations": SAME_BITS,
        },
        inputs={"X": digits.X, "y": digits.y},
    )


PLAN = Plan(
    octave=PACKAGE / "octave",
    python=PACKAGE,
    names=PORTED,
    homes=HOMES,
    functions=function_trials,
    training=training_trial,
)
