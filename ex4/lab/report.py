"""One experiment's answer as text, as JSON and as a page of all of them."""

import json
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path
from textwrap import fill
from typing import Any, NamedTuple

import numpy as np

WIDTH = 88  # characters a line of the conclusion


class Answer(NamedTuple):
    """What an experiment has found."""

    name: str
    question: str
    seed: int
    numbers: Any
    table: list[list[str]]
    conclusion: str
    figure: Path


def as_text(answer: Answer) -> str:
    """Write the question, the table, the conclusion and where the figure is."""
    where = f"Figure: {answer.figure}  (seed {answer.seed})"
    # A percent sign stays on the line of its number.
    conclusion = fill(answer.conclusion.replace(" %", "\0%"), WIDTH).replace("\0", " ")
    lines = [answer.question, "", *_aligned(answer.table), "", conclusion, where]
    return "\n".join(lines)


def _aligned(table: list[list[str]]) -> list[str]:
    """Pad the cells: the first column to the left, numbers to the right."""
    n_columns = max(map(len, table))
    rows = [row + [""] * (n_columns - len(row)) for row in table]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        first, *others = (
            cell.ljust(width) if _is_text(column) else cell.rjust(width)
            for cell, width, column in zip(
                row, widths, zip(*rows, strict=True), strict=True
            )
        )
        lines.append("  ".join([first, *others]).rstrip())
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]


def _is_text(column: Iterable[str]) -> bool:
    """Tell whether any cell below the head starts like a word."""
    _, *cells = column
    return any(cell[:1].isalpha() for cell in cells)


def scientific(value: float, digits: int = 0) -> str:
    """Write a size, and 0 only where it is exactly 0."""
    return f"{value:.{digits}e}" if value else "0"


def as_json(answers: list[Answer]) -> str:
    """Write the numbers of one experiment, or a list of several."""
    written = [
        {
            "experiment": answer.name,
            "question": answer.question,
            "seed": answer.seed,
            "conclusion": answer.conclusion,
            "figure": str(answer.figure),
            "numbers": _plain(answer.numbers),
        }
        for answer in answers
    ]
    return json.dumps(written[0] if len(written) == 1 else written, indent=1)


def _plain(value: Any) -> Any:
    """Turn named tuples and arrays into dicts and lists."""
    if hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return value


PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Why weights must start random</title>
<style>
body {{ max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a;
  font: 1rem/1.5 system-ui, sans-serif; }}
section {{ margin: 3rem 0; }}
h2 {{ margin-bottom: 0.25rem; }}
code, td, th {{ font-family: ui-monospace, monospace; font-size: 0.85rem; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: 0.15rem 0.9rem 0.15rem 0; text-align: left; white-space: pre; }}
th {{ border-bottom: 1px solid #888; }}
img {{ width: 100%; height: auto; }}
</style>
<h1>Why weights must start random, and how</h1>
<p>Made by <code>python -m ex4.lab all --seed {seed}</code>.</p>
<ol>
{contents}
</ol>
{sections}
</html>
"""

SECTION = """<section id="{name}">
<h2>{question}</h2>
<p><code>python -m ex4.lab {name}</code></p>
<p>{conclusion}</p>
<img src="data:image/png;base64,{image}" alt="{alt}">
<div class="wide"><table>
{rows}
</table></div>
</section>
"""


def as_page(answers: list[Answer]) -> str:
    """Write one HTML page that holds everything, figures too."""
    contents = [f'<li><a href="#{a.name}">{escape(a.question)}</a>' for a in answers]
    return PAGE.format(
        seed=answers[0].seed,
        contents="\n".join(contents),
        sections="\n".join(map(_section, answers)),
    )


def _section(answer: Answer) -> str:
    head, *rows = answer.table
    lines = [_row(head, "th"), *(_row(row, "td") for row in rows)]
    return SECTION.format(
        name=answer.name,
        question=escape(answer.question),
        conclusion=escape(answer.conclusion).replace(" %", "&nbsp;%"),
        image=b64encode(answer.figure.read_bytes()).decode(),
        alt=escape(f"Figure: {answer.question}", quote=True),
        rows="\n".join(lines),
    )


def _row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells)
