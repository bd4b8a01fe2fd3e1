"""What students of ex4 get: the reference, with its solutions cut out."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ex4.places import DATA_FOLDERS, PACKAGE

# The files that students write.
WRITTEN = ("sigmoidGradient", "nnCostFunction", "randInitializeWeights")

SUFFIXES = {"python": ".py", "octave": ".m"}

# Given files that a submission may import; the walk-through and the lab stay out.
GIVEN = (
    "__init__",
    "arguments",
    "checkNNGradients",
    "computeNumericalGradient",
    "dataset",
    "debugInitializeWeights",
    "displayData",
    "fmincg",
    "octave_rand",
    "places",
    "predict",
    "sigmoid",
    "unroll",
)

BUNDLED_DATA = ("README.md", "digits.mat", "weights.mat")

_SOLUTION = re.compile(
    r"^[ \t]*[#%] >>> solution\n.*?^[ \t]*[#%] <<< solution\n", re.MULTILINE | re.DOTALL
)
# Relative links of the handout, which moves up one folder.
_LINK = re.compile(r"(\]\()(?!\w+:|#|/|\.)")


def cut(reference: bytes) -> bytes:
    """Return a file without what stands between its solution marks."""
    text = _SOLUTION.sub("", reference.decode())
    return re.sub("\n{4,}", "\n\n\n", text).encode()


@cache
def stubs(language: str) -> Mapping[str, bytes]:
    """Return the files to be written, as handed out: relative path -> content."""
    return {
        _target(stem, language): cut(_source(stem, language).read_bytes())
        for stem in WRITTEN
    }


@cache
def pristine(language: str) -> Mapping[str, bytes]:
    """Return the given files that a submission may call: relative path -> content."""
    sources = {stem: _source(stem, language) for stem in GIVEN}
    return {
        _target(stem, language): source.read_bytes()
        for stem, source in sources.items()
        if source.is_file()  # Octave needs fewer files
    }


@cache
def folder() -> Mapping[str, bytes]:
    """Return a student's fresh folder: relative path -> content."""
    files = {"README.md": _handout()}
    for source in sorted(PACKAGE.rglob("*")):
        relative = source.relative_to(PACKAGE)
        if source.is_file() and _is_handed_out(relative):
            files[f"ex4/{relative.as_posix()}"] = source.read_bytes()
    data = next(place for place in DATA_FOLDERS if (place / "digits.mat").is_file())
    for name in BUNDLED_DATA:
        files[f"data/{name}"] = (data / name).read_bytes()
    return {**files, **stubs("python")}


def _is_handed_out(relative: Path) -> bool:
    """Whether a file of the package goes to students: not Octave's solutions."""
    return relative.suffix in (".py", ".png", ".md") and (
        relative.parts[0] not in ("octave", "data", "README.md")
        and "__pycache__" not in relative.parts
    )


def _handout() -> bytes:
    """Return the handout, its links turned to where it lies in a student's folder."""
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    return _LINK.sub(r"\1ex4/", text).replace("](../", "](").encode()


def _source(stem: str, language: str) -> Path:
    folder = PACKAGE / "octave" if language == "octave" else PACKAGE
    return folder / (stem + SUFFIXES[language])


def _target(stem: str, language: str) -> str:
    return f"ex4/{stem}{SUFFIXES[language]}"
