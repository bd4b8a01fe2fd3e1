import numpy as np
import pytest

from ex4.arguments import as_labels, reject_nan


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, float, np.float32])
def test_labels_of_any_type_become_integers(dtype):
    labels = as_labels(np.array([[1], [10]], dtype), 2, 10)
    assert labels.dtype == np.int64
    assert labels.tolist() == [1, 10]


def test_a_row_of_labels_is_not_taken_for_a_column():
    with pytest.raises(ValueError, match=r"y has shape \(1, 3\)"):
        as_labels([[1, 2, 3]], 3, 10)


def test_nan_is_named_with_its_place():
    with pytest.raises(
        ValueError, match=r"Theta2 holds 2 NaN, the first at Theta2\[1\]"
    ):
        reject_nan(X=np.ones(2), Theta2=np.array([0, np.nan, np.nan]))
    reject_nan(X=np.array([np.inf]))
