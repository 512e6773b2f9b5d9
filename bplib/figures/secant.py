"""A curve with its tangent at a point and the secant through a second one; the slopes are worked out below."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from ..demonstrations.secants import CURVES, Curve, Secant
from .canvas import write
from .marks import Text
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Caption, Picture, in_points, new_figure, redraw, style_axes

__all__ = ["SecantChart", "longest"]

X = (-2.5, 2.5)
HEIGHTS = {"x²": (-2.5, 6.5), "x³": (-9.0, 9.0), "sin x": (-1.8, 1.8), "σ(x)": (-0.4, 1.4)}
# Of the lines: each with its role, and where it stands, as a share of the figure's height.
NAMES = (("— f(x)", "activation", 0.64), ("— tangent", "gradient", 0.545), ("- - secant", "estimate", 0.45))
NEAR = 0.4  # two points that are nearer have room for one name only
OTHERS = (-4.0, 4.0)  # the heights for any other curve
LINE = "margin: 0; line-height: 1.6; font-variant-numeric: tabular-nums"


class SecantChart:
    """Draws a secant beside the tangent, as often as asked; the axes stay as long as the curve does."""

    def __init__(self, theme: Theme = LIGHT):
        self.theme, self.figure = theme, new_figure(6.0, 2.6, theme, layout=None)
        self.axes = self.figure.add_axes((0.12, 0.2, 0.66, 0.69), xlim=X)
        style_axes(self.axes, "x", "f(x)", theme)
        self.axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
        line = {"animated": True, "linewidth": 1.8}
        (self.curve,) = self.axes.plot([], [], color=theme.activation, linewidth=2.2)
        (self.tangent,) = self.axes.plot([], [], color=theme.gradient, **line)
        (self.secant,) = self.axes.plot([], [], color=theme.estimate, linestyle=(0, (5, 2.5)), **line)
        (self.drops,) = self.axes.plot([], [], color=theme.muted, linewidth=1, animated=True)
        (self.points,) = self.axes.plot([], [], "o", color=theme.estimate, markersize=7, animated=True)
        for name, role, height in NAMES:
            self.figure.text(0.8, height, name, color=theme[role], fontsize=TEXT_SIZE, va="center")
        self._shown = None

    def picture(self, secant: Secant) -> Picture:
        """The picture, with the calculation of both slopes as its caption."""
        self._show_curve(secant.curve)
        ends, places, heights = np.array(X), (secant.x, secant.x + secant.h), secant.heights
        self.tangent.set_data(ends, heights[0] + secant.tangent * (ends - secant.x))
        self.secant.set_data(ends, heights[0] + secant.slope * (ends - secant.x))
        self.points.set_data(places, heights)
        top = self.axes.get_ylim()[1]
        self.drops.set_data(np.repeat(places, 3), [y for height in heights for y in (top, height, np.nan)])
        redraw(self.figure)
        write(self.figure, self._names(secant), self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), describe(secant), caption_of(secant))

    def _show_curve(self, curve: Curve) -> None:
        if curve is not self._shown:
            x = np.linspace(*X, 300)
            self.curve.set_data(x, curve.value(x))
            self.axes.set_ylim(*HEIGHTS.get(curve.name, OTHERS))
            self._shown = curve

    def _names(self, secant: Secant) -> list[Text]:
        """The names of the two points, above the picture, where no line goes; of near points only the first.

        A second point beyond the axis has no name.
        """
        top = self.axes.get_ylim()[1]
        second = secant.x + secant.h
        names = {"x": secant.x} | ({"x + h": second} if secant.h > NEAR and second <= X[1] else {})
        places = [in_points(self.axes.figure, self.axes.transData.transform((x, top))) for x in names.values()]
        return [Text(x, y + 8, name, size=TEXT_SIZE) for name, (x, y) in zip(names, places, strict=True)]


def describe(secant: Secant) -> str:
    """Kind, axes, and the two slopes."""
    where = f"at x = {short(secant.x)}, h = {_power(secant.h)}"
    text = (
        f"Line chart of f(x) = {secant.curve.name} for x from {short(X[0])} to {short(X[1])}, with tangent and secant"
    )
    slopes = f"Slope of the secant {short(secant.slope)}, of the tangent {short(secant.tangent)}"
    return f"{text} {where}. {slopes}; off by {short(secant.error)}."


def caption_of(secant: Secant) -> Caption:
    """Both slopes with all their digits, and what rounding does."""
    low, high = _enclosed(secant.heights[0]), _digits(secant.heights[1])
    numbers = f"({high} − {low}) / {_power(secant.h)}"
    lines = [
        f"secant: (f(x + h) − f(x)) / h = {numbers} = <strong>{_digits(secant.slope)}</strong>",
        f"tangent: <strong>{_digits(secant.tangent)}</strong>; the secant is off by {short(secant.error)}",
        remark(secant),
    ]
    below = "".join(f'<p style="{LINE}">{line}</p>' for line in lines)
    spoken = f"Slope of the secant {_digits(secant.slope)}, off by {short(secant.error)}. {remark(secant)}"
    return Caption((), below, spoken)


def longest() -> list[list[str]]:
    """The caption that needs most room, so that it can be kept free."""
    return [[caption_of(Secant(CURVES["sin x"], -1.25, 1e-15)).below]]


def remark(secant: Secant) -> str:
    """Where the error comes from."""
    low, high = secant.heights
    if low == high:
        return "f(x + h) and f(x) are the same float: no digit is left of their difference, and the slope is 0."
    if not secant.is_rounded_away:
        return "The error comes from the bend of the curve between the two points."
    n = secant.n_digits_left
    left = f"only about {n} of 16 digits {'is' if n == 1 else 'are'} left"
    return f"The error comes from rounding: f(x + h) and f(x) are so alike that {left} of their difference."


def _digits(value: float) -> str:
    return f"{value:.16g}".replace("-", "−")


def _enclosed(value: float) -> str:
    return f"({_digits(value)})" if value < 0 else _digits(value)


def _power(h: float) -> str:
    """0.5, or 1e−6."""
    return short(h) if h >= 0.01 else f"{h:.0e}".replace("e-0", "e-").replace("-", "−")
