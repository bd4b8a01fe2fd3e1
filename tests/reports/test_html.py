"""The page, opened in a browser and looked at."""

import base64
from dataclasses import replace

import numpy as np
import pytest

from grader.drawing import differs, grey_image, heat_map
from grader.pictures import Picture
from grader.reports.as_html import as_html

PHONE, DESK = 360, 1100  # pixels of width

# What a reader would trip over, asked of the page itself.
BROKEN_IMAGES = (
    "[...document.images].filter(i => !i.complete || !i.naturalWidth).length"
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST_TEXT = """
Math.min(...[...document.querySelectorAll("p, dd, dt, h1, h2, pre, code, samp, span")]
    .filter(e => e.textContent.trim())
    .map(e => parseFloat(getComputedStyle(e).fontSize)))
"""
CONTRAST = """
(() => {
  const light = c => {
    const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = e => {
    const c = getComputedStyle(e).backgroundColor;
    return c === "rgba(0, 0, 0, 0)" && e.parentElement ? ground(e.parentElement) : c;
  };
  return Math.min(...[...document.querySelectorAll("p, dd, dt, h1, h2, pre, span")]
    .filter(e => e.textContent.trim())
    .map(e => [light(getComputedStyle(e).color), light(ground(e))].sort())
    .map(([a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)));
})()
"""


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start for root, nor in most containers.
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Open a page from a file, offline; complain of whatever the console says."""
    contexts, complaints = [], []

    def open_page(html, width, color_scheme="light"):
        path = tmp_path / "report.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 740},
            color_scheme=color_scheme,
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def illustrated(grades):
    """A grade with a gradient whose bias column is wrong, and an image."""
    wanted = np.linspace(-1, 1, 20).reshape(4, 5)
    found = wanted.copy()
    found[:, 0] = 0
    columns = ["bias", "a1", "a2", "a3", "a4"]
    panels = (
        heat_map("Theta2, numerical", wanted, columns=columns, full=1),
        heat_map(
            "Theta2, yours",
            found,
            columns=columns,
            full=1,
            marked=differs(found, wanted),
        ),
        grey_image("Digits", "a gradient of grey", np.arange(600.0).reshape(20, 30)),
    )
    return replace(
        grades["mixed"], pictures=(Picture("Your gradient", "Framed: off.", panels),)
    )


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_is_readable(open_page, illustrated, width, color_scheme):
    page = open_page(as_html(illustrated), width, color_scheme)
    text = page.inner_text("body")
    assert "30 / 100 points" in " ".join(text.split())
    assert "Leave the first column of Theta out of it." in text
    assert "Next: look at Part 2 in nnCostFunction.py" in text
    assert "--part 4 --seed 7" in text
    assert page.evaluate("document.images.length") == 1
    assert page.evaluate(BROKEN_IMAGES) == 0
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(SMALLEST_TEXT) >= 12
    assert page.evaluate(CONTRAST) >= 4.5  # WCAG 2.2, level AA


def test_the_numbers_of_a_gradient_are_large_enough_on_a_phone(open_page, illustrated):
    page = open_page(as_html(illustrated), PHONE)
    heights = page.eval_on_selector_all(
        "svg .number", "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert len(heights) == 40
    assert min(heights) >= 12


def test_a_wrong_bias_column_is_framed_and_nothing_else(open_page, illustrated):
    page = open_page(as_html(illustrated), DESK)
    frames = page.locator("svg .marked")
    assert frames.count() == 4
    assert len({frame.get_attribute("x") for frame in frames.all()}) == 1


def test_what_a_submission_printed_does_not_run(open_page, grades):
    page = open_page(as_html(grades["mixed"]), DESK)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.locator("summary").click()
    assert "<script>alert(1)</script>" in page.inner_text("pre >> nth=0")
    assert page.locator("script").count() == 0


def test_an_image_holds_the_pixels_that_went_in():
    import io

    from matplotlib.image import imread

    pixels = np.arange(600.0).reshape(20, 30)
    panel = grey_image("Digits", "grey", pixels)
    encoded = panel.data_uri.partition(",")[2]
    read = imread(io.BytesIO(base64.b64decode(encoded)), format="png")
    np.testing.assert_allclose(read, pixels / 599, atol=1 / 255)


def test_numbers_that_are_none_are_marked_and_drawn():
    needed = np.array([[1.0, 2.0], [3.0, 4.0]])
    found = np.array([[1.0, np.nan], [np.inf, 4.0]])
    marked = differs(found, needed)
    assert marked.tolist() == [[False, True], [True, False]]
    panel = heat_map("g", found, columns=["bias", "x1"], full=4, marked=marked)
    assert "nan" in panel.svg
    assert "2 of them marked" in panel.alt
