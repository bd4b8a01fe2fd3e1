import numpy as np
import pytest
from scipy.io import loadmat, savemat

import ex4.dataset
from ex4.dataset import DataError, load_digits, load_weights
from ex4.known import KNOWN, known_costs
from ex4.nnCostFunction import nnCostFunction
from ex4.unroll import unroll


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    """An empty folder that takes the place of data/."""
    monkeypatch.setattr(ex4.dataset, "DATA_FOLDERS", (tmp_path,))
    return tmp_path


def fake_digits(m):
    rng = np.random.default_rng(0)
    return {"X": rng.random((m, 400)), "y": 1 + np.arange(m)[:, np.newaxis] % 10}


def test_bundled_digits_are_those_of_scikit_learn():
    from sklearn.datasets import load_digits as load_uci_digits

    digits = load_digits()
    source = load_uci_digits()
    assert digits.X.shape == (1797, 400)
    assert digits.X.dtype == np.float64
    assert (digits.X.min(), digits.X.max()) == (0, 1)
    np.testing.assert_array_equal(
        np.bincount(digits.y % 10), np.bincount(source.target)
    )
    # Each 4x4 of the inner 16x16 covers 2x2 of the source: the ink agrees.
    mine = digits.X.reshape(-1, 20, 20).transpose(0, 2, 1)[:, 2:18, 2:18]
    mine = mine.reshape(-1, 8, 2, 8, 2).mean(axis=(2, 4))
    theirs = source.images[np.argsort(source.target, kind="stable")]
    assert np.corrcoef(mine.ravel(), theirs.ravel())[0, 1] > 0.9


def test_bundled_files_are_rebuilt_to_the_byte(repository, tmp_path):
    import importlib.util

    script = repository / "data" / "make_digits.py"
    spec = importlib.util.spec_from_file_location("make_digits", script)
    make_digits = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_digits)
    digits = loadmat(repository / "data" / "digits.mat")
    make_digits.write(tmp_path / "again.mat", X=digits["X"], y=digits["y"])
    bundled = (repository / "data" / "digits.mat").read_bytes()
    assert (tmp_path / "again.mat").read_bytes() == bundled


def test_bundled_costs_are_those_that_are_printed():
    digits, weights = load_digits(), load_weights()
    costs = known_costs(digits, weights)
    assert costs == KNOWN["bundled"].costs
    for lambda_, printed in costs.items():
        J, _ = nnCostFunction(
            unroll(weights.Theta1, weights.Theta2),
            400, 25, 10, digits.X, digits.y, lambda_,
        )  # fmt: skip
        assert f"{J:.6f}" == printed


def test_the_originals_win_and_are_known_by_content(data_folder, originals):
    weights = loadmat(originals / "ex4weights.mat")
    for name in ("ex4weights.mat", "weights.mat"):
        savemat(data_folder / name, {k: weights[k] for k in ("Theta1", "Theta2")})
    savemat(data_folder / "digits.mat", fake_digits(20))
    savemat(data_folder / "ex4data1.mat", fake_digits(5000))
    digits, loaded = load_digits(), load_weights()
    assert (digits.path.name, loaded.path.name) == ("ex4data1.mat", "ex4weights.mat")
    assert known_costs(digits, loaded)[0] == "0.287629"


def test_no_cost_is_known_for_other_data(data_folder):
    savemat(data_folder / "digits.mat", fake_digits(20))
    assert known_costs(load_digits(), load_weights(DATA / "weights.mat")) == {}


def test_mixed_data_have_no_known_cost(data_folder):
    savemat(data_folder / "digits.mat", fake_digits(5000))
    assert known_costs(load_digits(), load_weights(DATA / "weights.mat")) == {}


DATA = ex4.dataset.DATA_FOLDERS[0]


def test_a_missing_file_says_how_to_get_it_back(data_folder):
    with pytest.raises(DataError, match=r"python -m grader restore digits\.mat"):
        load_digits()
    with pytest.raises(DataError, match=r"There is no file .*nowhere\.mat"):
        load_weights(DATA.parent / "nowhere.mat")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "cannot be read as a .mat file"),
        (b"MATLAB 5.0 MAT-file".ljust(200, b"\0"), "cannot be read as a .mat file"),
        ({"X": np.ones((3, 400))}, "holds no y; it needs both"),
        ({"X": np.ones((3, 64)), "y": np.ones((3, 1))}, r"X has shape \(3, 64\)"),
        ({"X": np.ones((3, 400)), "y": np.zeros((3, 1))}, "the label 0"),
        (
            {"X": np.full((3, 400), np.nan), "y": np.ones((3, 1))},
            "X holds 1200 NaN",
        ),
    ],
)
def test_a_broken_file_is_described_in_one_line(tmp_path, content, message):
    file = tmp_path / "mine.mat"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        savemat(file, content)
    with pytest.raises(DataError, match=message) as caught:
        load_digits(file)
    assert "\n" not in str(caught.value)


def test_weights_of_another_network_are_refused(tmp_path):
    savemat(
        tmp_path / "w.mat", {"Theta1": np.ones((25, 401)), "Theta2": np.ones((10, 25))}
    )
    with pytest.raises(DataError, match=r"Theta2 \(10, 25\); the digits need"):
        load_weights(tmp_path / "w.mat")
