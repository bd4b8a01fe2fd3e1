from io import BytesIO

import numpy as np
import pytest

from ex4.lab import figures


@pytest.fixture
def figure():
    figure, axes = figures.new_figure("Title", "AB;CC")
    for index in range(7):
        axes["C"].plot([0, 1], [index, index], **figures.curve_style(index))
    return figure


def test_a_png_is_1200_pixels_wide_with_the_curves_own_colours(figure):
    image = pytest.importorskip("PIL.Image")
    picture = image.open(BytesIO(figures.png(figure))).convert("RGB")
    assert picture.width == 1200
    found = np.unique(np.asarray(picture).reshape(-1, 3), axis=0).astype(int)
    for colour in figures.COLOURS:
        wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
        assert np.abs(found - wanted).sum(axis=1).min() < 40


def test_curves_differ_without_colour_too():
    styles = [str(figures.curve_style(k)["linestyle"]) for k in range(7)]
    assert len(set(styles)) == 7


def test_saving_leaves_nothing_unfinished(figure, tmp_path):
    figures.save(figure, tmp_path / "new" / "a.png")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.png"]


def test_drawing_leaves_the_user_s_own_style_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)

    @figures.styled
    def draw(numbers):
        assert matplotlib.rcParams["axes.grid"]
        return figures.new_figure(numbers, "A")[0]

    draw("Title")
    assert dict(matplotlib.rcParams) == before
