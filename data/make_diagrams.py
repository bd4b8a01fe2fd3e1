"""The two diagrams of the handout: the network, and what flows through it."""

import matplotlib.pyplot as plt

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#767676"


def draw_network():
    """Three layers of units, the bias units apart."""
    figure, axes = _canvas(8, 4.8)
    layers = (
        (0.9, "input layer", "400 pixels of a digit", ("$x_1$", "$x_2$", "$x_{400}$")),
        (
            4,
            "hidden layer",
            "25 units",
            ("$a^{(2)}_1$", "$a^{(2)}_2$", "$a^{(2)}_{25}$"),
        ),
        (7.1, "output layer", "10 units", ("$h_1$", "$h_2$", "$h_{10}$")),
    )
    heights = (2.95, 2.15, 1.0)
    for left, right in zip(layers, layers[1:], strict=False):
        for start in (3.75, *heights):
            for end in heights:
                is_bias = start == 3.75
                axes.plot(
                    (left[0], right[0]),
                    (start, end),
                    color=ORANGE if is_bias else GREY,
                    linestyle="--" if is_bias else "-",
                    linewidth=1,
                    zorder=1,
                )
    for x, title, size, names in layers:
        axes.text(x, 4.6, title, ha="center", weight="bold")
        axes.text(x, 4.32, size, ha="center", fontsize=10)
        if title != "output layer":
            _unit(axes, x, 3.75, "+1", ORANGE)
        for y, name in zip(heights, names, strict=True):
            _unit(axes, x, y, name, BLUE)
        axes.text(x, 1.58, "...", ha="center", va="center", rotation=90, weight="bold")
    for x, name, shape in ((2.45, "Theta1", "25 x 401"), (5.55, "Theta2", "10 x 26")):
        label = f"{name}\n{shape}"
        axes.text(x, 0.32, label, ha="center", va="center", family="monospace")
    axes.text(0.9, 0.26, "a1 = [1, x]", ha="center", family="monospace", fontsize=10)
    axes.text(4, 0.26, "a2 = [1, g(z2)]", ha="center", family="monospace", fontsize=10)
    axes.text(7.1, 0.26, "h = a3 = g(z3)", ha="center", family="monospace", fontsize=10)
    return figure


def draw_propagation():
    """Costs flow forward, slopes flow back; each with its shape for m examples."""
    figure, axes = _canvas(8, 3.6)
    xs = (0.75, 2.35, 3.95, 5.55, 7.2)
    forward = (
        ("a1", "m x 401"),
        ("z2", "m x 25"),
        ("a2", "m x 26"),
        ("z3", "m x 10"),
        ("h = a3", "m x 10"),
    )
    steps = ("Theta1", "g, add 1s", "Theta2", "g")
    for x, (name, shape) in zip(xs, forward, strict=True):
        _box(axes, x, 2.7, name, shape, BLUE)
    for x, step in zip(xs, steps, strict=False):
        _arrow(axes, (x + 0.55, 2.7), (x + 1.05, 2.7), BLUE)
        axes.text(x + 0.8, 3.12, step, ha="center", fontsize=9, color=BLUE)
    _box(axes, 7.2, 0.95, "delta3", "m x 10", ORANGE)
    _box(axes, 2.35, 0.95, "delta2", "m x 25", ORANGE)
    _arrow(axes, (7.2, 2.33), (7.2, 1.32), ORANGE)
    axes.text(
        7.1,
        1.82,
        "compare with Y\n(gives J as well)",
        ha="right",
        va="center",
        fontsize=9,
    )
    _arrow(axes, (6.65, 0.95), (2.9, 0.95), ORANGE)
    axes.text(4.78, 1.13, "Theta2 without its bias column,", ha="center", fontsize=9)
    axes.text(4.78, 0.7, "times the slope g'(z2)", ha="center", fontsize=9)
    axes.text(
        2.35, 0.28, "delta2, a1 give Theta1_grad, 25 x 401", ha="center", fontsize=10
    )
    axes.text(
        6.4, 0.28, "delta3, a2 give Theta2_grad, 10 x 26", ha="center", fontsize=10
    )
    axes.text(
        0.2, 3.38, "forward: from the pixels to the outputs", color=BLUE, weight="bold"
    )
    axes.text(
        0.2,
        1.62,
        "backward: from the error to the gradient",
        color=ORANGE,
        weight="bold",
    )
    return figure


def _canvas(width: float, height: float):
    """Draw in inches, without axes."""
    figure = plt.figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return figure, axes


def _unit(axes, x: float, y: float, name: str, colour: str) -> None:
    """Draw a unit as a circle."""
    circle = plt.Circle((x, y), 0.3, facecolor="white", edgecolor=colour, linewidth=2)
    axes.add_patch(circle)
    axes.text(x, y, name, ha="center", va="center")


def _box(axes, x: float, y: float, name: str, shape: str, colour: str) -> None:
    """Draw a matrix as a box with its name and shape."""
    box = plt.Rectangle(
        (x - 0.5, y - 0.33), 1, 0.66, facecolor="white", edgecolor=colour, linewidth=2
    )
    axes.add_patch(box)
    axes.text(x, y + 0.1, name, ha="center", va="center", family="monospace")
    axes.text(x, y - 0.17, shape, ha="center", va="center", fontsize=9)


def _arrow(axes, start, end, colour: str) -> None:
    """Draw an arrow."""
    look = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "mutation_scale": 14}
    axes.annotate("", end, start, arrowprops=look)
