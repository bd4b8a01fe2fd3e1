import matplotlib
import numpy as np
import pytest

from ex4.displayData import displayData

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


def test_a_picture_is_read_column_by_column_and_scaled_to_one():
    _, grid = displayData([[1.0, 2.0, -4.0, 0.0]])
    np.testing.assert_array_equal(
        grid, [[-1] * 4, [-1, 0.25, -1, -1], [-1, 0.5, 0, -1], [-1] * 4]
    )


@pytest.mark.parametrize(
    ("m", "shape"), [(1, (1, 1)), (3, (1, 3)), (5, (2, 3)), (100, (10, 10))]
)
def test_grid_is_as_octave_lays_it_out(m, shape):
    """floor(sqrt(m)) rows, and as many columns as it takes; a pixel in between."""
    _, grid = displayData(np.ones((m, 4)))
    assert grid.shape == (1 + 3 * shape[0], 1 + 3 * shape[1])


def test_an_incomplete_grid_stays_black_at_its_end():
    _, grid = displayData(np.ones((5, 4)))
    assert np.all(grid[4:6, 7:9] == -1)
    assert np.all(grid[4:6, 4:6] == 1)


def test_a_width_makes_other_shapes():
    _, grid = displayData(np.ones((1, 6)), 3)
    assert grid.shape == (4, 5)


def test_an_empty_picture_is_grey_not_nan():
    _, grid = displayData(np.zeros((1, 4)))
    assert np.all(grid[1:3, 1:3] == 0)


def test_draws_the_array_it_returns_in_grey():
    figure, grid = displayData(np.ones((2, 4)))
    (image,) = figure.axes[0].images
    np.testing.assert_array_equal(image.get_array(), grid)
    assert image.get_clim() == (-1, 1)


def test_a_width_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="6 pixels a row, .* pictures 4 wide"):
        displayData(np.ones((1, 6)), 4)
