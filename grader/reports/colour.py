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


def coloured(report: str, stream: TextIO) -> str:
    """Paint a text report for a stream; for anything but a terminal leave it alone.

    Parameters
    ----------
    report : str
        From `as_text`.
    stream : text file
        Where it will be written.

    Returns
    -------
    str
    """
    if not is_colourful(stream):
        return report
    from rich.console import Console
    from rich.text import Text

    text = Text(report)
    for style, pattern in STYLES.items():
        text.highlight_regex(pattern, style)
    # Long lines are the terminal's to wrap: a table broken by us would not line up.
    console = Console(file=stream, force_terminal=True, highlight=False)
    with console.capture() as captured:
        console.print(text, end="", soft_wrap=True)
    return captured.get()
