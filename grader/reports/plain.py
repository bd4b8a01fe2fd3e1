"""Text that is safe to show: whatever a student's code put into a grade."""

from dataclasses import replace

from grader.result import Grade, Hint, PartResult


def printable(text: str) -> str:
    r"""Show every character that is not printable by its escape.

    Control characters, colours of a terminal, marks that turn the direction of
    writing and halves of surrogate pairs can neither be printed nor stand in XML.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        The same text; only newlines, tabs and spaces are left as they are.

    Examples
    --------
    >>> printable("tea\x1b[2J \ud800")
    'tea\\x1b[2J \\ud800'
    """
    return "".join(
        character
        if character.isprintable() or character in "\n\t"
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def one_line(text: str) -> str:
    r"""Make text printable, its newlines and tabs too: it cannot forge a line of ours.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> one_line("wrong\n== Part 4 | 40 / 40")
    'wrong\\n== Part 4 | 40 / 40'
    """
    return printable(text).replace("\n", "\\n").replace("\t", "\\t").strip()


def clean(grade: Grade) -> Grade:
    """Make all text of a grade printable; only a part's output keeps its lines.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    Grade
    """
    return replace(
        grade,
        exercise=one_line(grade.exercise),
        submission=one_line(grade.submission),
        language=one_line(grade.language),
        sandbox=one_line(grade.sandbox),
        command=one_line(grade.command),
        notes=tuple(one_line(note) for note in grade.notes),
        parts=tuple(_clean_part(part) for part in grade.parts),
        ungraded=tuple(_clean_part(part) for part in grade.ungraded),
    )


def _clean_part(part: PartResult) -> PartResult:
    return replace(
        part,
        name=one_line(part.name),
        file=one_line(part.file),
        message=one_line(part.message),
        found=one_line(part.found),
        needed=one_line(part.needed),
        section=one_line(part.section),
        notes=tuple(one_line(note) for note in part.notes),
        output=printable(part.output.replace("\r\n", "\n")).rstrip(),
        hint=part.hint and _clean_hint(part.hint),
    )


def _clean_hint(hint: Hint) -> Hint:
    return Hint(one_line(hint.code), one_line(hint.text), one_line(hint.section))
