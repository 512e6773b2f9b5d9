"""One neuron: how it divides the plane of its inputs, and where the examples lie on its sigmoid."""

import numpy as np

from ..activations import sigmoid
from ..demonstrations.neuron import Box, Neuron
from .canvas import write
from .classes import CLASSES, class_key, class_points, tinted
from .decision import LEVELS, SHARES
from .marks import Text
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .panels import moving
from .picture import Picture, axes_at, new_figure, redraw, style_axes

__all__ = ["NeuronPicture", "neuron_picture"]

WIDTH, HEIGHT = 7.5, 3.1  # inches
PLANE, CURVE = (0.62, 0.52, 2.7, 2.2), (4.05, 0.52, 3.3, 1.78)  # of the axes: left, bottom, width, height
TEXTS = 270  # points, where the lines above the curve begin
FARTHEST, EDGE = 8, 9.4  # the largest |z| that is shown, and of the axis; what is larger stands there, with a triangle
MARGIN = 0.8  # around the points
SHADES = ", ".join(short(sigmoid(level)) for level in LEVELS if level)


def neuron_picture(x, y, weights, bias: float, example: int = 0, theme: Theme = LIGHT) -> Picture:
    """A still of a neuron with two weights: examples x (n, 2) of classes y (n, 1), one of them calculated."""
    return NeuronPicture(x, y, example, theme).picture(*weights, bias)


class NeuronPicture:
    """The plane and the sigmoid for these examples, drawn again for other weights as often as asked."""

    def __init__(self, x: np.ndarray, y: np.ndarray, example: int = 0, theme: Theme = LIGHT):
        self.x, self.y, self.example = *checked(x, y, example), example
        self.theme, self.figure = theme, new_figure(WIDTH, HEIGHT, theme, layout=None)
        self.box: Box = self.x.min(axis=0) - MARGIN, self.x.max(axis=0) + MARGIN
        self.plane, self.curve = (axes_at(self.figure, *place) for place in (PLANE, CURVE))
        self._prepare_plane()
        self._prepare_curve()
        self._write_names()

    def _prepare_plane(self) -> None:
        axes, theme = self.plane, self.theme
        style_axes(axes, "x₁", "x₂", theme)
        axes.grid(visible=False)
        axes.set(xlim=(self.box[0][0], self.box[1][0]), ylim=(self.box[0][1], self.box[1][1]))
        zero, one = (theme[role] for role, *_ in CLASSES)
        surely_zero, *shades = [tinted(zero, theme.card, share) for share in SHARES]
        shades += [tinted(one, theme.card, share) for share in SHARES[::-1]]
        axes.set_facecolor(surely_zero)
        self.regions = [axes.fill([], [], color=shade, linewidth=0, animated=True, zorder=1)[0] for shade in shades]
        (self.line,) = axes.plot([], [], color=theme.ink, linewidth=2, animated=True, zorder=2)
        self._show_points(axes, zorder=3)

    def _show_points(self, axes, zorder: int) -> None:
        """The points in the plane, which stay, and the ring around the example."""
        for k in (0, 1):
            class_points(axes, self.theme, k, zorder=zorder).set_data(*self.x[self.y == k].T)
        self._ring(axes).set_data(*self.x[[self.example]].T)

    def _ring(self, axes):
        style = {"markerfacecolor": "none", "markeredgecolor": self.theme.ink, "markeredgewidth": 1.6}
        return axes.plot([], [], "o", markersize=14, animated=True, zorder=5, clip_on=False, **style)[0]

    def _prepare_curve(self) -> None:
        axes, theme = self.curve, self.theme
        style_axes(axes, "z", "a = σ(z)", theme)
        axes.set(xlim=(-EDGE, EDGE), ylim=(-0.06, 1.06), yticks=[0, 0.2, 0.5, 0.8, 1], xticks=range(-8, 9, 2))
        z = np.linspace(-EDGE, EDGE, 200)
        axes.plot(z, sigmoid(z), color=theme.activation, linewidth=2)
        axes.axvline(0, color=theme.muted, linewidth=1)
        dashes = {"color": theme.ink, "linewidth": 1.4, "linestyle": (0, (3, 2)), "animated": True, "zorder": 2}
        (self.drop,) = axes.plot([], [], **dashes)
        self.on_curve = [class_points(axes, theme, k, zorder=3, clip_on=False) for k in (0, 1)]
        self.own = class_points(axes, theme, int(self.y[self.example]), zorder=4, clip_on=False)  # over the others
        self.ring = self._ring(axes)
        mark = {"color": theme.ink, "markersize": 6, "zorder": 6, "clip_on": False}
        self.beyond = [moving(axes, form, **mark) for form in "<>"]  # what lies left and right of the axis

    def picture(self, weight_1: float, weight_2: float, bias: float) -> Picture:
        """The neuron with these weights and this bias."""
        neuron = Neuron((weight_1, weight_2), bias)
        self._move_line(neuron)
        self._move_points(neuron)
        redraw(self.figure)
        write(self.figure, self._calculation(neuron), self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), describe(neuron, self.x, self.y, self.example))

    def _move_line(self, neuron: Neuron) -> None:
        """The line where a is 0.5, and the shades on both of its sides."""
        for region, level in zip(self.regions, LEVELS, strict=True):
            corners = neuron.region(self.box, level)
            region.set_visible(len(corners) > 0)
            if len(corners):
                region.set_xy(corners)
        self.line.set_data(*neuron.boundary(self.box).T)

    def _move_points(self, neuron: Neuron) -> None:
        """All examples on the curve, and how z of one of them leads to its a."""
        z, a = neuron.z(self.x), neuron.a(self.x)
        shown = np.clip(z, -FARTHEST, FARTHEST)
        for k, points in enumerate(self.on_curve):
            points.set_data(shown[self.y == k], a[self.y == k])
        at, height = shown[self.example], a[self.example]
        self.drop.set_data([at, at, -EDGE], [-0.06, height, height])
        self.own.set_data([at], [height])
        self.ring.set_data([at], [height])
        for mark, is_beyond in zip(self.beyond, (z < -FARTHEST, z > FARTHEST), strict=True):
            mark.set_data(np.sign(z[is_beyond]) * (FARTHEST + EDGE) / 2, a[is_beyond])

    def _write_names(self) -> None:
        """What stays: the key above the plane, and the formula above the curve."""
        class_key(self.figure, PLANE[0], PLANE[1] + PLANE[3] + 0.2, self.theme, more=("— a = 0.5",))
        left, top = TEXTS / 72 / WIDTH, 1 - 13 / 72 / HEIGHT
        formula = "z = w₁ · x₁ + w₂ · x₂ + b"
        self.figure.text(left, top, formula, color=self.theme.muted, fontsize=TEXT_SIZE, va="center")

    def _calculation(self, neuron: Neuron) -> list[Text]:
        """z and a of the example, above the curve."""
        lines = zip(calculation(neuron, self.x[self.example]), ("ink", "activation"), strict=True)
        top = 72 * HEIGHT - 30
        return [Text(TEXTS, top - 17 * k, line, role, "l", TEXT_SIZE) for k, (line, role) in enumerate(lines)]


