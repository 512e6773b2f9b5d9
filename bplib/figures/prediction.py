"""The loss of one prediction: a curve with its slope, or the probabilities of three classes, and the numbers."""

from functools import lru_cache

import numpy as np

from ..demonstrations.predictions import ClassPrediction, Prediction, predict_one
from .canvas import text_box, write
from .marks import Text
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .panels import leave_room_for_title, moving, title_above
from .picture import Picture, in_points, new_figure, redraw, style_axes

__all__ = ["ClassLossChart", "PredictionLossChart"]

LARGEST_LOGIT = 6.5  # of the curve
HEIGHTS = {"mean squared error": 1.15, "binary cross-entropy": 6.5}
BARS = (-1.3, 7.5)  # ends of the axis of the numbers
BAR = 0.5  # thickness of a bar, of its row
GAP = 0.06  # between the panels, of a panel's width
TANGENT = 0.22  # of the panel's width, to each side of the point
AXES = {"logit z": ("z", "slope_z"), "probability p": ("p", "slope_p")}


class PredictionLossChart:
    """Left the loss against the logit or the probability, with the tangent; right error, loss and slope as bars."""

    def __init__(self, loss: str, y: int, against: str = "logit z", theme: Theme = LIGHT):
        self.loss, self.y, self.against, self.theme = loss, y, against, theme
        self.figure = new_figure(7.2, 2.75, theme)
        self.figure.get_layout_engine().set(wspace=GAP)
        self.curve_axes, bar_axes = self.figure.subplots(1, 2, width_ratios=(1.15, 1))
        self._draw_curve()
        letter = AXES[against][0]
        self.bars = _Bars(bar_axes, ["error p − y", "loss L", f"slope ∂L/∂{letter}"], theme)

    def picture(self, z: float) -> Picture:
        """The prediction with this logit."""
        found = predict_one(self.loss, z, self.y)
        at, slope = (getattr(found, name) for name in AXES[self.against])
        low, high = self.curve_axes.get_xlim()
        reach = np.array([-1, 1]) * TANGENT * (high - low)
        self.tangent.set_data(at + reach, found.loss + slope * reach)
        self.point.set_data([at], [found.loss])
        values = found.error, found.loss, slope
        self.bars.show(values)
        redraw(self.figure)
        titles = title_above(self.curve_axes, f"{self.loss}, y = {self.y}"), _verdict(self.bars.axes, found.is_right)
        write(self.figure, [*titles, *self.bars.labels(values)], self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), _describe(self, found, slope))

    def _draw_curve(self) -> None:
        """What stays: axes and curve; and the tangent and the point, which move."""
        axes, theme = self.curve_axes, self.theme
        style_axes(axes, self.against, "loss L", theme)
        axes.set_xlim(*((-LARGEST_LOGIT, LARGEST_LOGIT) if self.against == "logit z" else (-0.03, 1.03)))
        axes.set_ylim(-0.04 * HEIGHTS[self.loss], HEIGHTS[self.loss])
        leave_room_for_title(axes)
        axes.plot(*_curve(self.loss, self.y, self.against), color=theme.loss, linewidth=2)
        self.tangent = moving(axes, "--", color=theme.delta, linewidth=2)
        self.point = moving(axes, "o", color=theme.loss, markersize=9, markeredgecolor=theme.ink)


class ClassLossChart:
    """Left the probabilities of three classes, right the slopes of the loss along their logits, p − y."""

    def __init__(self, label: int, theme: Theme = LIGHT):
        self.label, self.theme, self.figure = label, theme, new_figure(7.2, 2.75, theme)
        names = [f"class {k}{' (label)' if k == label else ''}" for k in range(3)]
        left, right = self.figure.subplots(1, 2, width_ratios=(1.15, 1))
        self.shares = _Bars(left, names, theme, ("activation",) * 3, (0, 1.25))
        left.set_xticks(np.linspace(0, 1, 5))  # the rest of the axis is room for a number
        self.slopes = _Bars(right, [f"∂L/∂z{'₀₁₂'[k]}" for k in range(3)], theme, ("delta",) * 3, (-1.6, 1.6))

    def picture(self, found: ClassPrediction) -> Picture:
        """What `bp.demonstrations.predict_classes` returned for this label."""
        self.shares.show(found.p)
        self.slopes.show(found.slopes)
        redraw(self.figure)
        loss = f"loss −ln p{'₀₁₂'[self.label]} = {short(found.loss)}"
        titles = title_above(self.shares.axes, f"probabilities, {loss}"), _verdict(self.slopes.axes, found.is_right)
        write(self.figure, [*titles, *self.shares.labels(found.p), *self.slopes.labels(found.slopes)], self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), _describe_classes(found))


