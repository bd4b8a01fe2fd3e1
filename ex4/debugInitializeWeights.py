"""debugInitializeWeights.m: weights that are always the same, for checking."""

import numpy as np

from ex4.arguments import Matrix


def debugInitializeWeights(fan_out: int, fan_in: int) -> Matrix:
    """Return the sines of 1, 2, 3, ..., divided by 10, column by column.

    Parameters
    ----------
    fan_out, fan_in : int
        Outgoing and incoming connections of the layer, without the bias unit.
        Mind the order: `randInitializeWeights` has it the other way round.

    Returns
    -------
    ndarray of shape (fan_out, 1 + fan_in)

    References
    ----------
    Handout, section 2.4.

    Examples
    --------
    >>> debugInitializeWeights(2, 1).round(4)
    array([[ 0.0841,  0.0141],
           [ 0.0909, -0.0757]])
    """
    count = fan_out * (1 + fan_in)
    return np.sin(np.arange(1, count + 1)).reshape((fan_out, -1), order="F") / 10
