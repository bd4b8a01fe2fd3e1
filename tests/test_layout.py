"""Who may import whom, and what every file of the project owes its reader."""

import ast
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for room in ("ex4", "grader", "data")
    for path in (REPOSITORY / room).rglob("*.py")
)
PACKAGES = ("ex4", "grader")
IN_ROOMS = [p for p in SOURCES if p.relative_to(REPOSITORY).parts[0] in PACKAGES]

# Room -> rooms of this project that it may import; the longest name that fits counts.
MAY_IMPORT = {
    "ex4": {"ex4"},
    "ex4.lab": {"ex4", "ex4.lab"},
    "grader": {"grader"},
    "grader.exercises": {"grader", "grader.exercises", "ex4"},
    "grader.cli": {"grader", "grader.exercises"},
    "grader.__main__": {"grader.cli"},
}
# Modules that run beside a submission: standard library, numpy, each other.
CHILD_MODULES = {
    f"grader.{name}"
    for name in (
        *("child", "describe", "guard", "messages", "octave", "own_files"),
        *("perform", "processes", "supervise", "wire"),
    )
}
POSIX_ONLY = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"}


def name_of(path):
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(module):
    rooms = [r for r in MAY_IMPORT if module == r or module.startswith(r + ".")]
    return max(rooms, key=len)


def imports_of(tree):
    """Names of the imported modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "absolute imports only"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if is_module(inner) else node.module


def is_module(name):
    return REPOSITORY.joinpath(*name.split(".")).with_suffix(".py").is_file()


@pytest.fixture(params=SOURCES, ids=name_of, name="source")
def _source(request):
    path = request.param
    return path, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", IN_ROOMS, ids=name_of)
def test_imports_keep_to_their_rooms(path):
    module = name_of(path)
    for imported in imports_of(ast.parse(path.read_text(encoding="utf-8"))):
        if imported.split(".")[0] in PACKAGES:
            assert room_of(imported) in MAY_IMPORT[room_of(module)], imported


def test_first_line_says_what_the_file_is(source):
    path, tree = source
    docstring = ast.get_docstring(tree)
    assert docstring, f"{path} has no docstring"
    assert len(docstring.splitlines()[0]) <= 79


def test_nothing_is_imported_that_windows_lacks(source):
    _, tree = source
    # What stands in a function, or behind a condition, is not imported there.
    unguarded = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    assert not set(imports_of(ast.Module(unguarded, []))) & POSIX_ONLY


@pytest.mark.parametrize("module", sorted(CHILD_MODULES))
def test_the_child_needs_the_standard_library_and_numpy_only(module):
    path = REPOSITORY.joinpath(*module.split(".")).with_suffix(".py")
    allowed = set(sys.stdlib_module_names) | {"numpy"}
    for imported in imports_of(ast.parse(path.read_text(encoding="utf-8"))):
        is_allowed = imported.split(".")[0] in allowed
        assert imported in CHILD_MODULES or is_allowed, imported


def test_the_core_names_no_exercise():
    core = [path for path in SOURCES if room_of_or_none(path) == "grader"]
    assert len(core) > 10
    for path in core:
        text = path.read_text(encoding="utf-8")
        for word in ("nnCostFunction", "sigmoidGradient", "randInitializeWeights"):
            assert word not in code_of(text), f"{path} names {word}"


def room_of_or_none(path):
    name = name_of(path)
    return room_of(name) if name.split(".")[0] in PACKAGES else None


def code_of(text):
    """Source without its docstrings and comments: examples there may name things."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and (
            ast.get_docstring(node) is not None
        ):
            node.body[0].value.value = ""
    return ast.unparse(tree)


def test_a_camel_case_file_holds_one_public_function_of_its_name():
    ports = [p for p in SOURCES if p.stem != p.stem.lower() and p.parent.name == "ex4"]
    assert len(ports) == 7
    for path in ports:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [n.name for n in tree.body if isinstance(n, ast.FunctionDef)]
        assert [name for name in names if not name.startswith("_")] == [path.stem]


def test_no_module_of_ex4_hides_one_of_the_standard_library():
    names = {path.stem for path in (REPOSITORY / "ex4").glob("*.py")}
    assert not (names - {"__init__", "__main__"}) & set(sys.stdlib_module_names)


def test_every_package_is_in_the_wheel():
    import configparser

    config = configparser.ConfigParser()
    config.read(REPOSITORY / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split()) - {"ex4.data"}
    found = {name_of(path) for path in SOURCES if path.name == "__init__.py"}
    assert listed == found
