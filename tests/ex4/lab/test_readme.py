"""The lab's chapter: commands, figures, code and section references hold."""

import re
from pathlib import Path

import pytest

import ex4.lab
from ex4.lab.catalogue import EXPERIMENTS

CHAPTER = Path(ex4.lab.__file__).with_name("README.md")
TEXT = CHAPTER.read_text(encoding="utf-8")
FIGURE_BYTES = 60 * 1024


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_question_is_answered_by_a_command_and_a_figure(name):
    section = next(part for part in TEXT.split("\n### ") if f"lab-{name}.png" in part)
    assert f"python -m ex4.lab {name}\n" in section
    assert section.splitlines()[0].endswith("?")


def test_every_command_names_an_experiment():
    names = set(re.findall(r"python -m ex4\.lab (\w+)", TEXT))
    assert names == EXPERIMENTS.keys() | {"all"}


def test_every_link_leads_to_a_file():
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#]+)\)", prose)
    assert len(links) > len(EXPERIMENTS)
    for link in links:
        assert (CHAPTER.parent / link).resolve().exists(), link


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_figures_are_small(name):
    figure = CHAPTER.parents[1] / "figures" / f"lab-{name}.png"
    assert 5 * 1024 < figure.stat().st_size <= FIGURE_BYTES


def test_the_code_runs_and_learns(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(code, str(CHAPTER), "exec"), {})
    assert float(capsys.readouterr().out.removesuffix(" %\n")) > 90


def test_every_quiz_question_has_an_answer_with_its_section():
    quiz, answers = (
        re.split(r"^\d+\. ", part.split("\n## ")[0], flags=re.MULTILINE)[1:]
        for part in re.split(
            r"^## (?:The quiz|Answers to the quiz)$", TEXT, flags=re.M
        )[1:]
    )
    assert len(quiz) == len(answers) == 8
    sections = set(re.findall(r"^### (\d\.\d) ", TEXT, re.MULTILINE))
    for answer in answers:
        assert set(re.findall(r"\d\.\d(?=[,)])", answer)) <= sections
        assert re.search(r"\(\d\.\d(, \d\.\d)?\)\.\n", answer)
