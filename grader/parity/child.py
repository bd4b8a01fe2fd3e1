"""The Python side's child: runs each trial's line, leaves arrays in .npz files.

It is started in their folder as ``python -I -B child.py FIRST`` and imports nothing
of the grader, so that the code it runs finds nothing of the grader in memory.
"""

import ast
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np


def main(work: Path, first: int) -> None:
    """Run the trials listed in ``trials.json``, from the first one on."""
    # First in line, so that an installed package of the same name does not win; the
    # flat `from sigmoid import sigmoid` of other ports is looked up last.
    plan = json.loads((work / "trials.json").read_text(encoding="utf-8"))
    package = plan["package"]
    sys.path.insert(0, str(work))
    sys.path.append(str(work / package))
    (work / "started").touch()
    with np.load(work / "inputs.npz", allow_pickle=False) as inputs:
        for k, trial in enumerate(plan["trials"][first:], start=first):
            given = {name: _plain(inputs[f"t{k}.{name}"]) for name in trial["inputs"]}
            partial = work / f"t{k}.tmp.npz"
            try:
                answer = evaluate(
                    trial["python"], trial["outputs"], given, plan["homes"]
                )
            except Exception as error:  # noqa: BLE001 - anybody's code may raise anything
                answer = {"error": np.array(f"{type(error).__name__}: {error}")}
            np.savez(partial, **answer)
            partial.rename(work / f"t{k}.npz")


def evaluate(
    statements: str,
    outputs: list[str],
    given: dict[str, Any],
    homes: dict[str, str],
) -> dict[str, Any]:
    """Run one trial's statements and return its outputs.

    Parameters
    ----------
    statements : str
    outputs : list of str
        Names that the statements set.
    given : dict
        The inputs by name.
    homes : dict of str to str
        Name of a function -> the module that it is imported from, where it is used.
    """
    names = {"np": np, **given}
    for node in ast.walk(ast.parse(statements)):
        if isinstance(node, ast.Name) and node.id in homes:
            names[node.id] = getattr(importlib.import_module(homes[node.id]), node.id)
    exec(compile(statements, "<trial>", "exec"), names)
    return {name: np.asarray(names[name], dtype=float) for name in outputs}


def _plain(array: Any) -> Any:
    """Return a number as a number: sizes are used as such."""
    return array.item() if array.ndim == 0 else array


if __name__ == "__main__":
    main(Path.cwd(), int(sys.argv[1]))
