"""Colours for the text report, where it goes to a terminal and nobody objects."""

import os
from typing import TextIO

# What is painted: lines and words of the text report.
STYLES = {
    "bold": r"(?m)^== .*Feedback$|^Next: .*$|^\S.*: [a-z ]+ \(\S+\)$",
    "green": r"(?m)^== .*\| +(\d+) / +\1 \|.*$",
    "yellow": r"(?m)^== .*\| +0 / +[1-9]\d* \|.*$",
    "red": r"(?m)^  found  ",
    "bold green": r"(?m)^  (?:needed|hint) ",
    "cyan": r"(?m)^  again   .*$",
    "bold cyan": r"(?m)\[#*-*\]  \d+ / \d+|^n next part .*$",
    "dim": r"(?m)^        \| .*$|^Seed \d+\.",
}


def is_colourful(stream: TextIO) -> bool:
    """Tell whether colours are welcome: at a terminal, without ``NO_COLOR``.

    Parameters
    ----------
    stream : text file

    Returns
    -------
    bool
    """
    return (
        stream.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def show(report: str, stream: TextIO, *, is_new_screen: bool = False) -> None:
    """Write a text report, painted where it goes to a terminal.

    Parameters
    ----------
    report : str
        From `as_text`.
    stream : text file
    is_new_screen : bool
        Clear a terminal first.
    """
    if not stream.isatty():
        stream.write(report)
        return
    from rich.console import Console
    from rich.text import Text

    text = Text(report)
    if is_colourful(stream):
        for style, pattern in STYLES.items():
            text.highlight_regex(pattern, style)
    console = Console(file=stream, highlight=False)
    if is_new_screen:
        console.clear()
    # Long lines are the terminal's to wrap: a table broken by us would not line up.
    console.print(text, end="", soft_wrap=True)


def show_markdown(text: str, stream: TextIO) -> None:
    """Write Markdown as a terminal can show it: tables drawn, headings bold.

    Parameters
    ----------
    text : str
    stream : text file
        A terminal.
    """
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(file=stream, no_color=not is_colourful(stream))
    console.print(Markdown(text, hyperlinks=False))
    console.print()