def checked(x, y, example: int) -> tuple[np.ndarray, np.ndarray]:
    """The points (n, 2) and their classes (n,), if they are what a neuron with two inputs can be shown with."""
    x, classes = np.asarray(x, dtype=float), np.ravel(y)
    if x.ndim != 2 or x.shape[1] != 2 or len(classes) != len(x) or not np.isin(classes, (0, 1)).all():
        raise ValueError(
            f"The shapes are x {x.shape}, y {np.shape(y)}, expected points (n, 2) and classes 0 or 1, (n, 1). "
            f"Give two inputs in each row."
        )
    if not 0 <= example < len(x):
        raise ValueError(f"example is {example}, expected the row of one of the {len(x)} points. Count from 0.")
    return x, classes


def calculation(neuron: Neuron, x: np.ndarray) -> tuple[str, str]:
    """z and a of one example, with its numbers filled in."""
    terms = [f"{_factor(w)} · {_factor(x_i)}" for w, x_i in zip(neuron.weights, x, strict=True)]
    z, a = neuron.z(x[None])[0], neuron.a(x[None])[0]
    sign = "−" if neuron.bias < 0 else "+"
    total = f"z = {' + '.join(terms)} {sign} {short(abs(neuron.bias))} = {short(z)}"
    return total, f"a = σ({short(z)}) = {short(a)}"


def _factor(value: float) -> str:
    return f"({short(value)})" if value < 0 else short(value)


def describe(neuron: Neuron, x: np.ndarray, y: np.ndarray, example: int) -> str:
    """How the points lie, and what the neuron says to the example."""
    own = neuron.for_right_class(x, y)
    right = int(np.sum(own > 0.5))
    z, a = neuron.z(x[[example]])[0], neuron.a(x[[example]])[0]
    place = ", ".join(short(value) for value in x[example])
    text = f"Plane of x₁ and x₂ with the line a = 0.5, and the sigmoid. {right} of {len(x)} points lie on their side; "
    text += f"the least sure one gets {short(own.min())} for its own class. "
    text += f"The ringed example ({place}) has z = {short(z)} and a = {short(a)}. "
    return text + f"The shades end at a = {SHADES}."
