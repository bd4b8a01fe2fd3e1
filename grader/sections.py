"""A numbered section out of a handout written in Markdown."""

import re

HEADING = re.compile(r"(#{1,6})\s+(\d+(?:\.\d+)*)\b")
FENCE = re.compile(r"\s*(```|~~~)")


def section(markdown: str, number: str) -> str:
    r"""Cut out the section with this number, its subsections too.

    Parameters
    ----------
    markdown : str
        Headings look like ``### 1.4 Regularized cost``.
    number : str
        ``1.4``.

    Returns
    -------
    str
        Heading and text; empty where there is no such section.

    Examples
    --------
    >>> section("# 1 One\na\n## 1.1 Deep\nb\n# 2 Two\nc", "1")
    '# 1 One\na\n## 1.1 Deep\nb'
    """
    kept: list[str] = []
    depth = 0
    is_code = False
    for line in markdown.splitlines():
        is_code ^= bool(FENCE.match(line))
        # In code a line that begins with # is a comment.
        level = 0 if is_code else len(line) - len(line.lstrip("#"))
        if kept and 0 < level <= depth:
            break
        heading = HEADING.match(line)
        if not kept and level and heading and heading[2] == number:
            depth = level
            kept.append(line)
        elif kept:
            kept.append(line)
    return "\n".join(kept).strip()
