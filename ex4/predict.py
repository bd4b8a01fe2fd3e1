"""predict.m: the label a trained network gives to each example."""

import numpy as np
import numpy.typing as npt

from ex4.arguments import as_examples, as_float, reject_nan
from ex4.sigmoid import sigmoid


def predict(
    Theta1: npt.ArrayLike, Theta2: npt.ArrayLike, X: npt.ArrayLike
) -> npt.NDArray[np.int64]:
    """Predict the label of each row of X.

    Parameters
    ----------
    Theta1 : array_like of shape (hidden_layer_size, 1 + input_layer_size)
    Theta2 : array_like of shape (num_labels, 1 + hidden_layer_size)
    X : array_like of shape (m, input_layer_size)

    Returns
    -------
    ndarray of shape (m,)
        Labels 1..num_labels; of equal outputs the first wins, as with Octave's max.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or an argument holds NaN.

    References
    ----------
    Handout, section 2.6.
    """
    Theta1, Theta2 = as_float(Theta1, "Theta1"), as_float(Theta2, "Theta2")
    if Theta1.ndim != 2 or Theta2.shape[1:] != (len(Theta1) + 1,):
        raise ValueError(
            f"Theta1 has shape {Theta1.shape} and Theta2 {Theta2.shape}; they need "
            "(h, n + 1) and (K, h + 1)"
        )
    X = as_examples(X, Theta1.shape[1] - 1)
    h1 = sigmoid(X @ Theta1[:, 1:].T + Theta1[:, 0])
    h2 = sigmoid(h1 @ Theta2[:, 1:].T + Theta2[:, 0])
    if np.isnan(h2).any():
        reject_nan(X=X, Theta1=Theta1, Theta2=Theta2)
    return np.argmax(h2, axis=1) + 1
