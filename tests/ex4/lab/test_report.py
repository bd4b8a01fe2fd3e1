import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from ex4.lab.report import Answer, as_json, as_page, as_text, scientific


class Numbers(NamedTuple):
    W: np.ndarray
    costs: dict
    pair: tuple


@pytest.fixture
def answer(tmp_path):
    figure = tmp_path / "lab-x.png"
    figure.write_bytes(b"\x89PNG")
    numbers = Numbers(np.eye(2), {"a": [np.float64(0.5)]}, (1, None))
    table = [["start", "J"], ["<zeros>", "0.5"], ["he", "12.25"], ["short"]]
    return Answer("x", "Why?", 3, numbers, table, "A & B differ by 10 %.", figure)


def test_text_lines_up_words_left_and_numbers_right(answer):
    assert as_text(answer) == "\n".join(
        [
            "Why?",
            "",
            "start        J",
            "--------------",
            "<zeros>    0.5",
            "he       12.25",
            "short",
            "",
            "A & B differ by 10 %.",
            f"Figure: {answer.figure}  (seed 3)",
        ]
    )


def test_a_percent_sign_stays_with_its_number(answer):
    long = answer._replace(conclusion="a " * 43 + "99 % right.")
    assert "\n99 % right." in as_text(long)


def test_json_holds_the_numbers_themselves(answer):
    read = json.loads(as_json([answer]))
    assert read["numbers"] == {
        "W": [[1, 0], [0, 1]],
        "costs": {"a": [0.5]},
        "pair": [1, None],
    }
    assert read["experiment"] == "x"
    assert read["seed"] == 3
    assert read["conclusion"] == answer.conclusion
    assert [one["experiment"] for one in json.loads(as_json([answer] * 2))] == ["x"] * 2


def test_page_stands_alone_and_escapes_what_it_shows(answer):
    page = as_page([answer, answer._replace(name="y", question="How?")])
    assert "data:image/png;base64,iVBORw==" in page
    assert "&lt;zeros&gt;" in page
    assert "A &amp; B differ by 10&nbsp;%." in page
    assert '<a href="#y">How?' in page
    assert page.count("<section") == page.count("</section>") == 2
    assert "http" not in page  # nothing is fetched


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (1.5e-12, "2e-12")])
def test_only_zero_is_written_as_zero(value, text):
    assert scientific(value) == text


def test_figure_path_is_shown_as_given(answer):
    assert "Figure: some/lab-x.png" in as_text(
        answer._replace(figure=Path("some/lab-x.png"))
    ).replace("\\", "/")
