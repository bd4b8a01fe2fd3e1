"""Weight matrices to one vector and back, in Octave's order: column by column."""

from math import prod

import numpy as np
import numpy.typing as npt

from ex4.arguments import Matrix, Vector, as_float


def unroll(*Thetas: npt.ArrayLike) -> Vector:
    """Stack matrices into one vector, column by column as Octave's ``Theta(:)``.

    Parameters
    ----------
    *Thetas : array_like of shape (rows, cols)
        Weight matrices, first layer first.

    Returns
    -------
    ndarray of shape (n_params,)
        Their entries, column-major, in a new array.

    References
    ----------
    Handout, section 1.3: ``nn_params = [Theta1(:) ; Theta2(:)]``.

    Examples
    --------
    >>> unroll([[1.0, 2.0], [3.0, 4.0]], [[5.0]])
    array([1., 3., 2., 4., 5.])
    """
    return np.concatenate([np.ravel(Theta, order="F") for Theta in Thetas])


def roll(nn_params: npt.ArrayLike, *shapes: tuple[int, int]) -> list[Matrix]:
    """Cut a parameter vector into matrices, as Octave's ``reshape`` does.

    Parameters
    ----------
    nn_params : array_like of shape (n_params,) or (n_params, 1)
    *shapes : (rows, cols)
        One shape per matrix, first layer first.

    Returns
    -------
    list of ndarray
        Views of `nn_params`: to change one, copy it first.

    Raises
    ------
    ValueError
        If the shapes do not need exactly as many values as there are.

    Examples
    --------
    >>> roll([1.0, 3.0, 2.0, 4.0, 5.0], (2, 2), (1, 1))
    [array([[1., 2.],
           [3., 4.]]), array([[5.]])]
    """
    values = as_float(nn_params, "nn_params").ravel()
    sizes = [prod(shape) for shape in shapes]
    if values.size != sum(sizes):
        raise ValueError(
            f"nn_params holds {values.size} values; "
            f"shapes {list(shapes)} need {sum(sizes)}"
        )
    pieces = np.split(values, np.cumsum(sizes)[:-1])
    return [
        piece.reshape(shape, order="F")
        for piece, shape in zip(pieces, shapes, strict=True)
    ]
