"""A CSV sheet of which some cells are filled in, all others kept to the byte."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from grader.errors import UserError

DELIMITERS = ",;\t"

# How a file begins, and how it goes on.
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class Sheet:
    """The cells as they stand in the file, quotes included.

    Parameters
    ----------
    path : Path

    Raises
    ------
    UserError
        If it cannot be read, or is empty.

    Attributes
    ----------
    delimiter : str
    n_rows : int
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise UserError(f"{path} cannot be read ({error.strerror}).") from None
        self._mark, self._encoding, text = _decoded(raw)
        header = text.split("\n", 1)[0]
        self.delimiter = max(DELIMITERS, key=header.count)
        self._rows, self._ends = _split(text, self.delimiter)
        self.n_rows = len(self._rows)
        if not self._rows:
            raise UserError(f"{path} is empty; download the sheet again.")

    @property
    def header(self) -> list[str]:
        """The titles of the columns."""
        return [_unquoted(cell).strip() for cell in self._rows[0]]

    def value(self, row: int, column: int) -> str:
        """Return a cell's text; empty where the row is too short."""
        cells = self._rows[row]
        return _unquoted(cells[column]) if column < len(cells) else ""

    def fill(self, row: int, column: int, value: str) -> None:
        """Set a cell that is there; one that says so already stays as it is written."""
        cells = self._rows[row]
        cells += [""] * (column + 1 - len(cells))
        if _unquoted(cells[column]) != value:
            is_quoted = cells[column].startswith('"') or self.delimiter in value
            cells[column] = f'"{value}"' if is_quoted else value

    def number(self, value: float) -> str:
        """Write a number as the sheet does: six digits, a comma beside semicolons."""
        text = f"{value:.6g}"
        return text.replace(".", ",") if self.delimiter == ";" else text

    def read_number(self, row: int, column: int) -> float | None:
        """Return a cell's number, None where there is none."""
        text = self.value(row, column).strip()
        if "," in text and (self.delimiter == ";" or "." not in text):
            text = text.replace(".", "").replace(",", ".")
        try:
            return float(text.replace(",", ""))
        except ValueError:
            return None

    def as_bytes(self) -> bytes:
        """Return the file's content."""
        lines = zip(self._rows, self._ends, strict=True)
        text = "".join(self.delimiter.join(cells) + end for cells, end in lines)
        return self._mark + text.encode(self._encoding)


def _decoded(raw: bytes) -> tuple[bytes, str, str]:
    """Return the mark at the beginning, the encoding and the text."""
    for mark, encoding in MARKS.items():
        if raw.startswith(mark):
            return mark, encoding, _checked(raw[len(mark) :], encoding)
    try:
        return b"", "utf-8", raw.decode("utf-8")
    except UnicodeDecodeError:
        return b"", "latin-1", raw.decode("latin-1")  # reads and writes any bytes


def _checked(raw: bytes, encoding: str) -> str:
    """Decode what has announced its encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(
            f"the sheet is not {encoding}, as it says ({error}); download it again."
        ) from None


def _split(text: str, delimiter: str) -> tuple[list[list[str]], list[str]]:
    """Cut the text into rows of raw cells, and the line ends."""
    plain = rf"[^{delimiter}\r\n]*"
    cell = re.compile(rf'("(?:[^"]|"")*"{plain}|{plain})({delimiter}|\r\n|\n|\r|\Z)')
    rows: list[list[str]] = []
    ends: list[str] = []
    cells: list[str] = []
    position = 0
    while position < len(text) or cells:
        match = cell.match(text, position)
        assert match, "a cell may be empty and ends at the end of the text at last"
        cells.append(match[1])
        position = match.end()
        if match[2] != delimiter:
            rows.append(cells)
            ends.append(match[2])
            cells = []
    return rows, ends


def _unquoted(cell: str) -> str:
    """Return what a raw cell says."""
    if len(cell) >= 2 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return cell
