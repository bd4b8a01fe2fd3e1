import doctest
import hashlib
import importlib.util
import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest
from matplotlib.mathtext import MathTextParser

from ex4.checkNNGradients import checkNNGradients
from ex4.computeNumericalGradient import computeNumericalGradient
from ex4.dataset import load_digits, load_weights
from ex4.debugInitializeWeights import debugInitializeWeights
from ex4.known import KNOWN
from ex4.nnCostFunction import nnCostFunction
from ex4.predict import predict
from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient
from ex4.unroll import roll, unroll
from grader.exercises.ex4.handout import folder
from grader.sections import section

COMMANDS = re.compile(
    r"python -m (ex4|ex4\.lab|grader)( (start|watch|restore) \S+| (watch|-\S+.*))?$"
    r"|python vary\.py$|cd my-ex4$"
)
CITED = re.compile(
    r"[Hh]andout,? (?:sections? )?((?:\d(?:\.\d)?(?: \([^)]*\))?(?:,\s*| and\s+)?)+)"
)
PLACES = re.compile(r'"([123]\.\d)"')
PNG_BYTES = 60_000
# What the small network of checkNNGradients is.
LAYERS = (3, 5, 3)


@pytest.fixture(scope="module")
def handout(repository):
    return (repository / "ex4" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def about_data(repository):
    return (repository / "data" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def small():
    """The small network: parameters, X, y."""
    Thetas = debugInitializeWeights(5, 3), debugInitializeWeights(3, 5)
    return unroll(*Thetas), debugInitializeWeights(5, 2), np.array([2, 3, 1, 2, 3])


@pytest.fixture(scope="module")
def make(repository):
    """The script that makes the figures, as a module; it finds make_table itself."""
    script = repository / "data" / "make_figures.py"
    spec = importlib.util.spec_from_file_location("make_figures", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(text):
    """Tables of a Markdown text: the cells of each row, by the first cell."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return {row[0].strip("`"): row[1:] for row in cells}


def numbers(cell):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", cell)]


def cited_sections(repository):
    for room in ("ex4", "grader"):
        for path in sorted((repository / room).rglob("*")):
            if path.suffix not in (".py", ".m"):
                continue
            # Comment signs would part "handout" from its number.
            text = re.sub(r"\n[ \t]*[#%]?[ \t]*", " ", path.read_text("utf-8"))
            for places in CITED.findall(text):
                for place in re.findall(r"\d(?:\.\d)?", places):
                    yield path.name, place
            if "exercises" in path.parts or path.name == "ex4.py":
                for place in PLACES.findall(text):
                    yield path.name, place


def test_every_section_that_is_cited_exists(repository, handout):
    cited = sorted(set(cited_sections(repository)))
    assert len(cited) > 20
    assert [place for place in cited if not section(handout, place[1])] == []


def test_the_optional_part_and_all_numbered_sections_are_there(handout):
    found = re.findall(r"^#{2,3} (\d(?:\.\d)?) ", handout, re.MULTILINE)
    needed = "1 1.1 1.2 1.3 1.4 2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 3"
    assert found == needed.split()


def test_every_link_and_image_exists(repository, handout):
    links = re.findall(r"\]\(([^)#:]+)\)", handout)
    assert len(links) >= 9
    missing = {x for x in links if not (repository / "ex4" / x).is_file()}
    assert missing == set()


def test_every_link_and_image_exists_in_a_students_folder():
    files = folder()
    links = re.findall(r"\]\(([^)#:]+)\)", files["README.md"].decode())
    assert "ex4/figures/digits.png" in links
    assert "data/README.md" in links
    assert {link for link in links if link not in files} == set()


def test_every_anchor_exists(handout):
    headings = re.findall(r"^#+ (.*)$", handout, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", handout)) <= anchors


def test_every_command_is_one_that_exists(handout):
    shown = re.findall(r"`(python [^`]+)`", handout)
    block = re.search(r"```\n(python -m grader start.*?)```", handout, re.DOTALL)[1]
    shown += [re.split(r"\s{2,}", line)[0] for line in block.splitlines()]
    assert len(shown) > 15
    assert [x for x in shown if not COMMANDS.fullmatch(x)] == []


def test_formulas_can_be_typeset(handout):
    blocks = re.findall(r"^```math\n(.*?)\n```", handout, re.DOTALL | re.MULTILINE)
    text = re.sub(r"^```.*?^```", "", handout, flags=re.DOTALL | re.MULTILINE)
    inline = re.findall(r"\$([^$\n]+)\$", re.sub(r"`[^`]*`", "", text))
    assert len(blocks) == 14
    assert len(inline) > 30
    parser = MathTextParser("agg")
    for formula in blocks + inline:
        parser.parse(f"${formula}$")


def test_the_handout_does_not_write_the_code(handout):
    text = handout.replace(" ", "")
    for spoiler in ("sigmoid(z)*", "h-Y", "delta3@", "delta3.T@", "a2.T", "np.eye"):
        assert spoiler not in text


def test_costs_are_the_known_ones(handout, about_data):
    bundled, original = KNOWN["bundled"].costs, KNOWN["original"].costs
    plain, regularized = rows(section(handout, "1.3")), rows(section(handout, "1.4"))
    for name, costs in (
        ("bundled digits and weights", bundled),
        ("the course's digits and weights", original),
    ):
        assert plain[name] == [costs[0]]
        assert regularized[name] == [costs[1], costs[3]]
    table = rows(about_data)
    assert table["bundled files"] == list(bundled.values())
    assert table["the course's files"] == list(original.values())


def test_points_are_those_of_the_course(handout):
    points = handout.partition("## Points")[2].partition("## Files")[0]
    table = {part: row[-1] for part, row in rows(points).items() if part.isdigit()}
    assert table == {"1": "30", "2": "15", "3": "5", "4": "40", "5": "10"}


def test_slopes_of_the_sigmoid_are_right(handout):
    table = rows(section(handout, "2.1"))
    z = [float(cell) for cell in table["z"]]
    step = 1e-5
    slopes = (sigmoid(np.add(z, step)) - sigmoid(np.subtract(z, step))) / (2 * step)
    assert [float(cell) for cell in table["g'(z)"]] == pytest.approx(slopes, abs=6e-7)
    assert sigmoidGradient(z) == pytest.approx(slopes, abs=6e-7)


def test_numbers_of_the_small_network_are_right(handout, small):
    nn_params, X, y = small
    forward, back = rows(section(handout, "1.3")), rows(section(handout, "2.3"))

    # With a single example the slopes of the bias weights are its errors.
    def first_cost(p):
        return nnCostFunction(p, *LAYERS, X[:1], y[:1], 0)[0]

    Deltas = roll(computeNumericalGradient(first_cost, nn_params), (5, 4), (3, 6))
    delta2, delta3 = (Delta[:, 0] for Delta in Deltas)
    told = numbers(back["delta2` of the first example"][0])
    assert told == pytest.approx(delta2, abs=6e-7)
    told = numbers(back["delta3` of the first example"][0])
    assert told == pytest.approx(delta3, abs=6e-7)

    h = numbers(forward["h[0]"][0])
    assert h == pytest.approx(delta3 + [0, 1, 0], abs=6e-7)
    assert numbers(forward["Y[0]"][0]) == [0, 1, 0]
    assert h == pytest.approx(sigmoid(numbers(forward["z3[0]"][0])), abs=2e-6)
    # delta3 times the activations are the slopes of Theta2: a2 by division.
    a2 = numbers(forward["a2[0]"][0])
    assert a2 == pytest.approx(Deltas[1][0] / delta3[0], abs=2e-6)
    z2 = numbers(forward["z2[0]"][0])
    assert a2[1:] == pytest.approx(sigmoid(z2), abs=2e-6)


@pytest.mark.parametrize(("number", "lambda_"), [("2.3", 0), ("2.5", 3)])
def test_gradients_of_the_small_network_are_right(handout, small, number, lambda_):
    nn_params, X, y = small

    def cost(p):
        return nnCostFunction(p, *LAYERS, X, y, lambda_)[0]

    gradients = roll(computeNumericalGradient(cost, nn_params), (5, 4), (3, 6))
    told = {
        cell: row
        for cell, row in rows(section(handout, number)).items()
        if "_grad[:," in cell
    }
    assert len(told) >= 2
    for cell, row in told.items():
        layer, column = re.match(r"Theta(\d)_grad\[:, (\d)\]", cell).groups()
        needed = gradients[int(layer) - 1][:, int(column)]
        assert numbers(row[0]) == pytest.approx(needed, abs=6e-7)


def test_costs_of_the_small_network_are_octaves(handout, small):
    nn_params, X, y = small
    for lambda_, J, number in ((0, 2.100950569902, "1.3"), (3, 2.146359815024, "1.4")):
        got, _ = nnCostFunction(nn_params, *LAYERS, X, y, lambda_)
        assert got == pytest.approx(J, abs=1e-12)
        assert f"{J:.6f}" in section(handout, number)


def test_examples_print_what_they_show(handout):
    blocks = re.findall(r"```python\n(>>>.*?)```", handout, re.DOTALL)
    # The last block runs the check, whose many lines are not shown.
    text = "\n".join(block for block in blocks if "checkNNGradients()" not in block)
    test = doctest.DocTestParser().get_doctest(text, {}, "handout", None, None)
    assert len(test.examples) > 8
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_small_network_is_the_one_that_is_checked(small):
    nn_params, X, y = small
    _, grad = nnCostFunction(nn_params, *LAYERS, X, y, 0)
    with redirect_stdout(io.StringIO()) as printed:
        assert checkNNGradients() < 1e-9
    column = [float(line[13:]) for line in printed.getvalue().splitlines()[:38]]
    assert column == pytest.approx(grad, rel=1e-4, abs=1e-9)


def test_the_data_are_as_described(repository, about_data):
    table = rows(about_data)
    for name in ("digits.mat", "weights.mat"):
        content = (repository / "data" / name).read_bytes()
        _, size, checksum = table[name]
        assert size == str(len(content))
        assert checksum.strip("`") == hashlib.sha256(content).hexdigest()
    digits = load_digits(repository / "data" / "digits.mat")
    weights = load_weights(repository / "data" / "weights.mat")
    assert digits.X.shape == (1797, 400)
    counts = [np.sum(digits.y == int(label)) for label in table["Label"]]
    assert [int(cell) for cell in table["Pictures"]] == counts
    read = predict(weights.Theta1, weights.Theta2, digits.X) == digits.y
    assert f"read {100 * np.mean(read):.2f} %" in about_data


def test_the_optional_script_gives_the_table(repository, handout, make):
    code = re.search(
        r"```python\n(import numpy.*?)```", section(handout, "3"), re.DOTALL
    )
    script = {"__name__": "vary"}
    exec(code[1], script)
    # The course's files may lie in data/; the table is about the bundled digits.
    script["digits"] = make.digits
    seen, unseen = np.mean([script["accuracies"](10, 50, seed) for seed in range(3)], 0)
    told = [float(cell) for cell in rows(section(handout, "3"))["10"]]
    # Rounding, magnified in training, moves single digits.
    assert [seen, unseen] == pytest.approx(told[:2], abs=0.5)
    _, (_, cost) = importlib.import_module("make_table").measure(10, 50)
    assert cost == pytest.approx(told[2], abs=0.02)


def test_training_reaches_what_the_handout_promises(handout, make):
    fit = make.train(make.digits.X, make.digits.y, seed=0)
    accuracy = 100 * np.mean(predict(*fit[:2], make.digits.X) == make.digits.y)
    low, high = numbers(rows(section(handout, "2.6"))["CG"][0])
    assert low - 0.5 <= accuracy <= high + 0.5


def test_figures_are_small_and_of_the_menu(repository, make):
    pictures = (repository / "ex4" / "figures").glob("*.png")
    # The lab's figures are its own tests' business.
    files = {p.stem: p for p in pictures if not p.stem.startswith("lab-")}
    assert set(files) == set(make.FIGURES)
    assert max(path.stat().st_size for path in files.values()) <= PNG_BYTES


@pytest.mark.parametrize("name", ["digits", "network", "sigmoid", "propagation"])
def test_figures_come_out_as_they_are(repository, make, name):
    import matplotlib.pyplot as plt
    from PIL import Image

    with plt.rc_context(make.STYLE):
        made = Image.open(io.BytesIO(make.png(make.FIGURES[name]())))
    kept = Image.open(repository / "ex4" / "figures" / f"{name}.png")
    assert made.size == kept.size
    # Fonts and lines move a little from one version of matplotlib to the next.
    pair = [np.asarray(image.convert("L"), dtype=float) for image in (made, kept)]
    assert np.mean(np.abs(pair[0] - pair[1])) < 8
