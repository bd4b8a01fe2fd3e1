"""Pairs of submissions that look alike: a place to look, not a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from io import StringIO
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.errors import UserError
from grader.sources import LANGUAGES

if TYPE_CHECKING:
    from grader.submission import Submission

# In letters of the code as copydetect sees it: every name is one letter, comments and
# spaces are gone. Shorter pieces than this are alike in any two right solutions.
PIECE_LETTERS = 25

# Hashes of all pieces, not of some: which ones would depend on the run.
WINDOW = 1

# What is left of a submission without the handout; below this there is nothing to say.
MIN_LETTERS = 100

THRESHOLD = 0.8
N_SHOWN = 100  # pairs with their sources; nobody reads more, and pages grow heavy
COMMENT = {"python": "#", "octave": "%"}


class Stretch(NamedTuple):
    """A stretch of source, and whether the other submission has it too."""

    text: str
    is_shared: bool


Sources = tuple[tuple[Stretch, ...], tuple[Stretch, ...]]


@dataclass(frozen=True)
class Pair:
    """Two submissions, how much of each is in the other, and where.

    Attributes
    ----------
    names : tuple of str
    shares : tuple of float
        Of each one's own code, without the handout's: 0 to 1.
    sources : tuple of tuple of Stretch, or None
        None beyond the first `N_SHOWN`.
    """

    names: tuple[str, str]
    shares: tuple[float, float]
    sources: Sources | None


def find_pairs(
    submissions: Iterable[Submission],
    handout: Mapping[str, Mapping[str, bytes]],
    *,
    threshold: float = THRESHOLD,
) -> tuple[Pair, ...]:
    """Find submissions of which much is in another one too.

    Parameters
    ----------
    submissions : iterable of Submission
    handout : mapping of str to mapping of str to bytes
        By language, the files that everybody was given; they do not count.
    threshold : float
        Share of the code, 0 to 1, from which a pair is reported.

    Returns
    -------
    tuple of Pair
        Most alike first.
    """
    prints: dict[str, list[tuple[str, Any]]] = {language: [] for language in LANGUAGES}
    given = {language: _given(language, files) for language, files in handout.items()}
    for submission in submissions:
        text = own_text(submission, handout[submission.language])
        found = _fingerprint(text, submission.language, given[submission.language])
        if found.token_coverage >= MIN_LETTERS:
            prints[submission.language].append((submission.name, found))
    pairs = [
        (shares, one, other)
        for same_language in prints.values()
        for one, other in combinations(same_language, 2)
        if max(shares := _shares(one[1], other[1], threshold)) >= threshold
    ]
    pairs.sort(key=lambda pair: (-max(pair[0]), pair[1][0], pair[2][0]))
    return tuple(
        Pair(
            (one[0], other[0]),
            shares,
            _sources(one[1], other[1]) if n < N_SHOWN else None,
        )
        for n, (shares, one, other) in enumerate(pairs)
    )


def check_installed() -> None:
    """See that copydetect is there.

    Raises
    ------
    UserError
    """
    if not find_spec("copydetect"):
        raise UserError(
            "--similarity needs the package copydetect; install it with "
            "`pip install copydetect`."
        )


def own_text(submission: Submission, handout: Mapping[str, bytes]) -> str:
    """Return what a student may have written, file after file.

    Parameters
    ----------
    submission : Submission
    handout : mapping of str to bytes

    Returns
    -------
    str
        Without files that are as they were handed out.
    """
    unchanged = set(handout.values())
    return "\n".join(
        f"{COMMENT[submission.language]} {name}\n"
        + content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        for name, content in sorted(submission.files.items())
        if content not in unchanged
    )


def _given(language: str, files: Mapping[str, bytes]) -> Any:
    """Return the hashes of the handout."""
    import numpy as np

    hashes: set[int] = set()
    for name, content in files.items():
        if name.endswith(LANGUAGES[language]):
            text = content.decode("utf-8", "replace")
            hashes |= _fingerprint(text, language, []).hashes
    return np.array(sorted(hashes))


def _fingerprint(text: str, language: str, given: Any) -> Any:
    """Return copydetect's view of a text."""
    from copydetect import CodeFingerprint

    return CodeFingerprint(
        file="",
        k=PIECE_LETTERS,
        win_size=WINDOW,
        boilerplate=given,
        language=language,
        fp=StringIO(text),
    )


def _shares(one: Any, other: Any, threshold: float) -> tuple[float, float]:
    """Return how much of each is in the other; 0 where it is clearly too little."""
    from copydetect import compare_files

    # Cheap, and enough for nearly all pairs: of letters that are alike in stretches,
    # at least half begin a piece that is alike.
    n_shared = len(one.hashes & other.hashes)
    if 2 * n_shared < threshold * min(len(one.hashes), len(other.hashes)):
        return 0.0, 0.0
    _, shares, _ = compare_files(one, other)
    return min(1.0, float(shares[0])), min(1.0, float(shares[1]))


def _sources(one: Any, other: Any) -> Sources:
    """Return both texts, cut where shared stretches begin and end."""
    from copydetect import compare_files

    _, _, slices = compare_files(one, other)
    return _stretches(one.raw_code, slices[0]), _stretches(other.raw_code, slices[1])


def _stretches(text: str, slices: Any) -> tuple[Stretch, ...]:
    """Cut a text where shared stretches begin and end."""
    cuts: list[Stretch] = []
    position = 0
    for start, end in sorted(zip(*slices.astype(int).tolist(), strict=True)):
        start, end = max(start, position), min(end, len(text))
        cuts += [Stretch(text[position:start], False), Stretch(text[start:end], True)]
        position = max(position, end)
    cuts.append(Stretch(text[position:], False))
    return tuple(stretch for stretch in cuts if stretch.text)
