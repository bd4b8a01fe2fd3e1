"""The Octave side of a comparison: batch runs, arrays in and out as .mat files."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.io import loadmat, savemat

from grader.errors import GraderError, UserError
from grader.parity.batch import WALL_SECONDS, run_batch
from grader.parity.overlay import lay_out
from grader.parity.trial import Answer, Side, Sources, Trial, one_line

PROGRAMS = ("octave-cli", "octave")
SWITCHES = ("--no-gui", "--norc", "--no-history", "--quiet")

# Nothing is drawn: displayData is compared by the array that it would show.
NO_SCREEN = ("figure", "imagesc", "colormap", "axis", "drawnow", "hold", "title")

# octave-cli may die at exit, or in a user's file: every answer is safe when written.
RUN_ALL = """
addpath([pwd '/m']);
given = load('inputs.mat');
version = OCTAVE_VERSION;
save('-6', 'version.mat', 'version');
for k = str2double(argv(){{end}}):{last}
  name = sprintf('t%d', k);
  if ~isfield(given, name), given.(name) = struct(); end
  try
    answer = feval(sprintf('trial%d', k), given.(name));
  catch problem
    answer = struct('error', problem.message);
  end
  save('-6', [name '.tmp'], '-struct', 'answer');
  rename([name '.tmp'], [name '.mat']);
end
"""


def find_octave(program: str | None = None) -> str:
    """Return the path of Octave.

    Raises
    ------
    UserError
        If there is none.
    """
    for name in (program,) if program else PROGRAMS:
        if path := shutil.which(name):
            return path
    if program:
        raise UserError(f"There is no program {program}; --octave names octave-cli.")
    raise UserError(
        "GNU Octave is not installed, or not on the PATH; get it from octave.org, or "
        "name the program with --octave."
    )


def run_octave(
    trials: Sequence[Trial],
    sources: Sources,
    program: str,
    *,
    wall_seconds: float = WALL_SECONDS,
) -> Side:
    """Run every trial's line of Octave, in one process.

    Parameters
    ----------
    trials : sequence of Trial
    sources : Sources
    program : str
        Path of octave-cli.
    wall_seconds : float
        For all trials together.

    Returns
    -------
    Side

    Raises
    ------
    UserError
        If the user's folder cannot be used.
    GraderError
        If Octave did not start.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "m").mkdir()
        replaced = lay_out(sources, work / "m")
        savemat(work / "inputs.mat", _inputs(trials), oned_as="column")
        (work / "driver.m").write_text(_driver(trials), encoding="utf-8")
        command = [program, *SWITCHES, "driver.m"]
        names = [f"t{k}.mat" for k in range(len(trials))]
        complaint = run_batch(command, work, names, wall_seconds)
        if not (work / "version.mat").is_file():
            raise GraderError(f"{program} did not run: {complaint}")
        version = str(loadmat(work / "version.mat")["version"][0])
        answers = tuple(_answer(work / name) for name in names)
    return Side(f"GNU Octave {version}", replaced, answers)


def _inputs(trials: Sequence[Trial]) -> dict[str, object]:
    """Return all inputs as Octave has them: everything double, vectors columns."""
    # Octave does not load a file without a variable.
    inputs: dict[str, object] = {"count": float(len(trials))}
    for k, trial in enumerate(trials):
        if trial.inputs:
            inputs[f"t{k}"] = {
                name: np.asarray(value, float) for name, value in trial.inputs.items()
            }
    return inputs


def _driver(trials: Sequence[Trial]) -> str:
    """Write the script: each trial a function, each answer in a file of its own."""
    lines = ["1;"]
    lines += [f"function h = {name}(varargin) h = 0; end" for name in NO_SCREEN]
    for k, trial in enumerate(trials):
        lines += [f"function answer = trial{k}(given)"]
        lines += [f"  {name} = given.{name};" for name in trial.inputs]
        lines += [f"  {_terminated(trial.octave)}"]
        lines += [f"  answer.{name} = {name};" for name in trial.outputs]
        lines += ["end"]
    return "\n".join(lines) + RUN_ALL.format(last=len(trials) - 1)


def _terminated(statements: str) -> str:
    """End with a semicolon, so that Octave prints nothing."""
    return re.sub(r";?\s*$", ";", statements)


def _answer(file: Path) -> Answer:
    """Read the answer of one trial."""
    if not file.is_file():
        return Answer(error="it stopped, or ran out of time, before it answered")
    content = loadmat(file)
    if "error" in content:
        # Files are ours or the user's; where they were copied to says nothing.
        message = re.sub(r"\S*[/\\]m[/\\](\w+\.m)", r"\1", str(content["error"][0]))
        return Answer(error=one_line(message))
    return Answer({name: value for name, value in content.items() if name[0] != "_"})