class _Bars:
    """Horizontal bars with their values; one that is too long is cut off, and an arrow says so."""

    def __init__(self, axes, names, theme: Theme, roles=("ink", "loss", "delta"), ends: tuple[float, float] = BARS):
        self.axes, self.roles, self.ends = axes, roles, ends
        style_axes(axes, "", "", theme)
        places = range(len(names))
        colors = [theme[role] for role in roles]
        self.bars = axes.barh(places, [0] * len(names), height=BAR, color=colors, animated=True)
        for bar in self.bars:
            bar.set_in_layout(False)
        axes.set_xlim(*ends)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_yticks(places, names)
        axes.tick_params(left=False)
        axes.grid(visible=False, axis="y")
        axes.axvline(0, color=theme.ink, linewidth=1)
        axes.spines["left"].set_visible(False)
        leave_room_for_title(axes)

    def show(self, values) -> None:
        """Move the bars."""
        for bar, value in zip(self.bars, values, strict=True):
            bar.set_width(min(max(value, self.ends[0]), self.ends[1]))

    def labels(self, values) -> list[Text]:
        """The value at the end of each bar, or where there is no room: across from the end, or above it."""
        return [self._label(k, value) for k, value in enumerate(values)]

    def _label(self, k: int, value: float) -> Text:
        role, number = self.roles[k], short(value) + (" →" if value > self.ends[1] else "")
        if value < 0:
            x, y = in_points(self.axes.figure, self.axes.transData.transform((value, k)))
            beside = Text(x - 5, y, number, role, align="r", size=TEXT_SIZE)
            if text_box(beside)[0] >= in_points(self.axes.figure, self.axes.bbox.x0):
                return beside
        x, y = in_points(self.axes.figure, self.axes.transData.transform((max(value, 0), k)))
        beside = Text(x + 5, y, number, role, align="l", size=TEXT_SIZE)
        edge = in_points(self.axes.figure, self.axes.bbox.x1)
        if text_box(beside)[2] <= edge:
            return beside
        top = in_points(self.axes.figure, self.axes.transData.transform((0, k - BAR / 2))[1])
        return Text(edge, top + 0.75 * TEXT_SIZE, number, role, align="r", size=TEXT_SIZE)


def _verdict(axes, is_right: bool) -> Text:
    text, role = ("accuracy: right, 1 of 1", "right") if is_right else ("accuracy: wrong, 0 of 1", "wrong")
    return title_above(axes, f"{'✓' if is_right else '✗'} {text}", role)


@lru_cache
def _curve(loss: str, y: int, against: str) -> tuple[np.ndarray, np.ndarray]:
    found = predict_one(loss, np.linspace(-LARGEST_LOGIT, LARGEST_LOGIT, 261), y)
    return getattr(found, AXES[against][0]), found.loss


def _describe(chart: PredictionLossChart, found: Prediction, slope: float) -> str:
    return (
        f"Curve of {chart.loss} for the target y = {chart.y} against the {chart.against}, with its tangent. Prediction "
        f"p = {short(found.p)}, z = {short(found.z)}: error {short(found.error)}, loss {short(found.loss)}, slope "
        f"{short(slope)}; the decision is {'right' if found.is_right else 'wrong'}."
    )


def _describe_classes(found: ClassPrediction) -> str:
    listed = [", ".join(short(value) for value in values) for values in (found.z, found.p, found.slopes)]
    return (
        f"Bars of the probabilities of 3 classes and of the slopes. Logits {listed[0]} give probabilities {listed[1]}; "
        f"the label is class {found.label}, the loss {short(found.loss)}, the slopes {listed[2]}; "
        f"the decision is {'right' if found.is_right else 'wrong'}."
    )
