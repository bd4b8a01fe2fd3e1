"""Every command of the README runs, and prints what the README shows."""

import os
import re
import shlex
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "grader/CLASS.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# A line of output that may be any number of lines.
ANYTHING = "..."


def blocks(kind):
    """All fenced blocks of a kind, by document, in order."""
    for document in DOCUMENTS:
        text = (REPOSITORY / document).read_text(encoding="utf-8")
        for language, content in BLOCK.findall(text):
            if language == kind:
                yield document, content


def sessions():
    """Each console block: the commands with the lines that should follow."""
    for document, content in blocks("console"):
        steps = re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]
        yield (
            document,
            [(step.split("\n")[0], step.split("\n")[1:-1]) for step in steps],
        )


def grader_commands():
    """Every command line with `-m grader` or `-m ex4`, wherever it stands."""
    for document in DOCUMENTS:
        text = (REPOSITORY / document).read_text(encoding="utf-8")
        yield from re.findall(r"python -m (?:ex4|grader)[^`\n|&#]*", text)


def matches(shown, printed):
    """Whether the output is as shown; ``...`` stands for any lines or words."""
    if not shown:
        return not printed
    if shown[0].strip() == ANYTHING:
        return any(matches(shown[1:], printed[i:]) for i in range(len(printed) + 1))
    if not printed:
        return False
    pattern = shown[0].rstrip().replace("[", "[[]").replace("...", "*")
    return fnmatchcase(printed[0].rstrip(), pattern) and matches(shown[1:], printed[1:])


@pytest.mark.parametrize(
    ("document", "steps"),
    list(sessions()),
    ids=[f"{document}: {steps[0][0]}" for document, steps in sessions()],
)
def test_a_session_runs_as_shown(document, steps, tmp_path, request):
    for folder in ("ex4", "data", "tests"):
        (tmp_path / folder).symlink_to(REPOSITORY / folder)
    if any("compare" in line for line, _ in steps):
        request.getfixturevalue("octave_cli")
    here = tmp_path
    for line, shown in steps:
        words = shlex.split(line)
        if words[0] == "cd":
            here = here / words[1]
            continue
        assert words[0] == "python"
        done = subprocess.run(
            [sys.executable, *words[1:]],
            cwd=here,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
        printed = done.stdout.splitlines()
        assert matches(shown, printed), f"{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_the_matcher_can_fail():
    assert matches(["a", "...", "c ... d"], ["a", "x", "y", "c 1 d"])
    assert not matches(["a", "b"], ["a", "c"])
    assert not matches(["a"], ["a", "b"])
    assert not matches(["a", "b"], ["a"])


@pytest.mark.parametrize("line", sorted(set(grader_commands())))
def test_every_command_and_option_exists(line):
    """Those too that cannot run here: a cluster, a terminal, hours of class."""
    words = shlex.split(line.split("  ")[0])[2:]
    options = [word.split("=")[0] for word in words if word.startswith("--")]
    if words[0] == "grader":
        subcommand = [word for word in words[1:2] if word in known_commands()]
        words = ["grader", *subcommand]
    else:
        words = words[:1]
    help_text = subprocess.run(
        [sys.executable, "-m", *words, "--help"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    for option in options:
        assert option in help_text, f"{line}: there is no {option}"


def known_commands():
    from grader.cli import COMMANDS

    return COMMANDS


def test_links_lead_somewhere():
    for document in (
        *DOCUMENTS,
        "ex4/README.md",
        "ex4/lab/README.md",
        "data/README.md",
    ):
        path = REPOSITORY / document
        prose = BLOCK.sub("", path.read_text(encoding="utf-8"))
        for link in re.findall(r"\]\(([^)#]+)", prose):
            if "://" not in link:
                assert (path.parent / link).exists(), f"{document} links to {link}"


def test_ci_runs_the_readme_s_test_command():
    ci = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (line,) = [
        line for kind, block in BLOCK.findall(readme)
        for line in block.splitlines() if "python -m pytest" in line
    ]  # fmt: skip
    for command in line.split(" && "):
        assert f"\n{command}\n" in ci


def test_the_security_section_lists_what_limits_alone_cannot_hold():
    from grader.rlimits import CANNOT_HOLD

    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    section = readme.split("\n## Security")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([\d, ]+) \|", section, re.MULTILINE)
    assert {int(n) for row in rows for n in row.split(",")} == set(CANNOT_HOLD)
