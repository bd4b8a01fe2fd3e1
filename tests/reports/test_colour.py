"""Colours go to terminals only, and only where they are welcome."""

import io

import pytest

from grader.reports.as_text import as_text
from grader.reports.colour import show


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def _terminal(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def shown(report, stream):
    show(report, stream)
    return stream.getvalue()


def test_a_file_gets_the_plain_report(grades):
    report = as_text(grades["mixed"])
    assert shown(report, io.StringIO()) == report


def test_a_terminal_gets_the_same_words_in_colour(grades):
    import re

    report = as_text(grades["mixed"])
    painted = shown(report, Terminal())
    assert "\x1b[32m" in painted  # the part that passed is green
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == report


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_does_not_want_colours_gets_none(grades, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    report = as_text(grades["mixed"])
    assert shown(report, Terminal()) == report


def test_markup_of_a_submission_is_not_followed(grades):
    report = "  found   [bold red]x[/bold red] [/]\n"
    assert "[bold red]x[/bold red] [/]" in shown(report, Terminal())
