"""Times measured inside Octave, without its start."""

import subprocess

import numpy as np
from scipy.io import loadmat, savemat

SCRIPT = """
addpath('{home}');
load('{folder}/in.mat');
f = @(p) nnCostFunction(p, 400, 25, 10, X, y, 1);
seconds = zeros(rounds, 1);
for i = 1:rounds
  t = tic; [J, grad] = f(nn_params); seconds(i) = toc(t);
end
t = tic;
if iterations > 0
  [p, costs] = fmincg(f, nn_params, optimset('MaxIter', iterations));
else
  costs = [];
end
training = toc(t);
save('-v7', '{folder}/out.mat', 'seconds', 'training', 'costs', 'J', 'grad');
"""


def measure(octave_cli, repository, folder, problem, *, rounds=30, iterations=0):
    """Run our .m files on a problem; return what out.mat holds."""
    X, y, nn_params = problem
    savemat(
        folder / "in.mat",
        {
            "X": X,
            "y": y[:, np.newaxis].astype(float),
            "nn_params": nn_params[:, np.newaxis],
            "rounds": float(rounds),
            "iterations": float(iterations),
        },
    )
    script = folder / "measure.m"
    home = repository / "ex4" / "octave"
    script.write_text(SCRIPT.format(home=home, folder=folder))
    subprocess.run(
        [octave_cli, "--quiet", "--no-init-file", str(script)],
        capture_output=True,
        timeout=300,
        check=False,  # Octave may complain at its end although it worked
    )
    return {
        k: np.squeeze(v) for k, v in loadmat(folder / "out.mat").items() if k[0] != "_"
    }
